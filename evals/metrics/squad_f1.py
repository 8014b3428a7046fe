"""SQuAD's F1, for reading sets whose answers are spans."""

from dataclasses import dataclass

from evals.metrics import metric
from evals.records import ExampleTurn, Given
from evals.squad import f1, normalised


@dataclass(frozen=True, slots=True)
class Spans:
    """A short answer, "" for silence, beside the accepted ones: "" alone for an unanswerable question."""

    short: str
    accepted: tuple[str, ...]


def spans(turn: ExampleTurn, given: Given) -> Spans | None:
    """What SQuAD compares; None outside reading sets, where answers are long, where several are asked for or none is known."""
    of_spans = turn.passages and turn.support is None and turn.wrong is None and len(turn.answers) <= 1
    if given.answer is None or not of_spans or turn.answerable is None:
        return None
    accepted = [spelling for item in turn.answers for spelling in item.any if normalised(spelling)]
    return Spans(given.answer.short_answer or "" if given.answer.claims else "", tuple(accepted) or ("",))


@metric("squad_f1", "answer")
def squad_f1(turn: ExampleTurn, given: Given) -> float | None:
    """The best F1 of the words of the short answer with an accepted one; 1 for silence where there is none.

    The official F1 of SQuAD 2.0 (doi:10.18653/v1/P18-2124).
    """
    return _best(turn, given)


@metric("squad_f1_answerable", "answer")
def squad_f1_answerable(turn: ExampleTurn, given: Given) -> float | None:
    """`squad_f1` of the answerable questions alone: "HasAns_f1" of SQuAD 2.0's script (doi:10.18653/v1/P18-2124)."""
    return _best(turn, given) if turn.answerable else None


def _best(turn: ExampleTurn, given: Given) -> float | None:
    found = spans(turn, given)
    return None if found is None else max(f1(found.short, accepted) for accepted in found.accepted)
