"""e5-small and MiniLM side by side in one vector: what one misses in an English passage the other often finds."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from corpus.embedders import embedders
from corpus.embedders.e5_small import open_e5_small
from corpus.embedders.minilm import open_minilm
from corpus.embedding import Embedder, fingerprint
from corpus.languages import language_of

SHARE = 0.2  # of MiniLM's cosine, which differs four times as much between passages: docs/decisions/0002-embedder.md


@embedders.register("e5-minilm")
def open_two_views(_: str) -> Embedder:
    """The two packaged models: 768 dimensions, English and Chinese. Raises ModelUnavailable."""
    return TwoViews(open_e5_small(""), open_minilm(""))


class TwoViews:
    """Unit vectors whose product is (1 - SHARE) times the cosine of e5-small and SHARE times that of MiniLM.

    MiniLM cannot read Chinese. In its half all Chinese passages have the same vector, so that it tells none of them from
    another; a Chinese question has zeros there, and its product is the cosine of e5-small, in any passage by the same factor.
    """

    def __init__(self, first: Embedder, english: Embedder) -> None:
        self.fingerprint = f"{fingerprint(first)}+{fingerprint(english)}:{SHARE}"
        self.sentences = first  # single sentences are compared by it alone: corpus/embedding.py
        self.english = english
        self._beside = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="english")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order of the texts; an empty list for none."""
        if not texts:
            return []
        first = np.array(self.sentences.embed_documents(texts), np.float32)
        second = np.zeros_like(first)
        second[:, 0] = 1
        readable = [place for place, text in enumerate(texts) if language_of(text) == "en"]
        if readable:
            second[readable] = self.english.embed_documents([texts[place] for place in readable])
        return _joined(first, second)

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question, by both models at once."""
        if language_of(text) != "en":
            first = self.sentences.embed_query(text)
            return [*first, *[0.0] * len(first)]
        second = self._beside.submit(self.english.embed_query, text)
        return _joined(np.array([self.sentences.embed_query(text)], np.float32), np.array([second.result()], np.float32))[0]


def _joined(first: npt.NDArray[np.float32], second: npt.NDArray[np.float32]) -> list[list[float]]:
    rows: list[list[float]] = np.hstack([first * (1 - SHARE) ** 0.5, second * SHARE**0.5]).tolist()
    return rows
