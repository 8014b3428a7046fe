"""Are the dates right?"""

from evals.dates import dates
from evals.gold import holds, share_said
from evals.metrics import metric
from evals.records import Accepted, ExampleTurn, Given


@metric("date_right", "answer")
def date_right(turn: ExampleTurn, given: Given) -> float | None:
    """The share of the dates asked for that the claims say, in any form, as exactly as the set has them; None where none is.

    Dates as answers of their own kind: Dua et al., "DROP", NAACL 2019, doi:10.18653/v1/N19-1246.
    """
    return share_said(turn, given, "date", _right)


def _right(text: str, item: Accepted) -> bool:
    wanted = {date for spelling in item.any for date in dates(spelling)}
    return holds(text, item) or any(said.startswith(date) for said in dates(text) for date in wanted)
