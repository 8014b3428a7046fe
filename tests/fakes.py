"""Stand-ins that compute: fast, repeatable, and right by hand."""

import hashlib
import re
from collections.abc import Callable

import numpy as np
from langchain_core.embeddings import Embeddings

DIMENSIONS = 64


class WordHashEmbeddings(Embeddings):
    """Unit vectors of 64 dimensions: every word, or Chinese character, adds one to the place that its hash names.

    Texts with the same words have the same vector; texts that share none are near to orthogonal.
    `before` is called ahead of every batch, for tests that need something to happen in the middle.
    """

    def __init__(self, name: str = "word-hash", before: Callable[[], None] = lambda: None) -> None:
        self.fingerprint = name
        self._before = before

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self._before()
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = np.zeros(DIMENSIONS)
        for word in re.findall(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+", text.lower()) or [""]:
            vector[hashlib.sha256(word.encode()).digest()[0] % DIMENSIONS] += 1
        unit: list[float] = (vector / np.linalg.norm(vector)).tolist()
        return unit
