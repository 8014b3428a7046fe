"""An index opened for reading: the library, its vectors in memory, and the embedder, loaded when first needed."""

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from assistant.scope import Shelf
from assistant.shadow import shadow_of
from corpus.embedding import Embedder, fingerprint
from corpus.errors import IndexDamaged
from corpus.library import Library, check_fit, open_library
from corpus.records import NO_FILTERS, Document, Filters
from corpus.vector_index import VectorIndex, check_files
from corpus.word_index import WordIndex

REMEMBERED = 256  # questions whose vectors are kept, and filters whose passages are
# Passages that have such a word, of which it takes 5 ms and more to read where it is; and how many are read ahead: of 100,000
# passages 60% of all that is written, in 40 MB
FREQUENT, MOST_FREQUENT = 2_000, 300
# Up to here a question is compared with every vector whole: 77 MB, 5 ms
EXACT_UP_TO = 25_000

Mask = npt.NDArray[np.bool_]
Vector = npt.NDArray[np.float32]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Article:
    """A document of which there are near-copies."""

    name: str  # the id of the earliest of them
    document_id: str
    published: str  # ISO 8601; after all others if it is not known


class ReadingRoom:
    """Follows the library: what another process publishes is seen by the next question."""

    def __init__(self, folder: Path, open_embedder: Callable[[], Embedder], *, ahead: bool = False) -> None:
        """`ahead`: open the embedder while the library is read, for whoever is sure to ask."""
        self.library: Library = open_library(folder)
        self._open_embedder = open_embedder
        self._opening = _in_a_thread(open_embedder) if ahead else None
        self._embedder: Embedder | None = None
        self._lock = threading.RLock()
        self._generation = -1
        self._questions: dict[str, Vector] = {}
        self._asked: dict[str, Future[Vector]] = {}
        self._workers = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="questions")
        self._vector_index: VectorIndex | None = None
        self.refresh()

    def refresh(self) -> None:
        """Read vectors and metadata again if the library has been published anew."""
        with self._lock:
            generation = self.library.generation
            if generation == self._generation:
                return
            passages = self.library.passage_columns()
            self.rows, self.vectors, self.passage_documents = passages.rows, passages.vectors, passages.documents
            self.in_language = {str(name): passages.languages == name for name in np.unique(passages.languages)}
            self.words = WordIndex(self.library, self.rows)
            self.shadow = shadow_of(self.vectors) if len(self.rows) > EXACT_UP_TO else None
            self._documents: list[tuple[int, Document]] = self.library.document_rows()
            self.copies = self.library.copies()
            self.articles = _articles(self._documents, self.copies)
            self._shelf = Shelf([document for _, document in self._documents])
            document_rows = np.array([row for row, _ in self._documents], np.int64)
            self._places_of_documents = np.searchsorted(document_rows, self.passage_documents)
            self._masks: dict[Filters, Mask] = {}
            self._vector_index = None
            self._generation = generation

    @property
    def embedder(self) -> Embedder:
        """The embedder, which must be the one that the index was made with. Raises IndexMismatch."""
        with self._lock:
            if self._embedder is None:
                opening, self._opening = self._opening, None  # where it failed, the next one tries again
                embedder = opening.result() if opening else self._open_embedder()
                check_fit(self.library, fingerprint(embedder))
                self._embedder = embedder
            return self._embedder

    def embed_ahead(self, questions: Sequence[str]) -> None:
        """Begin to embed the questions, on all cores, while their words are looked up. Raises IndexMismatch."""
        new = [question for question in dict.fromkeys(questions) if question not in self._questions]
        embed = self.embedder.embed_query
        self._asked = {question: self._workers.submit(_vector, embed, question) for question in new}

    def embed(self, question: str) -> Vector:
        """The question's unit vector, shape (d,)."""
        if question not in self._questions:
            asked = self._asked.pop(question, None)
            vector = asked.result() if asked else _vector(self.embedder.embed_query, question)
            if len(self._questions) >= REMEMBERED:
                self._questions.clear()
            self._questions[question] = vector
        return self._questions[question]

    def allowed(self, filters: Filters) -> Mask | None:
        """Which passages, in the order of their rows, are of documents that pass the filters; None when there is none to pass."""
        if not filters:
            return None
        if filters not in self._masks:
            if len(self._masks) >= REMEMBERED:
                self._masks.clear()
            self._masks[filters] = self._shelf.passing(filters)[self._places_of_documents]
        return self._masks[filters]

    def bearing(self, words: Sequence[str]) -> Mask:
        """Which passages are of documents with all the words in title or publisher: every passage has them above it."""
        borne = np.ones(len(self.rows), np.bool_)
        for word in words:
            borne &= self.words.in_title(word)
        without = np.bincount(self._places_of_documents, ~borne, len(self._documents))
        bears: Mask = without == 0
        return bears[self._places_of_documents]

    def frequent_words(self) -> list[str]:
        """Words whose places take long to read: many questions have one. Read apart, so that no question waits for it."""
        library = open_library(self.library.folder)
        try:
            return library.frequent_words(FREQUENT, MOST_FREQUENT)
        finally:
            library.close()

    def count_documents(self, passages: Mask) -> int:
        """How many documents these passages are of."""
        return len(np.unique(self._places_of_documents[passages]))

    def documents(self, filters: Filters = NO_FILTERS) -> list[Document]:
        """The documents that pass the filters, without their texts, in the order of their rows."""
        documents = [document for _, document in self._documents]
        return list(compress(documents, self._shelf.passing(filters))) if filters else documents

    def document_rows_of(self, passages: Sequence[int]) -> list[int]:
        """The rows of the documents that these passages, by row, are of."""
        places = np.searchsorted(self.rows, np.array(passages, np.int64))
        return [int(row) for row in self.passage_documents[places]]

    def vector_folder(self) -> Path:
        """Chroma's folder, after a look at its files. Raises IndexDamaged."""
        name = self.library.setting("vector_folder")
        if name is None or not (self.library.folder / name).exists():
            raise IndexDamaged(f"Chroma's folder in {self.library.folder} is gone: run `policy ingest --rebuild`")
        check_files(self.library.folder / name)
        return self.library.folder / name

    def vector_index(self) -> VectorIndex:
        """Chroma, opened after a look at its files. Raises IndexDamaged."""
        with self._lock:  # opening it from two threads at once fails inside Chroma
            if self._vector_index is None:
                self._vector_index = VectorIndex(self.vector_folder())
            return self._vector_index


def _vector(embed: Callable[[str], list[float]], question: str) -> Vector:
    return np.array(embed(question), np.float32)


def _in_a_thread(work: Callable[[], T]) -> Future[T]:
    worker = ThreadPoolExecutor(1, thread_name_prefix="ahead")
    begun = worker.submit(work)
    worker.shutdown(wait=False)
    return begun


def _articles(documents: Sequence[tuple[int, Document]], copies: Mapping[str, str]) -> dict[int, Article]:
    """The documents that have near-copies, by row."""
    names = dict(copies) | {original: original for original in copies.values()}
    return {row: Article(names[one.id], one.id, one.published or "9999") for row, one in documents if one.id in names}
