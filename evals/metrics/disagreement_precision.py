"""Where a disagreement is shown, is there one?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("disagreement_precision", "answer")
def disagreement_precision(turn: ExampleTurn, given: Given) -> float | None:
    """1 if a disagreement is shown and the set has that verdict among the right ones, else 0; None where none is shown.

    The other side of recall: Wang et al., "Retrieval-Augmented Generation with Conflicting Evidence" (RAMDocs),
    2025, arXiv:2504.13079.
    """
    answer = given.answer
    if answer is None or not turn.verdicts or not (answer.disagreements or answer.verdict == "disagreement"):
        return None
    return float("disagreement" in turn.verdicts)
