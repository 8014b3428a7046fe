"""Does `answerable` mean what it says?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given, Score
from evals.summaries import mean_gap

BINS = 10  # as in the source


@metric("calibration_error", "abstention", mean_gap, lower_is_better=True)
def calibration_error(turn: ExampleTurn, given: Given) -> Score | None:
    """`answerable` less whether it was; the summary is the expected calibration error over ten equal bins, in [0, 1].

    Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, arXiv:1706.04599.
    """
    if given.answer is None or turn.answerable is None:
        return None
    confidence = given.answer.answerable
    return Score(confidence - turn.answerable, str(min(int(confidence * BINS), BINS - 1)))
