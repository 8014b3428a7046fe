"""Nothing unproved is shown: a quote that is not in its document, at its place, to the character, takes its claim away."""

from dataclasses import replace

import pytest

from assistant.checks import checked
from assistant.checks.quotes import quote_is_verbatim
from assistant.records import Answer, Citation, Claim
from corpus.records import Document
from tests.assistant.making import evidence

TEXT = "Shanghai plans 70 plants. Tesla sold 947,000 cars. SAIC sold 5,020,865 cars."
REPORT = Document(id="report", title="Report", text=TEXT)
PASSAGE = evidence(TEXT)
PLANS = Citation(1, "Shanghai plans 70 plants.", 0, 25, PASSAGE)
SOLD = Citation(2, "Tesla sold 947,000 cars.", 26, 50, PASSAGE)


def drafted(*citations):
    claims = tuple(Claim(citation.quote, (citation.n,), "verbatim") for citation in citations)
    return Answer("Q?", "Q?", "answered", claims, citations, short_answer="70 plants")


def held(document_id):
    return {"report": REPORT}.get(document_id)


BROKEN = [
    pytest.param(replace(PLANS, quote="Shanghai plans 71 plants."), id="a changed digit"),
    pytest.param(replace(PLANS, quote="Beijing built 70 plants!!"), id="another quote of the same length"),
    pytest.param(replace(PLANS, quote_start=1, quote_end=26), id="shifted by one character"),
    pytest.param(replace(PLANS, quote_end=26), id="one character too long"),
    pytest.param(replace(PLANS, quote="Shanghai sold 947,000 cars.", quote_end=27), id="spliced out of two sentences"),
    pytest.param(replace(PLANS, quote="shanghai plans 70 plants."), id="another case"),
    pytest.param(replace(PLANS, quote="", quote_end=0), id="an empty quote"),
    pytest.param(replace(PLANS, evidence=replace(PASSAGE, document_id="gone")), id="a document that is gone"),
    pytest.param(replace(PLANS, evidence=replace(PASSAGE, text=TEXT.replace("70", "71"))), id="a passage that was changed"),
    pytest.param(replace(PLANS, evidence=replace(PASSAGE, start=1, end=1 + len(TEXT))), id="a passage at another place"),
    pytest.param(replace(PLANS, evidence=replace(PASSAGE, start=26, text=TEXT[26:])), id="a quote outside of its passage"),
    pytest.param(replace(PLANS, quote_start=-77, quote_end=-52), id="offsets from the end"),
]


def test_a_quote_at_its_place_is_verbatim():
    assert quote_is_verbatim(PLANS, REPORT)
    assert quote_is_verbatim(SOLD, REPORT)


@pytest.mark.parametrize("citation", BROKEN)
def test_a_claim_whose_quote_is_not_there_is_dropped_and_the_others_stay(citation):
    proved = checked(drafted(citation, SOLD), held)

    assert proved.claims == (Claim(SOLD.quote, (2,), "verbatim"),)
    assert proved.citations == (SOLD,)


@pytest.mark.parametrize("citation", BROKEN)
def test_an_answer_that_loses_all_claims_is_an_abstention(citation):
    proved = checked(drafted(citation), held)

    assert (proved.verdict, proved.claims, proved.citations) == ("not_in_documents", (), ())
    assert (proved.short_answer, proved.text) == (None, "")
    assert proved.missing


def test_an_answer_whose_first_claim_is_dropped_loses_the_short_answer_that_came_from_it():
    wrong = replace(PLANS, quote="Shanghai plans 71 plants.")

    assert checked(drafted(wrong, SOLD), held).short_answer is None


def test_a_claim_without_a_citation_is_dropped():
    answer = drafted(SOLD)

    proved = checked(replace(answer, claims=(*answer.claims, Claim("So be it.", (), "verbatim"))), held)

    assert proved.claims == answer.claims


def test_a_claim_needs_all_of_its_quotes():
    wrong = replace(PLANS, quote="Shanghai plans 71 plants.")
    answer = replace(drafted(wrong, SOLD), claims=(Claim("Both.", (1, 2), "verified"),))

    assert checked(answer, held).verdict == "not_in_documents"


def test_a_proved_answer_is_handed_on_as_it_is():
    answer = drafted(PLANS, SOLD)

    assert checked(answer, held) == answer


def test_an_abstention_stays_one():
    silent = Answer("Q?", "Q?", "not_in_documents", missing="robots")

    assert checked(silent, held) == silent
