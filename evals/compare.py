"""Two runs of one set: what changed, how sure that is, and which questions flipped."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.errors import PolicyError
from evals.figures import in_order
from evals.metrics import metrics
from evals.records import Json, Result, Run

RESAMPLES = 1000  # the ends of a 95% interval are then good to about half a point
SEED = 20260101  # any fixed number: two comparisons of the same runs agree to the digit
DECIDES = "right"  # the metric whose change is a flip


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric in two runs, over the turns that both have."""

    metric: str
    before: float
    after: float
    low: float  # 95% interval of after - before
    high: float

    @property
    def change(self) -> float:
        """after - before."""
        return self.after - self.before

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Flip:
    """A turn that was right in one run and wrong in the other."""

    example: str
    turn: int
    type: str
    question: str
    before: str  # the answers as printed
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One run beside an earlier one."""

    earlier: str
    turns: int  # that both have
    differences: tuple[Difference, ...]
    better: tuple[Flip, ...]
    worse: tuple[Flip, ...]


def compare(before: Run, after: Run, earlier: str) -> Comparison:
    """The later run beside the earlier. Raises PolicyError when they have no question in common."""
    old = {result.key: result for result in before.results}
    pairs = [(old[new.key], new) for new in after.results if new.key in old and old[new.key].question == new.question]
    if not pairs:
        raise PolicyError(
            f"{earlier} is a run of {before.set} ({before.split}) and has no question in common with this one: choose another"
        )
    flips = {gain: tuple(_flip(b, a) for b, a in pairs if _gain(b, a) == gain) for gain in (1, -1)}
    return Comparison(earlier, len(pairs), tuple(_differences(pairs)), flips[1], flips[-1])


def _differences(pairs: Sequence[tuple[Result, Result]]) -> list[Difference]:
    """Paired bootstrap: whole examples are drawn, since the turns of a conversation hang together.

    Efron and Tibshirani, "An Introduction to the Bootstrap", 1993; for language systems Koehn,
    "Statistical Significance Tests for Machine Translation Evaluation", EMNLP 2004.
    """
    draws = _draws([after.example for _, after in pairs])
    return [found for name in in_order() if (found := _difference(name, pairs, draws)) is not None]


def _difference(name: str, pairs: Sequence[tuple[Result, Result]], draws: Sequence[npt.NDArray[np.int64]]) -> Difference | None:
    befores, afters = _Column(name, [before for before, _ in pairs]), _Column(name, [after for _, after in pairs])
    everything = np.arange(len(pairs))
    before, after = befores.summary(everything), afters.summary(everything)
    if before is None or after is None:
        return None
    found = [(befores.summary(draw), afters.summary(draw)) for draw in draws]
    changes = [new - old for old, new in found if old is not None and new is not None]
    low, high = np.percentile(changes or [after - before], [2.5, 97.5])
    return Difference(name, before, after, float(low), float(high))


class _Column:
    """The scores of one metric in one run, turn by turn, ready to be drawn from."""

    def __init__(self, name: str, results: Sequence[Result]) -> None:
        scores = [result.scores.get(name) for result in results]
        self._values = np.array([np.nan if score is None else score.value for score in scores], np.float64)
        self._groups = np.array(["" if score is None else score.group for score in scores], np.str_)
        self._summary = metrics[name].summary

    def summary(self, rows: npt.NDArray[np.int64]) -> float | None:
        """The metric over these turns."""
        rows = rows[~np.isnan(self._values[rows])]
        return self._summary(self._values[rows], self._groups[rows])


def _draws(examples: Sequence[str]) -> list[npt.NDArray[np.int64]]:
    """Rows of the turns of as many examples as there are, drawn with replacement, RESAMPLES times."""
    names = np.array(examples)
    rows = [np.flatnonzero(names == name) for name in dict.fromkeys(examples)]
    generator = np.random.default_rng(SEED)
    return [np.concatenate([rows[i] for i in generator.integers(0, len(rows), len(rows))]) for _ in range(RESAMPLES)]


def _gain(before: Result, after: Result) -> int:
    """1 for a turn that became right, -1 for one that became wrong, else 0."""
    old, new = before.scores.get(DECIDES), after.scores.get(DECIDES)
    return 0 if old is None or new is None else int(new.value > old.value) - int(new.value < old.value)


def _flip(before: Result, after: Result) -> Flip:
    return Flip(after.example, after.turn, after.type, after.question, _printed(before.answer), _printed(after.answer))


def _printed(answer: Json | None) -> str:
    """Verdict and text of an answer."""
    return f"{answer['verdict']}: {answer['text'] or answer['missing'] or ''}".rstrip(": ") if answer else ""
