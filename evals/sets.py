"""Evaluation sets by name: the project's own, or a folder (`folders.py` reads those)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from corpus.errors import PolicyError, UnknownName
from evals.folders import DOCUMENTS, QUESTIONS, examples_of, in_own_form, kind_of, rows
from evals.records import Accepted, Example, ExampleTurn, Gold

PROJECT: Final = "project"
SPLITS = ("dev", "test", "all")

Kind = Literal["project", "retrieval", "reading", "conversation"]

_QUESTIONS = Path(__file__).parent / "data" / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions with what is known of their answers."""

    name: str
    kind: Kind
    examples: tuple[Example, ...]
    folder: Path | None = None  # None for the project's own, and for others in its form: they ask the shipped documents

    @property
    def by_page(self) -> bool:
        """Whether pages of files are to be found ("document|page"), not documents."""
        files = self.folder is not None and (self.folder / DOCUMENTS).is_dir()
        return files and any("|" in id_ for example in self.examples for turn in example.turns for id_ in turn.relevant)


def open_set(name: str | None) -> QuestionSet:
    """The project's set (None or "project"), or the one in a folder.

    Raises UnknownName, or PolicyError that names file and line.
    """
    if name is None or name == PROJECT:
        return QuestionSet(PROJECT, "project", tuple(_project(_QUESTIONS)))
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise UnknownName(f"there is no evaluation set {name!r}: give a folder, or {PROJECT!r} for the project's own")
    kind = PROJECT if in_own_form(folder) else kind_of(folder)
    examples = tuple(_project(folder / QUESTIONS) if kind == PROJECT else examples_of(folder, kind))
    if not examples:
        raise PolicyError(f"the set in {folder} has no questions that can be scored: look at its files")
    id_, times = Counter(example.id for example in examples).most_common(1)[0]
    if times > 1:
        raise PolicyError(f"the set in {folder} has {times} questions with the id {id_!r}: give each its own")
    return QuestionSet(folder.resolve().name, kind, examples, None if kind == PROJECT else folder)


def in_split(examples: Sequence[Example], split: str) -> tuple[Example, ...]:
    """The examples of a split. Raises UnknownName."""
    if split not in SPLITS:
        raise UnknownName(f"unknown split {split!r}: choose one of {', '.join(SPLITS)}")
    return tuple(example for example in examples if split in ("all", example.split))


def spread(examples: Sequence[Example], limit: int | None) -> tuple[Example, ...]:
    """At most so many of them, every type and language in its proportion, the same ones each time."""
    if limit is None or limit >= len(examples):
        return tuple(examples)
    places = sorted(range(len(examples)), key=lambda i: (examples[i].type, examples[i].language, i))
    chosen = {places[(2 * i + 1) * len(examples) // (2 * limit)] for i in range(limit)}
    return tuple(example for place, example in enumerate(examples) if place in chosen)


def _project(path: Path) -> Iterator[Example]:
    for row in rows(path, "id", "type", "turns"):
        turns = tuple(_turn(turn, number) for number, turn in enumerate(row["turns"], start=1))
        yield Example(row["id"], row["type"], row["language"], turns, row["split"])


def _turn(row: dict[str, Any], number: int) -> ExampleTurn:
    return ExampleTurn(
        question=row["question"],
        number=number,
        verdicts=tuple(row["verdict"]),
        answers=tuple(
            Accepted(item["kind"], tuple(item["any"]), item.get("unit"), item.get("tolerance", 0.0)) for item in row["answers"]
        ),
        gold=tuple(Gold(gold["document"], gold["quote"]) for gold in row["gold"]),
        also=tuple(row.get("also", ())),
        standalone=row.get("standalone"),
    )
