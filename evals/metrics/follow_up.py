"""Does the desk keep the thread, turn by turn?"""

from evals.metrics import metric
from evals.metrics.right import right
from evals.records import ExampleTurn, Given, Score


@metric("follow_up", "conversation")
def follow_up(turn: ExampleTurn, given: Given) -> Score | None:
    """`right` of the second and later turns, grouped by turn; None for first ones.

    Accuracy by turn, as in Reddy, Chen and Manning, "CoQA", TACL 2019, doi:10.1162/tacl_a_00266.
    """
    score = right(turn, given)
    return Score(score, f"turn {turn.number}") if isinstance(score, float) and turn.number > 1 else None
