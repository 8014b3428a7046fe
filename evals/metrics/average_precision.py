"""MAP@10, for retrieval sets: how clean is the ranking down to the last relevant document?"""

from evals.metrics import metric
from evals.ranking import measured
from evals.records import ExampleTurn, Given


@metric("map@10", "retrieval")
def average_precision(turn: ExampleTurn, given: Given) -> float | None:
    """Mean precision at the ranks of the relevant documents among the first ten, over all relevant ones, in [0, 1].

    None outside retrieval sets: the project's own set does not judge every document. Buckley and
    Voorhees, "Evaluating evaluation measure stability", SIGIR 2000, doi:10.1145/345508.345543.
    """
    return measured("AP@10", turn.relevant, given.ranking) if turn.relevant else None
