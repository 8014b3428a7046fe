"""Are the citations to the point?"""

from evals.gold import is_right
from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("citation_precision", "citations")
def citation_precision(turn: ExampleTurn, given: Given) -> float | None:
    """The share of citations that are right, in [0, 1]; None for an answer without any, or where no gold is known.

    Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE), EMNLP 2023,
    doi:10.18653/v1/2023.emnlp-main.398, with gold documents and quotes in place of their entailment model.
    """
    if given.answer is None or not given.answer.citations or not turn.gold:
        return None
    return sum(is_right(citation, turn) for citation in given.answer.citations) / len(given.answer.citations)
