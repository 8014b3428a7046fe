"""Builds the text of a document out of headings, paragraphs, tables and pages, with the offsets of each."""

import re
from dataclasses import dataclass

from corpus.invisible import without_invisible
from corpus.records import Page, Section
from corpus.tables import Table, TableText, table_text

_SPACES = re.compile(r"[^\S\n]+")
_RULE = re.compile(r"[\W_]*")  # a line of dashes; at the top it would be taken for front matter


@dataclass(frozen=True, slots=True)
class BuiltText:
    """What a builder has gathered: fields of a Document, and how many invisible characters were left out."""

    text: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    invisible: int


class TextBuilder:
    """Blocks in reading order, a blank line after each."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._sections: list[Section] = []
        self._page_heading = ""
        self._page_begin = 0  # of the stretch of this page that has no section yet
        self._invisible = 0

    def heading(self, level: int, text: str) -> None:
        """A line with one `#` a level, 1 to 6; on a page an ordinary line, as pages have their headings in sections."""
        line = " ".join(self._clean(text).split())
        if line:
            self._append(line if self._pages else f"{'#' * min(max(level, 1), 6)} {line}")

    def paragraph(self, text: str) -> None:
        """One block; line breaks within it are kept, other runs of white space become one space."""
        lines = (_SPACES.sub(" ", line).strip() for line in self._clean(text).splitlines())
        block = "\n".join(line for line in lines if line)
        if not _RULE.fullmatch(block):
            self._append(block)

    def table(self, table: Table, names: tuple[str, ...] = ()) -> TableText:
        """A line a row, under a section with its caption and unit; `names` as in `table_text`."""
        rows = tuple(tuple(self._clean(cell) for cell in row) for row in table.rows)
        written = table_text(Table(rows, self._clean(table.caption), table.header_rows, table.references), names)
        for caption in written.captions:
            self._append(caption)
        begin = self._length
        for line in written.lines:
            self._append(line)
        if written.heading and self._length > begin:
            self._close_page_stretch(begin)
            self._page_begin = self._length
            self._sections.append(Section(begin, self._length, _joined(self._page_heading, written.heading)))
        return written

    def page(self, number: int, heading: str = "") -> None:
        """What follows stands on this page (1-based), under its heading."""
        self._close_page_stretch(self._length)
        self._pages.append(Page(number, self._length))
        self._page_heading = " ".join(self._clean(heading).split())
        self._page_begin = self._length

    def built(self) -> BuiltText:
        """What was gathered."""
        self._close_page_stretch(self._length)
        self._page_begin = self._length
        return BuiltText("".join(self._parts), tuple(self._pages), tuple(self._sections), self._invisible)

    def _close_page_stretch(self, end: int) -> None:
        if self._page_heading and end > self._page_begin:
            self._sections.append(Section(self._page_begin, end, self._page_heading))

    def _clean(self, text: str) -> str:
        clean, count = without_invisible(text)
        self._invisible += count
        return clean

    def _append(self, block: str) -> None:
        self._parts.append(block + "\n\n")
        self._length += len(block) + 2


def _joined(*headings: str) -> str:
    return " > ".join(heading for heading in headings if heading)
