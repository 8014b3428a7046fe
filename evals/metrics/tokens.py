"""How many tokens does an answer take, where a model is used?"""

from evals.metrics import metric
from evals.records import ExampleTurn, Given
from evals.usage import used


@metric("input_tokens", "time", digits=0, lower_is_better=True)
def input_tokens(_: ExampleTurn, given: Given) -> float | None:
    """Tokens that the model was given for one answer; None where it does not say, or where there is no model.

    Efficiency beside accuracy: Liang et al., "Holistic Evaluation of Language Models", TMLR 2023, arXiv:2211.09110.
    """
    return used(given, "input_tokens")


@metric("output_tokens", "time", digits=0, lower_is_better=True)
def output_tokens(_: ExampleTurn, given: Given) -> float | None:
    """Tokens that the model wrote for one answer; None as for `input_tokens`. Liang et al., arXiv:2211.09110."""
    return used(given, "output_tokens")
