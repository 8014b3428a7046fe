"""What the vectors and what the words make of a passage, in one score."""

import numpy as np

from assistant.retrievers.pool import Pool
from assistant.retrievers.top import Scores


def fused(pool: Pool, share: float) -> Scores:
    """Scores in [0, 1]: `share` of the cosine, the rest of BM25, each on the scale that the question itself gives it.

    A convex combination: Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023,
    doi:10.1145/3596512. A cosine counts from the usual one of this question to its best, so that a way of searching that
    tells no passage from the others weighs little; docs/decisions/0004-fusion.md.
    """
    if not len(pool.places):
        return np.zeros(0, np.float32)
    near = np.clip((pool.cosines - pool.usual) / max(float(pool.cosines.max()) - pool.usual, 1e-6), 0, 1)
    alike = pool.bm25 / max(float(pool.bm25.max()), 1e-6)
    return np.asarray(share * near + (1 - share) * alike, np.float32)
