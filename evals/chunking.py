"""How well passages fit what is asked: `python -m evals.chunking FOLDER [--json]`, over the default retriever.

FOLDER holds `corpus.jsonl` (`id`, `text`) and `queries.jsonl` (`id`, `text`, `corpus_id`, `spans` with `start` and
`end`), as the sets of Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval", Chroma technical report, 2024,
do. All texts are one index. Figures are means over the questions, counted in characters of the five best passages.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from assistant.errors import UnusableQuestion
from assistant.settings import Settings
from assistant.wiring import open_assistant
from corpus.embedders import open_embedder
from corpus.errors import PolicyError
from corpus.library import open_library
from evals.retrieval import indexed
from evals.sets import rows

DEPTH = 5  # passages

Span = tuple[str, int, int]  # document, start, end (exclusive)


@dataclass(frozen=True, slots=True)
class Overlap:
    """One question's passages against what answers it, in characters; each in [0, 1]."""

    recall: float
    precision: float
    iou: float


@dataclass(frozen=True, slots=True)
class SpanQuestion:
    """A question with the stretches of one text that answer it."""

    text: str
    corpus: str
    gold: tuple[Span, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    """Index the set (kept in the user's cache), ask every question, print the means."""
    parser = argparse.ArgumentParser(prog="python -m evals.chunking", description="Recall, precision and IoU of passages.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args(arguments)
    try:
        form = measured(told.folder)
    except PolicyError as error:
        sys.exit(f"chunking: {error}")
    print(json.dumps(form) if told.json else table(form))  # noqa: T201


def measured(folder: Path) -> dict[str, dict[str, float]]:
    """The means for each text and for all. Raises PolicyError, which names file and line."""
    settings = Settings.read()
    index, _ = indexed(folder, open_embedder(settings.embedder), lambda *_: None)
    assistant = open_assistant(index)
    found: dict[str, list[Overlap]] = {}
    for question in questions(folder / "queries.jsonl"):
        try:
            evidence = assistant.search(question.text, DEPTH).evidence
        except UnusableQuestion:
            evidence = ()
        given = [(one.document_id, one.start, one.end) for one in evidence]
        found.setdefault(question.corpus, []).append(overlap(question.gold, given))
    library = open_library(index)
    _, passages = library.counts()
    library.close()
    named = dict(sorted(found.items())) | {"all": [one for many in found.values() for one in many]}
    return {name: _means(many) | {"passages": passages} for name, many in named.items()}


def questions(path: Path) -> Iterator[SpanQuestion]:
    """The questions of a file. Raises PolicyError for a line that lacks a field."""
    for row in rows(path, "text", "corpus_id", "spans"):
        corpus = str(row["corpus_id"])
        spans = tuple((corpus, int(span["start"]), int(span["end"])) for span in row["spans"])
        yield SpanQuestion(str(row["text"]), corpus, spans)


def overlap(gold: Iterable[Span], given: Sequence[Span]) -> Overlap:
    """Shares of the wanted characters found, of the given ones wanted, and of both together.

    Characters given twice count once among those found and twice among those given.
    """
    wanted = _characters(gold)
    found = len(wanted & _characters(given))
    read = sum(end - start for _, start, end in given)
    union = len(wanted) + read - found
    return Overlap(found / len(wanted) if wanted else 0.0, found / read if read else 0.0, found / union if union else 0.0)


def _characters(spans: Iterable[Span]) -> set[tuple[str, int]]:
    return {(document, place) for document, start, end in spans for place in range(start, end)}


def _means(many: Sequence[Overlap]) -> dict[str, float]:
    means = {name: round(mean(getattr(one, name) for one in many), 4) for name in ("recall", "precision", "iou")}
    return {"questions": len(many)} | means


def table(form: dict[str, dict[str, float]]) -> str:
    """The means for a reader."""
    lines = [f"{'':22}{'questions':>10}{'recall@5':>10}{'precision':>10}{'IoU':>8}"]
    for name, row in form.items():
        lines.append(f"{name:22}{row['questions']:>10}{row['recall']:>10.3f}{row['precision']:>10.3f}{row['iou']:>8.3f}")
    return "\n".join([*lines, f"{form['all']['passages']} passages in the index"])


if __name__ == "__main__":
    main()
