"""Files of JSON lines: questions to be asked one after the other, and earlier turns."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from assistant.errors import UnusableQuestion
from assistant.given import GivenPassage
from assistant.records import Turn
from corpus.errors import PolicyError

Row = dict[str, Any]


def read_rows(path: Path) -> Iterator[Row]:
    """The questions of a file, one a line, each with its `history` if it has one. Raises PolicyError, which names the line."""
    for number, row in json_lines(path, "question"):
        if not isinstance(row["question"], str):
            raise PolicyError(f'line {number} of {path} has no "question": add one')
        if not _is_history(row.get("history")):
            raise PolicyError(f'line {number} of {path} has a "history" that is no list of {{"question", "answer"}}: mend it')
        yield row


def json_lines(path: Path, *needed: str) -> Iterator[tuple[int, Row]]:
    """Line number (from 1) and JSON object of every line that is not blank, each with the fields that are needed.

    Raises PolicyError, which names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # splitlines would cut strings at other marks, too
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"cannot read {path} ({error}): give a UTF-8 file of JSON lines") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise PolicyError(f"line {number} of {path} is not JSON ({error.msg}): mend it") from error
        for name in needed:
            if not isinstance(row, dict) or name not in row:
                raise PolicyError(f'line {number} of {path} has no "{name}": add it')
        yield number, row


def _is_history(turns: Any) -> bool:
    return turns is None or (
        isinstance(turns, list) and all(isinstance(turn, dict) and isinstance(turn.get("question"), str) for turn in turns)
    )


def turns_of(row: Row) -> tuple[Turn, ...]:
    """The earlier turns that a row holds."""
    return tuple(Turn(str(turn["question"]), str(turn.get("answer") or "")) for turn in row.get("history") or ())


def passages_of(row: Row, place: str) -> tuple[GivenPassage, ...]:
    """The passages that a row gives to answer from. Raises PolicyError, which names the place."""
    given = row.get("passages")
    if not isinstance(given, list) or not all(isinstance(passage, dict) for passage in given):
        raise PolicyError(f'{place} has no "passages", a list of {{"id", "text"}}: add it')
    return tuple(given_passage(passage, place) for passage in given)


def given_passage(row: Row, place: str) -> GivenPassage:
    """One passage out of its JSON. Raises PolicyError, which names the place."""
    if not isinstance(row.get("text"), str) or row.get("id") in (None, ""):
        raise PolicyError(f'{place} has a passage without "id" or "text": add them')
    told = {name: str(row[name]) for name in ("title", "published", "publisher") if row.get(name)}
    return GivenPassage(str(row["id"]), row["text"], **told)


def each_form(rows: list[Row], form: Callable[[Row], Row]) -> Iterator[Row]:
    """The form of every row, in order; one that cannot be asked says so in its place: {"id", "question", "error"}.

    Raises PolicyError at the end when there was such a one.
    """
    refused = 0
    for row in rows:
        try:
            yield form(row)
        except UnusableQuestion as error:
            refused += 1
            yield {"id": row.get("id"), "question": row["question"][:200], "error": str(error)}
    if refused:
        raise PolicyError(f"{refused} of {len(rows)} questions could not be asked: their lines say why")
