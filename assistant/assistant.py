"""Assistant: a question becomes an answer, in one screen."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from assistant.answering import Judged, answer, judge
from assistant.calibration import calibrated
from assistant.candidates import OWN, Candidate, candidates
from assistant.chat.writer import ShowClaim, Stage, Writer, write_or_show
from assistant.checks import checked
from assistant.clock import Clock
from assistant.composing import composed_in_time
from assistant.conversation.asking_back import is_underspecified, question_back, what_is_missing
from assistant.conversation.dates import without_note
from assistant.conversation.earlier import cited_before, said_before, with_earlier
from assistant.conversation.known import ASKS_FOR_OTHERS
from assistant.conversation.moves import asks_for_more
from assistant.conversation.own_words import without_what_was_not_asked
from assistant.conversation.pairs import sentences_of
from assistant.conversation.parts_of_them import asks_for_part, without_the_whole
from assistant.conversation.searching import forms, searched_together
from assistant.conversation.sources import asks_for_source, of_what, with_source
from assistant.conversation.units_asked import unit_asked, without_other_units
from assistant.conversation.what_was_before import asks_what_was_before, with_the_earlier_figure
from assistant.coverage import searched
from assistant.evidence import find_evidence
from assistant.given import GivenPassage, PassageReader
from assistant.likeness import Measure
from assistant.matching import keys_of, rarity_of
from assistant.not_meant import without_what_is_not_meant
from assistant.parts import all_asked
from assistant.question import Question, check_usable, read_question
from assistant.reader import Reader
from assistant.reading_room import ReadingRoom
from assistant.records import Answer, Evidence, Turn
from assistant.rewriting import standalone
from assistant.scope import check_filters
from assistant.sentence_vectors import SentenceVectors
from corpus.embedding import Embedder
from corpus.entities import entities
from corpus.library import DocumentEntry
from corpus.records import NO_FILTERS, Document, Filters

NAMED = 3  # companies named in a question back, and passages shown with it
READ = 30  # passages whose sentences are judged: what differs from the best stands further down


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
        self._sentences = SentenceVectors(lambda: room.embedder, in_english=True)
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
        asked = read_question(without_what_is_not_meant(of_what(without_note(alone))))
        follows = alone != standalone(question, (), self._today())
        put = forms(question, asked.text, history)
        cited = cited_before(history) if follows else []
        further = asks_for_more(question) or ASKS_FOR_OTHERS.search(question)
        said = {claim.text for claim in said_before(history)} if further else set()
        clock.lap("rewrite")
        stage("searching")
        read: dict[str, Evidence] = {}  # by passage, best first
        scopes: list[str | None] = []
        with self._reading():

            @cache  # what is asked twice within one question is found and judged once
            def judged(part: Question) -> Judged:
                whole = part.text == asked.text
                found = find_evidence(self._room, [part], max(self._k, READ), filters, clock.lap, put if whole else ())
                scopes.append(_scope(found.scope, history) if put and whole else found.scope)
                evidence = with_earlier(found.evidence, cited, self._room.library.document, filters)
                read.update({one.passage_id: one for one in evidence} | read)
                stage(f"reading {len(evidence)} passages")
                return judge(part, evidence, self._rarity, self._sentences.near_to(part.text), self._reader)

            def answer_one(
                part: Question, threshold: float | None, without: Collection[str], like: Measure | None = None
            ) -> Answer:
                drafted = answer(part, judged(part), self._reader, threshold, {*without, *said}, like=like)
                clock.lap("answer")
                return drafted

            undated = read_question(without_what_is_not_meant(of_what(standalone(question, history))))
            drafted = self._asking_back(asked, filters) or composed_in_time(asked, undated, answer_one)
            drafted = without_the_whole(question, drafted)
            if follows:
                drafted = _of_what_was_asked(question, asked, drafted)
            if not self._writer:
                stage("checking")
            proved = calibrated(checked(drafted, self._room.library.document))
            passages = self._writer.passages(proved, read.values()) if self._writer and proved.claims else []
            held = {one.document_id: self._room.library.document(one.document_id) for one in passages}
            told = None if proved.claims and not self._writer else searched(asked, self._room.documents(filters))
        clock.lap("check")
        written = write_or_show(self._writer, asked, proved, passages, held.get, stage, show)
        clock.lap("answer")
        return replace(
            written, question=question, standalone_question=alone, milliseconds=clock.record(),
            searched=None if written.claims else told, scope=next(iter(scopes), None),  # of the whole, which is asked first
        )  # fmt: skip

    def _asking_back(self, question: Question, filters: Filters) -> Answer | None:
        """A question back, and what is nearest to the little that was said; None for a question that says whom it is about."""
        if not is_underspecified(question):
            return None
        named = Counter(company for document in self._room.documents() for company in document.companies)
        listed = [entities()[name] for name, _ in named.most_common() if name in entities()]
        known = [entity for entity in listed if entity.kind == "company" and not entity.part_of][:NAMED]
        return Answer(
            question.text, question.text, "not_in_documents", missing=what_is_missing(question),
            closest=tuple(find_evidence(self._room, [question], NAMED, filters).evidence),
            asks_back=question_back(question, known),
        )  # fmt: skip

    def search(self, question: str, k: int = 10, history: Sequence[Turn] = (), filters: Filters = NO_FILTERS) -> Search:
        """The k best passages for a question, best first. Raises UnusableQuestion."""
        check_usable(question)
        check_filters(filters)
        alone = standalone(question, history, self._today())
        asked = read_question(of_what(without_note(alone)))
        put = forms(question, asked.text, history)
        with self._reading():
            found = find_evidence(self._room, all_asked(asked), k, filters, forms=put)
            return Search(question, alone, found.evidence, _scope(found.scope, history) if put else found.scope)

    def read(self, question: str, passages: Sequence[GivenPassage], history: Sequence[Turn] = ()) -> Answer:
        """Answer one question from the given passages alone. Raises UnusableQuestion, or PolicyError for unusable passages."""
        return self._given.read(question, passages, history)

    def candidates(self, question: Question) -> list[Candidate]:
        """The sentences that `ask` would choose from, most probable first: for fitting and for explaining."""
        with self._reading():
            evidence = find_evidence(self._room, [question], max(self._k, READ), NO_FILTERS).evidence
            keys = keys_of(question, self._rarity)
            return candidates(question, keys, evidence, self._sentences.near_to(question.text), self._reader, OWN)

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
        """Load the models and the places of frequent words, so that the first questions do not wait for them."""
        self._sentences.warm_up()
        self._reader.warm_up()
        for word in self._room.frequent_words():
            with self._reading():  # a question that comes meanwhile goes before the next word
                self._room.words.postings(word)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One thread at a time, on one state of the library, brought up to date."""
        with self._lock, self._room.library.snapshot():
            self._room.refresh()
            yield

    def _rarity(self, word: str) -> float:
        return rarity_of(self._room.words.frequency(word), len(self._room.rows))


def _scope(scope: str | None, history: Sequence[Turn]) -> str:
    """Where it was searched, and that what was asked before was searched for too."""
    return " ".join([*([scope] if scope else []), searched_together(history)])


def _of_what_was_asked(question: str, asked: Question, drafted: Answer) -> Answer:
    """The draft as it answers the follow-up, and not only the question that was made of it."""
    if asks_for_source(question):
        return with_source(drafted, chinese=asked.language == "zh")
    if len(sentences_of(asked.text)) > 1:  # two side by side, each answered for itself
        return drafted
    if unit_asked(question):
        return without_other_units(question, drafted)
    if asks_what_was_before(question):
        return with_the_earlier_figure(drafted)
    if asks_for_part(question):  # judged already
        return drafted
    return without_what_was_not_asked(question, asked, drafted)
