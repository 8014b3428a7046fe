"""MRR@10: how far down is the first document that answers?"""

from evals.gold import relevance
from evals.metrics import metric
from evals.ranking import measured
from evals.records import ExampleTurn, Given


@metric("mrr@10", "retrieval")
def reciprocal_rank(turn: ExampleTurn, given: Given) -> float | None:
    """1 / rank of the first relevant document, 0 when it is not among ten; None without relevant ones.

    Voorhees, "The TREC-8 Question Answering Track Report", TREC 1999.
    """
    relevant = relevance(turn)
    return measured("RR@10", relevant, given.ranking) if relevant else None
