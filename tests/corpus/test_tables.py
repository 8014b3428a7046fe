"""Tables as lines: which rows are the header, and what each line says."""

from collections.abc import Sequence

import pytest

from corpus.tables import LONGEST_LINE, Table, table_text, unit_of

Rows = Sequence[Sequence[str]]


def lines(rows: Rows) -> list[str]:
    return list(table_text(Table(tuple(map(tuple, rows)))).lines)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("Region", "2022", "2023"), ("East", "1,234", "—")), ["Region: East | 2022: 1,234 | 2023: —"]),
        ((("", "2022", "2023"), ("East", "(5.1)%", "113.1")), ["East | 2022: (5.1)% | 2023: 113.1"]),
        ((("", "2022", "", "2023", ""), ("Region", "Units", "Share", "Units", "Share"), ("East", "1", "2", "3", "4")),
         ["Region: East | 2022 Units: 1 | 2022 Share: 2 | 2023 Units: 3 | 2023 Share: 4"]),
        ((("地区", "2022年", "2023年"), ("", "万辆", "亿元"), ("上海", "113.1", "2,000")),
         ["地区: 上海 | 2022年 万辆: 113.1 | 2023年 亿元: 2,000"]),
        ((("Name", "BYD"), ("Founded", "1995"), ("Seat", "Shenzhen")), ["Name: BYD", "Founded: 1995", "Seat: Shenzhen"]),
        ((("Region", "Units"), ("East", "5"), ("West", "6")), ["Region: East | Units: 5", "Region: West | Units: 6"]),
        ((("Measure", "Status", "Since"), ("Subsidy", "ended", "2023")), ["Measure: Subsidy | Status: ended | Since: 2023"]),
        ((("1", "2", "3"), ("4", "5", "6")), ["1 | 2 | 3", "4 | 5 | 6"]),
        ((("Shanghai", "2023", "1,234"), ("Beijing", "2023", "555")), ["Shanghai | 2023 | 1,234", "Beijing | 2023 | 555"]),
        ((("Region", "2022", "2023"), ("East", "1", "2"), ("Source: NBS", "", "")),
         ["Region: East | 2022: 1 | 2023: 2", "Source: NBS"]),
    ],
)  # fmt: skip
def test_a_line_carries_the_names_of_its_columns(rows: Rows, expected: list[str]) -> None:
    assert lines(rows) == expected


def test_titles_and_units_above_the_header_are_the_heading() -> None:
    text = table_text(
        Table((("Table 1 Sales", "", ""), ("Unit: 10,000 units", "", ""), ("Region", "2022", "2023"), ("East", "1", "2")))
    )

    assert text.heading == "Table 1 Sales, Unit: 10,000 units"
    assert text.lines == ("Region: East | 2022: 1 | 2023: 2",)


def test_a_unit_in_the_corner_goes_to_the_heading() -> None:
    text = table_text(Table((("(In millions)", "2022", "2023"), ("Cash", "1", "2")), caption="Balance sheet"))

    assert text.heading == "Balance sheet (In millions)"
    assert text.lines == ("Cash | 2022: 1 | 2023: 2",)


def test_a_row_too_wide_for_one_line_repeats_its_label() -> None:
    header = ("Region", *(f"Month {n:03}" for n in range(200)))

    written = lines((header, ("Shanghai", *(str(n) for n in range(200)))))

    assert len(written) > 2
    assert all(line.startswith("Region: Shanghai | Month ") and len(line) <= LONGEST_LINE + 20 for line in written)


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("Sales (in millions, except per share)", "(in millions, except per share)"),
        ("Output. Unit: 10,000 units", "Unit: 10,000 units"),
        ("产量（单位：万辆）", "单位：万辆"),
        ("Dollars in millions", "Dollars in millions"),
        ("销量（万辆）", "（万辆）"),
        ("Millions of people live in cities", ""),
        ("Growth in 2023", ""),
    ],
)
def test_the_unit_of_a_caption_is_told(caption: str, unit: str) -> None:
    assert unit_of(caption) == unit
