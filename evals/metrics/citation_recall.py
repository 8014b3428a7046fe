"""Is every claim proved by a citation?"""

from evals.gold import cited_by, is_right
from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("citation_recall", "citations")
def citation_recall(turn: ExampleTurn, given: Given) -> float | None:
    """The share of claims with at least one right citation, in [0, 1]; None for an abstention, or where no gold is known.

    Gao et al. (ALCE), EMNLP 2023, doi:10.18653/v1/2023.emnlp-main.398, with gold documents and quotes
    in place of their entailment model.
    """
    answer = given.answer
    if answer is None or not answer.claims or not turn.gold:
        return None
    return sum(any(is_right(c, turn) for c in cited_by(claim, answer)) for claim in answer.claims) / len(answer.claims)
