"""The best of many scores, without sorting them all."""

import numpy as np
import numpy.typing as npt

from assistant.reading_room import Mask

MOST_IN_A_BLOCK = 64

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]  # of passages in the order of their rows, from 0


def best(scores: Scores, k: int, mask: Mask | None = None, above: float = -np.inf) -> Places:
    """Places of the k highest scores above a bound that the mask lets pass, highest first, ties by place.

    The k-th highest of the maxima of blocks is no higher than the k-th highest score: whatever is below it is not looked at.
    """
    if mask is not None:
        scores = np.where(mask, scores, np.float32(-np.inf))
    block = min(MOST_IN_A_BLOCK, len(scores) // (8 * k))
    floor = np.float32(-np.inf)
    if block > 1:
        blocks = len(scores) // block
        highest = scores[: blocks * block].reshape(block, blocks).max(axis=0)  # a block is every so many: whole rows are compared
        floor = np.partition(highest, blocks - k)[blocks - k]
    elif len(scores) > k:
        floor = np.partition(scores, len(scores) - k)[len(scores) - k]
    places = np.flatnonzero((scores >= floor) & (scores > above))
    return places[np.lexsort((places, -scores[places]))][:k]
