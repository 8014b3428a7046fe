"""Does the desk stay silent where the documents speak?"""

from evals.metrics import metric
from evals.records import ABSTENTION, ExampleTurn, Given


@metric("false_refusal", "abstention", lower_is_better=True)
def false_refusal(turn: ExampleTurn, given: Given) -> float | None:
    """1 if an answerable question is refused, else 0; None for unanswerable ones.

    The false positive rate of abstention: Rajpurkar, Jia and Liang, ACL 2018, doi:10.18653/v1/P18-2124.
    """
    if given.answer is None or not turn.answerable:
        return None
    return float(given.answer.verdict == ABSTENTION)
