"""Did the answer call itself what it is?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("verdict_right", "answer")
def verdict_right(turn: ExampleTurn, given: Given) -> float | None:
    """1 if the verdict is one of those accepted, else 0; None where the set names none.

    Accuracy over the verdicts of docs/contract.md, which are those of fact checking: Thorne et al., "FEVER",
    NAACL 2018, doi:10.18653/v1/N18-1074, with disagreement beside them.
    """
    return float(given.answer.verdict in turn.verdicts) if given.answer and turn.verdicts else None
