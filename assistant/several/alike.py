"""Figures that are to stand side by side, and those of one measure where there are such."""

from collections.abc import Sequence

from assistant.answering import THRESHOLD_OF_A_PART
from assistant.likeness import Measure, likeness, measure_of
from assistant.question import Question
from assistant.records import Answer
from assistant.sentences import sentence_quoted
from assistant.several.asked import AnswerOne, Asked
from assistant.several.fitting import is_no_answer
from assistant.splitting.part import Part


def of_one_measure(parts: Sequence[Part], asked: list[Asked], answer_one: AnswerOne) -> list[Asked]:
    """The same with figures that can stand side by side, where such are nearly as good: those most like one of them."""
    if not all(part.beside for part in parts):
        return asked
    measures = [_measure(question, answer) for question, answer in asked]
    best, most = asked, _agreement(measures)
    for anchor in dict.fromkeys([*(one for one in measures if one), *_others(asked, most, answer_one)]):
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


def _others(asked: Sequence[Asked], most: float, answer_one: AnswerOne) -> list[Measure]:
    """What the parts could be answered with besides, where no two of the answers are of one measure."""
    if most >= 1:
        return []
    found = []
    for question, answer in asked:
        passed: list[str] = []
        for _ in range(MOST_OTHERS):
            passed += [claim.text for claim in answer.claims[:1]]
            answer = answer_one(question, THRESHOLD_OF_A_PART, passed)
            if answer.claims and (measure := _measure(question, answer)):
                found.append(measure)
    return found


MOST_OTHERS = 2  # for each part


def _asked_again(part: Part, asked: Asked, like: Measure, answer_one: AnswerOne) -> Asked:
    question, before = asked
    again = answer_one(question, THRESHOLD_OF_A_PART, (), like)
    return (question, again) if again.claims and not is_no_answer(part, question, again) else (question, before)


def _measure(question: Question, answer: Answer) -> Measure | None:
    return measure_of(question, sentence_quoted(answer.citations[0])) if answer.claims and answer.citations else None


def _agreement(measures: Sequence[Measure | None]) -> float:
    """How far the others are of one measure with the one that most are like: at most one less than there are."""
    return max(sum(likeness(one, other) for j, other in enumerate(measures) if j != i) for i, one in enumerate(measures))
