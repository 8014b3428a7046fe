"""Excel files: figures as displayed, each row with its columns, unit and cells; what is hidden is named."""

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from corpus.formats import Parsed
from corpus.parsers import format_of, parse_here, xlsx
from corpus.passages import split
from tests.corpus.parsers.reading import blocks, notes, only, part, refusal, saved, with_parts

FILES = Path(__file__).parent.parent / "files"


def workbook(*rows: tuple[object, ...], name: str = "Sales") -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return book, sheet


def read(book: Workbook, name: str = "sales.xlsx") -> Parsed:
    return parse_here(Path(name), saved(book.save))


def test_a_row_carries_its_columns_and_cells_and_its_unit_goes_with_it() -> None:
    book, _ = workbook(("Table 1 NEV sales",), ("Unit: 10,000 units",), ("Region", 2022, 2023), ("Shanghai", 113.1, 130))

    document = only(read(book))

    assert document.title == "Table 1 NEV sales"
    assert blocks(document) == [
        "# Sales",
        "Table 1 NEV sales",
        "Unit: 10,000 units",
        "Region: Shanghai | 2022: 113.1 | 2023: 130 [Sales!A4:C4]",
    ]
    assert split(document)[-1].heading == "Sales > Table 1 NEV sales, Unit: 10,000 units"


def test_every_passage_of_a_long_sheet_has_the_header_and_the_unit() -> None:
    book, _ = workbook(
        ("单位：万辆", None, None), ("省份", "2022年", "2023年"), *((f"省{n}", n + 0.5, n + 1.5) for n in range(200))
    )

    passages = [passage for passage in split(only(read(book))) if "省份" in passage.text]

    assert len(passages) > 10
    assert {passage.heading for passage in passages} == {"Sales > 单位：万辆"}
    assert all(line.startswith("省份: 省") and " | 2023年: " in line for one in passages for line in one.text.split("\n\n"))


def test_figures_are_written_as_they_are_displayed() -> None:
    book, sheet = workbook(("Measure", "Share", "Sales", "Day", "Month", "Raw"), ("NEV", 0.311, 1234567, None, None, 113.1))
    sheet["B2"].number_format, sheet["C2"].number_format = "0.0%", "#,##0"
    sheet["D2"], sheet["E2"] = datetime.date(2024, 5, 1), datetime.date(2024, 5, 1)
    sheet["D2"].number_format, sheet["E2"].number_format = "d/m/yyyy", "mmm-yy"

    (line,) = blocks(only(read(book)))[1:]

    assert line == (
        "Measure: NEV | Share: 31.1% | Sales: 1,234,567 | Day: 2024-05-01 | Month: 2024-05 | Raw: 113.1 [Sales!A2:F2]"
    )


def test_headers_of_two_rows_and_merged_cells_name_every_column() -> None:
    book, sheet = workbook(
        ("Region", "2022", None, "2023", None),
        (None, "Units", "Share", "Units", "Share"),
        ("East", 1, 2, 3, 4),
        (None, 5, 6, 7, 8),
    )
    for cells in ("A1:A2", "B1:C1", "D1:E1", "A3:A4"):
        sheet.merge_cells(cells)

    assert blocks(only(read(book)))[1:] == [
        "Region: East | 2022 Units: 1 | 2022 Share: 2 | 2023 Units: 3 | 2023 Share: 4 [Sales!A3:E3]",
        "Region: East | 2022 Units: 5 | 2022 Share: 6 | 2023 Units: 7 | 2023 Share: 8 [Sales!A4:E4]",
    ]


def test_hidden_rows_columns_and_sheets_are_left_out_and_named() -> None:
    book, sheet = workbook(("Region", "Units", "Secret"), ("East", 1, 2), ("West", 3, 4), ("North", 5, 6))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Plans").append(("hidden", "words"))
    book["Plans"].sheet_state = "veryHidden"

    parsed = read(book)

    assert blocks(only(parsed)) == ["# Sales", "Region: East | Units: 1 [Sales!A2:B2]", "Region: North | Units: 5 [Sales!A4:B4]"]
    assert "sheet Sales: hidden rows (1) and columns (1) were not read" in notes(parsed)
    assert "sheet Plans: the sheet is hidden" in notes(parsed)


def test_white_cells_are_left_out_unless_they_stand_on_a_colour() -> None:
    book, sheet = workbook(("Region", "Units"), ("East", 1), ("West", 2))
    sheet["A1"].font = sheet["B1"].font = sheet["A3"].font = Font(color="FFFFFF")
    sheet["A1"].fill = sheet["B1"].fill = PatternFill("solid", fgColor="1F4E79")

    parsed = read(book)

    assert blocks(only(parsed))[1:] == ["Region: East | Units: 1 [Sales!A2:B2]", "2 [Sales!A3:B3]"]
    assert "white on white" in notes(parsed)


def test_formulas_without_a_stored_result_are_named() -> None:
    book, _ = workbook(("Region", "Units"), ("East", 1), ("All", "=SUM(B2:B2)"))

    parsed = read(book)

    assert "formulas without a stored result (1, such as B3)" in notes(parsed)


def test_a_block_below_an_empty_row_goes_on_with_the_header_above() -> None:
    book, _ = workbook(("Table 1 (in millions)",), ("Region", "2022", "2023"), ("East", 1, 2), (), ("West", 3, 4))

    document = only(read(book))

    assert blocks(document)[-1] == "Region: West | 2022: 3 | 2023: 4 [Sales!A5:C5]"
    assert [section.heading for section in document.sections] == ["Table 1 (in millions)"] * 2


def test_a_sheet_that_fails_is_named_and_the_others_are_read() -> None:
    book, _ = workbook(("Region", "Units"), ("East", 1))
    book.create_sheet("Second").append(("West", 2))
    data = saved(book.save)
    name = "xl/worksheets/sheet1.xml"
    data = with_parts(data, {name: part(data, name).partition(b"</row>")[0]})

    parsed = parse_here(Path("sales.xlsx"), data)

    assert [failure.source for failure in parsed.failed] == ["sales.xlsx, sheet Sales"]
    assert "West" in parsed.documents[0].text


def test_a_sheet_of_nothing_but_a_chart_does_no_harm() -> None:
    book, sheet = workbook(("Region", "Units"), ("East", 1))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    book.create_chartsheet("Chart").add_chart(chart)

    assert blocks(only(read(book)))[1:] == ["Region: East | Units: 1 [Sales!A2:B2]"]


def test_a_table_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    book, _ = workbook(*((n, n) for n in range(20)))
    monkeypatch.setattr(xlsx, "MOST_CELLS", 39)

    assert "more than 39 cells" in read(book).failed[0].reason


def test_a_workbook_under_any_name_is_one_and_macros_are_not_read() -> None:
    book, _ = workbook(("Region", "Units"), ("East", 1))
    data = with_parts(saved(book.save), {"xl/vbaProject.bin": b"Sub Evil()"})

    assert {format_of(Path(name), data) for name in ("a.csv", "a", "a.docx", "a.zip")} == {".xlsx"}
    assert "macros were not read" in notes(parse_here(Path("a.xlsm"), data))


def test_entities_in_a_sheet_are_refused() -> None:
    book, _ = workbook(("Region", "Units"), ("East", 1))
    data = saved(book.save)
    name = "xl/worksheets/sheet1.xml"
    declared = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet'
    sheet = part(data, name).replace(b"<worksheet", declared, 1)

    assert f"{name} declares entities" in refusal("a.xlsx", with_parts(data, {name: sheet}))


def test_the_workbook_that_libreoffice_wrote_is_read() -> None:
    document = only(parse_here(Path("output.xlsx"), (FILES / "output.xlsx").read_bytes()))

    assert "地区: 上海 | 2022年: 98.9 | 2023年: 113.1 | 增速: 14.4% [产量!A4:D4]" in blocks(document)
    assert "地区: 合计 | 2022年: 173.9 | 2023年: 198.2 [产量!A6:D6]" in blocks(document)  # a formula, with its result
