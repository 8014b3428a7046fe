"""Library: what is live, read; a reader and the one writer may be different processes."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from corpus.library.holdings import Holdings
from corpus.library.rows import DOCUMENT_FIELDS, WITHOUT_TEXT, read_document
from corpus.records import Document, Passage

# Weights of a word in the title or headings, and of a name or concept, against one in the text: docs/decisions/0004-fusion.md
TITLE_WEIGHT = 0.6
NAMES_WEIGHT = 0.5


class Library(Holdings):
    """An open library."""

    def setting(self, name: str) -> str | None:
        """A setting's value; None if it was never set."""
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    @property
    def generation(self) -> int:
        """Goes up by one with every publication."""
        return int(self.setting("generation") or 0)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever another process publishes meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("ROLLBACK")

    def document(self, document_id: str) -> Document | None:
        """The live document of that id with its text; None if there is none."""
        query = f"SELECT {DOCUMENT_FIELDS} FROM document WHERE live AND id = ?"
        row = self._db.execute(query, (document_id,)).fetchone()
        return read_document(row) if row else None

    def counts(self) -> tuple[int, int]:
        """How many live documents and passages."""
        documents = self._db.execute("SELECT count(*) FROM document WHERE live").fetchone()[0]
        passages = self._db.execute(
            "SELECT count(*) FROM passage JOIN document ON document.row = passage.document WHERE live"
        ).fetchone()[0]
        return documents, passages

    def vectors(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Rows and unit vectors of all live passages, in the order of the rows: shapes (n,) and (n, d)."""
        rows = self._db.execute(
            "SELECT passage.row, vector FROM passage JOIN document ON document.row = passage.document WHERE "
            "live ORDER BY passage.row"
        ).fetchall()
        if not rows:
            return np.zeros(0, np.int64), np.zeros((0, 1), np.float32)
        vectors = np.frombuffer(b"".join(vector for _, vector in rows), np.float32)
        return np.array([row for row, _ in rows], np.int64), vectors.reshape(len(rows), -1)

    def passages(self, rows: Sequence[int]) -> dict[int, tuple[Passage, Document]]:
        """The passages of these rows, each with its document (without text)."""
        marks = ",".join("?" * len(rows))
        query = (
            f"SELECT {WITHOUT_TEXT}, passage.row, passage.start, passage.end, "
            "substr(document.text, passage.start + 1, passage.end - passage.start), passage.heading, "
            "passage.page, passage.language "
            f"FROM passage JOIN document ON document.row = passage.document WHERE live AND passage.row IN ({marks})"
        )
        found = {}
        for fields in self._db.execute(query, list(rows)):
            document = read_document(fields)
            row, start, end, text, heading, page, language = fields[-7:]
            found[row] = (Passage(document.id, start, end, text, heading, page, language), document)
        return found

    def lexical(
        self, words: Sequence[str], limit: int, allowed: Sequence[int] | None = None, language: str | None = None
    ) -> list[tuple[int, float]]:
        """Rows and BM25 scores (higher is better) of passages with any of the words, best first, ties by row.

        `allowed` are document rows, `language` is that of the passage; None means all. BM25 as in
        SQLite's FTS5 (k1 1.2, b 0.75).
        """
        if not words:
            return []
        match = " OR ".join('"' + word.replace('"', "") + '"' for word in dict.fromkeys(words))
        where = "" if allowed is None else "AND passage.document IN (SELECT value FROM json_each(:allowed)) "
        where += "" if language is None else "AND passage.language = :language "
        query = (
            f"SELECT passage.row, bm25(lexical, {TITLE_WEIGHT}, 1.0, {NAMES_WEIGHT}) AS score FROM lexical "
            f"JOIN passage ON passage.row = lexical.rowid WHERE lexical MATCH :match {where}ORDER BY score, "
            f"passage.row LIMIT :limit"
        )
        values = {"match": match, "limit": limit, "allowed": json.dumps(list(allowed or ())), "language": language}
        return [(row, -score) for row, score in self._db.execute(query, values)]

    def document_frequency(self, word: str) -> int:
        """In how many live passages the word occurs."""
        query = "SELECT count(*) FROM lexical WHERE lexical MATCH ?"
        return int(self._db.execute(query, (f'"{word}"',)).fetchone()[0])

    def document_rows(self) -> list[tuple[int, Document]]:
        """Row and metadata of every live document, for filters."""
        query = f"SELECT document.row, {WITHOUT_TEXT} FROM document WHERE live ORDER BY document.row"
        return [(row[0], read_document(row[1:])) for row in self._db.execute(query)]

    def passage_documents(self) -> npt.NDArray[np.int64]:
        """For every live passage, in the order of `vectors`, the row of its document."""
        rows = self._db.execute(
            "SELECT passage.document FROM passage JOIN document ON document.row = passage.document WHERE live "
            "ORDER BY passage.row"
        ).fetchall()
        return np.array([row[0] for row in rows], np.int64)

    def passage_languages(self) -> list[str]:
        """The language of every live passage, in the order of `vectors`."""
        return [
            row[0]
            for row in self._db.execute(
                "SELECT passage.language FROM passage JOIN document ON document.row = passage.document WHERE "
                "live ORDER BY passage.row"
            )
        ]

    def staged(self, document_id: str, content: str) -> bool:
        """Whether an earlier run staged this very content."""
        query = "SELECT 1 FROM document WHERE NOT live AND id = ? AND content = ?"
        return self._db.execute(query, (document_id, content)).fetchone() is not None

    def lexical_count(self) -> int:
        """How many passages the words are of."""
        return int(self._db.execute("SELECT count(*) FROM lexical_docsize").fetchone()[0])

    def staged_count(self) -> int:
        """How many documents an interrupted ingest has left for the next one to take up."""
        return int(self._db.execute("SELECT count(*) FROM document WHERE NOT live").fetchone()[0])

    def passage_count(self) -> int:
        """How many passages there are, staged and live."""
        return int(self._db.execute("SELECT count(*) FROM passage").fetchone()[0])

    def records(
        self, rows: Sequence[int]
    ) -> Iterator[tuple[int, str, dict[str, str | int | float | bool], npt.NDArray[np.float32]]]:
        """Row, text, metadata and vector of these passages, for the vector index."""
        query = (
            "SELECT passage.row, substr(text, start + 1, end - start), id, start, end, publisher, published, kind, place, vector "
            "FROM passage JOIN document ON document.row = document WHERE passage.row IN (SELECT value FROM "
            "json_each(?)) ORDER BY passage.row"
        )
        names = ("document_id", "start", "end", "publisher", "published", "kind", "place")
        for row, text, *fields, vector in self._db.execute(query, (json.dumps(list(rows)),)):
            metadata = {name: value for name, value in zip(names, fields, strict=True) if value is not None}
            yield row, text, metadata, np.frombuffer(vector, np.float32)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
