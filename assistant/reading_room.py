"""An index opened for reading: the library, its vectors in memory, and the embedder, loaded when first needed."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

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
# Up to here a question is compared with every vector whole: 77 MB, 5 ms
EXACT_UP_TO = 25_000

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Article:
    """A document of which there are near-copies."""

    name: str  # the id of the earliest of them
    document_id: str
    published: str  # ISO 8601; after all others if it is not known


class ReadingRoom:
    """Follows the library: what another process publishes is seen by the next question."""

    def __init__(self, folder: Path, open_embedder: Callable[[], Embedder]) -> None:
        self.library: Library = open_library(folder)
        self._open_embedder = open_embedder
        self._embedder: Embedder | None = None
        self._lock = threading.RLock()
        self._generation = -1
        self._questions: dict[str, npt.NDArray[np.float32]] = {}
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
                embedder = self._open_embedder()
                check_fit(self.library, fingerprint(embedder))
                self._embedder = embedder
            return self._embedder

    def embed(self, question: str) -> npt.NDArray[np.float32]:
        """The question's unit vector, shape (d,)."""
        if question not in self._questions:
            if len(self._questions) >= REMEMBERED:
                self._questions.clear()
            self._questions[question] = np.array(self.embedder.embed_query(question), np.float32)
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


def _articles(documents: Sequence[tuple[int, Document]], copies: Mapping[str, str]) -> dict[int, Article]:
    """The documents that have near-copies, by row."""
    names = dict(copies) | {original: original for original in copies.values()}
    return {row: Article(names[one.id], one.id, one.published or "9999") for row, one in documents if one.id in names}
