"""Was this turn right, all in all? What flips between two runs is read off this."""

from evals.metrics import metric
from evals.metrics.cited_right import cited_right
from evals.metrics.true_refusal import true_refusal
from evals.records import ExampleTurn, Given, Score


@metric("right", "answer")
def right(turn: ExampleTurn, given: Given) -> Score | float | None:
    """`cited_right` for what the documents answer, `true_refusal` for what they do not; None where neither is known.

    One figure over answerable and unanswerable questions: Rajpurkar, Jia and Liang, "Know What You
    Don't Know", ACL 2018, doi:10.18653/v1/P18-2124.
    """
    return true_refusal(turn, given) if turn.answerable is False else cited_right(turn, given)
