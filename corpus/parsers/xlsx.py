"""Excel workbooks, sheet by sheet and row by row; the one file that knows openpyxl."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.archives import damage_named, members_of, office_archive
from corpus.errors import UnreadableDocument
from corpus.grids import MOST_CELLS, Row, column_letters, write_grid
from corpus.invisible import left_out
from corpus.languages import language_of
from corpus.number_formats import displayed
from corpus.office_properties import office_properties, publication
from corpus.parsers import Parsed, parsers
from corpus.records import Document, Failure
from corpus.text_builder import TextBuilder

_KIND = "Excel workbook (.xlsx)"
_MOST_MERGED = 200_000  # places of a sheet that merged cells fill; a column merged over its whole length holds one value
_FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
_WIDEST = 16_384  # columns of a sheet, as Excel has it
_VALUE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}v"


def is_xlsx(data: bytes) -> bool:
    """Whether the bytes are a workbook, whatever the name says."""
    return any(name.startswith("xl/") for name in members_of(data))


@parsers.register(".xlsx", ".xlsm", recognises=is_xlsx)
def parse_xlsx(path: Path, data: bytes) -> Parsed:
    """Every visible sheet under a heading of its name, a line a row with its cell references; figures as displayed.

    Hidden sheets, rows and columns, formulas without a stored result and macros are left out and named.
    A sheet that fails is named and the rest is read. Raises UnreadableDocument.
    """
    from openpyxl.reader.excel import ExcelReader

    with office_archive(data, _KIND) as archive:
        parts = archive.namelist()
        properties = office_properties(archive)
    if "xl/workbook.bin" in parts:
        raise UnreadableDocument(f"it is a binary workbook (.xlsb): save it as an {_KIND}")
    failed: list[Failure] = []
    notes = [Failure(str(path), "its macros were not read")] if "xl/vbaProject.bin" in parts else []
    builder = TextBuilder()
    captions: list[str] = []
    with warnings.catch_warnings(), damage_named(_KIND):
        warnings.simplefilter("ignore")  # openpyxl tells of drawings and validations that it leaves alone
        reader = ExcelReader(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.read_chartsheet = lambda *_: None  # sheets of nothing but a chart: it would open their images
        reader.read()
        book = reader.wb
        try:
            for sheet in book.worksheets:
                place = f"{path}, sheet {sheet.title}"
                try:
                    notes += _write(builder, sheet, place, captions)
                except UnreadableDocument as error:
                    failed.append(Failure(place, str(error)))
        finally:
            book.close()
    built = builder.built()
    notes += left_out(path, built.invisible, "invisible characters")
    title = properties.title or "".join(captions[:1]) or path.stem
    published, inferred = publication(built.text, title, properties)
    document = Document(path.stem, title, built.text, published=published, date_inferred=inferred,
                        language=language_of(built.text), sections=built.sections)  # fmt: skip
    return Parsed((document,), tuple(failed), tuple(notes))


@dataclass(slots=True)
class _Sheet:
    """The cells of a sheet as shown, and what of it is not shown."""

    values: dict[int, dict[int, str]] = field(default_factory=dict)  # by row (1-based), then column (0-based)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unseen: int = 0  # cells in white on white, or in a format that shows nothing
    uncalculated: list[str] = field(default_factory=list)  # formulas whose result the file does not hold

    def rows(self) -> Iterator[Row]:
        """The visible rows, one empty row for a gap; a hidden column is empty, so that references stay right."""
        last = 0
        for number in sorted(set(self.values) - self.hidden_rows):
            if any(
                between not in self.hidden_rows for between in range(max(last + 1, number - len(self.hidden_rows) - 1), number)
            ):
                yield Row(number - 1, ())
            row = self.values[number]
            yield Row(number, tuple("" if c in self.hidden_columns else row.get(c, "") for c in range(max(row) + 1)))
            last = number


def _write(builder: TextBuilder, sheet: Any, place: str, captions: list[str]) -> Iterator[Failure]:
    """Write one sheet and tell what of it was left out; what it begins with is added to the captions."""
    if sheet.sheet_state != "visible":
        yield Failure(place, "the sheet is hidden and was not read: unhide it if readers are meant to see it")
        return
    with damage_named("sheet"):
        read = _read(sheet)
    if read.values:
        builder.heading(1, sheet.title)
        captions.append(write_grid(builder, read.rows(), sheet.title))
    rows = len(read.hidden_rows & set(read.values))
    columns = len(read.hidden_columns & {column for row in read.values.values() for column in row})
    if rows or columns:
        what = f"hidden rows ({rows:,}) and columns ({columns:,}) were not read"
        yield Failure(place, f"{what}: unhide them if readers are meant to see them")
    yield from left_out(place, read.unseen, "cells in white on white or in a format that shows nothing")
    if read.uncalculated:
        first = ", ".join(read.uncalculated[:5])
        what = f"formulas without a stored result ({len(read.uncalculated):,}, such as {first}) were not read"
        yield Failure(place, f"{what}: open it in Excel and save it again")


def _read(sheet: Any) -> _Sheet:
    from openpyxl.worksheet._reader import WorkSheetParser  # what read_only streams with; it also sees merges and hidden rows

    book = sheet.parent
    styles = _Styles(book)
    read = _Sheet()
    with sheet._get_source() as source:
        parser = WorkSheetParser(source, sheet._shared_strings, data_only=True, epoch=book.epoch,
                                 date_formats=book._date_formats, timedelta_formats=book._timedelta_formats)  # fmt: skip
        parse_cell = parser.parse_cell

        def parse_and_look(element: Any) -> Any:
            cell = parse_cell(element)
            if cell["value"] is None and element.find(_FORMULA) is not None and not element.findtext(_VALUE):
                read.uncalculated.append(f"{column_letters(cell['column'] - 1)}{cell['row']}")
            return cell

        parser.parse_cell = parse_and_look
        count = 0
        for number, cells in parser.parse():
            for cell in cells:
                if cell["value"] is None:
                    continue
                shown = styles.shown(cell["value"], cell["style_id"])
                read.unseen += not shown
                read.values.setdefault(number, {})[cell["column"] - 1] = shown
            if (count := count + len(cells)) > MOST_CELLS:
                raise UnreadableDocument(f"more than {MOST_CELLS:,} cells are filled: split the file")
    _fill_merged(read.values, parser.merged_cells.mergeCell if parser.merged_cells else ())
    read.hidden_rows = {int(number) for number, said in parser.row_dimensions.items() if _is_on(said.get("hidden"))}
    for said in parser.column_dimensions.values():
        if _is_on(said.get("hidden")):
            read.hidden_columns |= set(range(int(said["min"]) - 1, min(int(said["max"]), _WIDEST)))
    return read


class _Styles:
    """How cells of each style are shown."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[int, tuple[str, bool]] = {}

    def shown(self, value: object, style: int) -> str:
        """The value as displayed, on one line; empty when no reader sees it."""
        if style not in self._known:
            self._known[style] = self._look_up(style)
        number_format, visible = self._known[style]
        return " ".join(displayed(value, number_format).split()) if visible else ""

    def _look_up(self, style: int) -> tuple[str, bool]:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        array = self._book._cell_styles[style]
        number = array.numFmtId
        own = number - BUILTIN_FORMATS_MAX_SIZE
        number_format = BUILTIN_FORMATS.get(number, "General") if own < 0 else self._book._number_formats[own]
        color = self._book._fonts[array.fontId].color
        white = color is not None and (
            (color.type == "rgb" and str(color.rgb).upper().endswith("FFFFFF")) or (color.type == "theme" and color.theme == 0)
        )
        plain = self._book._fills[array.fillId].fill_type is None
        return number_format, not (white and plain) and number_format.strip() != ";;;"


def _fill_merged(values: dict[int, dict[int, str]], merged: Iterable[Any]) -> None:
    """Put the value of a merged cell in every place it covers, in rows that hold anything."""
    from openpyxl.utils.cell import range_boundaries

    left = _MOST_MERGED
    for one in merged:
        first_column, first_row, last_column, last_row = range_boundaries(one.ref)
        value = values.get(first_row, {}).get(first_column - 1, "")
        left -= (last_column - first_column + 1) * (last_row - first_row + 1)
        if not value or left < 0:
            continue
        for row in range(first_row, last_row + 1):
            if row in values:
                values[row].update(dict.fromkeys(range(first_column - 1, last_column), value))


def _is_on(said: object) -> bool:
    return str(said).lower() in ("1", "true")
