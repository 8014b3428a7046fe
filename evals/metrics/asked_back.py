"""Does the desk ask back where a question does not say whom it is about, and only there?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("asked_back", "conversation")
def asked_back(turn: ExampleTurn, given: Given) -> float | None:
    """1 if an underspecified question gets a question back, else 0; None for others.

    After the recall of Aliannejadi et al., "ConvAI3" (ClariQ), 2020, arXiv:2009.11352, on whether to ask.
    """
    return float(given.answer.asks_back is not None) if turn.asks_back and given.answer else None


@metric("asked_back_needlessly", "conversation")
def asked_back_needlessly(turn: ExampleTurn, given: Given) -> float | None:
    """1 if a question that says whom it is about gets a question back, else 0; None for others.

    The false positives of the same decision: Aliannejadi et al., "ConvAI3" (ClariQ), 2020, arXiv:2009.11352.
    """
    return float(given.answer.asks_back is not None) if turn.asks_back is False and given.answer else None
