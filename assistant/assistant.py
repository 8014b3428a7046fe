"""Assistant: a question becomes an answer, in one screen."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering import answer
from assistant.calibration import calibrated
from assistant.candidates import OWN, Candidate, candidates
from assistant.chat.writer import ShowClaim, Stage, Writer, write_or_show
from assistant.checks import checked
from assistant.clock import Clock
from assistant.composing import composed_in_time
from assistant.conversation.dates import without_note
from assistant.coverage import searched
from assistant.evidence import find_evidence
from assistant.given import GivenPassage, PassageReader
from assistant.matching import keys_of, rarity_of
from assistant.parts import all_asked
from assistant.question import Question, check_usable, read_question
from assistant.reader import Reader
from assistant.reading_room import ReadingRoom
from assistant.records import Answer, Evidence, Turn
from assistant.rewriting import standalone
from assistant.scope import check_filters
from assistant.sentence_vectors import SentenceVectors
from corpus.embedding import Embedder
from corpus.library import DocumentEntry
from corpus.records import NO_FILTERS, Document, Filters


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found, best first."""

    question: str
    standalone_question: str
    evidence: tuple[Evidence, ...]
    scope: str | None = None  # where it was searched first, or only, and why, in words


class Assistant:
    """An open index with all that answers from it. Safe to share between threads."""

    def __init__(
        self,
        room: ReadingRoom,
        k: int,
        reader: Reader,
        today: Callable[[], date] = date.today,
        writer: Writer | None = None,
    ) -> None:
        self._room = room
        self._k = k
        self._reader = reader
        self._today = today
        self._writer = writer
        self._lock = threading.Lock()
        self._embed = SentenceVectors(lambda: room.embedder)
        self._given = PassageReader(lambda: room.embedder, reader, writer)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = NO_FILTERS,
        stage: Stage = lambda name: None,
        show: ShowClaim = lambda claim, citations: None,
    ) -> Answer:
        """Answer one question from the documents alone; `show` gets each claim as soon as it is checked.

        Raises UnusableQuestion, or ModelUnavailable for a chat model; an abstention is an answer.
        """
        clock = Clock()
        check_usable(question)
        check_filters(filters)
        alone = standalone(question, history, self._today())
        if self._writer:
            alone = self._writer.rewrite(question, history, alone)
        asked = read_question(without_note(alone))
        clock.lap("rewrite")
        stage("searching")
        read: dict[str, Evidence] = {}  # by passage, best first
        scopes: list[str | None] = []
        with self._reading():

            def answer_one(part: Question, threshold: float | None, without: Collection[str]) -> Answer:
                found = find_evidence(self._room, [part], self._k, filters, clock.lap)
                scopes.append(found.scope)
                read.update({one.passage_id: one for one in found.evidence} | read)
                stage(f"reading {len(found.evidence)} passages")
                drafted = answer(
                    part, found.evidence, self._rarity, self._embed, self._room.embed(part.text), self._reader, threshold, without
                )
                clock.lap("answer")
                return drafted

            drafted = composed_in_time(asked, read_question(standalone(question, history)), answer_one)
            if not self._writer:
                stage("checking")
            proved = calibrated(checked(drafted, self._room.library.document))
            passages = self._writer.passages(proved, read.values()) if self._writer and proved.claims else []
            held = {one.document_id: self._room.library.document(one.document_id) for one in passages}
            told = None if proved.claims and not self._writer else searched(asked, self._room.documents())
        clock.lap("check")
        written = write_or_show(self._writer, asked, proved, passages, held.get, stage, show)
        clock.lap("answer")
        return replace(
            written, question=question, standalone_question=alone, milliseconds=clock.record(),
            searched=None if written.claims else told, scope=scopes[0],  # of the whole, which is asked first
        )  # fmt: skip

    def search(self, question: str, k: int = 10, history: Sequence[Turn] = (), filters: Filters = NO_FILTERS) -> Search:
        """The k best passages for a question, best first. Raises UnusableQuestion."""
        check_usable(question)
        check_filters(filters)
        alone = standalone(question, history, self._today())
        asked = read_question(without_note(alone))
        with self._reading():
            found = find_evidence(self._room, all_asked(asked), k, filters)
            return Search(question, alone, found.evidence, found.scope)

    def read(self, question: str, passages: Sequence[GivenPassage], history: Sequence[Turn] = ()) -> Answer:
        """Answer one question from the given passages alone. Raises UnusableQuestion, or PolicyError for unusable passages."""
        return self._given.read(question, passages, history)

    def candidates(self, question: Question) -> list[Candidate]:
        """The sentences that `ask` would choose from, most probable first: for fitting and for explaining."""
        with self._reading():
            evidence = find_evidence(self._room, [question], self._k, NO_FILTERS).evidence
            keys = keys_of(question, self._rarity)
            return candidates(question, keys, evidence, self._embed, self._room.embed(question.text), self._reader, OWN)

    def document(self, document_id: str) -> Document | None:
        """A document with its whole text; None if the index does not hold it."""
        with self._lock:
            return self._room.library.document(document_id)

    def documents(self) -> list[DocumentEntry]:
        """Everything the index holds, by id, without the texts."""
        with self._lock:
            return self._room.library.documents()

    @property
    def embedder(self) -> Embedder:
        """The embedder of the index, for adding to it. Raises IndexMismatch."""
        return self._room.embedder

    def warm_up(self) -> None:
        """Load the models, so that the first question does not wait for them."""
        self._embed(["warm"])
        self._reader.warm_up()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One thread at a time, on one state of the library, brought up to date."""
        with self._lock, self._room.library.snapshot():
            self._room.refresh()
            yield

    def _rarity(self, word: str) -> float:
        return rarity_of(self._room.words.frequency(word), len(self._room.rows))
