"""The parts of a question asked one after the other, each with what the ones before it were answered with."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assistant.answering import THRESHOLD_OF_A_PART
from assistant.likeness import Measure, measure_of
from assistant.metrics import METRICS
from assistant.question import Question, read_question
from assistant.records import Answer, Turn
from assistant.rewriting import standalone
from assistant.sentences import sentence_quoted
from assistant.several.asked import AnswerOne, Asked
from assistant.several.fitting import is_no_aim, is_no_answer
from assistant.splitting.part import Part
from assistant.splitting.things import things_owned
from assistant.subjects import subjects
from corpus.concepts import concepts_in
from corpus.entities import mentions
from corpus.languages import language_of


def in_turn(parts: Sequence[Part], answer_one: AnswerOne) -> Iterator[Asked]:
    """Each part asked after the ones before it: "it" is what they asked about, or the name that they were answered with.

    It ends with the first that has no answer where all from there on are open: the years that have not come.
    """
    turns: list[Turn] = []
    said: list[str] = []
    for place, part in enumerate(parts):
        aim = part.beside and any(later.apart for later in parts[place + 1 : place + 2])
        asked = _standing_alone(part, turns)
        goal = _goal(turns) if part.apart and part.beside else None
        answer = _first_that_answers(part, asked, aim, said if part.apart else (), answer_one, goal)
        if aim and (measured := _with_metric(asked.text, Turn(asked.text, answer))) != asked.text:
            asked = replace(read_question(measured), kind=asked.kind)
            answer = _first_that_answers(part, asked, aim, (), answer_one)
        if not answer.claims and all(later.open for later in parts[place:]):
            return
        said += [claim.text for claim in answer.claims[:1]]
        turns.append(Turn(asked.text, answer))
        yield asked, answer


def _first_that_answers(
    part: Part, asked: Question, aim: bool, without: Collection[str], answer_one: AnswerOne, goal: Measure | None = None
) -> Answer:
    """The best answer that is one; of an `aim`, what was aimed at, not what came or what others forecast.

    What came of a `goal` is of the kind of its figure: no share for a number of cars.
    """
    passed = list(without)
    for _ in range(MOST_PASSED):
        answer = answer_one(asked, THRESHOLD_OF_A_PART, passed)
        if not answer.claims or not (
            is_no_answer(part, asked, answer) or (aim and is_no_aim(asked, answer)) or _of_another_kind(asked, answer, goal)
        ):
            return answer
        passed.append(answer.claims[0].text)
    return replace(answer, verdict="not_in_documents", claims=(), citations=(), disagreements=())


def _goal(turns: Sequence[Turn]) -> Measure | None:
    """What the figure of the goal before measures."""
    before = turns[-1] if turns else None
    if before is None or isinstance(before.answer, str) or not before.answer.citations:
        return None
    return measure_of(read_question(before.question), sentence_quoted(before.answer.citations[0]))


def _of_another_kind(asked: Question, answer: Answer, goal: Measure | None) -> bool:
    measure = measure_of(asked, sentence_quoted(answer.citations[0])) if goal else None
    return goal is not None and measure is not None and measure.kind != goal.kind


MOST_PASSED = 5  # answers that are passed over


def _standing_alone(part: Part, turns: Sequence[Turn]) -> Question:
    """The part as it is asked after those before it."""
    text = standalone(part.text, turns) if turns and part.kind is None else part.text
    if turns and _POINTS_AT_ONE.search(part.text) and not _has_subject(part.text):
        name = None if part.apart else _found_name(turns[-1])
        if name and part.kind is None and _asked_for_a_name(turns[-1].question):
            text = _CARRIED.sub("", text)  # whom it is about is known now
        text = f"{text.rstrip('?？. ')} ({name})?" if name else text
    if turns and not part.apart and _MOVES_IT.search(part.text):
        text = _with_what_was_measured(text, turns[-1].question)
    if part.apart and part.kind is None and turns:
        text = _with_what_was_planned(part.text, turns[-1].question)
    if part.apart and turns:
        text = _with_metric(text, turns[-1])
    asked = read_question(text)
    return replace(asked, kind=part.kind) if part.kind else asked


_MOVES_IT = re.compile(
    r"\b(?:rais\w*|lift\w*|lower\w*|cut|revis\w*|chang\w*|increas\w*|reduc\w*|trim\w*|bring|brought) (?:that|it|this|them)\b|"
    r"\b(?:that|it|this) (?:\w+ )?(?:raised|lifted|lowered|cut|revised|changed|increased|reduced|trimmed|brought)\b",
    re.IGNORECASE,
)


def _with_what_was_measured(text: str, before: str) -> str:
    """ "What did it raise that to?" with what "that" was: what the question before measured."""
    named = dict.fromkeys(
        before[start:end] for concept, start, end in concepts_in(before) if concept.name not in {"growth", "plan"}
    )
    lacking = [one for one in named if one.lower() not in text.lower()]
    return f"{text.rstrip('?？. ')} ({' '.join(lacking)})?" if lacking else text


def _asked_for_a_name(question: str) -> bool:
    """Whether whom it is about was asked, or only described: it names no company, place of work or person itself."""
    asked = read_question(question)
    return asked.kind == "name" or not any(entity.kind in ("company", "brand", "person", "site") for entity in asked.entities)


_CARRIED = re.compile(r"\s*\([^()]*\)[?？. ]*$")
_POINTS_AT_ONE = re.compile(
    r"\b(?:it|its|he|his|she|her|they|their|(?:that|this|the) (?:company|firm|maker|carmaker|group|official))\b|它|其|该公司",
    re.IGNORECASE,
)


def _with_what_was_planned(text: str, plan: str) -> str:
    """ "When did it open in the end?" with whose plan it was and what was planned: not the place and year of the planning."""
    before = read_question(plan)
    named = [entity.name for entity in subjects(before.entities) or before.entities if entity not in read_question(text).entities]
    things = [plan[start:end] for start, end in things_owned(plan) if plan[start:end] not in text]
    return f"{text.rstrip('?？. ')} ({', '.join([*named, *things])})?" if named or things else text


def _with_metric(text: str, goal: Turn) -> str:
    """What came of a goal, with what the goal was one of: "SAIC 2023" after "6 million vehicle sales" asks for sales."""
    asked = read_question(text)
    if asked.concepts & METRICS or isinstance(goal.answer, str) or not goal.answer.claims or asked.kind == "date":
        return text
    found = [concept for concept, _, _ in concepts_in(goal.answer.claims[0].text) if concept.name in METRICS - {"growth"}]
    forms = [form for concept in found for form in concept.forms if language_of(form) == asked.language]
    return f"{text} {forms[0]}" if forms else text


def _has_subject(text: str) -> bool:
    return bool(subjects(read_question(text).entities))


def _found_name(turn: Turn) -> str | None:
    """The company or person that an answer names and its question does not."""
    if isinstance(turn.answer, str) or not turn.answer.claims:
        return None
    asked = {entity.name for entity in read_question(turn.question).entities}
    found = (mention.entity for mention in mentions(turn.answer.claims[0].text))
    return next((entity.name for entity in subjects(tuple(found)) if entity.name not in asked), None)
