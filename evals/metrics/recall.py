"""Recall of the evidence: has what answers been found among the first k passages?"""

from evals.gold import needs
from evals.metrics import metric
from evals.ranking import measured
from evals.records import ExampleTurn, Given


def recall(turn: ExampleTurn, given: Given, k: int) -> float | None:
    """The share of the needed parts for which one of the first k has a document that serves; None where nothing is needed.

    In a retrieval set, where every relevant document is needed, this is R@k. Manning, Raghavan and
    Schütze, "Introduction to Information Retrieval", 2008, chapter 8.
    """
    parts = needs(turn, given)
    first = given.ranking[:k]
    return sum(measured(f"Success@{k}", dict.fromkeys(part, 1), first) for part in parts) / len(parts) if parts else None


@metric("recall@1", "retrieval")
def recall_at_1(turn: ExampleTurn, given: Given) -> float | None:
    """`recall` at 1."""
    return recall(turn, given, 1)


@metric("recall@5", "retrieval")
def recall_at_5(turn: ExampleTurn, given: Given) -> float | None:
    """`recall` at 5."""
    return recall(turn, given, 5)


@metric("recall@10", "retrieval")
def recall_at_10(turn: ExampleTurn, given: Given) -> float | None:
    """`recall` at 10."""
    return recall(turn, given, 10)
