"""Where the library lies, how its file is made and opened, and what it must fit."""

import sqlite3
from pathlib import Path
from typing import TypeVar

from corpus.errors import IndexMismatch, IndexMissing, PolicyError
from corpus.library.damage import translated
from corpus.library.reading import Library
from corpus.library.writing import WritableLibrary

L = TypeVar("L", bound=Library)

FILE = "library.sqlite"
VERSION = "4"  # raise it when the schema, the passages or the words change: older indexes are then refused

_SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE document (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL, live INTEGER NOT NULL, sha256 TEXT NOT NULL, content TEXT NOT NULL,
    same_text TEXT NOT NULL, sketch BLOB NOT NULL, added TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    publisher TEXT, published TEXT, date_inferred INTEGER NOT NULL, url TEXT, kind TEXT, place TEXT, language TEXT NOT NULL,
    companies TEXT NOT NULL, reliability TEXT, wording TEXT NOT NULL, pages TEXT NOT NULL, sections TEXT NOT NULL);
CREATE UNIQUE INDEX one_live_version ON document (id) WHERE live;
CREATE INDEX document_content ON document (content);
CREATE INDEX document_text ON document (same_text);
CREATE TABLE source (name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (name, document)) WITHOUT ROWID;
CREATE INDEX source_document ON source (document);
CREATE TABLE file (name TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE copy (
    one INTEGER NOT NULL REFERENCES document (row) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES document (row) ON DELETE CASCADE, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX copy_other ON copy (other);
CREATE TABLE event (
    row INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, document TEXT NOT NULL,
    title TEXT NOT NULL, sha256 TEXT NOT NULL, source TEXT);
CREATE INDEX event_document ON event (document);
CREATE TABLE passage (
    row INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (row) ON DELETE CASCADE,
    start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL, page INTEGER, language TEXT NOT NULL,
    title_words TEXT NOT NULL, words TEXT NOT NULL, names TEXT NOT NULL, vector BLOB NOT NULL);
CREATE INDEX passage_document ON passage (document);
CREATE VIRTUAL TABLE lexical USING fts5 (
    title_words, words, names, content='passage', content_rowid='row', tokenize="unicode61 remove_diacritics 0 tokenchars '_'");
"""


def create_library(folder: Path, embedder: str | None) -> WritableLibrary:
    """Open the library in the folder for writing, making an empty one if there is none.

    An embedder of None means whatever the library was made with; then it must exist. Raises IndexMissing,
    IndexMismatch when it was made by another version or with another embedder, PolicyError when the folder cannot be written.
    """
    if embedder is None:
        return _existing(WritableLibrary, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = _connect(folder / FILE)
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'setting'").fetchone():
            connection.executescript(f"BEGIN; {_SCHEMA}")
            settings = {"version": VERSION, "embedder": embedder, "generation": "0"}
            connection.executemany("INSERT INTO setting VALUES (?, ?)", settings.items())
            connection.execute("COMMIT")
    except OSError as error:
        raise PolicyError(f"cannot write to {folder} ({error.strerror}): choose another folder with --index") from error
    except sqlite3.Error as error:
        raise translated(error, folder) from error
    library = WritableLibrary(connection, folder)
    check_fit(library, embedder)
    return library


def open_library(folder: Path) -> Library:
    """Open the library in the folder for reading. Raises IndexMissing or IndexMismatch."""
    return _existing(Library, folder)


def _existing(kind: type[L], folder: Path) -> L:
    if not (folder / FILE).exists():
        raise IndexMissing(f"there is no index in {folder}: make one with `policy ingest`")
    try:
        library = kind(_connect(folder / FILE), folder)
        version = library.setting("version")
    except sqlite3.Error as error:
        raise translated(error, folder) from error
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
