"""How sure a figure is: bootstrap over whole examples, since the turns of a conversation hang together.

Efron and Tibshirani, "An Introduction to the Bootstrap", 1993; for language systems Koehn, "Statistical
Significance Tests for Machine Translation Evaluation", EMNLP 2004.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from evals.metrics import metrics
from evals.records import Result

RESAMPLES = 1000  # the ends of a 95% interval are then good to about half a point
SEED = 20260101  # any fixed number: two reports of the same runs agree to the digit

Interval = tuple[float, float]  # the ends, low and high
Rows = npt.NDArray[np.int64]  # which turns


class Column:
    """The scores of one metric in one run, turn by turn, ready to be drawn from."""

    def __init__(self, name: str, results: Sequence[Result]) -> None:
        scores = [result.scores.get(name) for result in results]
        self._values = np.array([np.nan if score is None else score.value for score in scores], np.float64)
        self._groups = np.array(["" if score is None else score.group for score in scores], np.str_)
        self._summary = metrics[name].summary

    def summary(self, rows: Rows) -> float | None:
        """The metric over these turns; None where it is not defined."""
        rows = rows[~np.isnan(self._values[rows])]
        return self._summary(self._values[rows], self._groups[rows])


def interval(examples: Sequence[str], statistic: Callable[[Rows], float | None]) -> Interval | None:
    """The 95% percentile interval of a statistic of turns, examples drawn with replacement; None where it is not defined.

    `examples` names the example of each turn. Draws for which the statistic is not defined are left out.
    """
    found = [value for rows in _draws(tuple(examples)) if (value := statistic(rows)) is not None]
    if not found:
        return None
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


@lru_cache(maxsize=4)  # every metric of a run is drawn alike
def _draws(examples: tuple[str, ...]) -> list[Rows]:
    """Rows of the turns of as many examples as there are, drawn with replacement, RESAMPLES times."""
    names = np.array(examples)
    rows = [np.flatnonzero(names == name) for name in dict.fromkeys(examples)]
    generator = np.random.default_rng(SEED)
    return [np.concatenate([rows[i] for i in generator.integers(0, len(rows), len(rows))]) for _ in range(RESAMPLES)]
