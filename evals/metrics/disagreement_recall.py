"""Are sources that disagree shown to disagree?"""

from evals.gold import holds
from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("disagreement_recall", "answer")
def disagreement_recall(turn: ExampleTurn, given: Given) -> float | None:
    """1 if a question on which the documents disagree gets that verdict and every value, else 0; None for all others.

    Recall of conflicts: Wang et al., "Retrieval-Augmented Generation with Conflicting Evidence" (RAMDocs),
    2025, arXiv:2504.13079, where all correct answers must be named.
    """
    if given.answer is None or turn.verdicts != ("disagreement",):
        return None
    text = " ".join(claim.text for claim in given.answer.claims)
    return float(given.answer.verdict == "disagreement" and all(holds(text, item) for item in turn.answers))
