"""`policy eval`: a set is opened, run, recorded, compared and held against its floors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.progress import progress_bar
from assistant.settings import Settings
from assistant.wiring import open_assistant
from corpus.embedders import open_embedder
from corpus.errors import PolicyError
from evals import provenance, report, runs
from evals.compare import Comparison, compare
from evals.floors import below_floor, read_floors
from evals.records import Example, Json, Run
from evals.retrieval import indexed
from evals.run import answering, run, searching
from evals.sets import QuestionSet, in_split, open_set, spread


def run_set(
    set_: str | None, *, compare: str | None, split: str, limit: int | None, floors: bool, settings: Settings
) -> tuple[Json, str]:
    """The JSON form of a run and its table. Raises PolicyError for what the user can mend.

    With a limit, the questions are spread evenly over types and languages, the same ones each time.
    """
    chosen = open_set(set_)
    if floors and chosen.kind != "project":
        raise PolicyError(f"the floors are for the project's own set, not for {chosen.name}: leave out --floors")
    shown = split if chosen.kind == "project" else None
    examples = spread(in_split(chosen.examples, split) if shown else chosen.examples, limit)
    earlier = runs.find(compare, chosen.name, shown) if compare else None  # before this run is there to be found
    made = _made(chosen, examples, shown, limit if len(examples) == limit else None, settings)
    file = runs.save(made)
    comparison = _comparison(earlier, made)
    below = below_floor(made.results, read_floors()) if floors else None
    return report.form(made, file, comparison, below), report.table(made, file, comparison, below or ())


def _made(chosen: QuestionSet, examples: Sequence[Example], split: str | None, limit: int | None, settings: Settings) -> Run:
    started = datetime.now(UTC).isoformat(timespec="seconds")
    skipped = {}
    with progress_bar() as progress:
        if chosen.folder is not None and chosen.kind == "retrieval":
            index, empty = indexed(chosen.folder, open_embedder(settings.embedder), progress)
            settings, skipped = replace(settings, index=index), {"empty texts": empty}
        desk = open_assistant(settings)
        desk.warm_up()
        attempt = searching(desk) if chosen.kind == "retrieval" else answering(desk)
        results = run(examples, attempt, progress)
    return Run(
        chosen.name, split, limit, started, provenance.package_version(), provenance.commit(),
        provenance.settings_form(settings), provenance.index_form(settings.index), results, skipped,
    )  # fmt: skip


def _comparison(earlier: Path | None, made: Run) -> Comparison | None:
    return compare(runs.load(earlier), made, earlier.stem) if earlier else None
