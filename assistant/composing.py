"""One answer out of the answers to the parts of a question."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.answering import THRESHOLD_OF_A_PART
from assistant.citing import printed_date
from assistant.figures import figures_in
from assistant.likeness import Measure, likeness, measure_of
from assistant.matching import subjects
from assistant.parts import parts_of
from assistant.premises import is_ahead
from assistant.question import Question, read_question, years_in
from assistant.records import Answer, Citation, Claim, Disagreement, Turn, Verdict
from assistant.rewriting import standalone
from assistant.sentences import sentence_quoted
from assistant.splitting.part import Part
from corpus.entities import mentions


class AnswerOne(Protocol):
    """Answers one question. `threshold` is the probability below which it is silent, None for the usual one; sentences in
    `without` are said already; `like` is the measure of the figures that its own is to stand beside."""

    def __call__(
        self, question: Question, threshold: float | None, without: Collection[str], like: Measure | None = None, /
    ) -> Answer:
        """The answer, which may be an abstention."""


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
    answers = _of_one_measure(parts, list(_in_turn(parts, answer_one)), answer_one)
    if not any(answer.claims for _, answer in answers):
        return whole
    return _merged(question, [answer for _, answer in answers])


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


Asked = tuple[Question, Answer]  # a part as it was asked, and what was found


def _in_turn(parts: Sequence[Part], answer_one: AnswerOne) -> Iterator[Asked]:
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
        if _is_the_plan_again(part, answer):
            answer = replace(answer, verdict="not_in_documents", claims=(), citations=(), disagreements=())
        said += [claim.text for claim in answer.claims[:1]]
        turns.append(Turn(text, answer))
        yield asked, answer


def _of_one_measure(parts: Sequence[Part], asked: list[Asked], answer_one: AnswerOne) -> list[Asked]:
    """The same with figures that can stand side by side, where such are nearly as good: those most like one of them."""
    if not all(part.beside for part in parts):
        return asked
    measures = [_measure(question, answer) for question, answer in asked]
    best, most = asked, _agreement(measures)
    for anchor in dict.fromkeys(measure for measure in measures if measure):
        if most >= len(asked) - 1:
            return best
        tried = [
            one if likeness(anchor, measure) == 1 or measure is None else _asked_again(part, one, anchor, answer_one)
            for part, one, measure in zip(parts, asked, measures, strict=True)
        ]
        agreement = _agreement([_measure(question, answer) for question, answer in tried])
        if agreement > most:
            best, most = tried, agreement
    return best


def _asked_again(part: Part, asked: Asked, like: Measure, answer_one: AnswerOne) -> Asked:
    question, before = asked
    again = answer_one(question, THRESHOLD_OF_A_PART, (), like)
    return (question, again) if again.claims and not _is_the_plan_again(part, again) else (question, before)


def _is_the_plan_again(part: Part, answer: Answer) -> bool:
    """Whether the outcome of a plan, which is told already, is answered with a plan."""
    return part.apart and bool(answer.claims) and is_ahead(answer.claims[0].text)


def _measure(question: Question, answer: Answer) -> Measure | None:
    return measure_of(question, sentence_quoted(answer.citations[0])) if answer.claims and answer.citations else None


def _agreement(measures: Sequence[Measure | None]) -> float:
    """How far the others are of one measure with the one that most are like: at most one less than there are."""
    return max(sum(likeness(one, other) for j, other in enumerate(measures) if j != i) for i, one in enumerate(measures))


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
