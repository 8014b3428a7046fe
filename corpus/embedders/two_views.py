"""e5-small and MiniLM side by side in one vector: what one misses in an English passage the other often finds."""

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
    """Vectors whose product is (1 - SHARE) times the cosine of e5-small and SHARE times that of MiniLM.

    A Chinese question or passage, which MiniLM cannot read, has zeros in its half: a Chinese question's product is the
    cosine of e5-small alone. So a passage has length 1 in English and sqrt(1 - SHARE) in Chinese, a question the inverse of it.
    """

    def __init__(self, first: Embedder, english: Embedder) -> None:
        self.fingerprint = f"{fingerprint(first)}+{fingerprint(english)}:{SHARE}"
        self.sentences = first  # single sentences are compared by it alone: corpus/embedding.py
        self._english = english

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order of the texts; an empty list for none."""
        first = np.array(self.sentences.embed_documents(texts), np.float32) * (1 - SHARE) ** 0.5
        second = np.zeros_like(first)
        readable = [place for place, text in enumerate(texts) if language_of(text) == "en"]
        if readable:
            second[readable] = self._english.embed_documents([texts[place] for place in readable])
        joined: list[list[float]] = np.hstack([first, second * SHARE**0.5]).tolist() if texts else []
        return joined

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        first: npt.NDArray[np.float32] = np.array(self.sentences.embed_query(text), np.float32)
        if language_of(text) != "en":
            return [*(first / (1 - SHARE) ** 0.5).tolist(), *np.zeros_like(first).tolist()]
        second = np.array(self._english.embed_query(text), np.float32)
        return [*(first * (1 - SHARE) ** 0.5).tolist(), *(second * SHARE**0.5).tolist()]
