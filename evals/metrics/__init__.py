"""One file a metric: each registers how it scores one turn and how turns are summarised. A new file here is a new metric."""

from collections.abc import Callable
from dataclasses import dataclass
from sys import modules
from typing import Literal

from corpus.registry import Registry, discover
from evals.records import ExampleTurn, Given, Score
from evals.summaries import Summary, mean

# None: the metric does not apply to this turn.
Scorer = Callable[[ExampleTurn, Given], Score | float | None]
Part = Literal["retrieval", "answer", "citations", "abstention", "conversation", "time"]

PARTS: tuple[Part, ...] = ("answer", "retrieval", "citations", "abstention", "conversation", "time")


@dataclass(frozen=True, slots=True)
class Metric:
    """How one turn is scored and how many are summarised."""

    score: Scorer
    part: Part  # where the report prints it
    summary: Summary = mean
    lower_is_better: bool = False
    digits: int = 3  # behind the point, when printed


metrics: Registry[Metric] = Registry("metric")


def metric(
    name: str, part: Part, summary: Summary = mean, lower_is_better: bool = False, digits: int = 3
) -> Callable[[Scorer], Scorer]:
    """A decorator that files a scorer as the metric of that name."""

    def file(score: Scorer) -> Scorer:
        metrics.register(name)(Metric(score, part, summary, lower_is_better, digits))
        return score

    return file


def scored(turn: ExampleTurn, given: Given) -> dict[str, Score | None]:
    """Every metric's score of one turn, by name."""
    found = {name: metrics[name].score(turn, given) for name in metrics}
    return {name: Score(float(value)) if isinstance(value, int | float) else value for name, value in found.items()}


discover(modules[__name__])  # last: the files of the folder import what is defined above
