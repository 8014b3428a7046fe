"""Evaluation sets: the project's own, and folders in the forms of the contract, told apart by what is in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.batches import json_lines
from assistant.records import Turn
from corpus.errors import PolicyError, UnknownName
from corpus.languages import language_of
from evals.records import ABSTENTION, Accepted, Example, ExampleTurn, Gold

PROJECT = "project"
SPLITS = ("dev", "test", "all")

Kind = Literal["project", "retrieval", "conversation"]

_QUESTIONS = Path(__file__).parent / "data" / "questions.jsonl"
_ANSWERED = ("answered", "partial", "disagreement")  # what "answerable": true allows


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions with what is known of their answers."""

    name: str
    kind: Kind
    examples: tuple[Example, ...]
    folder: Path | None = None  # None for the project's own


def open_set(name: str | None) -> QuestionSet:
    """The project's set (None or "project"), or the one in a folder.

    Raises UnknownName, or PolicyError that names file and line.
    """
    if name is None or name == PROJECT:
        return QuestionSet(PROJECT, "project", tuple(_project(_QUESTIONS)))
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise UnknownName(f"there is no evaluation set {name!r}: give a folder, or {PROJECT!r} for the project's own")
    kind = _kind(folder)
    examples = tuple(_retrieval(folder) if kind == "retrieval" else _conversations(folder / "questions.jsonl"))
    if not examples:
        raise PolicyError(f"the set in {folder} has no questions that can be scored: look at its files")
    return QuestionSet(folder.resolve().name, kind, examples, folder)


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


def rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line, each with the fields that are needed. Raises PolicyError, which names the line.

    An `id` serves as the `_id` of BEIR: both are in use.
    """
    for number, row in json_lines(path):
        if isinstance(row, dict) and "id" in row:
            row.setdefault("_id", row["id"])
        for name in needed:
            if not isinstance(row, dict) or name not in row:
                raise PolicyError(f'line {number} of {path} has no "{name}": add it')
        yield row


def _kind(folder: Path) -> Kind:
    """What the folder holds. Raises PolicyError for what is not a set, and for reading sets."""
    if (folder / "corpus.jsonl").exists() and (folder / "queries.jsonl").exists() and (folder / "qrels.tsv").exists():
        return "retrieval"
    questions = folder / "questions.jsonl"
    first = next(rows(questions, "question"), {}) if questions.exists() else {}
    if "passages" in first:
        raise PolicyError(
            f"{folder} is a reading set (questions with passages): this version runs retrieval and conversation sets only"
        )
    if "history" in first:
        return "conversation"
    raise PolicyError(
        f"{folder} is not an evaluation set: it needs corpus.jsonl, queries.jsonl and qrels.tsv, "
        'or a questions.jsonl whose lines have "history"'
    )


def _project(path: Path) -> Iterator[Example]:
    for row in rows(path, "id", "type", "turns"):
        turns = tuple(_turn(turn, number) for number, turn in enumerate(row["turns"], start=1))
        yield Example(row["id"], row["type"], row["language"], turns, row["split"])


def _turn(row: dict[str, Any], number: int) -> ExampleTurn:
    return ExampleTurn(
        question=row["question"],
        number=number,
        verdicts=tuple(row["verdict"]),
        answers=tuple(Accepted(item["kind"], tuple(item["any"]), item.get("unit")) for item in row["answers"]),
        gold=tuple(Gold(gold["document"], gold["quote"]) for gold in row["gold"]),
        also=tuple(row.get("also", ())),
        standalone=row.get("standalone"),
    )


def _conversations(path: Path) -> Iterator[Example]:
    """`answers`, `answerable` and `standalone` may be left out: then nothing is scored on them."""
    for number, row in enumerate(rows(path, "question", "history"), start=1):
        try:
            history = tuple(Turn(str(turn["question"]), str(turn.get("answer") or "")) for turn in row["history"])
        except (TypeError, KeyError, AttributeError) as error:
            raise PolicyError(
                f'question {number} of {path} has a "history" that is not a list of {{"question", "answer"}}: mend it'
            ) from error
        answers = tuple(str(answer) for answer in row.get("answers") or ())
        answerable = row.get("answerable", True if answers else None)
        turn = ExampleTurn(
            question=str(row["question"]),
            number=len(history) + 1,
            verdicts=() if answerable is None else _ANSWERED if answerable else (ABSTENTION,),
            answers=(Accepted("name", answers),) if answers and answerable else (),
            standalone=row.get("standalone"),
            history=history,
        )
        yield Example(str(row.get("id", number)), "conversation", language_of(turn.question), (turn,))


def _retrieval(folder: Path) -> Iterator[Example]:
    """One example a query that has a relevant document; a query without is not scored."""
    relevant = _qrels(folder / "qrels.tsv")
    for row in rows(folder / "queries.jsonl", "_id", "text"):
        id_, text = str(row["_id"]), str(row["text"])
        if relevant.get(id_):
            yield Example(id_, "retrieval", language_of(text), (ExampleTurn(text, relevant=relevant[id_]),))


def _qrels(path: Path) -> dict[str, dict[str, int]]:
    """Query id -> document id -> grade; grades of 0 left out."""
    found: dict[str, dict[str, int]] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")[1:]
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"cannot read {path} ({error}): give a UTF-8 file") from error
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        try:
            query, document, grade = line.rstrip("\r").split("\t")
            if int(grade) > 0:
                found.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise PolicyError(f"line {number} of {path} is not query-id, corpus-id, score with tabs between: mend it") from error
    return found
