"""One answer out of the answers to the parts of a question."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.citing import printed_date
from assistant.course import over_its_years
from assistant.parts import parts_of
from assistant.premises import DENIED
from assistant.question import Question
from assistant.records import Answer
from assistant.several.alike import of_one_measure
from assistant.several.asked import AnswerOne, Asked
from assistant.several.computing import computed
from assistant.several.in_turn import in_turn
from assistant.several.merging import merged
from assistant.several.verdict import attained, verdict
from assistant.several.whole import says_all
from assistant.splitting.goals import attainment_asked, goal_and_outcome, supposes_attainment
from assistant.splitting.intervals import asks_how_long
from assistant.splitting.part import Part
from assistant.stance import lead


def composed(question: Question, answer_one: AnswerOne) -> Answer:
    """The answer to the question; where it asks several things, one claim for each that was found.

    `partial` names the parts without an answer, and a goal that is taken as reached or missed and was not. A question whose
    parts all remain open is answered as a whole.
    """
    whole = answer_one(over_its_years(question), None, ())
    if denied := _denied(question, answer_one):
        return denied
    parts = parts_of(question)
    if not parts or says_all(question, parts, whole):
        return whole
    answers = _each_answered(parts, answer_one)
    if asks_how_long(question.text) and whole.claims and not all(answer.claims for _, answer in answers):
        return whole
    if not any(answer.claims for _, answer in answers):
        of_another_time = any(question.parts for question, _ in answers) and whole.claims
        missing = "; ".join(part.text.rstrip("?？. ") for part in parts)
        return replace(whole, verdict="partial", missing=missing, short_answer=None) if of_another_time else whole
    answer = merged(question, [answer for _, answer in answers])
    if question.kind == "yes-no":
        return replace(answer, lead=lead(question, verdict(question, parts, answers)))
    return replace(answer, lead=computed(question, answers))


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


def _denied(question: Question, answer_one: AnswerOne) -> Answer | None:
    """Goal and outcome, where the question takes for granted that the goal was reached, or missed, and the figures deny it."""
    if not supposes_attainment(question):
        return None
    parts = goal_and_outcome(question.text)
    answers = _each_answered(parts, answer_one)
    found = attained(parts, answers)
    if found is None or found == (attainment_asked(question) == "reached"):
        return None
    return replace(merged(question, [answer for _, answer in answers]), verdict="partial", missing=DENIED)


def _each_answered(parts: Sequence[Part], answer_one: AnswerOne) -> list[Asked]:
    """The parts with their answers; what is open and has none is left out."""
    asked = list(in_turn(parts, answer_one))
    asked = of_one_measure(parts[: len(asked)], asked, answer_one)
    return [one for part, one in zip(parts, asked, strict=False) if one[1].claims or not part.open]
