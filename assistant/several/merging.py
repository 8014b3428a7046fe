"""The answers to the parts as one answer."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.question import Question
from assistant.records import Answer, Citation, Claim, Disagreement, Verdict


def merged(question: Question, answers: Sequence[Answer]) -> Answer:
    """The first claim of each, and all that differ where sources do, with citations numbered anew."""
    citations: list[Citation] = []
    claims: list[Claim] = []
    disagreements: list[Disagreement] = []
    for answer in answers:
        shown = len(answer.claims) if answer.disagreements else 1
        renumbered = {}
        for claim in answer.claims[:shown]:
            for citation in (c for c in answer.citations if c.n in claim.citations):
                renumbered[citation.n] = _number(citation, citations)
            moved = replace(claim, citations=tuple(renumbered[n] for n in claim.citations))
            if moved not in claims:
                claims.append(moved)
        outvoted = {value.citation for one in answer.disagreements for value in one.values} - renumbered.keys()  # in no claim
        renumbered |= {c.n: _number(c, citations) for c in answer.citations if c.n in outvoted}
        disagreements += [_moved(one, renumbered) for one in answer.disagreements]
    missing = [answer.question.rstrip("?？. ") for answer in answers if not answer.claims]
    verdict: Verdict = "partial" if missing else "disagreement" if disagreements else "answered"
    # no short answer: several figures without what they are figures of
    return Answer(
        question=question.text,
        standalone_question=question.text,
        verdict=verdict,
        claims=tuple(claims),
        citations=tuple(citations),
        disagreements=tuple(disagreements),
        missing="; ".join(missing) or None,
        answerable=round(sum(answer.answerable for answer in answers) / len(answers), 3),
    )


def _number(citation: Citation, held: list[Citation]) -> int:
    """The number of the citation among those held, added if it is new."""
    for other in held:
        if (other.evidence.document_id, other.quote_start, other.quote_end) == (
            citation.evidence.document_id, citation.quote_start, citation.quote_end,
        ):  # fmt: skip
            return other.n
    held.append(replace(citation, n=len(held) + 1))
    return len(held)


def _moved(one: Disagreement, numbers: dict[int, int]) -> Disagreement:
    return replace(one, values=tuple(replace(value, citation=numbers[value.citation]) for value in one.values))
