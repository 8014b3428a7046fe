"""The floors in floors.toml: what a change must not sink below, and why."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import PolicyError
from evals.figures import figure
from evals.metrics import metrics
from evals.records import Result

_FILE = Path(__file__).parent / "floors.toml"


WORDS = 5  # that a reason has at least: fewer say nothing


@dataclass(frozen=True, slots=True)
class Step:
    """A limit that a floor had from some day on, and why it was set or moved."""

    on: str  # ISO 8601
    limit: float
    why: str


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a metric must reach, over all turns or those of a type and language; the most, where lower is better."""

    metric: str
    limit: float
    reason: str
    history: tuple[Step, ...]  # oldest first; the last one is in force
    type: str | None = None
    language: str | None = None

    @property
    def of(self) -> str:
        """The metric and what it is taken over, in words."""
        parts = [part for part in (self.type, self.language) if part]
        return f"{self.metric} ({', '.join(parts)})" if parts else self.metric


def read_floors(path: Path = _FILE) -> list[Floor]:
    """The floors of the file, in its order. Raises PolicyError for one that is unknown, unexplained or moved without a word."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["floor"]
    floors = [Floor(**{**row, "history": tuple(Step(**step) for step in row["history"])}) for row in rows]
    for floor in floors:
        if (fault := _fault(floor)) is not None:
            raise PolicyError(f"the floor of {floor.of} in {path.name} {fault}")
    return floors


def _fault(floor: Floor) -> str | None:
    """What is wrong with how a floor is explained; None when all is well."""
    if floor.metric not in metrics:
        return "is of a metric that does not exist"
    if len(floor.reason.split()) < WORDS:
        return f"gives no reason: say in {WORDS} words or more why it is there"
    if not floor.history or floor.history[-1].limit != floor.limit:
        return f"is {floor.limit:g}, and its history does not end there: add a step with the day and why"
    unexplained = [step for step in floor.history if len(step.why.split()) < WORDS]
    if unexplained:
        moved = "lowered" if _lowered(floor, unexplained[0]) else "set"
        return f"was {moved} on {unexplained[0].on} without a word: say in {WORDS} or more why"
    return None


def _lowered(floor: Floor, step: Step) -> bool:
    place = floor.history.index(step)
    before = floor.history[place - 1].limit if place else step.limit
    return step.limit > before if metrics[floor.metric].lower_is_better else step.limit < before


def below_floor(results: Sequence[Result], floors: Sequence[Floor]) -> list[str]:
    """One line for every floor that is not reached, or that nothing was measured for; empty when all is well."""
    return [line for floor in floors if (line := _complaint(results, floor)) is not None]


def _complaint(results: Sequence[Result], floor: Floor) -> str | None:
    chosen = [r for r in results if floor.type in (None, r.type) and floor.language in (None, r.language)]
    found = figure(floor.metric, chosen)
    if found.value is None:
        return f"{floor.of} was not measured: raise --limit"
    lower_is_better = metrics[floor.metric].lower_is_better
    if (found.value <= floor.limit) if lower_is_better else (found.value >= floor.limit):
        return None
    name = "ceiling" if lower_is_better else "floor"
    return f"{floor.of} is {found.value:.3f} on {found.scored} turns, its {name} is {floor.limit:g}"
