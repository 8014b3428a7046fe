"""Does the answer say what it should, whatever it cites?"""

from evals.gold import holds
from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("answer_right", "answer")
def answer_right(turn: ExampleTurn, given: Given) -> float | None:
    """1 if the claims say every accepted item, else 0 (also for an abstention); None where none or a long one is known.

    String match after normalisation, as in Chen et al., "Reading Wikipedia to Answer Open-Domain
    Questions", ACL 2017, doi:10.18653/v1/P17-1171, with whole numbers.
    """
    if given.answer is None or not turn.answers or turn.support is not None:
        return None
    text = " ".join(claim.text for claim in given.answer.claims)
    return float(all(holds(text, item) for item in turn.answers))
