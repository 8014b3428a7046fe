"""`Answer.answerable` as a probability that keeps what it promises."""

import math
from dataclasses import replace

from assistant.premises import DENIED
from assistant.records import Answer

# Platt's scaling (J. Platt, "Probabilistic outputs for support vector machines", 1999): a logistic regression of whether the
# dev questions can be answered on the log-odds of their best sentences. docs/decisions/0005-answering.md has the diagram.
SLOPE, SHIFT = 1.19, 1.53
OF_A_DENIED_PREMISE = 0.06  # none of the 15 dev questions with one can be answered as asked: Laplace's rule of succession
LEAST = 1e-3


def calibrated(answer: Answer) -> Answer:
    """The answer with `answerable` in [0, 1] as the share of such questions that the documents answer."""
    if answer.missing == DENIED:
        return replace(answer, answerable=OF_A_DENIED_PREMISE)
    clipped = min(max(answer.answerable, LEAST), 1 - LEAST)
    odds = SLOPE * math.log(clipped / (1 - clipped)) + SHIFT
    return replace(answer, answerable=round(1 / (1 + math.exp(-odds)), 3))
