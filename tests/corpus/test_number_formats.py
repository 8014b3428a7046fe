"""Cell values as a spreadsheet shows them."""

import datetime

import pytest

from corpus.number_formats import displayed


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (113.1, "General", "113.1"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (1.5e-7, "General", "0.00000015"),
        (0.125, "0.0%", "12.5%"),
        (0.125, "0%", "13%"),
        (1234567, "#,##0", "1,234,567"),
        (113.1, "0.00", "113.10"),
        (1.005, "0.00", "1.01"),  # as Excel rounds, not as binary fractions do
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (-5, "0.0", "-5.0"),
        (-0.4, "0", "0"),
        (1234567, "#,##0,", "1,235"),
        (12.5, '"$"#,##0.00', "$12.50"),
        (12.5, "[$€-407] #,##0.00", "€ 12.50"),
        (113.1, '0.0"万辆"', "113.1万辆"),
        (0, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', "-"),
        (7, "000", "007"),
        (0.5, "# ?/?", "0.5"),
        (12345, "0.00E+00", "12345"),
        (float("inf"), "0.0", "inf"),
        (True, "General", "TRUE"),
        ("text", "0.00", "text"),
        (datetime.datetime(2023, 5, 1), "d/m/yyyy", "2023-05-01"),
        (datetime.datetime(2023, 5, 1), "mmm-yy", "2023-05"),
        (datetime.datetime(2023, 1, 1), "yyyy", "2023"),
        (datetime.datetime(2023, 5, 1, 13, 30), "m/d/yy h:mm", "2023-05-01 13:30"),
        (datetime.datetime(2023, 5, 1), 'yyyy"年"m"月"d"日"', "2023-05-01"),
    ],
)
def test_a_value_is_written_as_it_is_displayed(value: object, number_format: str, shown: str) -> None:
    assert displayed(value, number_format) == shown
