"""What the index holds, as the page needs it: counts, the newest date, and what can be filtered by."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from assistant.assistant import Assistant
from corpus.records import Document

RECALLED_SECONDS = 30  # a newly added document appears in the choices after this; answers see it at once


@dataclass(frozen=True, slots=True)
class Holding:
    """One document, without its text, and into how many passages it was cut."""

    document: Document
    passages: int


@dataclass(frozen=True)
class Holdings:
    """All documents of the index, by id."""

    all: tuple[Holding, ...]

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


def _each_once(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value}, key=lambda value: (value.casefold(), value))


@st.cache_resource(ttl=RECALLED_SECONDS, show_spinner=False)
def holdings_of(_assistant: Assistant) -> Holdings:
    """What the assistant's index holds, at most RECALLED_SECONDS ago."""
    return Holdings(tuple(Holding(entry.document, entry.passages) for entry in _assistant.documents()))
