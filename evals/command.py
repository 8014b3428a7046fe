"""`policy eval`: a set is opened, run, recorded, compared and held against its floors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant.progress import progress_bar
from assistant.settings import Settings
from assistant.wiring import open_assistant, open_passage_reader
from corpus.embedders import open_embedder
from corpus.errors import PolicyError
from evals import judging, provenance, report, runs
from evals.compare import Comparison, compare
from evals.converters import convert
from evals.feedback import draft_questions
from evals.floors import below_floor, read_floors
from evals.journal import Journal
from evals.overview import overview
from evals.page import write_page
from evals.records import Example, Json, Run
from evals.retrieval import indexed
from evals.run import Attempt, Progress, answering, reading, run, searching
from evals.sets import QuestionSet, in_split, open_set, spread


def run_set(
    set_: str | None,
    *,
    compare: str | None,
    split: str,
    limit: int | None,
    floors: bool,
    settings: Settings,
    html: Path | None = None,
    judge: str | None = None,
    votes: int = 1,
) -> tuple[Json, str]:
    """The JSON form of a run and its table. Raises PolicyError for what the user can mend.

    With a limit, the questions are spread evenly over types and languages, the same ones each time. `html` is
    where the page goes, `judge` a chat model as provider:name.
    """
    chosen = open_set(set_)
    if floors and chosen.kind != "project":
        raise PolicyError(f"the floors are for the project's own set, not for {chosen.name}: leave out --floors")
    shown = split if chosen.kind == "project" or any(example.split for example in chosen.examples) else None
    examples = spread(in_split(chosen.examples, split) if shown else chosen.examples, limit)
    earlier = runs.find(compare, chosen.name, shown) if compare else None  # before this run is there to be found
    made, journal = _made(chosen, examples, shown, limit if len(examples) == limit else None, settings)
    file = runs.save(made)
    journal.finish()
    if judge:  # the run is kept before a model is asked for its opinion: that may fail
        made = _judged(made, judge, votes)
        file = runs.save(made)
    comparison = _comparison(earlier, made)
    below = below_floor(made.results, read_floors()) if floors else None
    if html:
        write_page(html, overview(made), comparison, below)
    return report.form(made, file, comparison, below), report.table(made, file, comparison, below or ())


def convert_set(name: str, source: Path, target: Path) -> tuple[Json, str]:
    """A public set in the forms that are run: the folders that were made, as JSON and one a line. Raises PolicyError."""
    folders = [str(folder) for folder in convert(name, source, target)]
    return {"folders": folders}, "\n".join(folders)


def _made(
    chosen: QuestionSet, examples: Sequence[Example], split: str | None, limit: int | None, settings: Settings
) -> tuple[Run, Journal]:
    started = datetime.now(UTC).isoformat(timespec="milliseconds")
    with progress_bar() as progress:
        opened = _opened(chosen, settings, progress)
        told = provenance.settings_form(settings)
        code = provenance.code_fingerprint(("corpus", "assistant", "evals"))
        journal = Journal(examples, {"settings": told, "index": opened.index, "folder": opened.folder, "code": code})
        results = run(examples, opened.attempt, progress, journal)
    made = Run(
        chosen.name, split, limit, started, provenance.package_version(), provenance.commit(), told, opened.index, results,
        opened.skipped,
    )  # fmt: skip
    return made, journal


@dataclass(frozen=True, slots=True)
class _Opened:
    """What answers the questions of a set."""

    attempt: Attempt
    index: Json
    folder: str = ""
    skipped: Mapping[str, int] = field(default_factory=dict)


def _opened(chosen: QuestionSet, settings: Settings, progress: Progress) -> _Opened:
    if chosen.kind == "reading":
        return _Opened(reading(open_passage_reader(settings)), provenance.no_index(settings.embedder))
    skipped = {}
    if chosen.folder is not None and chosen.kind == "retrieval":
        index, left_out = indexed(chosen.folder, open_embedder(settings.embedder), progress)
        settings, skipped = replace(settings, index=index), {"texts that are empty or cannot be read": left_out}
    desk = open_assistant(settings)
    desk.warm_up()
    attempt = searching(desk, chosen.by_page) if chosen.kind == "retrieval" else answering(desk)
    return _Opened(attempt, provenance.index_form(settings.index), str(settings.index), skipped)


def draft(feedback: str | None) -> tuple[Json, str]:
    """Draft questions of what readers said, as JSON and in words. Raises PolicyError."""
    made = draft_questions(Path(feedback).expanduser() if feedback else None, open_set(None).examples)
    known = f"; {made.known} judged questions are there already" if made.known else ""
    words = f"{len(made.drafts)} new drafts in {made.file}{known}; docs/evaluation.md says how to finish them"
    return {"file": str(made.file), "known": made.known, "drafts": list(made.drafts)}, words


def _judged(made: Run, model: str, votes: int) -> Run:
    with progress_bar() as progress:
        return replace(made, judged=judging.judge(made.results, model, votes, progress))


def _comparison(earlier: Path | None, made: Run) -> Comparison | None:
    return compare(runs.load(earlier), made, earlier.stem) if earlier else None
