"""The floors in floors.toml: what a change must not sink below, and why."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.figures import figure
from evals.metrics import metrics
from evals.records import Result

_FILE = Path(__file__).parent / "floors.toml"


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a metric must reach, over all turns or those of a type and language; the most, where lower is better."""

    metric: str
    limit: float
    reason: str
    type: str | None = None
    language: str | None = None

    @property
    def of(self) -> str:
        """The metric and what it is taken over, in words."""
        parts = [part for part in (self.type, self.language) if part]
        return f"{self.metric} ({', '.join(parts)})" if parts else self.metric


def read_floors(path: Path = _FILE) -> list[Floor]:
    """The floors of the file, in its order."""
    return [Floor(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["floor"]]


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
