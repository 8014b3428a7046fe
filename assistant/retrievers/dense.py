"""Passages by the cosine of their vectors to the question's."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assistant.reading_room import ReadingRoom


def dense(
    room: ReadingRoom, vector: npt.NDArray[np.float32], k: int, allowed: Sequence[int] | None, language: str | None
) -> list[tuple[int, float]]:
    """Rows and cosines in [-1, 1] of the k nearest passages in that language, nearest first, ties by row.

    Exact over the library's own matrix, whatever the filter, up to EXACT_UP_TO passages; without a
    filter above that, Chroma's HNSW graph. `allowed` are document rows.
    """
    one_language = language is None or room.passage_languages == [language]
    if allowed is None and one_language and len(room.rows) > EXACT_UP_TO:
        return room.vector_index().search(vector.tolist(), k)
    cosines = room.vectors @ vector
    if not one_language:
        cosines = np.where(room.languages == language, cosines, -2.0)
    if allowed is not None:
        cosines = np.where(np.isin(room.passage_documents, np.array(allowed, np.int64)), cosines, -2.0)
    best = np.lexsort((room.rows, -cosines))[:k] if len(cosines) <= 4 * k else _top(cosines, room.rows, k)
    return [(int(room.rows[i]), float(cosines[i])) for i in best if cosines[i] > -2.0]


# Below this a product with the whole matrix is faster than Chroma and exact (0.5 ms at 10,000), and a
# question from the shell need not load Chroma at all (2.6 s): docs/decisions/0001-storage.md
EXACT_UP_TO = 50_000


def _top(cosines: npt.NDArray[np.float32], rows: npt.NDArray[np.int64], k: int) -> npt.NDArray[np.int64]:
    nearest = np.argpartition(-cosines, k)[: k + 1]
    floor = cosines[nearest].min()
    candidates = np.flatnonzero(cosines >= floor)  # with all ties of the last one, so that the order repeats
    return candidates[np.lexsort((rows[candidates], -cosines[candidates]))][:k]
