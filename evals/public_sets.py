"""All public sets in one go: what the desk reaches on each, retrieval beside the simple ways to search.

    python -m evals.public_sets FOLDER [NAME ...] [--output FILE]

FOLDER holds the sets as they are published, each in a folder named as its converter; without a NAME all
that are there are run. A run that was stopped goes on with the question it had come to; a corpus is embedded once.
With --output the table is written to the file as each set ends, the lines of other sets kept.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_cache_path

from assistant.progress import progress_bar
from assistant.settings import Settings
from corpus.embedders import open_embedder
from corpus.errors import PolicyError
from corpus.library import open_library
from evals import provenance
from evals.baselines import baselines
from evals.command import run_set
from evals.converters import convert, converters
from evals.figures import figures
from evals.retrieval import indexed
from evals.run import run
from evals.sets import QuestionSet, open_set

# The columns of each kind of set; a metric that a set does not score is left blank.
COLUMNS = {
    "retrieval": ("recall@5", "recall@10", "ndcg@10", "map@10", "rewrite_f1"),
    "reading": (
        "squad_exact", "squad_f1", "squad_f1_answerable", "contains_gold", "strict_match", "cited_correct", "rouge_l",
        "sentence_citation_precision", "sentence_citation_recall", "true_refusal", "false_refusal", "balanced_accuracy",
        "answerable_auc", "quotes_verbatim", "latency_p50_ms", "latency_p95_ms",
    ),
    "conversation": ("rewrite_f1", "added_word_recall", "left_alone"),
}  # fmt: skip
DESK = "desk"

Line = tuple[str, int, str, Mapping[str, float]]  # set, questions, system, metrics


def main(arguments: Sequence[str]) -> None:
    """Run what is asked for and print a line a set and system."""
    parser = argparse.ArgumentParser(prog="python -m evals.public_sets", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where the published sets are")
    parser.add_argument("names", nargs="*", metavar="NAME", help="converted sets to run, by folder name (default: all)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to keep the lines")
    told = parser.parse_args(arguments)
    settings = Settings.read()
    try:
        for folder in _converted(told.folder, told.names):
            lines = [_printed(line, open_set(str(folder))) for line in measured(folder, settings)]
            sys.stdout.writelines(lines)
            sys.stdout.flush()
            if told.output:
                _keep(told.output, folder.name, lines)
    except PolicyError as error:
        sys.exit(f"evals.public_sets: {error}")


def _converted(published: Path, names: Sequence[str]) -> list[Path]:
    """The folders that can be run, in the order of their converters. Raises PolicyError when there are none."""
    target = user_cache_path("policy") / "evaluation" / "sets"
    folders = [made for name in converters if (published / name).is_dir() for made in convert(name, published / name, target)]
    can = [folder for folder in folders if not (folder / "claims.jsonl").exists()]
    chosen = [folder for folder in can if not names or folder.name in names]
    if not chosen or set(names) - {folder.name for folder in chosen}:
        raise PolicyError(f"{published} has no such set: choose of {', '.join(folder.name for folder in can) or 'none'}")
    return chosen


def measured(folder: Path, settings: Settings) -> list[Line]:
    """What the desk reaches on a set; on one of retrieval also what each of the simple ways does."""
    chosen = open_set(str(folder))
    form, _ = run_set(str(folder), compare=None, split="test", limit=None, floors=False, settings=settings)
    desk = {name: found["mean"] for name, found in form["metrics"].items() if found["mean"] is not None}
    lines = [(folder.name, form["turns"], DESK, desk)]
    return lines + (_simple_ways(chosen, folder, settings) if chosen.kind == "retrieval" else [])


def _simple_ways(chosen: QuestionSet, folder: Path, settings: Settings) -> list[Line]:
    embedder = open_embedder(settings.embedder)
    with progress_bar() as progress:
        index, _ = indexed(folder, embedder, progress)
        library = open_library(index)
        lines: list[Line] = []
        for name, attempt in baselines(library, embedder, chosen.by_page).items():
            results = run(chosen.examples, attempt, progress)
            lines.append((folder.name, len(results), name, {f.metric: f.value for f in figures(results) if f.value is not None}))
    library.close()
    return lines


def _printed(line: Line, chosen: QuestionSet) -> str:
    name, questions, system, found = line
    cells = [f"{metric} {_digits(metric, found[metric])}" for metric in COLUMNS[chosen.kind] if metric in found]
    return f"{name:<20} {system:<6} {questions:>5}  {'  '.join(cells)}\n"


def _digits(metric: str, value: float) -> str:
    return f"{value:.0f}" if metric.endswith("_ms") else f"{value:.3f}"


def _keep(file: Path, name: str, lines: Sequence[str]) -> None:
    """Put the lines of one set in the place of its earlier ones, with when and by what code they were measured."""
    old = file.read_text(encoding="utf-8").splitlines(keepends=True) if file.exists() else []
    others = [line for line in old if line.split(maxsplit=1)[:1] != [name]]
    stamp = f"  [{datetime.now(UTC):%Y-%m-%d}, commit {provenance.commit() or 'unknown'}]\n"
    file.write_text("".join(sorted(others + [line.rstrip("\n") + stamp for line in lines])), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
