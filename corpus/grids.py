"""Sheets and files of cells: where their tables begin and end, and each row with its cell reference."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import UnreadableDocument
from corpus.tables import Table, header_rows
from corpus.text_builder import TextBuilder

MOST_CELLS = 2_000_000  # filled cells of one file; the largest tables of statistics offices have some 500,000
LONGEST_CAPTION = 160  # characters of a line above a table that is taken for its caption


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet: its 1-based number, and the text of each cell from column A on."""

    number: int
    cells: tuple[str, ...]


def write_grid(builder: TextBuilder, rows: Iterable[Row], sheet: str = "") -> str:
    """Write a sheet: blocks between empty rows are tables, lines of one cell are paragraphs and may be a caption.

    A block without a header of its own goes on with the header above it. Gives the line that the sheet begins with when
    that is a caption: its title; else nothing. Raises UnreadableDocument above MOST_CELLS.
    """
    names: tuple[str, ...] = ()
    heading = ""
    first = 0  # column where the names begin
    captions: list[str] = []
    title: str | None = None
    for block in _blocks(rows):
        left, right = _edges(block)
        if right - left == 1:
            lines = [row.cells[left] for row in block]
            for line in lines:
                builder.paragraph(line)
            captions = lines if len(lines) <= 3 and all(len(line) <= LONGEST_CAPTION for line in lines) else []
            title = title if title is not None else "".join(captions[:1])
            continue
        cells = tuple(_padded(row.cells, left, right) for row in block)
        goes_on = first == left and len(names) >= right - left and not captions and not header_rows(cells)
        references = tuple(_reference(sheet, row.number, left, right) for row in block)
        table = Table(cells, heading if goes_on else ", ".join(captions), None, references)
        written = builder.table(table, names if goes_on else ())
        title = title if title is not None else "".join(written.captions[:1])
        names, heading, first, captions = written.names, written.heading, left, []
    return title or ""


def column_letters(index: int) -> str:
    """The letters of a 0-based column: A, B, ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    count = 0
    for row in rows:
        count += sum(bool(cell) for cell in row.cells)
        if count > MOST_CELLS:
            raise UnreadableDocument(f"more than {MOST_CELLS:,} cells are filled: split the file")
        empty = not any(row.cells)
        if block and empty:
            yield block
            block = []
        if not empty:
            block.append(row)
    if block:
        yield block


def _edges(block: Sequence[Row]) -> tuple[int, int]:
    """First column that is filled, and the one after the last."""
    filled = {index for row in block for index, cell in enumerate(row.cells) if cell}
    return min(filled), max(filled) + 1


def _padded(cells: tuple[str, ...], left: int, right: int) -> tuple[str, ...]:
    return cells[left:right] + ("",) * (right - max(left, len(cells)))


def _reference(sheet: str, number: int, left: int, right: int) -> str:
    place = f"{column_letters(left)}{number}:{column_letters(right - 1)}{number}"
    if not sheet:
        return place
    name = sheet if sheet.isidentifier() else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{place}"
