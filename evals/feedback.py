"""What readers said of answers becomes draft questions: a person finishes them, nobody else.

A row of feedback.jsonl: `id`, `at`, `question`, `standalone_question`, `answer` (as `ask --json` prints it), `thumb`, `reason`,
`comment`, `index_fingerprint`. A reader who judges an answer again leaves another row of the same id: the last one counts.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.batches import json_lines
from corpus.errors import PolicyError
from corpus.languages import language_of
from corpus.places import data_folder
from evals.folders import rows
from evals.overlap import tokens
from evals.records import Example, Json

FEEDBACK = "feedback.jsonl"
DRAFTS = "drafts.jsonl"


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of a file of feedback."""

    drafts: tuple[Json, ...]  # those that are new
    known: int  # judgements of questions that the set or an earlier draft has
    file: Path  # where the drafts are


def draft_questions(feedback: Path | None, examples: Sequence[Example]) -> Drafted:
    """Write a draft, beside the feedback, for each question that was judged and no example asks; earlier drafts stay as they are.

    Raises PolicyError, which names the file, and the line of one that is not feedback.
    """
    source = feedback or data_folder() / FEEDBACK
    if not source.is_file():
        raise PolicyError(f"there is no feedback in {source} yet: readers leave it on the chat page, or name another file")
    file = source.with_name(DRAFTS)
    earlier = [row for _, row in json_lines(file)] if file.exists() else []
    asked = {key for e in examples for t in e.turns for key in (_key(t.question), _key(t.standalone or t.question))}
    asked |= {_key(turn["question"]) for row in earlier for turn in row["turns"]}
    judged = _last_judgements(rows(source, "id", "question", "answer", "thumb"))
    new: dict[str, Json] = {}
    for row in judged:
        key = _key(_alone(row))
        if key not in asked:
            new.setdefault(key, _draft(row))
    _append(file, new.values())
    return Drafted(tuple(new.values()), len(judged) - len(new), file)


def _last_judgements(judgements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({str(row["id"]): row for row in judgements}.values())


def _key(question: str) -> str:
    """A question without what does not tell it from another: case, marks, articles."""
    return " ".join(tokens(question))


def _alone(row: dict[str, Any]) -> str:
    return str(row.get("standalone_question") or row["question"])


def _draft(row: dict[str, Any]) -> Json:
    """An entry of the set with what only a person can say left empty, and what the desk answered beside it."""
    question, answer = _alone(row), row["answer"]
    said = " ".join(part for part in (row["thumb"], row.get("reason"), row.get("comment")) if part)
    return {
        "id": f"F-{row['id']}", "draft": True, "type": "", "language": language_of(question), "asker": "", "split": "",
        "turns": [{"question": question, "verdict": [], "answers": [], "gold": [], "also": []}],
        "note": "", "second_reading": "",
        "feedback": {
            "said": said, "at": row.get("at"), "typed": row["question"], "index": row.get("index_fingerprint"),
            "verdict": answer.get("verdict"), "text": answer.get("text"), "missing": answer.get("missing"),
            "quotes": [{"document": c["document_id"], "quote": c["quote"]} for c in answer.get("citations", ())],
        },
    }  # fmt: skip


def _append(file: Path, drafts: Iterable[Json]) -> None:
    lines = "".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.write(lines)
    except OSError as error:
        raise PolicyError(f"cannot write drafts to {file} ({error.strerror}): free some space there") from error
