"""Pages of lines become one text: paragraphs, rows of tables and headings, each set off by a blank line.

A line's end inside a sentence becomes a space (nothing between two Chinese characters). Words, figures and
their order are the file's; only white space and hyphens at the ends of lines are ours.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.pdf.headings import HeadingPath, HeadingStyle, Rank, heading_lines
from corpus.pdf.lines import Line, PageLines
from corpus.pdf.tables import Table, tables_of
from corpus.records import Page, Section

_WIDE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BULLET = re.compile(
    r"[•▪■●○◦·‣⁃➢✓–—-]\s|[•▪■●○◦‣➢✓]|\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s|[（(]?[一二三四五六七八九十]{1,3}[）)、]"
)
_ENDS = re.compile(r"[.!?:;。！？：；][”’\"')）]*$")
_SENTENCE_GOES_ON = re.compile(r"[a-z,;)%]")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_GAP = 1.7  # times the font's size, from one line's foot to the next's: more is the space between paragraphs
_SHORT = 0.8  # of the column's width: a line that ends before ends its paragraph


@dataclass(frozen=True, slots=True)
class Composed:
    """The text with where its pages and sections are."""

    text: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    title: str | None  # the heading on the first page that is set largest


def compose(pages: Sequence[PageLines]) -> Composed:
    """The text of the pages."""
    return _Composer(pages).compose()


class _Composer:
    def __init__(self, pages: Sequence[PageLines]) -> None:
        self._pages = pages
        self._style = HeadingStyle(line for page in pages for line in page.lines)
        self._words = _vocabulary(line for page in pages for line in page.lines)
        self._path = HeadingPath()
        self._parts: list[str] = []
        self._length = 0
        self._sections: list[Section] = []
        self._begin = 0  # of the section that is open
        self._heading = ""
        self._bare = False  # the open section holds headings only
        self._last_table: Table | None = None  # one that reaches the foot of the page before

    def compose(self) -> Composed:
        marks = []
        for page in self._pages:
            marks.append(Page(page.number, self._length))
            self._add_page(page.lines)
            self._write("\n\n")
        self._open_section("", self._length)
        return Composed("".join(self._parts), tuple(marks), tuple(self._sections), self._title())

    def _add_page(self, lines: Sequence[Line]) -> None:
        tables = self._continued(tables_of(lines), lines)
        starts = {table.first: table for table in tables}
        taken = {place for table in tables for place in range(table.first, table.last + 1)}
        ranks = heading_lines(lines, self._style, taken)
        place = 0
        while place < len(lines):
            self._blank_line()
            if place in starts:
                self._add_table(starts[place])
                place = starts[place].last + 1
                continue
            end = place + 1
            while end < len(lines) and end not in starts and ranks.get(end) == ranks.get(place):
                if place not in ranks and _new_paragraph(lines, end):
                    break
                end += 1
            text = "".join(self._joined(lines[place:end]))
            if place in ranks:
                self._enter(ranks[place], text)
            else:
                self._bare = False
            self._write(text)
            place = end

    def _continued(self, tables: list[Table], lines: Sequence[Line]) -> list[Table]:
        """A table at the head of a page without headers of its own takes those of the one that filled the page before."""
        before = self._last_table
        self._last_table = tables[-1] if tables and tables[-1].last >= len(lines) - 2 else None
        if before is None or not tables or tables[0].first > 1 or tables[0].columns:
            return tables
        first = tables[0]
        widths = {row.count("\t") for row in first.rows}
        if max(widths) > len(before.columns):
            return tables
        whole = Table(first.first, first.last, first.rows, before.columns, before.unit, before.stub, before.caption)
        if self._last_table is first:
            self._last_table = whole
        return [whole, *tables[1:]]

    def _add_table(self, table: Table) -> None:
        heading = " > ".join(part for part in (str(self._path), table.heading) if part)
        self._open_section(heading, self._begin if self._bare else self._length)
        self._bare = False
        for place, row in enumerate(table.rows):
            if place:
                self._write(_between_rows(table.rows[place - 1], row))
            self._write(row)
        self._blank_line()
        self._open_section(str(self._path), self._length)

    def _enter(self, rank: Rank, text: str) -> None:
        self._path.enter(rank, text)
        self._open_section(str(self._path), self._begin if self._bare else self._length)
        self._bare = True

    def _open_section(self, heading: str, begin: int) -> None:
        """End the open section where the new one begins; headings alone belong to what they stand over."""
        if self._heading and begin > self._begin:
            self._sections.append(Section(self._begin, begin, self._heading))
        self._heading, self._begin = heading, begin

    def _joined(self, lines: Sequence[Line]) -> Iterator[str]:
        for place, line in enumerate(lines):
            yield line.text
            if place + 1 == len(lines):
                yield "-" if line.hyphen else ""
            elif line.hyphen:
                yield "-" if self._keeps_hyphen(line.words[-1].text, lines[place + 1].words[0].text) else ""
            elif not (_WIDE.match(line.text[-1]) and _WIDE.match(lines[place + 1].text[0])):
                yield " "

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether the hyphen belongs to the word, by how the document writes it elsewhere."""
        left, right = _WORDS.findall(before.lower())[-1:], _WORDS.findall(after.lower())[:1]
        if not left or not right:
            return True
        if left[0] + right[0] in self._words:
            return False
        return f"{left[0]}-{right[0]}" in self._words or (left[0] in self._words and right[0] in self._words)

    def _blank_line(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n\n"):
            self._write("\n\n")

    def _write(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _title(self) -> str | None:
        first = self._pages[0].lines if self._pages else ()
        large = [line for line in first if line.size >= 1.3 * self._style.body and self._style.rank(line)]
        return max(large, key=lambda line: line.size).text if large else None


def _vocabulary(lines: Iterable[Line]) -> set[str]:
    """The words that stand whole within the lines, and the parts of those with hyphens."""
    found: set[str] = set()
    for line in lines:
        words = line.words[1:-1] if line.hyphen else line.words[1:]
        for word in words:
            found.update(_WORDS.findall(word.text.lower()))
    return found


def _between_rows(before: str, row: str) -> str:
    """A label that goes on over lines is one row."""
    if "\t" not in before and row[:1].islower():
        return " "
    return "\n" if "\t" not in row and row[:1].islower() else "\n\n"


def _new_paragraph(lines: Sequence[Line], place: int) -> bool:
    """Whether the line begins a paragraph; in doubt it does not: a sentence that is cut cannot be quoted."""
    before, line = lines[place - 1], lines[place]
    if before.hyphen:
        return False
    if _BULLET.match(line.text):
        return True
    text = line.text
    if _SENTENCE_GOES_ON.match(text) and not _ENDS.search(before.text):
        return False
    down = before.bottom - line.bottom
    if down > _GAP * max(line.size, before.size) or (down < 0 and bool(_ENDS.search(before.text))):
        return True
    right = max(other.x1 for other in lines if abs(other.x0 - before.x0) < 3 * before.size)
    width = right - before.x0
    ended = bool(_ENDS.search(before.text))
    if ended and (
        line.x0 > before.x0 + 1.2 * line.size or (before.x1 < right - 2 * before.size and not _SENTENCE_GOES_ON.match(text))
    ):
        return True
    return before.x1 - before.x0 < _SHORT * width and not _SENTENCE_GOES_ON.match(text)
