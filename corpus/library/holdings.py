"""What the library holds and how it came to: documents with their sources, versions and near-copies, and the log of changes."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.library.rows import WITHOUT_TEXT, read_document
from corpus.records import Document

Action = Literal["added", "replaced", "removed", "source added", "source removed"]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document as the library lists it: everything but its text."""

    document: Document
    passages: int
    added: str  # when this version was read; ISO 8601, UTC
    sha256: str  # of the file that this version was read from
    version: int  # 1 for the first that was read under this id
    sources: tuple[str, ...]  # files and URLs that hold this text, sorted; never empty for a document of a file
    copy_of: str | None  # the id of the earliest of its near-copies; None for that one, and for a document without any

    @property
    def source(self) -> str:
        """The first of its sources."""
        return self.sources[0] if self.sources else ""


@dataclass(frozen=True, slots=True)
class Event:
    """One change of what the library holds."""

    at: str  # ISO 8601, UTC
    who: str  # the user of the machine
    action: Action
    document_id: str
    title: str
    sha256: str  # of the version that came or went
    source: str | None  # where it came from, or which source came or went


class Holdings:
    """An open library, as far as documents and their sources go."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db = connection
        self.folder = folder

    def documents(self) -> list[DocumentEntry]:
        """The live documents, by id, without their text."""
        query = (
            f"SELECT {WITHOUT_TEXT}, (SELECT count(*) FROM passage WHERE passage.document = document.row), added, sha256, "
            "(SELECT count(*) FROM event WHERE event.document = id AND action IN ('added', 'replaced')) "
            "FROM document WHERE live ORDER BY id"
        )
        sources: defaultdict[str, list[str]] = defaultdict(list)
        for name, document_id in self._db.execute("SELECT name, document FROM source ORDER BY name"):
            sources[document_id].append(name)
        copies = self.copies()
        entries = []
        for *fields, passages, added, sha256, version in self._db.execute(query):
            document = read_document(fields)
            of = tuple(sources[document.id])
            entries.append(DocumentEntry(document, passages, added, sha256, version, of, copies.get(document.id)))
        return entries

    def sources(self, document_id: str) -> tuple[str, ...]:
        """The sources of a live document, sorted."""
        return tuple(
            row[0] for row in self._db.execute("SELECT name FROM source WHERE document = ? ORDER BY name", (document_id,))
        )

    def documents_of(self, source: str) -> tuple[str, ...]:
        """Ids of the live documents that the source holds: an archive has several."""
        query = "SELECT document FROM source WHERE name = ? ORDER BY document"
        return tuple(row[0] for row in self._db.execute(query, (source,)))

    def files(self) -> dict[str, tuple[str, int]]:
        """For every file that was read without a failure: its stamp as it was then, and how many documents it holds."""
        query = "SELECT name, stamp, (SELECT count(*) FROM source WHERE source.name = file.name) FROM file"
        return {name: (stamp, count) for name, stamp, count in self._db.execute(query)}

    def stamp_of(self, file: str) -> str | None:
        """The stamp of a file when it was last read; None if that was not whole, or never."""
        row = self._db.execute("SELECT stamp FROM file WHERE name = ?", (file,)).fetchone()
        return row[0] if row else None

    def source_names(self) -> list[str]:
        """All sources, sorted."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT name FROM source ORDER BY name")]

    def known(self, document_id: str) -> str | None:
        """Content hash (corpus/identity.py) of the live document of that id."""
        row = self._db.execute("SELECT content FROM document WHERE live AND id = ?", (document_id,)).fetchone()
        return row[0] if row else None

    def holders(self, content: str, same_text: str) -> list[str]:
        """Ids of live documents with that content, then of those with that text alone."""
        query = (
            "SELECT id FROM document WHERE live AND (content = :content OR same_text = :text) ORDER BY content <> :content, id"
        )
        return [row[0] for row in self._db.execute(query, {"content": content, "text": same_text})]

    def history(self, document_id: str | None = None) -> list[Event]:
        """All changes, or those of one document, the oldest first: earlier versions with their hashes are among them."""
        where = "" if document_id is None else "WHERE document = ?"
        query = f"SELECT at, who, action, document, title, sha256, source FROM event {where} ORDER BY row"
        return [Event(*row) for row in self._db.execute(query, () if document_id is None else (document_id,))]

    def copies(self) -> dict[str, str]:
        """Near-copies: id -> the id of the earliest of its group (by date, then id), which is not among the keys."""
        query = (
            "SELECT one.id, one.published, other.id, other.published FROM copy "
            "JOIN document AS one ON one.row = copy.one JOIN document AS other ON other.row = copy.other "
            "WHERE one.live AND other.live"
        )
        groups: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for one, published, other, its_date in self._db.execute(query):
            pair = [(published or "9999", one), (its_date or "9999", other)]  # of an unknown date: last
            together = set[tuple[str, str]]().union(pair, *(groups[key] for key in pair if key in groups))
            groups.update(dict.fromkeys(together, together))
        return {key[1]: min(together)[1] for key, together in groups.items() if key != min(together)}

    def _rows(self, query: str, *values: object) -> list[int]:
        return [row[0] for row in self._db.execute(query, values)]
