"""BM25 in memory: the postings of a word are read from the library when it is first asked for, and kept.

The scores are those of SQLite's FTS5 over the same table (a test holds them equal). FTS5 scores every passage anew for
every question, 50 ms for six frequent words at 100,000 passages; with postings at hand it is under a millisecond.
"""

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from corpus.library import Library

K1, B = 1.2, 0.75  # as in FTS5
LEAST_IDF = 1e-6  # of a word that more than half of the passages have
WHOLE = 8  # a word that more than one in so many passages has is added to all of them at once, with nothing for the others

Postings = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]  # places of passages, what the word adds to each


class WordIndex:
    """Scores of all live passages, by place in the order of their rows. Holds for one generation of the library."""

    def __init__(self, library: Library, rows: npt.NDArray[np.int64]) -> None:
        self._library = library
        self._rows = rows
        self._postings: dict[str, Postings] = {}
        self._whole: dict[str, npt.NDArray[np.float32]] = {}
        self._titled: dict[str, npt.NDArray[np.int32]] = {}
        self._norms: npt.NDArray[np.float32] | None = None

    def scores(self, words: Iterable[str]) -> npt.NDArray[np.float32]:
        """BM25 of every passage for the words, each counted once, shape (n,): Robertson and Zaragoza, 2009."""
        scores = np.zeros(len(self._rows), np.float32)
        for word in dict.fromkeys(words):
            places, added = self.postings(word)
            if len(places) * WHOLE > len(scores):
                scores += self._everywhere(word)
            else:
                scores[places] += added
        return scores

    def frequency(self, word: str) -> int:
        """In how many passages the word occurs."""
        return len(self.postings(word)[0])

    def postings(self, word: str) -> Postings:
        """Where the word is, and what it adds there."""
        if word not in self._postings:
            rows, weights = self._library.postings(word)
            places = np.searchsorted(self._rows, rows)
            added = self._idf(len(rows)) * weights * (K1 + 1) / (weights + self._length_norms()[places])
            self._postings[word] = places.astype(np.int32), added.astype(np.float32)
        return self._postings[word]

    def _everywhere(self, word: str) -> npt.NDArray[np.float32]:
        """What a frequent word adds to each passage, shape (n,): read in a row, it is had in a fraction of the time."""
        if word not in self._whole:
            places, added = self.postings(word)
            self._whole[word] = np.zeros(len(self._rows), np.float32)
            self._whole[word][places] = added
        return self._whole[word]

    def in_title(self, word: str) -> npt.NDArray[np.bool_]:
        """Which passages have the word in the title, publisher or headings above them."""
        if word not in self._titled:
            self._titled[word] = np.searchsorted(self._rows, self._library.rows_titled(word)).astype(np.int32)
        held = np.zeros(len(self._rows), np.bool_)
        held[self._titled[word]] = True
        return held

    def _idf(self, frequency: int) -> float:
        return max(LEAST_IDF, math.log((len(self._rows) - frequency + 0.5) / (frequency + 0.5)))

    def _length_norms(self) -> npt.NDArray[np.float32]:
        if self._norms is None:
            lengths = self._library.lengths()
            mean = max(lengths.mean(), 1.0) if len(lengths) else 1.0
            self._norms = (K1 * (1 - B + B * lengths / mean)).astype(np.float32)
        return self._norms
