"""Passages by the cosine of their vectors to the question's."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.reading_room import Mask, ReadingRoom
from assistant.retrievers.top import best

# So many are scored exactly after the first look: recall@10 against exact search in docs/benchmark-search.txt
RESCORED = 1_000

Scored = list[tuple[int, float]]  # rows of passages and scores, best first


def dense(room: ReadingRoom, vector: npt.NDArray[np.float32], k: int, masks: Sequence[Mask | None]) -> list[Scored]:
    """For each mask the rows and cosines in [-1, 1] of the k nearest passages that it lets pass, nearest first, ties by row.

    Exact in a small index, and where a mask leaves no more than RESCORED. In a large one the first look is along the
    directions in which the vectors differ most (`Shadow`), and the best of it are scored exactly.
    """
    if not len(room.vectors):
        return [[] for _ in masks]
    shadow = room.shadow
    looked = room.vectors @ vector if shadow is None else shadow.vectors @ (vector @ shadow.directions)
    return [_scored(room, vector, best(looked, max(k, RESCORED), mask))[:k] for mask in masks]


def _scored(room: ReadingRoom, vector: npt.NDArray[np.float32], places: npt.NDArray[np.int64]) -> Scored:
    places = np.sort(places)  # read in the order in which they lie
    cosines = np.einsum("ij,j->i", room.vectors[places], vector)  # row by row alike, so that equal vectors have equal cosines
    first = np.lexsort((places, -cosines))
    return [(int(room.rows[places[i]]), float(cosines[i])) for i in first]
