"""The passages of one language that either way of searching brings, with what both make of each of them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.reading_room import Mask, ReadingRoom
from assistant.retrievers.dense import cosines, dense
from assistant.retrievers.top import Places, Scores, best

CANDIDATES = 100  # from each: ten times what is read


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates by place, ascending. A passage that only one way has brought is scored by the other as well."""

    places: Places
    cosines: Scores
    bm25: Scores
    usual: float  # mean cosine of all passages: what a passage has that has nothing to do with the question

    def ranks(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The 1-based place of each candidate by cosine and by BM25, ties by place."""
        return _ranks(self.cosines), _ranks(self.bm25)


def pools(
    room: ReadingRoom,
    vector: npt.NDArray[np.float32],
    masks: list[Mask],
    scores: list[Scores],
    k: int = CANDIDATES,
    looked: Scores | None = None,
) -> list[Pool]:
    """One pool a mask, with the BM25 scores that go with it, shape (n,) each."""
    found = []
    for mask, bm25, (near, usual) in zip(masks, scores, dense(room, vector, k, masks, looked), strict=True):
        places = np.union1d(near, best(bm25, k, mask, above=0.0))
        found.append(Pool(places, cosines(room, vector, places), bm25[places], usual))
    return found


def _ranks(scores: Scores) -> npt.NDArray[np.int64]:
    ranks = np.empty(len(scores), np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks
