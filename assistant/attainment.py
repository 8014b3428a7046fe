"""Whether a goal was reached, and which of two figures is the greater: by numbers, where the sentences tell of one measure."""

import re
from dataclasses import replace

from assistant.checks.numbers import plain, same_thing, things_in
from assistant.figures import Figure, figures_in
from assistant.likeness import likeness, measure_of
from assistant.metrics import METRICS, as_good_as
from assistant.question import Question
from assistant.sentences import Sentence
from assistant.short_answers import asked_figure
from assistant.stance import Range, ranges_in
from assistant.subjects import subjects

Told = tuple[Question, Sentence]  # what was asked, and the sentence that answers it

_ABOUT_CHANGE = frozenset({"growth", "decline"})
_BEFORE = re.compile(
    r"\bfrom (?:about |over )?[\d.,]+ ?(?:million |billion |thousand )?(?:[a-z]+ ){0,2}(?=to \d)|"
    r"[从由][\d.]+[万亿]?[\u4e00-\u9fff]?(?=[调下上降提]\w{0,2}[至到])"
)


def reached(goal: Told, outcome: Told) -> bool | None:
    """Whether the outcome is what was aimed at or more; None where the two cannot be compared, or a bound leaves it open."""
    if figures_in(goal[0].text):
        return None  # the goal stands in the question: the sentence's other figures are of something else
    goal = (goal[0], replace(goal[1], text=_BEFORE.sub("", goal[1].text)))
    came = _comparable(goal, outcome)
    if came is None:
        return None
    aims = _aims(*goal)
    if not aims or any(aim.low == -float("inf") for aim in aims):  # "at most": to be below it is to reach it
        return None
    least, most = min(_value(aim) for aim in aims), max(_value(aim) for aim in aims)
    if came.low >= most or (came.exact and came.quantity.value == most):
        return _due(goal, outcome) <= 0 or None
    return False if came.high < least and _due(goal, outcome) == 0 else None


def greater(one: Told, other: Told) -> bool | None:
    """Whether the first figure is above the second; None where the two cannot be compared, or are as good as equal."""
    second = _comparable(one, other)
    first = _range(*one)
    if first is None or second is None or not first.apart(second):
        return None
    return first.low > second.high


def _comparable(one: Told, other: Told) -> Range | None:
    """The range of the other's figure, where both sentences tell of the asked company, of one measure and one metric."""
    measures = [measure_of(*told) for told in (one, other)]
    alike = [replace(measure, ahead=False) if measure else None for measure in measures]
    metrics = [(sentence.says.concepts & METRICS) - _ABOUT_CHANGE for _, sentence in (one, other)]
    differ = all(metrics) and not as_good_as(metrics[0]) & as_good_as(metrics[1])
    if likeness(*alike) < 1 or differ or not all(_of_the_asked(*told) for told in (one, other)):
        return None
    return _range(*other)


def comparable_figures(one: Told, other: Told) -> tuple[Figure, Figure] | None:
    """The figures that answer, where both are of one measure and metric, of the asked companies, and each is one value."""
    if _comparable(one, other) is None or _comparable(other, one) is None:
        return None
    found = [asked_figure(question, sentence) for question, sentence in (one, other)]
    kinds = [measure.kind for told in (one, other) if (measure := measure_of(*told))]
    if found[0] is None or found[1] is None or len(set(kinds)) != 1:
        return None
    return found[0], found[1]


def _of_the_asked(question: Question, sentence: Sentence) -> bool:
    named = {entity.name for entity in (*sentence.says.entities, *sentence.above.entities)}
    return {entity.name for entity in subjects(question.entities)} <= named


def _range(question: Question, sentence: Sentence) -> Range | None:
    figure = asked_figure(question, sentence)
    ranges = ranges_in(sentence.text)
    return next((one for one in ranges if figure and one.quantity.value == figure.value), None)


def _aims(question: Question, sentence: Sentence) -> list[Range]:
    """The figures that the goal may be: the asked one and the others of its kind."""
    asked = _range(question, sentence)
    if asked is None:
        return []
    text = plain(sentence.text)
    named = things_in(text)
    return [one for one in ranges_in(text) if same_thing(asked.quantity, one.quantity, named)]


def _value(aim: Range) -> float:
    return aim.quantity.value


def _due(goal: Told, outcome: Told) -> int:
    """0 where both are of one year, -1 where the outcome is of a year before the goal's, 1 where of a later one or of none."""
    aimed, came = (sentence.says.years or sentence.above.years for _, sentence in (goal, outcome))
    if aimed & came:
        return 0
    return -1 if aimed and came and max(came) < max(aimed) else 1
