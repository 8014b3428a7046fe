"""What travels through an evaluation: Example and its turns, what was Given, Score, Result, Run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from assistant.assistant import Search
from assistant.given import GivenPassage
from assistant.records import Answer, Turn
from corpus.records import Document

Json = dict[str, Any]

ABSTENTION: Final = "not_in_documents"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One thing that the answer must contain, in any of these spellings."""

    kind: str  # figure, date, name or text
    any: tuple[str, ...]
    unit: str | None = None  # of a figure
    tolerance: float = 0.0  # a figure may differ by this share of the accepted value


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence that proves the answer, as it stands in its document."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class ExampleTurn:
    """One question of an example and what is known of its answer. An empty field is not known, and nothing is scored on it."""

    question: str
    number: int = 1  # 1-based place in its conversation
    verdicts: tuple[str, ...] = ()  # those of `ask` that are right
    answers: tuple[Accepted, ...] = ()  # all of them must be in the answer
    gold: tuple[Gold, ...] = ()
    also: tuple[str, ...] = ()  # ids of further documents that answer as well
    standalone: str | None = None  # a follow-up, as a person would say it without the conversation
    history: tuple[Turn, ...] = ()  # a conversation that the set gives; else the run's own answers are used
    asks_back: bool | None = None  # whether a question back is right; None if the set does not say
    relevant: Mapping[str, int] = field(default_factory=dict)  # of a retrieval set: document id -> grade, all above 0
    passages: tuple[Json, ...] = ()  # of a reading set: what alone may be read, in the form of `policy read`
    support: tuple[str, ...] | None = None  # of a reading set with long answers: the sentences that hold it
    wrong: tuple[str, ...] | None = None  # of a reading set with false passages: what must not be answered

    @property
    def answerable(self) -> bool | None:
        """Whether the documents answer it; None if the set does not say."""
        return ABSTENTION not in self.verdicts if self.verdicts else None


@dataclass(frozen=True, slots=True)
class Example:
    """A question, or a conversation of them."""

    id: str
    type: str
    language: str
    turns: tuple[ExampleTurn, ...]
    split: str | None = None  # dev or test


@dataclass(frozen=True, slots=True)
class Given:
    """What the assistant gave for one turn."""

    answer: Answer | None  # None where only the evidence was asked for
    ranking: tuple[str, ...]  # the evidence's documents, best first; one with several passages comes several times
    document: Callable[[str], Document | None]
    standalone: str | None = None  # what was searched for, where the question came in a conversation


@dataclass(frozen=True, slots=True)
class Score:
    """What a metric says of one turn."""

    value: float
    group: str = ""  # for metrics that are summarised by groups


@dataclass(frozen=True, slots=True)
class Result:
    """One turn: what came out, and its scores. A metric that does not apply has None: unscored is not zero."""

    example: str
    turn: int  # 1-based
    type: str
    language: str
    question: str
    answer: Json | None  # `ask --json`
    ranking: tuple[str, ...]
    scores: Mapping[str, Score | None]
    expected: Json = field(default_factory=dict)  # what the set knows of the turn; empty in records of older versions

    @property
    def key(self) -> tuple[str, int]:
        """Names the turn in every run of its set."""
        return self.example, self.turn


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation: what was run, on what, and what came out."""

    set: str
    split: str | None
    limit: int | None
    started: str  # ISO 8601, UTC
    version: str | None  # of the package; None if it is not installed
    commit: str | None  # of the code, with "-dirty" when it was changed since; None outside a checkout
    settings: Json
    index: Json  # embedder, generation, documents, passages
    results: tuple[Result, ...]
    skipped: Mapping[str, int] = field(default_factory=dict)  # what of the set was left out, and how many
    judged: Json | None = None  # the votes of a judge, where one was asked: see judging.py


class Desk(Protocol):
    """What is evaluated: an open assistant, or one with a planted defect."""

    def ask(self, question: str, history: Sequence[Turn] = ...) -> Answer:
        """Answer one question."""
        ...

    def search(self, question: str, k: int = ..., history: Sequence[Turn] = ...) -> Search:
        """The evidence alone."""
        ...

    def document(self, document_id: str) -> Document | None:
        """A document with its text."""
        ...


class Reader(Protocol):
    """What is evaluated on reading sets."""

    def read(self, question: str, passages: Sequence[GivenPassage]) -> Answer:
        """Answer from these passages alone."""
        ...
