"""The library page: what is found in it, and in which order."""

from corpus.records import Document
from ui.holdings import Holding, Holdings
from ui.library import found, newest_first, table
from ui.texts import languages

SHINE = Holding(Document("shine", "City plans", "", publisher="Shine", published="2024-01-03", place="China/Shanghai"), 4)
SAIC = Holding(Document("saic", "Annual report", "", published="2024-03", date_inferred=True, companies=("SAIC Motor",)), 9)
POST = Holding(Document("post", "A post", ""), 1)
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
