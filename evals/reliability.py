"""The reliability diagram: how often what `answerable` promises is so."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics.calibration_error import BINS
from evals.records import Result


@dataclass(frozen=True, slots=True)
class Bin:
    """The turns whose `answerable` lies between two tenths."""

    low: float
    high: float  # exclusive, but for the last
    turns: int
    promised: float  # the mean of `answerable`
    kept: float  # the share that could be answered


def reliability(results: Sequence[Result]) -> tuple[Bin, ...]:
    """The bins that have turns, from low to high; none where nothing is known of what can be answered.

    DeGroot and Fienberg, "The Comparison and Evaluation of Forecasters", The Statistician 1983, doi:10.2307/2987588; the
    weighted mean of |promised - kept| is the calibration error.
    """
    found: dict[int, list[tuple[float, float]]] = {}
    for result in results:
        score = result.scores.get("calibration_error")
        if score is not None and result.answer is not None:
            promised = float(result.answer["answerable"])
            found.setdefault(int(score.group), []).append((promised, promised - score.value))
    return tuple(_bin(number, found[number]) for number in sorted(found))


def _bin(number: int, pairs: Sequence[tuple[float, float]]) -> Bin:
    promised, kept = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
    return Bin(number / BINS, (number + 1) / BINS, len(pairs), promised, kept)
