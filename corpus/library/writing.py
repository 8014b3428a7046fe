"""WritableLibrary: a library open for its one writer, who stages documents and publishes them in one step."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from corpus.library.damage import translated
from corpus.library.reading import Library
from corpus.library.rows import DOCUMENT_FIELDS, document_values, lexical_fields
from corpus.records import Document, Passage


class WritableLibrary(Library):
    """What only the writer may do."""

    def stage(
        self,
        document: Document,
        sha256: str,
        source: str,
        passages: Sequence[Passage],
        vectors: npt.NDArray[np.float32],
    ) -> None:
        """Write a document with its passages, invisible until `publish`; replaces an earlier staging of its id."""
        with self._transaction():
            self._db.execute("DELETE FROM document WHERE NOT live AND id = ?", (document.id,))
            marks = ",".join("?" * (len(DOCUMENT_FIELDS.split(",")) + 4))
            values = (*document_values(document), 0, sha256, source, datetime.now(UTC).isoformat(timespec="seconds"))
            fields = DOCUMENT_FIELDS.replace("document.", "")
            row = self._db.execute(
                f"INSERT INTO document ({fields}, live, sha256, source, added) VALUES ({marks})", values
            ).lastrowid
            self._db.executemany(
                "INSERT INTO passage (document, start, end, heading, page, language, title_words, words, names, vector) "
                "VALUES (?,?,?,?,?,?,?,?,?,?)",
                [
                    (row, p.start, p.end, p.heading, p.page, p.language, *lexical_fields(document, p), vector.tobytes())
                    for p, vector in zip(passages, vectors, strict=True)
                ],
            )

    def discard_staged(self, kept: Iterable[tuple[str, str]] = ()) -> None:
        """Drop what interrupted runs have staged, but for these ids with these content hashes."""
        with self._transaction():
            self._db.execute(
                "DELETE FROM document WHERE NOT live AND id || ' ' || sha256 NOT IN (SELECT value FROM json_each(?))",
                (json.dumps([f"{document_id} {sha256}" for document_id, sha256 in kept]),),
            )

    def unpublished(self) -> tuple[list[int], list[int]]:
        """Passage rows that a publication would add, and those it would take away by replacing their documents."""
        added = self._rows("SELECT passage.row FROM passage JOIN document ON document.row = document WHERE NOT live")
        gone = self._rows(
            "SELECT passage.row FROM passage JOIN document AS old ON old.row = document WHERE old.live "
            "AND EXISTS (SELECT 1 FROM document AS new WHERE NOT new.live AND new.id = old.id)"
        )
        return added, gone

    def all_rows(self) -> list[int]:
        """Rows of all passages that will be live after the next publication, leaving out those it replaces."""
        _, gone = self.unpublished()
        return sorted(set(self._rows("SELECT row FROM passage")) - set(gone))

    def publish(self, vector_folder: str, removed: Sequence[str] = ()) -> None:
        """Make everything staged visible, and the removed ids invisible, together with the vector index that holds the same."""
        with self._transaction():
            old = self._rows(
                "SELECT row FROM document AS old WHERE live AND (id IN (SELECT value FROM json_each(?)) "
                "OR EXISTS (SELECT 1 FROM document AS new WHERE NOT new.live AND new.id = old.id))",
                json.dumps(list(removed)),
            )
            self._forget(old)
            self._db.execute(
                "INSERT INTO lexical (rowid, title_words, words, names) SELECT passage.row, title_words, words, "
                "names FROM passage "
                "JOIN document ON document.row = document WHERE NOT live"
            )
            self._db.execute("UPDATE document SET live = 1")
            self._set("generation", str(self.generation + 1))
            self._set("vector_folder", vector_folder)

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
