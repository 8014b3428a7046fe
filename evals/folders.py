"""Evaluation sets in folders, in the forms of the contract: retrieval, reading and conversation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from assistant.batches import json_lines
from assistant.records import Turn
from corpus.errors import PolicyError
from corpus.languages import language_of
from evals.records import ABSTENTION, Accepted, Example, ExampleTurn

Kind = Literal["retrieval", "reading", "conversation"]
DOCUMENTS = "documents"  # in place of corpus.jsonl: files, as a user would ingest them

QUESTIONS = "questions.jsonl"
_ANSWERED = ("answered", "partial", "disagreement")  # what "answerable": true allows


def kind_of(folder: Path) -> Kind:
    """What the folder holds. Raises PolicyError for what is not a set."""
    corpus = (folder / "corpus.jsonl").exists() or (folder / DOCUMENTS).is_dir()
    if corpus and (folder / "queries.jsonl").exists() and (folder / "qrels.tsv").exists():
        return "retrieval"
    questions = folder / QUESTIONS
    first = next(rows(questions, "question"), {}) if questions.exists() else {}
    if "passages" in first:
        return "reading"
    if "history" in first:
        return "conversation"
    raise PolicyError(
        f"{folder} is not an evaluation set: it needs corpus.jsonl, queries.jsonl and qrels.tsv, "
        'or a questions.jsonl whose lines have "passages" or "history"'
    )


def in_own_form(folder: Path) -> bool:
    """Whether its questions are written as the project's own: with turns, and split into dev and test."""
    questions = folder / QUESTIONS
    return questions.exists() and "turns" in next(rows(questions), {})


def examples_of(folder: Path, kind: Kind) -> Iterator[Example]:
    """The questions of the folder. Raises PolicyError that names file and line."""
    if kind == "retrieval":
        return _retrieval(folder)
    return _reading(folder / QUESTIONS) if kind == "reading" else _conversations(folder / QUESTIONS)


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
        if row.get("draft"):
            raise PolicyError(f'line {number} of {path} is a draft: fill in its empty fields, have it read, and take "draft" out')
        yield row


def _conversations(path: Path) -> Iterator[Example]:
    """`answers`, `answerable`, `standalone` and `asks_back` may be left out: then nothing is scored on them."""
    for number, row in enumerate(rows(path, "question", "history"), start=1):
        history = _history(row, f"question {number} of {path}")
        turn = ExampleTurn(
            question=str(row["question"]),
            number=len(history) + 1,
            verdicts=_verdicts(row),
            answers=_answers(row),
            standalone=row.get("standalone"),
            history=history,
            asks_back=row.get("asks_back"),
        )
        yield Example(
            str(row.get("id", number)),
            str(row.get("type") or "conversation"),
            language_of(turn.question),
            (turn,),
            row.get("split"),
        )


def _reading(path: Path) -> Iterator[Example]:
    """`support_sentences`, `wrong_answers`, `every_answer` and `type` are of sets that have them."""
    for number, row in enumerate(rows(path, "question", "passages"), start=1):
        if not all(isinstance(passage, dict) and {"id", "text"} <= passage.keys() for passage in row["passages"]):
            raise PolicyError(f'question {number} of {path} has "passages" that are not a list of {{"id", "text"}}: mend it')
        turn = ExampleTurn(
            question=str(row["question"]),
            verdicts=_verdicts(row),
            answers=_answers(row),
            passages=tuple(row["passages"]),
            support=_strings(row, "support_sentences"),
            wrong=_strings(row, "wrong_answers"),
        )
        yield Example(str(row.get("id", number)), str(row.get("type") or "reading"), language_of(turn.question), (turn,))


def _retrieval(folder: Path) -> Iterator[Example]:
    """One example a query that has a relevant document; a query without is not scored."""
    relevant = _qrels(folder / "qrels.tsv")
    queries = folder / "queries.jsonl"
    for number, row in enumerate(rows(queries, "_id", "text"), start=1):
        id_, text = str(row["_id"]), str(row["text"])
        if relevant.get(id_):
            history = _history(row, f"query {number} of {queries}")
            turn = ExampleTurn(
                text, number=len(history) + 1, standalone=row.get("standalone"), history=history, relevant=relevant[id_]
            )
            yield Example(id_, "retrieval", language_of(text), (turn,))


def _history(row: dict[str, Any], place: str) -> tuple[Turn, ...]:
    try:
        return tuple(Turn(str(turn["question"]), str(turn.get("answer") or "")) for turn in row.get("history") or ())
    except (TypeError, KeyError, AttributeError) as error:
        raise PolicyError(f'{place} has a "history" that is not a list of {{"question", "answer"}}: mend it') from error


def _verdicts(row: dict[str, Any]) -> tuple[str, ...]:
    answerable = row.get("answerable", True if row.get("answers") else None)
    return () if answerable is None else _ANSWERED if answerable else (ABSTENTION,)


def _answers(row: dict[str, Any]) -> tuple[Accepted, ...]:
    """Any of the strings will do; with `every_answer` each of them is asked for."""
    answers = _strings(row, "answers") or ()
    if not answers or not row.get("answerable", True):
        return ()
    if row.get("every_answer"):
        return tuple(Accepted("name", (answer,)) for answer in answers)
    return (Accepted("name" if row.get("support_sentences") is None else "text", answers),)


def _strings(row: dict[str, Any], name: str) -> tuple[str, ...] | None:
    return None if row.get(name) is None else tuple(str(value) for value in row[name])


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
