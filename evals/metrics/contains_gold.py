"""Is an accepted string anywhere in the answer? For reading sets: what a reader of the whole text would find."""

from evals.metrics import metric
from evals.records import ExampleTurn, Given
from evals.squad import contains


@metric("contains_gold", "answer")
def contains_gold(turn: ExampleTurn, given: Given) -> float | None:
    """1 if the text has every accepted item in it, else 0, also for an abstention; None where answers are long or unknown.

    Mallen et al., "When Not to Trust Language Models", ACL 2023, doi:10.18653/v1/2023.acl-long.546.
    """
    if given.answer is None or not turn.passages or not turn.answers or turn.support is not None:
        return None
    return float(all(any(contains(given.answer.text, spelling) for spelling in item.any) for item in turn.answers))
