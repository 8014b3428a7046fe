"""Yes or no to a question that only two figures together answer."""

import re
from collections.abc import Sequence

from assistant.attainment import greater, reached
from assistant.question import Question
from assistant.sentences import sentence_quoted
from assistant.several.asked import Asked
from assistant.splitting.goals import attainment_asked
from assistant.splitting.part import Part
from assistant.stance import Stance


def verdict(question: Question, parts: Sequence[Part], asked: Sequence[Asked]) -> Stance | None:
    """Yes or no to "did it reach its goal?" and "did it sell more than ...?", by the figures of two sentences."""
    direction = attainment_asked(question)
    found = attained(parts, asked)
    if found is not None and direction:
        return "yes" if found == (direction == "reached") else "no"
    told = [(one, sentence_quoted(answer.citations[0])) for one, answer in asked if answer.claims]
    if len(told) != 2 or len(parts) != 2 or parts[1].apart or not (way := _MORE.search(question.text)):
        return None
    above = greater(*told)
    return None if above is None else "yes" if above == bool(way["more"] or way["more_zh"]) else "no"


_MORE = re.compile(
    r"\b(?:(?P<more>more|higher|larger|bigger|greater|better|faster|ahead|outs[eo]l[ld]|out-?earn(?:ed)?|exceed(?:ed)?|beat)|"
    r"fewer|less|lower|smaller|slower|behind)\b|(?P<more_zh>更[多高大快]|超过|多于|高于)|更[少低小慢]|低于|少于",
    re.IGNORECASE,
)


def attained(parts: Sequence[Part], asked: Sequence[Asked]) -> bool | None:
    """Whether the one goal that was asked about was reached; None where that cannot be told."""
    if len(parts) != 2 or len(asked) != 2 or not parts[1].apart or not all(answer.claims for _, answer in asked):
        return None
    goal, outcome = ((question, sentence_quoted(answer.citations[0])) for question, answer in asked)
    return reached(goal, outcome)
