"""Does the answer say all that is true and nothing that is false? For reading sets with false passages among the true."""

from evals.metrics import metric
from evals.metrics.contains_gold import contains_gold
from evals.records import ExampleTurn, Given
from evals.squad import contains


@metric("strict_match", "answer")
def strict_match(turn: ExampleTurn, given: Given) -> float | None:
    """1 if every accepted answer is in the text and no wrong one, else 0; None where the set names no wrong answers.

    Wang et al., "Retrieval-Augmented Generation with Conflicting Evidence" (RAMDocs), COLM 2025, arXiv:2504.13079.
    """
    if given.answer is None or turn.wrong is None:
        return None
    misled = any(contains(given.answer.text, wrong) for wrong in turn.wrong)
    return float(contains_gold(turn, given) == 1 and not misled)
