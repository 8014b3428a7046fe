"""Runs as records for whoever shows them: the report in HTML and the evaluation page of the chat read these."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import PolicyError, UnknownName
from evals import judging, runs
from evals.figures import Figure, figure, figures, grouped
from evals.intervals import Column, Interval, interval
from evals.metrics import Part, metrics
from evals.records import Result, Run
from evals.reliability import Bin, reliability

# One figure for each part of the product, for tables by type and language. What a set does not score has none.
IN_BRIEF = (
    "right", "answer_right", "squad_f1", "strict_match", "recall@5", "ndcg@10", "citation_precision", "true_refusal",
    "false_refusal",
)  # fmt: skip

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One line of a list of runs."""

    name: str  # as `--compare` takes it
    file: Path
    set: str
    split: str | None
    limit: int | None
    started: str  # ISO 8601, UTC
    version: str | None
    commit: str | None
    turns: int
    right: float | None  # the mean of the metric `right`; None where it scored nothing


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric over a whole run, with how sure it is."""

    figure: Figure
    interval: Interval | None  # 95%, bootstrap over examples
    part: Part
    lower_is_better: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """A run in figures."""

    run: Run
    questions: int
    measured: tuple[Measured, ...]  # in the order of the report, those that scored anything
    by_type: dict[str, tuple[Figure, ...]]  # IN_BRIEF for each type
    by_language: dict[str, tuple[Figure, ...]]
    by_turn: dict[str, Figure]  # of follow-ups: `right` by turn
    bins: tuple[Bin, ...]  # the reliability diagram
    judged: judging.Judged | None


def list_runs(folder: Path | None = None) -> list[RunEntry]:
    """The runs of this installation, newest first. A file that is not a run is named in the log and left out."""
    entries = []
    for file in (folder or runs.results_folder()).glob("*.json"):
        try:
            entries.append(_entry(file, file.stat().st_mtime_ns))
        except (PolicyError, OSError) as error:
            _LOG.warning("left out: %s", error)
    return sorted(entries, key=lambda entry: (entry.started, entry.name), reverse=True)


@lru_cache(maxsize=256)
def _entry(file: Path, _changed: int) -> RunEntry:
    run = runs.load(file)
    right = figure("right", run.results).value
    return RunEntry(
        file.stem, file, run.set, run.split, run.limit, run.started, run.version, run.commit, len(run.results), right
    )  # fmt: skip


def overview(run: Run) -> Overview:
    """All figures of a run."""
    return Overview(
        run=run,
        questions=len({result.example for result in run.results}),
        measured=tuple(_measured(one, run.results) for one in figures(run.results)),
        by_type=in_brief(run.results, lambda result: result.type),
        by_language=in_brief(run.results, lambda result: result.language),
        by_turn=grouped("follow_up", run.results),
        bins=reliability(run.results),
        judged=judging.summary(run.judged, run.results) if run.judged else None,
    )


def in_brief(results: Sequence[Result], key: Callable[[Result], str]) -> dict[str, tuple[Figure, ...]]:
    """The figures of IN_BRIEF that the run has at all, for the turns of each key, by name."""
    columns = [name for name in IN_BRIEF if figure(name, results).scored]
    chosen = {name: [result for result in results if key(result) == name] for name in sorted({key(r) for r in results})}
    return {name: tuple(figure(metric, found) for metric in columns) for name, found in chosen.items()}


def question(run: Run, example: str, turn: int = 1) -> Result:
    """One turn with its answer, what was expected and its scores. Raises UnknownName."""
    for result in run.results:
        if result.key == (example, turn):
            return result
    raise UnknownName(f"the run of {run.started} has no turn {turn} of {example!r}: choose another")


def _measured(one: Figure, results: Sequence[Result]) -> Measured:
    column = Column(one.metric, results)
    sure = interval([result.example for result in results], column.summary)
    return Measured(one, sure, metrics[one.metric].part, metrics[one.metric].lower_is_better)
