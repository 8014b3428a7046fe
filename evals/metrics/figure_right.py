"""Are the figures right, with their unit?"""

from evals.accepted import says
from evals.gold import holds, measures, share_said
from evals.metrics import metric
from evals.quantities import quantities
from evals.records import Accepted, ExampleTurn, Given


@metric("figure_right", "answer")
def figure_right(turn: ExampleTurn, given: Given) -> float | None:
    """The share of the figures asked for that the claims say, within the set's tolerance and in its unit; None where none is.

    Stricter than a string: "70 million dollars" is not 70 million yuan. Numbers by value and unit as in Dua et al.,
    "DROP", NAACL 2019, doi:10.18653/v1/N19-1246.
    """
    return share_said(turn, given, "figure", _right)


def _right(text: str, item: Accepted) -> bool:
    in_words = any(says(text, spelling) for spelling in item.any if not quantities(spelling))  # "twelve"
    return in_words or (holds(text, item) and measures(text, item))
