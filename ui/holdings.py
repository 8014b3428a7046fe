"""What the index holds, as the page needs it: counts, the newest date, and what can be filtered by."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from assistant.assistant import Assistant
from corpus.library import DocumentEntry
from corpus.records import Document

RECALLED_SECONDS = 30  # a newly added document appears in the choices after this; answers see it at once


@dataclass(frozen=True)
class Holdings:
    """All documents of the index, by id."""

    all: tuple[DocumentEntry, ...]

    @property
    def publishers(self) -> list[str]:
        """Each once, by name."""
        return _each_once(one.document.publisher for one in self.all)

    @property
    def companies(self) -> list[str]:
        """Each once, by name."""
        return _each_once(name for one in self.all for name in one.document.companies)

    @property
    def kinds(self) -> list[str]:
        """Each once, by name."""
        return _each_once(one.document.kind for one in self.all)

    @property
    def places(self) -> list[str]:
        """Every level of every place: "China" and "Shanghai" for "China/Shanghai"."""
        return _each_once(level.strip() for one in self.all for level in (one.document.place or "").split("/"))

    @property
    def languages(self) -> list[str]:
        """ISO 639-1, each once."""
        return _each_once(one.document.language for one in self.all)

    @property
    def passages(self) -> int:
        """Of all documents."""
        return sum(one.passages for one in self.all)

    @property
    def newest(self) -> Document | None:
        """The document published last; None when no document has a date."""
        dated = [one.document for one in self.all if one.document.published]
        return max(dated, key=lambda document: (document.published or "", document.id), default=None)

    @cached_property
    def by_id(self) -> dict[str, DocumentEntry]:
        """The documents by their ids."""
        return {one.document.id: one for one in self.all}

    def hashes(self, ids: Collection[str]) -> dict[str, str]:
        """SHA-256 of the files of these documents, as far as they are here."""
        return {id_: self.by_id[id_].sha256 for id_ in sorted(ids) if id_ in self.by_id}

    @cached_property
    def fingerprint(self) -> str:
        """Of all contents: the same documents have the same, whenever and wherever they were indexed."""
        content = "\n".join(sorted(f"{one.document.id} {one.sha256}" for one in self.all))
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def _each_once(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value}, key=lambda value: (value.casefold(), value))


@st.cache_resource(ttl=RECALLED_SECONDS, show_spinner=False)
def holdings_of(_assistant: Assistant) -> Holdings:
    """What the assistant's index holds, at most RECALLED_SECONDS ago."""
    return Holdings(tuple(_assistant.documents()))
