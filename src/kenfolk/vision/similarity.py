"""The one similarity of the product: the cosine of two unit vectors, 1 for the same picture, less the less alike.

Everything that compares faces imports it from here, so thresholds in model packs mean the same everywhere.
"""

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.floating]


def similarity(a: Vectors, b: Vectors) -> float:
    """Return how alike two faces are, given their unit vectors."""
    return float(np.dot(np.asarray(a, np.float32), np.asarray(b, np.float32)))


def similarities(a: Vectors, b: Vectors) -> npt.NDArray[np.float32]:
    """Return how alike each face of `a` (rows) is to each face of `b` (columns)."""
    table: npt.NDArray[np.float32] = np.asarray(a, np.float32) @ np.asarray(b, np.float32).T
    return table


def to_unit(vectors: Vectors) -> npt.NDArray[np.float32]:
    """Return the rows scaled to length one; a row of zeros stays zero."""
    rows = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)
