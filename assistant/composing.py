"""One answer out of the answers to the parts of a question."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from assistant.answering import THRESHOLD_OF_A_PART
from assistant.citing import printed_date
from assistant.figures import figures_in
from assistant.matching import subjects
from assistant.parts import Part, parts_of
from assistant.question import Question, read_question, years_in
from assistant.records import Answer, Citation, Claim, Disagreement, Turn, Verdict
from assistant.rewriting import standalone
from corpus.entities import mentions

# (question, the probability below which it is silent or None for the usual, sentences already said) -> its answer
AnswerOne = Callable[[Question, float | None, Collection[str]], Answer]

_POINTS_AT_ONE = re.compile(
    r"\b(?:it|its|he|his|she|her|they|their|(?:that|this|the) (?:company|firm|maker|carmaker|group|official))\b|它|其|该公司",
    re.IGNORECASE,
)


def composed(question: Question, answer_one: AnswerOne) -> Answer:
    """The answer to the question; where it asks several things, one claim for each that was found.

    `partial` names the parts without an answer. A question whose parts all remain open is answered as a whole.
    """
    whole = answer_one(question, None, ())
    parts = parts_of(question)
    if not parts or _says_all(question, parts, whole):
        return whole
    answers = list(_in_turn(parts, answer_one))
    if not any(answer.claims for answer in answers):
        return whole
    return _merged(question, answers)


def composed_in_time(asked: Question, undated: Question, answer_one: AnswerOne) -> Answer:
    """The answer for the time that was meant; where the documents hold nothing of "this year", what they said of another.

    `undated` is the question as it was worded. What is of another time is `partial`, and named as such.
    """
    answer = composed(asked, answer_one)
    if answer.claims or undated.years == asked.years:
        return answer
    older = composed(undated, answer_one)
    if not older.claims:
        return answer
    newest = max((citation.evidence for citation in older.citations), key=lambda evidence: evidence.published or "")
    years = ", ".join(str(year) for year in sorted(asked.years))
    told = f"{years}: the newest that is quoted is of {printed_date(newest.published, newest.date_inferred)}"
    return replace(older, verdict="partial", missing=told, disagreements=(), answerable=answer.answerable)


def _says_all(question: Question, parts: Sequence[Part], whole: Answer) -> bool:
    """Whether one sentence speaks of every name and year asked about and has a figure for each part."""
    if not whole.claims or len(whole.claims) > 1:
        return False
    text = whole.claims[0].text
    named = {mention.entity.name for mention in mentions(text)}
    return (
        question.years <= years_in(text)
        and {entity.name for entity in subjects(question.entities)} <= named
        and len(figures_in(text)) >= len(parts)
    )


def _in_turn(parts: Sequence[Part], answer_one: AnswerOne) -> Iterator[Answer]:
    """Each part asked after the ones before it: "it" is what they asked about, or the name that they were answered with."""
    turns: list[Turn] = []
    said: list[str] = []
    for part in parts:
        text = standalone(part.text, turns) if turns and part.kind is None else part.text
        if turns and (name := _found_name(turns[-1])) and _POINTS_AT_ONE.search(part.text) and not _has_subject(part.text):
            text = f"{text.rstrip('?？. ')} ({name})?"
        asked = read_question(text)
        asked = replace(asked, kind=part.kind) if part.kind else asked
        answer = answer_one(asked, THRESHOLD_OF_A_PART, said if part.apart else ())
        said += [claim.text for claim in answer.claims[:1]]
        turns.append(Turn(text, answer))
        yield answer


def _has_subject(text: str) -> bool:
    return bool(subjects(read_question(text).entities))


def _found_name(turn: Turn) -> str | None:
    """The company or person that an answer names and its question does not."""
    if isinstance(turn.answer, str) or not turn.answer.claims:
        return None
    asked = {entity.name for entity in read_question(turn.question).entities}
    found = (mention.entity for mention in mentions(turn.answer.claims[0].text))
    return next((entity.name for entity in subjects(tuple(found)) if entity.name not in asked), None)


def _merged(question: Question, answers: Sequence[Answer]) -> Answer:
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
