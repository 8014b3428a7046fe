"""How near is the text to an accepted long answer? For reading sets whose answers are sentences."""

from evals.metrics import metric
from evals.records import ExampleTurn, Given
from evals.squad import rouge_l, word_recall


@metric("rouge_l", "answer")
def rouge_l_of_the_text(turn: ExampleTurn, given: Given) -> float | None:
    """The best ROUGE-L of the claims with an accepted answer, in [0, 1]; None where answers are short or unknown.

    As in Rosenthal et al., "CLAPnq", TACL 2025, doi:10.1162/tacl_a_00729.
    """
    return max(rouge_l(said(given), answer) for answer in turn.answers[0].any) if _applies(turn, given) else None


@metric("word_recall", "answer")
def word_recall_of_the_text(turn: ExampleTurn, given: Given) -> float | None:
    """The best share of an accepted answer's words that the claims say, in [0, 1]; None where `rouge_l` has none.

    "R" in Rosenthal et al., "CLAPnq", TACL 2025, doi:10.1162/tacl_a_00729.
    """
    return max(word_recall(said(given), answer) for answer in turn.answers[0].any) if _applies(turn, given) else None


def said(given: Given) -> str:
    """The claims without their marks."""
    return " ".join(claim.text for claim in given.answer.claims) if given.answer else ""


def _applies(turn: ExampleTurn, given: Given) -> bool:
    return given.answer is not None and turn.support is not None and bool(turn.answers)
