"""What does an answer cost, where a model is paid for?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given
from evals.usage import used


@metric("cost_usd", "time", digits=4, lower_is_better=True)
def cost(_: ExampleTurn, given: Given) -> float | None:
    """US dollars for one answer; None where the price is not known, or where there is no model.

    Chen, Zaharia and Zou, "FrugalGPT", 2023, arXiv:2305.05176.
    """
    return used(given, "cost_usd")
