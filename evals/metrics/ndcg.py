"""nDCG@10: are the documents that answer near the top?"""

from evals.gold import relevance
from evals.metrics import metric
from evals.ranking import measured
from evals.records import ExampleTurn, Given


@metric("ndcg@10", "retrieval")
def ndcg(turn: ExampleTurn, given: Given) -> float | None:
    """Discounted gain of the first ten documents over that of the best possible ten, in [0, 1]; None without relevant ones.

    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 2002, doi:10.1145/582415.582418;
    linear gain, as BEIR has it.
    """
    relevant = relevance(turn)
    return measured("nDCG@10", relevant, given.ranking) if relevant else None
