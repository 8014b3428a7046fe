"""Long vectors made short, for a first look at a large index: their components along the directions in which they differ most."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DIRECTIONS = 96  # of 768: an eighth of the memory that a question must go through
SAMPLE = 20_000  # vectors that the directions are taken from
AT_ONCE = 100_000

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shadow:
    """`directions` of shape (d, m), orthonormal, and the `vectors` in them, (n, m)."""

    directions: Vectors
    vectors: Vectors


def shadow_of(vectors: Vectors) -> Shadow:
    """The principal components, about the origin as cosines are, of a sample spread evenly over the vectors."""
    sample = vectors[:: max(1, len(vectors) // SAMPLE)]
    _, axes = np.linalg.eigh((sample.T @ sample).astype(np.float64))
    directions = np.ascontiguousarray(axes[:, ::-1][:, :DIRECTIONS], np.float32)
    short = np.empty((len(vectors), directions.shape[1]), np.float32)
    for start in range(0, len(vectors), AT_ONCE):
        np.matmul(vectors[start : start + AT_ONCE], directions, out=short[start : start + AT_ONCE])
    return Shadow(directions, short)
