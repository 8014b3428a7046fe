"""WritableLibrary: a library open for its one writer, who stages documents and publishes them in one step."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from getpass import getuser

import numpy as np
import numpy.typing as npt

from corpus.copies import sketch
from corpus.identity import same_text_hash
from corpus.library.damage import translated
from corpus.library.reading import Library
from corpus.library.rows import DOCUMENT_FIELDS, document_values, lexical_fields, read_document
from corpus.records import Document, Passage


@dataclass(frozen=True, slots=True)
class Change:
    """What a publication does beside making the staged documents visible."""

    removed: tuple[str, ...] = ()  # ids of documents to take out
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)  # source -> ids of all documents that it holds now
    stamps: Mapping[str, str] = field(default_factory=dict)  # file -> its stamp, where it need not be read again while it has it


NOTHING = Change()

# rows of the live documents that a publication takes away: those removed, and the old versions of those staged
_GOING = (
    "SELECT old.row FROM document AS old WHERE old.live AND (old.id IN (SELECT value FROM json_each(?)) "
    "OR old.id IN (SELECT id FROM document WHERE NOT live))"
)


class WritableLibrary(Library):
    """What only the writer may do."""

    def stage(
        self, document: Document, sha256: str, content: str, passages: Sequence[Passage], vectors: npt.NDArray[np.float32]
    ) -> None:
        """Write a document with its passages, invisible until `publish`; replaces an earlier staging of its id.

        `sha256` is that of the file, `content` that of what was read: see corpus/identity.py.
        """
        state = (0, sha256, content, same_text_hash(document), sketch(document).tobytes(), _now())
        fields = DOCUMENT_FIELDS.replace("document.", "") + ", live, sha256, content, same_text, sketch, added"
        marks = ",".join("?" * len(fields.split(",")))
        with self._transaction():
            self._db.execute("DELETE FROM document WHERE NOT live AND id = ?", (document.id,))
            row = self._db.execute(
                f"INSERT INTO document ({fields}) VALUES ({marks})", (*document_values(document), *state)
            ).lastrowid
            self._db.executemany(
                "INSERT INTO passage (document, start, end, heading, page, language, title_words, words, names, vector) "
                "VALUES (?,?,?,?,?,?,?,?,?,?)",
                (
                    (row, p.start, p.end, p.heading, p.page, p.language, *lexical_fields(document, p), vector.tobytes())
                    for p, vector in zip(passages, vectors, strict=True)
                ),
            )

    def discard_staged(self, kept: Iterable[tuple[str, str]] = ()) -> None:
        """Drop what interrupted runs have staged, but for these ids with these contents."""
        with self._transaction():
            self._db.execute(
                "DELETE FROM document WHERE NOT live AND id || ' ' || content NOT IN (SELECT value FROM json_each(?))",
                (json.dumps([f"{document_id} {content}" for document_id, content in kept]),),
            )

    def unpublished(self, removed: Sequence[str] = ()) -> tuple[list[int], list[int]]:
        """Passage rows that a publication would add, and those it would take away by replacing or removing documents."""
        added = self._rows("SELECT passage.row FROM passage JOIN document ON document.row = document WHERE NOT live")
        gone = self._rows(f"SELECT row FROM passage WHERE document IN ({_GOING})", json.dumps(list(removed)))
        return added, gone

    def all_rows(self) -> list[int]:
        """Rows of all passages, staged and live."""
        return self._rows("SELECT row FROM passage")

    def sketches(self, removed: Sequence[str] = ()) -> tuple[list[int], list[npt.NDArray[np.uint64]], list[int]]:
        """Rows and sketches of the documents that a publication would show, and which of them are to be compared with all:
        the new ones, and those whose near-copy goes, as it may be what joined them to others."""
        going = set(self._rows(_GOING, json.dumps(list(removed))))
        fresh = set(self._rows("SELECT row FROM document WHERE NOT live"))
        for one, other in self._db.execute("SELECT one, other FROM copy"):
            if one in going or other in going:
                fresh |= {one, other}
        held = self._db.execute("SELECT row, sketch FROM document WHERE length(sketch) ORDER BY row").fetchall()
        rows = [row for row, _ in held if row not in going]
        return rows, [np.frombuffer(blob, np.uint64) for row, blob in held if row not in going], sorted(fresh - going)

    def document_in(self, row: int) -> Document:
        """The staged or live document of that row."""
        return read_document(self._db.execute(f"SELECT {DOCUMENT_FIELDS} FROM document WHERE row = ?", (row,)).fetchone())

    def left_without_source(self, sources: Mapping[str, Sequence[str]]) -> list[str]:
        """Ids of live documents that no source holds any more once these sources hold what they are said to."""
        given = {document_id for ids in sources.values() for document_id in ids}
        lost = {old for name, ids in sources.items() for old in self.documents_of(name) if old not in ids}
        return sorted(old for old in lost - given if all(name in sources for name in self.sources(old)))

    def publish(
        self, vector_folder: str, change: Change = NOTHING, copies: Sequence[tuple[int, int]] = (), *, same: bool = False
    ) -> None:
        """Make everything staged visible, and what the change removes invisible, together with the vector index that
        holds the same. `copies` are pairs of document rows. `same`: no passage comes or goes, so that readers keep theirs.
        """
        with self._transaction():
            self._log(change)
            self._change_sources(change)
            self._forget(self._rows(_GOING, json.dumps(list(change.removed))))
            self._db.execute(
                "INSERT INTO lexical (rowid, title_words, words, names) SELECT passage.row, title_words, words, "
                "names FROM passage "
                "JOIN document ON document.row = document WHERE NOT live"
            )
            self._db.execute("UPDATE document SET live = 1 WHERE NOT live")
            self._db.executemany("INSERT OR IGNORE INTO copy VALUES (?, ?)", copies)
            if not same:
                self._set("generation", str(self.generation + 1))
            self._set("vector_folder", vector_folder)

    def rebuild_words(self) -> None:
        """Make the lexical index anew out of the passages, of which none may be staged."""
        with self._transaction():
            self._db.execute("INSERT INTO lexical (lexical) VALUES ('rebuild')")

    def _log(self, change: Change) -> None:
        """Who changed what, before it is changed."""
        given = {document_id: name for name, ids in reversed(list(change.sources.items())) for document_id in ids}
        staged = self._db.execute(
            "SELECT id, title, sha256, EXISTS (SELECT 1 FROM document AS old WHERE old.live AND old.id = new.id) "
            "FROM document AS new WHERE NOT live ORDER BY row"
        ).fetchall()
        events = [("replaced" if known else "added", id_, title, sha256, given.get(id_)) for id_, title, sha256, known in staged]
        changed = {id_ for id_, *_ in staged} | set(change.removed)
        events += [("removed", *self._entry(id_), next(iter(self.sources(id_)), None)) for id_ in change.removed]
        for name, ids in change.sources.items():
            before = self.documents_of(name)
            events += [("source added", *self._entry(id_), name) for id_ in ids if id_ not in {*before, *changed}]
            events += [("source removed", *self._entry(id_), name) for id_ in before if id_ not in {*ids, *changed}]
        self._db.executemany(
            "INSERT INTO event (at, who, action, document, title, sha256, source) VALUES (?,?,?,?,?,?,?)",
            [(_now(), _user(), *event) for event in events],
        )

    def _entry(self, document_id: str) -> tuple[str, str, str]:
        query = "SELECT id, title, sha256 FROM document WHERE live AND id = ?"
        id_, title, sha256 = self._db.execute(query, (document_id,)).fetchone()
        return id_, title, sha256

    def _change_sources(self, change: Change) -> None:
        """A source holds what this run found in it; a document that is new or gone has no source but those."""
        renewed = "SELECT id FROM document WHERE NOT live UNION SELECT value FROM json_each(:removed)"
        values = {"removed": json.dumps(list(change.removed))}
        self._db.execute(
            f"DELETE FROM file WHERE name IN (SELECT name FROM source WHERE document IN ({renewed}))", values
        )  # what held it until now is read again, should it come
        self._db.execute(f"DELETE FROM source WHERE document IN ({renewed})", values)
        for name, ids in change.sources.items():
            self._db.execute("DELETE FROM source WHERE name = ?", (name,))
            self._db.execute("DELETE FROM file WHERE name = ?", (name,))
            self._db.executemany("INSERT OR IGNORE INTO source VALUES (?, ?)", [(name, id_) for id_ in ids])
        self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", change.stamps.items())

    def _forget(self, documents: Sequence[int]) -> None:
        chosen = json.dumps(list(documents))
        self._db.execute(
            "INSERT INTO lexical (lexical, rowid, title_words, words, names) SELECT 'delete', row, title_words, "
            "words, names FROM passage "
            "WHERE document IN (SELECT value FROM json_each(?))",
            (chosen,),
        )
        self._db.execute("DELETE FROM document WHERE row IN (SELECT value FROM json_each(?))", (chosen,))

    def _set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise translated(error, self.folder) from error
            raise


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _user() -> str:
    """POLICY_USER, or the name of the machine's user; a container may run under a number without one."""
    if named := " ".join(os.environ.get("POLICY_USER", "").split()):
        return named
    try:
        return getuser()
    except (OSError, KeyError):
        return "unknown"
