"""Conversations kept across restarts, in a SQLite file of their own beside the index; the one file here that knows SQLite."""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.records import Answer
from corpus.errors import PolicyError
from ui.conversations import Conversation, Exchange, now, title_of
from ui.stored import from_json, to_json

FILE = "conversations.sqlite"
MOST_LISTED = 50

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, title TEXT NOT NULL, started TEXT NOT NULL, changed TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS conversations_of ON conversation (owner, changed);
CREATE TABLE IF NOT EXISTS exchange (
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    question TEXT NOT NULL, printed TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (conversation, number));
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation in a list."""

    id: str
    title: str
    changed: str  # ISO 8601, UTC


def new_id() -> str:
    """An id that cannot be guessed: it is the key of the shared link."""
    return secrets.token_urlsafe(12)


class History:
    """The conversations in a folder. Safe to share between threads and processes. Every method raises PolicyError
    when the file cannot be read or written."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def listed(self, owner: str, search: str = "") -> list[Listed]:
        """The owner's conversations, the latest first, at most MOST_LISTED; every word of the search is in each."""
        found = "".join(
            " AND EXISTS (SELECT 1 FROM exchange WHERE conversation = id AND "
            "instr(lower(title || char(10) || question || char(10) || printed), lower(?)))"
            for _ in search.split()
        )
        query = f"SELECT id, title, changed FROM conversation WHERE owner = ?{found} ORDER BY changed DESC, rowid DESC LIMIT ?"
        with self._open() as db:
            return [Listed(*row) for row in db.execute(query, (owner, *search.split(), MOST_LISTED))]

    def read(self, conversation_id: str) -> tuple[Conversation, str] | None:
        """A conversation and its owner; None if there is none of that id."""
        with self._open() as db:
            head = db.execute("SELECT title, owner FROM conversation WHERE id = ?", (conversation_id,)).fetchone()
            rows = db.execute(
                "SELECT question, printed, record FROM exchange WHERE conversation = ? ORDER BY number", (conversation_id,)
            ).fetchall()
        return (Conversation(conversation_id, head[0], tuple(_exchange(*row) for row in rows)), head[1]) if head else None

    def keep(self, conversation_id: str, owner: str, exchanges: Sequence[Exchange]) -> None:
        """Write the conversation as it now stands; its title is the first question unless it was renamed."""
        moment = now()
        rows = [
            (conversation_id, number, exchange.question, _printed(exchange), to_json(exchange))
            for number, exchange in enumerate(exchanges)
        ]
        with self._open() as db:
            db.execute(
                "INSERT INTO conversation VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET changed = excluded.changed",
                (conversation_id, owner, title_of(exchanges[0].question), moment, moment),
            )
            db.execute("DELETE FROM exchange WHERE conversation = ? AND number >= ?", (conversation_id, len(rows)))
            db.executemany("INSERT OR REPLACE INTO exchange VALUES (?, ?, ?, ?, ?)", rows)

    def rename(self, conversation_id: str, owner: str, title: str) -> None:
        """Give the owner's conversation another title; an empty one changes nothing."""
        if title.strip():
            with self._open() as db:
                db.execute(
                    "UPDATE conversation SET title = ? WHERE id = ? AND owner = ?", (title_of(title), conversation_id, owner)
                )

    def delete(self, conversation_id: str, owner: str) -> None:
        """Delete the owner's conversation for good, wherever its link went."""
        with self._open() as db:
            db.execute("DELETE FROM conversation WHERE id = ? AND owner = ?", (conversation_id, owner))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._file, timeout=10)
            try:
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("PRAGMA journal_mode = WAL")
                db.executescript(_SCHEMA)
                with db:
                    yield db
            finally:
                db.close()
        except (sqlite3.Error, OSError) as error:
            raise PolicyError(
                f"cannot keep conversations in {self._file} ({error}): free some space, or set POLICY_DATA to another folder"
            ) from error


def _printed(exchange: Exchange) -> str:
    return exchange.answer.text if isinstance(exchange.answer, Answer) else exchange.answer


def _exchange(question: str, printed: str, record: str) -> Exchange:
    """The exchange; of one that another version wrote in a form unknown here, the printed answer."""
    try:
        return from_json(Exchange, record)
    except (ValueError, TypeError, KeyError):
        return Exchange(question, printed)
