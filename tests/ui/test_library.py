"""The library page: what is found in it, and in which order."""

from corpus.library import DocumentEntry
from corpus.records import Document
from ui.holdings import Holdings
from ui.library import found, newest_first, table
from ui.texts import languages


def _entry(document, passages):
    return DocumentEntry(document, passages, "2026-01-01T00:00:00+00:00", document.id * 2, 1, (f"/data/{document.id}.md",), None)


SHINE = _entry(Document("shine", "City plans", "", publisher="Shine", published="2024-01-03", place="China/Shanghai"), 4)
SAIC = _entry(Document("saic", "Annual report", "", published="2024-03", date_inferred=True, companies=("SAIC Motor",)), 9)
POST = _entry(Document("post", "A post", ""), 1)
HOLDINGS = Holdings((POST, SAIC, SHINE))


def test_every_word_of_a_search_must_be_found_somewhere():
    assert found(SHINE, "shanghai CITY")
    assert not found(SHINE, "shanghai report")
    assert found(SAIC, "")


def test_the_newest_comes_first_and_the_undated_last():
    assert newest_first(HOLDINGS) == [SAIC, SHINE, POST]


def test_the_table_says_which_dates_were_inferred():
    assert table([SAIC, POST], languages()["en"])["Published"] == ["2024-03 (inferred)", None]


def test_places_are_offered_at_every_level():
    assert HOLDINGS.places == ["China", "Shanghai"]


def test_holdings_know_their_newest_document_and_all_passages():
    assert HOLDINGS.newest == SAIC.document
    assert HOLDINGS.passages == 14
    assert Holdings((POST,)).newest is None


def test_holdings_know_the_hashes_of_what_is_here():
    assert HOLDINGS.hashes({"saic", "gone"}) == {"saic": "saicsaic"}


def test_the_fingerprint_is_that_of_the_contents_in_any_order():
    assert HOLDINGS.fingerprint == Holdings((SHINE, POST, SAIC)).fingerprint
    assert HOLDINGS.fingerprint != Holdings((SHINE, SAIC)).fingerprint
