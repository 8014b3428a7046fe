"""SQuAD's exact match, for reading sets: is the short answer an accepted span, and silence kept where there is none?"""

from evals.metrics import metric
from evals.metrics.squad_f1 import spans
from evals.records import ExampleTurn, Given
from evals.squad import same


@metric("squad_exact", "answer")
def squad_exact(turn: ExampleTurn, given: Given) -> float | None:
    """1 if the short answer is an accepted one after normalisation; of an unanswerable question, if there is none.

    The official exact match of SQuAD 2.0 (doi:10.18653/v1/P18-2124). None where `squad_f1` has none.
    """
    found = spans(turn, given)
    return None if found is None else float(any(same(found.short, accepted) for accepted in found.accepted))
