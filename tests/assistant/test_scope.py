"""Filters: exact in what they let pass, whatever name or date precision they are given in."""

import pytest

from assistant.scope import check_filters, passes
from corpus.errors import PolicyError
from corpus.records import Document, Filters


def document(**fields):
    return Document(**({"id": "one", "title": "One", "text": "One."} | fields))


@pytest.mark.parametrize("name", ["SAIC Motor", "SAIC", "saic", "上汽", "上汽集团", " SAIC "])
def test_a_company_passes_by_any_of_its_names(name):
    assert passes(document(companies=("SAIC Motor",)), Filters(company=(name,)))


def test_a_joint_venture_passes_the_filter_of_either_of_its_groups():
    venture = document(companies=("SAIC-GM",))

    assert passes(venture, Filters(company=("SAIC",)))
    assert passes(venture, Filters(company=("General Motors",)))


def test_a_group_does_not_pass_the_filter_of_its_joint_venture():
    assert not passes(document(companies=("SAIC Motor",)), Filters(company=("SAIC-GM",)))


def test_another_company_does_not_pass():
    assert not passes(document(companies=("Tesla",)), Filters(company=("SAIC",)))


def test_a_company_that_no_list_knows_passes_by_its_name_as_written():
    assert passes(document(companies=("Acme Robotics",)), Filters(company=("acme robotics",)))


def test_a_document_without_companies_passes_no_company_filter():
    assert not passes(document(), Filters(company=("Tesla",)))


@pytest.mark.parametrize(("wanted", "through"), [("shine", True), ("Shanghai Daily", True), ("Xinhua", False)])
def test_a_publisher_passes_by_part_of_its_name(wanted, through):
    assert passes(document(publisher="Shine (Shanghai Daily)"), Filters(publisher=(wanted,))) is through


@pytest.mark.parametrize(("wanted", "through"), [("news", True), ("News", True), ("new", False), ("policy", False)])
def test_a_kind_passes_as_a_whole(wanted, through):
    assert passes(document(kind="news"), Filters(kind=(wanted,))) is through


@pytest.mark.parametrize(
    ("wanted", "through"), [("China", True), ("Shanghai", True), ("上海", True), ("中国", True), ("Shang", False), ("US", False)]
)
def test_a_place_passes_at_any_level_and_by_any_name(wanted, through):
    assert passes(document(place="China/Shanghai"), Filters(place=(wanted,))) is through


@pytest.mark.parametrize(("wanted", "through"), [("zh", True), ("en", False)])
def test_a_language_passes_as_a_whole(wanted, through):
    assert passes(document(language="zh"), Filters(language=(wanted,))) is through


@pytest.mark.parametrize("field", ["company", "publisher", "kind", "place"])
def test_a_document_that_does_not_say_passes_no_filter_of_that_kind(field):
    assert not passes(document(), Filters(**{field: ("Tesla",)}))


def test_one_of_several_values_is_enough_and_every_filter_must_be_passed():
    shine = document(publisher="Shine", kind="news")

    assert passes(shine, Filters(publisher=("Xinhua", "Shine")))
    assert not passes(shine, Filters(publisher=("Shine",), kind=("policy",)))


@pytest.mark.parametrize(
    ("published", "since", "through"),
    [
        ("2024-01-03", "2024", True),
        ("2024-01-03", "2024-01", True),
        ("2024-01-03", "2024-01-03", True),
        ("2024-01-03", "2024-01-04", False),
        ("2023-12-31", "2024", False),
        ("2024-01", "2024-01-31", True),
        ("2024-01", "2024-02", False),
        ("2024", "2024-12-31", True),
        ("2023", "2024", False),
        (None, "2024", False),
    ],
)
def test_since_includes_its_day_and_whatever_may_lie_after_it(published, since, through):
    assert passes(document(published=published), Filters(since=since)) is through


@pytest.mark.parametrize(
    ("published", "until", "through"),
    [
        ("2024-12-31", "2024", True),
        ("2025-01-01", "2024", False),
        ("2024-01-31", "2024-01", True),
        ("2024-02-01", "2024-01", False),
        ("2024-01-03", "2024-01-03", True),
        ("2024-01-03", "2024-01-02", False),
        ("2024", "2024-06", True),
        ("2024-06", "2024-06-01", True),
        (None, "2024", False),
    ],
)
def test_until_includes_its_day_month_or_year(published, until, through):
    assert passes(document(published=published), Filters(until=until)) is through


@pytest.mark.parametrize("value", ["2024", "2024-02", "2024-02-29"])
def test_a_year_a_month_and_a_day_are_dates(value):
    check_filters(Filters(since=value, until=value))


@pytest.mark.parametrize(
    "value", ["", "tomorrow", "24", "2024-1", "2024-13", "2024-02-30", "2024-01-31T00:00", "20240131", "2024-W05", "2024-W05-1"]
)
@pytest.mark.parametrize("end", ["since", "until"])
def test_a_date_that_is_none_is_refused_with_the_forms_that_are(value, end):
    with pytest.raises(PolicyError, match=f"--{end} '{value}' is not a date: write a year, a month or a day, such as 2024"):
        check_filters(Filters(**{end: value}))
