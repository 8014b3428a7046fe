"""Conversation: what was asked and answered, as the page keeps, shows and exports it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from assistant.records import Answer, Turn
from corpus.records import NO_FILTERS, Filters

LONGEST_TITLE = 80  # characters


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer, with what proves it later on."""

    question: str
    answer: Answer | str  # a str where only the printed answer could be kept
    asked: str = ""  # ISO 8601, UTC
    hashes: Mapping[str, str] = field(default_factory=dict)  # document id -> SHA-256 of its file, as it was then
    filters: Filters = NO_FILTERS

    @property
    def turn(self) -> Turn:
        """What the assistant hears of it when it is asked again."""
        return Turn(self.question, self.answer)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Exchanges in order, under a title."""

    id: str
    title: str
    exchanges: tuple[Exchange, ...] = ()


def now() -> str:
    """This moment, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def title_of(question: str) -> str:
    """The first question in one line, cut at a word where it is long."""
    line = " ".join(question.split())
    if len(line) <= LONGEST_TITLE:
        return line
    cut = line[:LONGEST_TITLE]
    return (cut.rsplit(" ", 1)[0] if " " in cut[LONGEST_TITLE // 2 :] else cut).rstrip() + "…"
