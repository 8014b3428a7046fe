"""What the desk decided stays, whoever writes the claims."""

from dataclasses import replace

from assistant.chat.assembling import assembled, covered, needed
from assistant.chat.proof import Proved, Quote
from assistant.question import read_question
from assistant.records import Answer, Citation, Claim, DisagreeingValue, Disagreement
from tests.assistant.making import evidence

ONE = evidence("SAIC sold 5 million vehicles in 2023. It is in Shanghai.", document_id="one")
TWO = evidence("SAIC sold 4 million vehicles in 2023.", document_id="two")
QUESTION = read_question("How many vehicles did SAIC sell in 2023?")


def cited(n: int, of: object = ONE, length: int = 37) -> Citation:
    return Citation(n, of.text[:length], 0, length, of)  # type: ignore[attr-defined, arg-type]


FIRST, SECOND = cited(1), cited(2, TWO)
OFFLINE = Answer(
    QUESTION.text, QUESTION.text, "answered", (Claim(FIRST.quote, (1,), "verbatim"), Claim(SECOND.quote, (2,), "verbatim")),
    (FIRST, SECOND), short_answer="5 million vehicles", missing="the year before",
)  # fmt: skip
DIFFERING = replace(
    OFFLINE, verdict="disagreement",
    disagreements=(
        Disagreement("sales", "SAIC", "2023", tuple(DisagreeingValue(f"{6 - n} million", None, n) for n in (1, 2)), None),
    ),
)  # fmt: skip


def written(text: str, of: object = ONE, start: int = 0, end: int = 37) -> Proved:
    return Proved(text, (Quote(of, start, end),), "verified")  # type: ignore[arg-type]


def test_the_desks_first_claim_is_needed_and_all_that_disagree():
    assert [one.text for one in needed(QUESTION, OFFLINE)] == [FIRST.quote]
    assert [one.text for one in needed(QUESTION, DIFFERING)] == [FIRST.quote, SECOND.quote]


def test_each_part_of_a_question_needs_its_claim():
    both = read_question("How many vehicles did SAIC and Tesla each sell in 2023?")

    assert len(needed(both, OFFLINE)) == 2


def test_a_claim_on_the_same_sentence_covers_it_if_it_gives_the_figure():
    own = needed(QUESTION, OFFLINE)[0]

    assert covered(own, [written("In 2023 SAIC sold 5 million vehicles.")], OFFLINE.short_answer)
    assert not covered(own, [written("SAIC sold vehicles in 2023.")], OFFLINE.short_answer)
    assert not covered(own, [written("It is in Shanghai.", start=38, end=56)], OFFLINE.short_answer)
    assert not covered(own, [written("SAIC sold 5 million vehicles.", TWO)], OFFLINE.short_answer)


def test_citations_are_numbered_in_the_order_of_the_claims_and_each_span_once():
    answer = assembled([written("B.", TWO), written("A."), written("A again.")], OFFLINE)

    assert [claim.citations for claim in answer.claims] == [(1,), (2,), (2,)]
    assert [(one.n, one.evidence.document_id) for one in answer.citations] == [(1, "two"), (2, "one")]
    assert all(one.quote == one.evidence.text[one.quote_start : one.quote_end] for one in answer.citations)


def test_verdict_missing_and_disagreements_stay_as_the_desk_decided():
    answer = assembled([written("In 2023 SAIC sold 5 million vehicles.")], DIFFERING)

    assert (answer.verdict, answer.missing, answer.short_answer) == ("disagreement", "the year before", "5 million vehicles")
    quotes = {one.n: one.quote for one in answer.citations}
    assert [quotes[value.citation] for value in answer.disagreements[0].values] == [FIRST.quote, SECOND.quote]
