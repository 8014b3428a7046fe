"""The scores of many turns as one number; None where it is not defined."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]  # shape (n,)
Groups = npt.NDArray[np.str_]  # shape (n,)
Summary = Callable[[Values, Groups], float | None]


def mean(values: Values, _: Groups) -> float | None:
    """The mean of all; None without any."""
    return float(values.mean()) if len(values) else None


def mean_of_groups(values: Values, groups: Groups) -> float | None:
    """Every group's mean counts the same, whatever its size; None with fewer than two groups."""
    names = np.unique(groups)
    return float(np.mean([values[groups == name].mean() for name in names])) if len(names) > 1 else None


def mean_gap(values: Values, groups: Groups) -> float | None:
    """The size of each group's mean, weighted by how many it has; None without any."""
    names = np.unique(groups)
    return float(sum(abs(values[groups == name].sum()) for name in names) / len(values)) if len(values) else None


def area_under_curve(values: Values, groups: Groups) -> float | None:
    """How often a value of the last group (by name) is below one of the first, ties for a half; None but with two groups.

    Mann and Whitney, "On a test of whether one of two random variables is stochastically larger than the
    other", Annals of Mathematical Statistics 1947, doi:10.1214/aoms/1177730491.
    """
    names = np.unique(groups)
    if len(names) != 2:
        return None
    first, last = values[groups == names[0]], np.sort(values[groups == names[1]])
    below = np.searchsorted(last, first, "left") + np.searchsorted(last, first, "right")
    return float(below.sum() / (2 * len(first) * len(last)))


def percentile(share: float) -> Summary:
    """The value that this percentage of turns does not exceed, interpolated; None without any."""

    def summary(values: Values, _: Groups) -> float | None:
        return float(np.percentile(values, share)) if len(values) else None

    return summary
