"""Does the desk know when to be silent, answerable and unanswerable questions counting the same?"""

from evals.metrics import metric
from evals.metrics.false_refusal import false_refusal
from evals.metrics.true_refusal import true_refusal
from evals.records import ExampleTurn, Given, Score
from evals.summaries import mean_of_groups


@metric("balanced_accuracy", "abstention", mean_of_groups)
def balanced_accuracy(turn: ExampleTurn, given: Given) -> Score | None:
    """The mean of the rate of true refusals and of answers where there is one: 0.5 for always or never abstaining.

    Brodersen et al., "The balanced accuracy and its posterior distribution", ICPR 2010, doi:10.1109/ICPR.2010.764.
    """
    refused, silent = true_refusal(turn, given), false_refusal(turn, given)
    if isinstance(refused, float):
        return Score(refused, "unanswerable")
    return Score(1 - silent, "answerable") if isinstance(silent, float) else None
