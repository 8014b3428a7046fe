"""Dates as a reader reads them."""

from datetime import date

import pytest

from ui.dates import printed_date, whole_day
from ui.texts import languages

ENGLISH, CHINESE = languages()["en"], languages()["zh"]


@pytest.mark.parametrize(
    ("published", "inferred", "english", "chinese"),
    [
        ("2024-01-03", False, "3 January 2024", "2024年1月3日"),
        ("2024-01", True, "January 2024 (date inferred)", "2024年1月（日期为推定）"),
        ("2024", False, "2024", "2024年"),
        (None, False, "undated", "日期不详"),
    ],
)
def test_a_date_is_printed_as_precisely_as_it_is_known(published, inferred, english, chinese):
    assert printed_date(published, inferred, ENGLISH) == english
    assert printed_date(published, inferred, CHINESE) == chinese


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
        ("2024-13", None, None),
        ("soon", None, None),
        ("", None, None),
    ],
)
def test_a_year_or_a_month_begins_on_its_first_day_and_ends_on_its_last(written, first, last):
    assert whole_day(written) == first
    assert whole_day(written, last=True) == last
