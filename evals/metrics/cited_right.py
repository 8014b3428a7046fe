"""Does the answer say what it should, and prove it?"""

from evals.gold import cited_by, holds, proves, right_documents
from evals.metrics import metric
from evals.records import ExampleTurn, Given


@metric("cited_right", "answer")
def cited_right(turn: ExampleTurn, given: Given) -> float | None:
    """1 if every accepted item is said by a claim with a citation that proves it, else 0; None where no answer or proof is known.

    Correct and attributed at once: Bohnet et al., "Attributed Question Answering", 2022, arXiv:2212.08037,
    with gold documents and quotes in place of human raters.
    """
    answer = given.answer
    if answer is None or not turn.answers or not right_documents(turn):
        return None
    return float(
        all(
            any(
                holds(claim.text, item) and any(proves(c, item, turn) for c in cited_by(claim, answer)) for claim in answer.claims
            )
            for item in turn.answers
        )
    )
