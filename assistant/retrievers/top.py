"""The best of many scores, without sorting them all."""

import numpy as np
import numpy.typing as npt

from assistant.reading_room import Mask

BLOCK = 64

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]  # of passages in the order of their rows, from 0


def best(scores: Scores, k: int, mask: Mask | None = None) -> Places:
    """Places of the k highest scores that the mask lets pass, highest first, ties by place.

    The k-th highest of the maxima of blocks is no higher than the k-th highest score: whatever is below it is not looked at.
    """
    if mask is not None:
        scores = np.where(mask, scores, np.float32(-np.inf))
    blocks = len(scores) // BLOCK
    floor = np.float32(-np.inf)
    if blocks > k:
        highest = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
        floor = np.partition(highest, blocks - k)[blocks - k]
    places = np.flatnonzero((scores >= floor) & (scores > -np.inf))
    return places[np.lexsort((places, -scores[places]))][:k]
