"""Is the short answer exactly the span asked for?"""

import re

from evals.accepted import normalised
from evals.metrics import metric
from evals.numbers import Number, numbers_in
from evals.overlap import tokens
from evals.records import Accepted, ExampleTurn, Given

_UNIT = re.compile(r"\bper 10000\b|/万")


@metric("short_answer_exact", "answer")
def short_answer_exact(turn: ExampleTurn, given: Given) -> float | None:
    """1 if the short answer is an accepted string, or a figure of the same value, else 0, also when there is none.

    None where several things are asked for, or a text that has no short form. Exact match of SQuAD
    (Rajpurkar et al., EMNLP 2016, doi:10.18653/v1/D16-1264); the wording of a figure's unit is free.
    """
    if given.answer is None or len(turn.answers) != 1 or turn.answers[0].kind == "text":
        return None
    short = given.answer.short_answer or ""
    return float(any(_same(short, spelling, turn.answers[0]) for spelling in turn.answers[0].any))


def _same(short: str, spelling: str, item: Accepted) -> bool:
    if tokens(short) == tokens(spelling):
        return bool(tokens(short))
    return item.kind == "figure" and _figures(short) == _figures(spelling) != set()


def _figures(text: str) -> set[Number]:
    """The numbers of a span, without that of its unit."""
    return numbers_in(_UNIT.sub("", normalised(text)))
