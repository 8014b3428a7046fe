"""Answers from passages that the asker gives: no index, and nothing but these passages."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.answering import Judged, answer, judge
from assistant.candidates import GIVEN, Candidate, candidates
from assistant.chat.writer import ShowClaim, Stage, Writer, write_or_show
from assistant.checks import checked
from assistant.clock import Clock
from assistant.composing import composed
from assistant.evidence import evidence_of
from assistant.likeness import Measure
from assistant.matching import Rarity, keys_of, rarity_of
from assistant.question import Question, check_usable, read_question
from assistant.reader import Reader
from assistant.records import Answer, Evidence, Turn
from assistant.rewriting import standalone
from assistant.sentence_vectors import SentenceVectors
from corpus.embedding import Embedder
from corpus.errors import PolicyError
from corpus.languages import language_of
from corpus.passages import split
from corpus.records import Document
from corpus.tokens import name_words, words

MOST_PASSAGES = 1_000  # of one question; more than that is an index
READ = 20  # stretches of a passage's length that are read closely

# A few given passages cannot tell a common word from a rare one; this many more without any of the words soften the count.
USUAL = 20


@dataclass(frozen=True, slots=True)
class GivenPassage:
    """A text to answer from. `published` is ISO 8601: a year, a month or a day."""

    id: str
    text: str
    title: str = ""
    published: str | None = None
    publisher: str | None = None


class PassageReader:
    """Answers from given passages with the models of the desk. Safe to share between threads."""

    def __init__(self, open_embedder: Callable[[], Embedder], reader: Reader, writer: Writer | None = None) -> None:
        self._open_embedder = open_embedder
        self._reader = reader
        self._writer = writer
        self._embedder: Embedder | None = None
        self._sentences = SentenceVectors(self._open)
        self._lock = threading.Lock()

    def read(
        self,
        question: str,
        passages: Sequence[GivenPassage],
        history: Sequence[Turn] = (),
        stage: Stage = lambda name: None,
        show: ShowClaim = lambda claim, citations: None,
    ) -> Answer:
        """Answer one question from these passages alone; offsets of quotes count in the passage's text.

        Raises UnusableQuestion, ModelUnavailable for a chat model, or PolicyError for two passages of one id; an abstention
        is an answer.
        """
        clock = Clock()
        check_usable(question)
        documents = _documents(passages)
        alone = standalone(question, history)
        if self._writer:
            alone = self._writer.rewrite(question, history, alone)
        asked = read_question(alone)
        clock.lap("rewrite")
        ranked: dict[str, Evidence] = {}  # by passage, best first

        @cache  # what is asked twice within one question is judged once
        def judged(part: Question) -> Judged:
            evidence, rarity = _ranked(part, documents.values())
            ranked.update({one.passage_id: one for one in evidence} | ranked)
            clock.lap("retrieve")
            return judge(part, evidence, rarity, self._sentences.near_to(part.text), self._reader, GIVEN)

        def answer_one(part: Question, threshold: float | None, without: Collection[str], like: Measure | None = None) -> Answer:
            drafted = answer(part, judged(part), self._reader, threshold, without, GIVEN, like)
            clock.lap("answer")
            return drafted

        with self._lock:
            drafted = composed(asked, answer_one)
        proved = checked(drafted, documents.get)
        clock.lap("check")
        shown = self._writer.passages(proved, ranked.values()) if self._writer and proved.claims else []
        written = write_or_show(self._writer, asked, proved, shown, documents.get, stage, show)
        clock.lap("answer")
        return replace(written, question=question, standalone_question=alone, milliseconds=clock.record())

    def candidates(self, question: Question, passages: Sequence[GivenPassage]) -> list[Candidate]:
        """The sentences that `read` would choose from, most probable first: for fitting and for explaining."""
        evidence, rarity = _ranked(question, _documents(passages).values())
        with self._lock:
            near = self._sentences.near_to(question.text)
            return candidates(question, keys_of(question, rarity), evidence, near, self._reader, GIVEN)

    def _open(self) -> Embedder:
        if self._embedder is None:
            self._embedder = self._open_embedder()
        return self._embedder


def _documents(passages: Sequence[GivenPassage]) -> dict[str, Document]:
    if len(passages) > MOST_PASSAGES:
        raise PolicyError(f"{len(passages):,} passages for one question are over {MOST_PASSAGES:,}: ingest them, then ask")
    documents: dict[str, Document] = {}
    for given in passages:
        if given.id in documents:
            raise PolicyError(f"two passages have the id {given.id!r}: give each its own")
        documents[given.id] = Document(
            id=given.id, title=given.title, text=given.text, published=given.published, publisher=given.publisher,
            language=language_of(given.text),
        )  # fmt: skip
    return documents


def _ranked(question: Question, documents: Collection[Document]) -> tuple[list[Evidence], Rarity]:
    """The stretches that share most with the question, best first, ties in the order given; and how rare words are in them."""
    stretches = [(passage, document) for document in documents for passage in split(document)]
    tokens = [_tokens(f"{document.title}\n{passage.heading}\n{passage.text}") for passage, document in stretches]
    frequencies = Counter(token for held in tokens for token in held)

    def rarity(token: str) -> float:
        return rarity_of(frequencies[token], len(stretches) + USUAL)

    asked = _tokens(question.text)
    total = sum(rarity(token) for token in asked) or 1.0
    scores = [sum(rarity(token) for token in asked & held) / total for held in tokens]
    best = sorted(range(len(stretches)), key=lambda i: -scores[i])[:READ]
    return [evidence_of(*stretches[i], rank, scores[i]) for rank, i in enumerate(best, start=1)], rarity


def _tokens(text: str) -> frozenset[str]:
    return frozenset((*words(text), *name_words(text)))
