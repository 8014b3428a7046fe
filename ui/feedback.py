"""Feedback: readers' judgements of answers, a line of JSON each, for `policy eval` to make questions of."""

import json
import os
from pathlib import Path
from typing import Final, Literal

from assistant import forms
from assistant.records import Answer
from corpus.errors import PolicyError
from ui.conversations import Exchange, now

FILE = "feedback.jsonl"
LONGEST_COMMENT = 2000  # characters

Thumb = Literal["up", "down"]
Reason = Literal["wrong", "not_supported", "wrong_source", "missing", "outdated"]
REASONS: Final[tuple[Reason, ...]] = ("wrong", "not_supported", "wrong_source", "missing", "outdated")


def record_feedback(
    folder: Path,
    id_: str,
    exchange: Exchange,
    thumb: Thumb,
    index_fingerprint: str,
    reason: Reason | None = None,
    comment: str = "",
) -> None:
    """Append one judgement. A reader who judges an answer again writes another line of the same id: the last one counts.

    Raises PolicyError when the file cannot be written.
    """
    answer = exchange.answer
    if not isinstance(answer, Answer):
        return
    row = {
        "id": id_,
        "at": now(),
        "question": exchange.question,
        "standalone_question": answer.standalone_question,
        "answer": forms.answer_form(answer),
        "thumb": thumb,
        "reason": reason,
        "comment": comment.strip()[:LONGEST_COMMENT] or None,
        "index_fingerprint": index_fingerprint,
    }
    line = (json.dumps(row, ensure_ascii=False) + "\n").encode()
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(opened, line)  # one write: lines of readers who judge at the same moment do not mix
        finally:
            os.close(opened)
    except OSError as error:
        raise PolicyError(
            f"cannot keep feedback in {file} ({error.strerror}): free some space there, or set POLICY_DATA to another folder"
        ) from error
