"""What the library covers, company by company and year by year."""

from corpus.library import DocumentEntry
from corpus.records import Document
from ui.coverage import MOST_COMPANIES, coverage, coverage_chart
from ui.texts import languages


def entry(id_, published, *companies):
    return DocumentEntry(Document(id_, id_, "", published=published, companies=companies), 1, "2026-01-01", id_, 1, (id_,), None)


ENTRIES = (
    entry("a", "2024-03-01", "Tesla", "SAIC Motor"),
    entry("b", "2024", "Tesla"),
    entry("c", "2022-01", "SAIC Motor"),
    entry("d", None, "Tesla"),
    entry("e", "2023-01"),
)


def test_documents_are_counted_by_company_and_year_and_gaps_are_zero():
    assert coverage(ENTRIES) == {
        ("SAIC Motor", "2022"): 1, ("SAIC Motor", "2024"): 1, ("Tesla", "2022"): 0, ("Tesla", "2024"): 2,
    }  # fmt: skip


def test_only_the_companies_named_most_are_shown():
    many = [entry(f"{n}-{i}", "2024", f"Company {n:02}") for n in range(20) for i in range(n + 1)]

    companies = {company for company, _ in coverage(many)}

    assert len(companies) == MOST_COMPANIES
    assert "Company 19" in companies
    assert "Company 00" not in companies


def test_nothing_dated_is_no_coverage():
    assert coverage([entry("d", None, "Tesla")]) == {}


def test_the_picture_has_a_square_for_each_count_and_none_for_a_gap():
    drawn = coverage_chart(coverage(ENTRIES), languages()["en"], "light").to_dict()

    assert [(row["company"], row["year"], row["documents"]) for row in drawn["data"]["values"]] == [
        ("SAIC Motor", "2022", 1), ("SAIC Motor", "2024", 1), ("Tesla", "2024", 2),
    ]  # fmt: skip
