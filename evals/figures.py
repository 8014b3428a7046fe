"""A run in figures: every metric over all turns, and over those of one type, language or group."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.metrics import PARTS, metrics
from evals.records import Result
from evals.summaries import mean


@dataclass(frozen=True, slots=True)
class Figure:
    """One metric over some turns."""

    metric: str
    scored: int
    unscored: int  # turns that the metric does not apply to
    value: float | None  # None when nothing was scored, or too little for the summary
    standard_error: float | None  # of a mean over turns; None for other summaries and below two turns


def figure(name: str, results: Sequence[Result]) -> Figure:
    """The metric over these turns. Raises UnknownName."""
    found = [score for result in results if (score := result.scores.get(name)) is not None]
    values = np.array([score.value for score in found], np.float64)
    groups = np.array([score.group for score in found], np.str_)
    is_mean = metrics[name].summary is mean
    error = float(values.std(ddof=1) / np.sqrt(len(values))) if is_mean and len(values) > 1 else None
    return Figure(name, len(found), len(results) - len(found), metrics[name].summary(values, groups), error)


def figures(results: Sequence[Result]) -> list[Figure]:
    """Every metric that scored anything, in the order of the report."""
    return [one for name in in_order() if (one := figure(name, results)).scored]


def digits(metric: str, value: float | None, sign: str = "") -> str:
    """A value of a metric as it is printed; a dash for none."""
    return "-" if value is None else f"{value:{sign}.{metrics[metric].digits}f}"


def in_order() -> list[str]:
    """The names of the metrics by the part of the product that they judge."""
    return sorted(metrics, key=lambda name: (PARTS.index(metrics[name].part), name))


def grouped(name: str, results: Sequence[Result]) -> dict[str, Figure]:
    """The mean of a metric in each of its groups."""
    names = sorted({score.group for result in results if (score := result.scores.get(name)) is not None and score.group})
    return {group: _of_group(name, group, results) for group in names}


def _of_group(name: str, group: str, results: Sequence[Result]) -> Figure:
    return figure(name, [r for r in results if (score := r.scores.get(name)) is not None and score.group == group])
