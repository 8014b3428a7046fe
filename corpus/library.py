"""The library on disk: documents, passages, vectors and words in one SQLite file; the one file that knows SQLite.

It is the source of truth. A document is staged first (its passages and vectors are written, nobody
sees them) and published later, in one transaction with everything else of the run: readers see the
old library or the new one, and a killed run leaves staged rows that the next run takes up.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexDamaged, IndexMismatch, IndexMissing, PolicyError
from corpus.records import Document, Page, Passage
from corpus.tokens import name_words, words

FILE = "library.sqlite"
VERSION = "1"  # raise it when the schema, the passages or the words change: older indexes are then refused

_SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE document (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, live INTEGER NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL,
    added TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, publisher TEXT, published TEXT,
    date_inferred INTEGER NOT NULL, url TEXT, kind TEXT, place TEXT, language TEXT NOT NULL, companies TEXT NOT NULL,
    reliability TEXT, wording TEXT NOT NULL, pages TEXT NOT NULL);
CREATE UNIQUE INDEX one_live_version ON document (id) WHERE live;
CREATE INDEX document_content ON document (sha256);
CREATE TABLE passage (
    row INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (row) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER, language TEXT NOT NULL,
    title_words TEXT NOT NULL, words TEXT NOT NULL, names TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX passage_document ON passage (document);
CREATE VIRTUAL TABLE lexical USING fts5 (
    title_words, words, names, content='passage', content_rowid='row', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
"""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its row, which names it in Chroma and in the matrix of vectors."""

    row: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document as the library lists it: everything but its text."""

    document: Document
    passages: int
    source: str
    added: str  # ISO 8601, UTC


class Library:
    """An open library. Readers and the one writer may be different processes."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db = connection
        self.folder = folder

    # settings ---------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """A setting's value; None if it was never set."""
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    @property
    def generation(self) -> int:
        """Goes up by one with every publication."""
        return int(self.setting("generation") or 0)

    # reading ----------------------------------------------------------------------------------

    def documents(self) -> list[DocumentEntry]:
        """The live documents, by id, without their text."""
        query = (
            f"SELECT {_DOCUMENT_FIELDS.replace('document.text', chr(39) * 2)}, count(passage.row), "
            f"document.source, document.added "
            "FROM document LEFT JOIN passage ON passage.document = document.row WHERE live GROUP BY document.row ORDER BY id"
        )
        return [DocumentEntry(_document(row), *row[-3:]) for row in self._db.execute(query)]

    def document(self, document_id: str) -> Document | None:
        """The live document of that id with its text; None if there is none."""
        query = f"SELECT {_DOCUMENT_FIELDS} FROM document WHERE live AND id = ?"
        row = self._db.execute(query, (document_id,)).fetchone()
        return _document(row) if row else None

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
            f"SELECT {_DOCUMENT_FIELDS.replace('document.text', chr(39) * 2)}, passage.row, passage.start, passage.end, "
            "substr(document.text, passage.start + 1, passage.end - passage.start), passage.heading, "
            "passage.page, passage.language "
            f"FROM passage JOIN document ON document.row = passage.document WHERE live AND passage.row IN ({marks})"
        )
        found = {}
        for fields in self._db.execute(query, list(rows)):
            document = _document(fields)
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
        fields = _DOCUMENT_FIELDS.replace("document.text", "''")
        query = f"SELECT document.row, {fields} FROM document WHERE live ORDER BY document.row"
        return [(row[0], _document(row[1:])) for row in self._db.execute(query)]

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

    def known(self, document_id: str) -> tuple[str, str] | None:
        """Content hash and source of the live document of that id."""
        row = self._db.execute("SELECT sha256, source FROM document WHERE live AND id = ?", (document_id,)).fetchone()
        return (row[0], row[1]) if row else None

    def holder_of(self, sha256: str) -> str | None:
        """The id of a live document with that content."""
        row = self._db.execute("SELECT id FROM document WHERE live AND sha256 = ? ORDER BY id", (sha256,)).fetchone()
        return row[0] if row else None

    def staged(self, document_id: str, sha256: str) -> bool:
        """Whether an earlier run staged this very content."""
        query = "SELECT 1 FROM document WHERE NOT live AND id = ? AND sha256 = ?"
        return self._db.execute(query, (document_id, sha256)).fetchone() is not None

    # writing ----------------------------------------------------------------------------------

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
            marks = ",".join("?" * (len(_DOCUMENT_FIELDS.split(",")) + 4))
            values = (*_document_values(document), 0, sha256, source, datetime.now(UTC).isoformat(timespec="seconds"))
            fields = _DOCUMENT_FIELDS.replace("document.", "")
            row = self._db.execute(
                f"INSERT INTO document ({fields}, live, sha256, source, added) VALUES ({marks})", values
            ).lastrowid
            self._db.executemany(
                "INSERT INTO passage (document, start, end, heading, page, language, title_words, words, names, vector) "
                "VALUES (?,?,?,?,?,?,?,?,?,?)",
                [
                    (row, p.start, p.end, p.heading, p.page, p.language, *_lexical_fields(document, p), vector.tobytes())
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

    def passage_count(self) -> int:
        """How many passages there are, staged and live."""
        return int(self._db.execute("SELECT count(*) FROM passage").fetchone()[0])

    def records(self, rows: Sequence[int]) -> Iterator[tuple[int, str, dict[str, str | int | float | bool], list[float]]]:
        """Row, text, metadata and vector of these passages, for the vector index."""
        query = (
            "SELECT passage.row, substr(text, start + 1, end - start), id, start, end, publisher, published, kind, place, vector "
            "FROM passage JOIN document ON document.row = document WHERE passage.row IN (SELECT value FROM "
            "json_each(?)) ORDER BY passage.row"
        )
        names = ("document_id", "start", "end", "publisher", "published", "kind", "place")
        for row, text, *fields, vector in self._db.execute(query, (json.dumps(list(rows)),)):
            metadata = {name: value for name, value in zip(names, fields, strict=True) if value is not None}
            yield row, text, metadata, np.frombuffer(vector, np.float32).tolist()

    def passage_rows(self, document_id: str) -> list[int]:
        """Rows of the live document's passages."""
        query = "SELECT passage.row FROM passage JOIN document ON document.row = document WHERE live AND id = ?"
        return self._rows(query, document_id)

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

    def _rows(self, query: str, *values: object) -> list[int]:
        return [row[0] for row in self._db.execute(query, values)]

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
                raise _translated(error, self.folder) from error
            raise

    def close(self) -> None:
        """Close the file."""
        self._db.close()


# Weights of a word in the title or headings, and of a name or concept, against one in the text: docs/decisions/0004-fusion.md
TITLE_WEIGHT = 0.6
NAMES_WEIGHT = 0.5

_DOCUMENT_FIELDS = (
    "document.id, document.title, document.text, document.publisher, document.published, document.date_inferred, document.url, "
    "document.kind, document.place, document.language, document.companies, document.reliability, document.wording, document.pages"
)


def _lexical_fields(document: Document, passage: Passage) -> tuple[str, str, str]:
    """The words of the title with the headings, of the text, and the names in both."""
    above = f"{document.title} {passage.heading} {document.publisher or ''}"
    return (
        " ".join(words(above)),
        " ".join(words(passage.text)),
        " ".join(name_words(f"{document.title}\n{passage.text}")),
    )


def _document_values(document: Document) -> tuple[object, ...]:
    d = document
    companies = json.dumps(d.companies, ensure_ascii=False)
    pages = json.dumps([(page.number, page.start) for page in d.pages])
    return (d.id, d.title, d.text, d.publisher, d.published, int(d.date_inferred), d.url,
            d.kind, d.place, d.language, companies, d.reliability, d.wording, pages)  # fmt: skip


def _document(row: Sequence[object]) -> Document:
    (id_, title, text, publisher, published, inferred, url, kind, place, language, companies, reliability, wording, pages) = row[
        :14
    ]
    return Document(
        id=str(id_), title=str(title), text=str(text), publisher=_text(publisher), published=_text(published),
        date_inferred=bool(inferred), url=_text(url), kind=_text(kind), place=_text(place), language=str(language),
        companies=tuple(json.loads(str(companies))), reliability=_text(reliability),
        wording="digest" if wording == "digest" else "original",
        pages=tuple(Page(number, start) for number, start in json.loads(str(pages))),
    )  # fmt: skip


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def create_library(folder: Path, embedder: str | None) -> Library:
    """Open the library in the folder for writing, making an empty one if there is none.

    An embedder of None means whatever the library was made with; then it must exist. Raises IndexMissing,
    IndexMismatch when it was made by another version or with another embedder, PolicyError when the folder cannot be written.
    """
    if embedder is None:
        return open_library(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = _connect(folder / FILE)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'setting'").fetchone():
            connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
            settings = {"version": VERSION, "embedder": embedder, "generation": "0"}
            connection.executemany("INSERT INTO setting VALUES (?, ?)", settings.items())
    except OSError as error:
        raise PolicyError(f"cannot write to {folder} ({error.strerror}): choose another folder with --index") from error
    except sqlite3.Error as error:
        raise _translated(error, folder) from error
    library = Library(connection, folder)
    check_fit(library, embedder)
    return library


def open_library(folder: Path) -> Library:
    """Open the library in the folder for reading. Raises IndexMissing or IndexMismatch."""
    if not (folder / FILE).exists():
        raise IndexMissing(f"there is no index in {folder}: make one with `policy ingest`")
    try:
        library = Library(_connect(folder / FILE), folder)
        version = library.setting("version")
    except sqlite3.Error as error:
        raise _translated(error, folder) from error
    if version != VERSION:
        raise IndexMismatch(_other_version(folder, version))
    return library


def check_fit(library: Library, embedder: str) -> None:
    """Raise IndexMismatch unless the library was made by this version and with this embedder."""
    if library.setting("version") != VERSION:
        raise IndexMismatch(_other_version(library.folder, library.setting("version")))
    made_with = library.setting("embedder")
    if made_with != embedder:
        raise IndexMismatch(
            f"the index in {library.folder} was made with the embedder {made_with}, not {embedder}: "
            "set POLICY_EMBEDDER to the one it was made with, or ingest into another folder (--index)"
        )


def _other_version(folder: Path, version: str | None) -> str:
    return (
        f"the index in {folder} has version {version or 'unknown'}, this program reads {VERSION}: "
        "move the folder away and run `policy ingest` with your documents again"
    )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    connection.execute("PRAGMA journal_mode = WAL")  # readers keep reading while one process writes
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _translated(error: sqlite3.Error, folder: Path) -> PolicyError:
    text = str(error)
    if "disk I/O error" in text:  # what a full disk gives where SQLite cannot extend its shared memory
        return PolicyError(f"the disk of {folder} may be full (disk I/O error): free some space and run again, nothing was lost")
    if "full" in text:
        return PolicyError(f"the disk of {folder} is full: free some space and run the command again, nothing was lost")
    if "readonly" in text or "unable to open" in text:
        return PolicyError(f"cannot write to {folder} ({text}): choose another folder with --index")
    return IndexDamaged(f"the index in {folder} cannot be read ({text}): move the folder away and run `policy ingest` again")
