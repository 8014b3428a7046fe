"""Are the names right?"""

from evals.gold import holds, share_said
from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("name_right", "answer")
def name_right(turn: ExampleTurn, given: Given) -> float | None:
    """The share of the names asked for that the claims say, in an accepted spelling; None where none is asked for.

    Answers with their aliases: Joshi et al., "TriviaQA", ACL 2017, doi:10.18653/v1/P17-1147.
    """
    return share_said(turn, given, "name", holds)
