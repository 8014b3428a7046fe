"""Vectors of sentences, kept: the same sentences answer many questions."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from corpus.embedding import Embedder, sentence_model

REMEMBERED = 10_000  # sentences: 15 MB


class SentenceVectors:
    """Unit vectors by text; not safe to share between threads without a lock."""

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        self._embedder = embedder
        self._held: dict[str, npt.NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One vector a text, shape (n, d)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._held]
        if len(self._held) + len(new) > REMEMBERED:
            self._held.clear()
            new = list(dict.fromkeys(texts))
        for text, vector in zip(new, sentence_model(self._embedder()).embed_documents(new), strict=True):
            self._held[text] = np.array(vector, np.float32)
        return np.array([self._held[text] for text in texts])

    def question(self, text: str) -> npt.NDArray[np.float32]:
        """The question's unit vector, shape (d,), to which those of the sentences are compared."""
        return np.array(sentence_model(self._embedder()).embed_query(text), np.float32)
