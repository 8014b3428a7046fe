"""Library: what is live, read; a reader and the one writer may be different processes."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.library.holdings import Holdings
from corpus.library.rows import DOCUMENT_FIELDS, WITHOUT_TEXT, read_document
from corpus.records import Document, Passage

# Weights of a word in the title or headings, and of a name or concept, against one in the text: docs/decisions/0004-fusion.md
TITLE_WEIGHT = 0.6
NAMES_WEIGHT = 0.5

_LIVE = "passage JOIN document ON document.row = passage.document WHERE live"


@dataclass(frozen=True, slots=True)
class Columns:
    """All live passages: rows, the rows of their documents and languages, shape (n,), and unit vectors, (n, d)."""

    rows: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int64]
    languages: npt.NDArray[np.str_]
    vectors: npt.NDArray[np.float32]


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
        holdings = self.passage_columns()
        return holdings.rows, holdings.vectors

    def passage_columns(self) -> Columns:
        """What every search needs of all live passages, in the order of their rows, read in one go."""
        width = self._db.execute("SELECT length(vector) / 4 FROM passage LIMIT 1").fetchone()
        vectors = np.empty((self.passage_count(), *(width or (1,))), np.float32)
        found: list[tuple[int, int, str]] = []
        query = f"SELECT passage.row, document, passage.language, vector FROM {_LIVE} ORDER BY passage.row"
        for place, (row, document, language, vector) in enumerate(self._db.execute(query)):
            vectors[place] = np.frombuffer(vector, np.float32)  # where it stays: no second copy of all is made
            found.append((row, document, language))
        rows, documents, languages = zip(*found, strict=True) if found else ((), (), ())
        return Columns(
            np.array(rows, np.int64), np.array(documents, np.int64), np.array(languages, "U2"), vectors[: len(found)]
        )  # fmt: skip

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

    def postings(self, word: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Rows of the live passages that hold the word, ascending, and how often, each time by the weight of its field.

        As one text of numbers, four times the row and the field: rows of the result one by one take twice as long.
        """
        query = (
            "SELECT group_concat(4 * doc + (col = 'title_words') + 2 * (col = 'names')) FROM "
            "(SELECT doc, col FROM temp.occurrence WHERE term = ?)"
        )
        ((found,),) = self._occurrences(query, word)
        if found is None:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        numbers = np.fromstring(found, np.int64, sep=",")
        rows, where = np.unique(numbers >> 2, return_inverse=True)
        weights = np.array([1.0, TITLE_WEIGHT, NAMES_WEIGHT])[numbers & 3]
        return rows, np.bincount(where, weights).astype(np.float32)

    def frequent_words(self, least: int, most: int) -> list[str]:
        """At most so many words, each of at least so many live passages, the most frequent first, ties by word."""
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, lexical, 'row')")
        query = "SELECT term FROM temp.vocabulary WHERE doc >= ? ORDER BY doc DESC, term LIMIT ?"
        return [word for (word,) in self._db.execute(query, (least, most))]

    def rows_titled(self, word: str) -> npt.NDArray[np.int64]:
        """Rows of the live passages that have the word in the title, publisher or headings above them."""
        found = self._occurrences("SELECT DISTINCT doc FROM temp.occurrence WHERE term = ? AND col = 'title_words'", word)
        return np.array([row for (row,) in found], np.int64)

    def _occurrences(self, query: str, word: str) -> list[tuple[Any, ...]]:
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.occurrence USING fts5vocab (main, lexical, 'instance')")
        return self._db.execute(query, (word,)).fetchall()

    def lengths(self) -> npt.NDArray[np.int64]:
        """How many words every live passage has in the lexical index, in the order of the rows."""
        sizes = self._db.execute("SELECT sz FROM lexical_docsize ORDER BY id").fetchall()
        if not sizes:
            return np.zeros(0, np.int64)
        octets = np.frombuffer(b"".join(size for (size,) in sizes), np.uint8)
        last = np.flatnonzero(octets < 0x80)  # of each of SQLite's varints: seven bits an octet, the highest first
        places = np.arange(len(octets)) - np.repeat(last, np.diff(last, prepend=-1))
        values = (octets & 0x7F).astype(np.int64) << (-7 * places)
        ends = np.searchsorted(last, np.cumsum([len(size) for (size,) in sizes])) - 1
        return np.diff(np.cumsum(values)[last[ends]], prepend=0)

    def document_rows(self) -> list[tuple[int, Document]]:
        """Row and metadata of every live document, for filters."""
        query = f"SELECT document.row, {WITHOUT_TEXT} FROM document WHERE live ORDER BY document.row"
        return [(row[0], read_document(row[1:])) for row in self._db.execute(query)]

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
