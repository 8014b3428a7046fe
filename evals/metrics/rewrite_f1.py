"""How near is the standalone question to a person's?"""

from evals.metrics import metric
from evals.overlap import token_overlap
from evals.records import ExampleTurn, Given


@metric("rewrite_f1", "conversation")
def rewrite_f1(turn: ExampleTurn, given: Given) -> float | None:
    """Token F1 of the standalone question with that of the set, in [0, 1]; None where the set has none.

    Elgohary, Peskov and Boyd-Graber, "Can You Unpack That?" (CANARD), EMNLP 2019, doi:10.18653/v1/D19-1605.
    """
    if given.standalone is None or turn.standalone is None:
        return None
    return token_overlap(given.standalone, turn.standalone)
