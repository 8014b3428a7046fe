"""Is every number of the answer in what it quotes?"""

from evals.gold import cited_by
from evals.metrics import metric
from evals.numbers import numbers_in
from evals.records import ExampleTurn, Given


@metric("numbers_supported", "citations")
def numbers_supported(_: ExampleTurn, given: Given) -> float | None:
    """The share of claims all of whose numbers are, by value, in one of the claim's quotes; None for an abstention.

    After the number check of Goyal and Durrett, "Annotating and Modeling Fine-grained Factuality in
    Summarization", NAACL 2021, doi:10.18653/v1/2021.naacl-main.114, which names numbers a class of error of their own.
    """
    answer = given.answer
    if answer is None or not answer.claims:
        return None
    proved = 0
    for claim in answer.claims:
        quoted = [numbers_in(citation.quote) for citation in cited_by(claim, answer)]
        proved += all(any(number in quote for quote in quoted) for number in numbers_in(claim.text))
    return proved / len(answer.claims)
