"""Passages by the cosine of their vectors to the question's."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.reading_room import Mask, ReadingRoom
from assistant.retrievers.top import Places, Scores, best

# So many are scored exactly after the first look: recall@10 against exact search in docs/benchmark-search.txt
RESCORED = 2_000
SAMPLE = 5_000  # passages that the mean cosine is taken of


def first_looks(room: ReadingRoom, questions: Sequence[str]) -> dict[str, Scores]:
    """The first look of several questions in one product, which reads the index once for all of them; by question, shape (n,)
    each. Nothing for a single question or a small index: there `dense` does it by itself.
    """
    if room.shadow is None or len(questions) < 2:
        return {}
    asked = np.array([room.embed(question) for question in questions], np.float32)
    return dict(zip(questions, (asked @ room.shadow.directions) @ room.shadow.vectors.T, strict=True))


def dense(
    room: ReadingRoom,
    vector: npt.NDArray[np.float32],
    k: int,
    masks: Sequence[Mask | None],
    looked: Scores | None = None,
) -> list[tuple[Places, float]]:
    """For each mask the places of the k nearest passages that it lets pass, nearest first, ties by place; and the mean
    cosine of what it lets pass, over an even sample in a large index.

    Exact in a small index, and where a mask leaves no more than RESCORED. In a large one the first look is along the
    directions in which the vectors differ most (`Shadow`), and the best of it are scored exactly; `looked`, shape (n,), is
    that first look where it has been taken already (`first_looks`).
    """
    if not len(room.vectors):
        return [(np.zeros(0, np.int64), 0.0) for _ in masks]
    shadow = room.shadow
    if looked is None:
        looked = room.vectors @ vector if shadow is None else shadow.vectors @ (vector @ shadow.directions)
    sample = slice(None, None, max(1, len(looked) // SAMPLE))
    found = []
    for mask in masks:
        places = np.sort(best(looked, max(k, RESCORED), mask))  # read in the order in which they lie
        seen = looked[sample] if mask is None else looked[sample][mask[sample]]
        usual = float((seen if len(seen) else looked[sample]).mean())
        found.append((places[best(cosines(room, vector, places), k)], usual))
    return found


def cosines(room: ReadingRoom, vector: npt.NDArray[np.float32], places: Places) -> Scores:
    """In [-1, 1]; row by row alike, so that equal vectors have equal cosines."""
    return np.asarray(np.einsum("ij,j->i", room.vectors[places], vector), np.float32)
