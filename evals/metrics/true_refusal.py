"""Does the desk stay silent where the documents do?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("true_refusal", "abstention")
def true_refusal(turn: ExampleTurn, given: Given) -> float | None:
    """1 if a question that the documents do not answer is refused, or a false premise corrected where the set accepts that.

    None for answerable questions. The true positive rate of abstention: Rajpurkar, Jia and Liang, ACL
    2018, doi:10.18653/v1/P18-2124.
    """
    if given.answer is None or turn.answerable is not False:
        return None
    return float(given.answer.verdict in turn.verdicts)
