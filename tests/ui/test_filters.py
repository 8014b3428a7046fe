"""Filters as part of the link."""

from corpus.records import Filters
from ui.filters import described, filters_in, query_of
from ui.texts import languages


def test_a_link_gives_back_the_filters_it_was_made_of():
    filters = Filters(company=("Tesla", "SAIC Motor"), kind=("news",), since="2024-01-01", until="2024-06-30")

    assert filters_in(query_of(filters)) == filters


def test_no_filters_leave_no_trace_in_the_link():
    assert query_of(Filters()) == {}
    assert not filters_in({})


def test_a_year_in_a_link_is_the_whole_year():
    filters = filters_in({"since": ["2023"], "until": ["2024"]})

    assert (filters.since, filters.until) == ("2023-01-01", "2024-12-31")


def test_a_date_that_is_none_is_left_out():
    assert not filters_in({"since": ["soon"], "until": [""]})


def test_filters_are_described_in_the_language_of_the_page():
    filters = Filters(kind=("news",), place=("Shanghai",), since="2024-01-01")

    assert described(filters, languages()["en"]) == ["Kind: news", "Place: Shanghai", "since 1 January 2024"]
    assert described(filters, languages()["zh"]) == ["类型: 新闻", "地区: Shanghai", "2024年1月1日起"]
