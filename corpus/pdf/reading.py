"""A whole PDF file: its pages read one after the other, then composed; the pages that cannot be read, by name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2

from corpus.errors import UnreadableDocument
from corpus.formats import Parsed
from corpus.invisible import left_out
from corpus.languages import language_of
from corpus.pdf.characters import TooLarge
from corpus.pdf.furniture import without_furniture
from corpus.pdf.lines import Line, PageLines, Word
from corpus.pdf.pages import read_page
from corpus.pdf.recognition import NotRecognised, Recognition
from corpus.pdf.text import compose
from corpus.published import published_in
from corpus.records import Document, Failure

MOST_PAGES = 5_000  # the longest act of the EU is below 1,000
MOST_TEXT = 30_000_000  # characters; 5,000 dense pages

_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_MADE_BY = re.compile(r"^(?:Microsoft (?:Word|PowerPoint|Excel) - |untitled$|无标题|\(anonymous\))", re.IGNORECASE)


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    pages: list[PageLines] = field(default_factory=list)
    failed: list[tuple[int, str]] = field(default_factory=list)  # page, why
    recognised: list[int] = field(default_factory=list)
    characters: int = 0


def read_pdf(path: Path, data: bytes) -> Parsed:
    """Text with the page of every character, headings and tables as sections. Raises UnreadableDocument."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        why = "it is locked by a password" if "password" in str(error).lower() else f"it is not a readable PDF ({error})"
        raise UnreadableDocument(why) from error
    try:
        if len(pdf) > MOST_PAGES:
            raise UnreadableDocument(f"{len(pdf)} pages are over the limit of {MOST_PAGES}: split the file")
        reading = _read(pdf)
        says = pdf.get_metadata_dict()
    finally:
        pdf.close()
    return _parsed(path, reading, says)


def _read(pdf: Any) -> _Reading:
    reading, recognition = _Reading(), Recognition()
    for index in range(len(pdf)):
        try:
            page = read_page(pdf, index)
            if page.picture:
                page = _recognised(page, recognition.read(pdf, index))
                reading.recognised.append(page.number)
        except pypdfium2.PdfiumError as error:
            reading.failed.append((index + 1, f"it cannot be read: {error}"))
        except (TooLarge, NotRecognised) as error:
            reading.failed.append((index + 1, str(error)))
        else:
            reading.pages.append(page)
            reading.characters += sum(len(word.text) + 1 for line in page.lines for word in line.words)
            if reading.characters > MOST_TEXT:
                raise UnreadableDocument(f"its text is over the limit of {MOST_TEXT // 10**6} million characters: split the file")
    return reading


def _recognised(page: PageLines, text: str) -> PageLines:
    """The page with lines of recognised text, one under the other; a blank line leaves a gap."""
    lines, foot = [], page.height
    for written in text.split("\n"):
        foot -= 12.0
        if words := written.split():
            placed = tuple(Word(word, 0.0, 0.0) for word in words)
            lines.append(Line(placed, foot, foot + 10.0, 10.0, bold=False))
    return replace(page, lines=tuple(lines), picture=False)


def _parsed(path: Path, reading: _Reading, says: dict[str, str]) -> Parsed:
    hidden = [
        note
        for page in reading.pages
        for what, count in sorted(page.hidden.items())
        for note in left_out(f"{path}, page {page.number}", count, what)
    ]
    composed = compose(without_furniture(reading.pages))
    named = (says.get("Title") or "").strip()
    usable = re.search(r"[^\W\d_]", named) and not _MADE_BY.match(named)
    title = " ".join((named if usable else composed.title or path.stem).split())
    printed, _ = published_in(composed.text, title) or (None, True)
    published = printed or _created(says.get("CreationDate") or "")
    document = Document(
        id=path.stem,
        title=title,
        text=composed.text,
        published=published,
        date_inferred=published is not None,
        language=language_of(composed.text),
        pages=composed.pages,
        sections=composed.sections,
    )
    notes = [Failure(f"{path}, {pages}", f"{why}: check figures against the file") for pages, why in _together(
        (number, "its text was recognised from a picture") for number in reading.recognised)]  # fmt: skip
    failed = [Failure(f"{path}, {pages}", why) for pages, why in _together(reading.failed)]
    return Parsed((document,), tuple(failed), (*hidden, *notes))


def _together(pages: Iterable[tuple[int, str]]) -> Sequence[tuple[str, str]]:
    """Pages that follow each other with the same reason, as one."""
    runs: list[tuple[int, int, str]] = []
    for number, why in pages:
        if runs and runs[-1][1] == number - 1 and runs[-1][2] == why:
            runs[-1] = runs[-1][0], number, why
        else:
            runs.append((number, number, why))
    return [(f"page {first}" if first == last else f"pages {first} to {last}", why) for first, last, why in runs]


def _created(written: str) -> str | None:
    """The day on which the file says it was made: a stand-in for the date of publication, never after today."""
    found = _CREATED.match(written)
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
    return day.isoformat() if day and day <= datetime.now().astimezone().date() else None
