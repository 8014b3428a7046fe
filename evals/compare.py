"""Two runs of one set: what changed, how sure that is, and which questions flipped."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.errors import PolicyError
from evals.figures import in_order
from evals.intervals import Column, Rows, interval
from evals.records import Json, Result, Run

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
    """Paired: both runs are drawn alike, so that what is hard in both does not count as chance."""
    return [found for name in in_order() if (found := _difference(name, pairs)) is not None]


def _difference(name: str, pairs: Sequence[tuple[Result, Result]]) -> Difference | None:
    befores, afters = Column(name, [before for before, _ in pairs]), Column(name, [after for _, after in pairs])
    everything = np.arange(len(pairs))
    before, after = befores.summary(everything), afters.summary(everything)
    if before is None or after is None:
        return None

    def change(rows: Rows) -> float | None:
        old, new = befores.summary(rows), afters.summary(rows)
        return None if old is None or new is None else new - old

    found = interval([after.example for _, after in pairs], change)
    low, high = found or (after - before, after - before)
    return Difference(name, before, after, low, high)


def _gain(before: Result, after: Result) -> int:
    """1 for a turn that became right, -1 for one that became wrong, else 0."""
    old, new = before.scores.get(DECIDES), after.scores.get(DECIDES)
    return 0 if old is None or new is None else int(new.value > old.value) - int(new.value < old.value)


def _flip(before: Result, after: Result) -> Flip:
    return Flip(after.example, after.turn, after.type, after.question, _printed(before.answer), _printed(after.answer))


def _printed(answer: Json | None) -> str:
    """Verdict and text of an answer."""
    return f"{answer['verdict']}: {answer['text'] or answer['missing'] or ''}".rstrip(": ") if answer else ""
