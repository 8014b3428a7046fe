"""Does `answerable` tell questions with an answer from those without, whatever threshold is chosen?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given, Score
from evals.summaries import area_under_curve


@metric("answerable_auc", "abstention", area_under_curve)
def answerable_auc(turn: ExampleTurn, given: Given) -> Score | None:
    """The area under the ROC curve of `answerable`: 0.5 for chance, 1 if every answerable question is above every other.

    Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 2006, doi:10.1016/j.patrec.2005.10.010.
    """
    if given.answer is None or turn.answerable is None:
        return None
    return Score(given.answer.answerable, "answerable" if turn.answerable else "unanswerable")
