"""Where several things are asked for, how many of them are said?"""

from evals.gold import holds
from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("list_recall", "answer")
def list_recall(turn: ExampleTurn, given: Given) -> float | None:
    """The share of the accepted items that the claims say, in [0, 1]; None where fewer than two are asked for.

    Recall over a list of answers: Amouyal et al., "QAMPARI", 2022, arXiv:2205.12665.
    """
    if given.answer is None or len(turn.answers) < 2:
        return None
    text = " ".join(claim.text for claim in given.answer.claims)
    return sum(holds(text, item) for item in turn.answers) / len(turn.answers)
