"""Does the standalone question name what a follow-up leaves out, and leave alone what says it all?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given
from evals.squad import normalised, same


@metric("added_word_recall", "conversation")
def added_word_recall(turn: ExampleTurn, given: Given) -> float | None:
    """Of the words that a person's standalone question adds, the share that is in ours, in [0, 1]; None where it adds none.

    After the recall of Dalton et al., "CAsT 2019", TREC 2019, arXiv:2003.13624, on the words that resolve the reference.
    """
    if given.standalone is None or turn.standalone is None:
        return None
    added = _words(turn.standalone) - _words(turn.question)
    return len(added & _words(given.standalone)) / len(added) if added else None


@metric("left_alone", "conversation")
def left_alone(turn: ExampleTurn, given: Given) -> float | None:
    """1 if a question that needs no other is searched for as it is, else 0; None for those that need one.

    Needs none: one that the person left as it was (Elgohary et al., "CANARD", EMNLP 2019, doi:10.18653/v1/D19-1605).
    """
    if given.standalone is None or turn.standalone is None or not same(turn.standalone, turn.question):
        return None
    return float(same(given.standalone, turn.question))


def _words(text: str) -> set[str]:
    return set(normalised(text).split())
