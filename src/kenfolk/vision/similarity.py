"""The one similarity of the product: how alike two faces are, for what strangers like them would be.

A face's *look* is its unit vector with one more number: how alike it is to those of a cohort of strangers that it is
most like, with a minus. The similarity of two looks is the cosine of their vectors plus both numbers: adaptive symmetric
score normalisation (Matejka et al., "Analysis of Score Normalization in Multilingual Speaker Recognition", Interspeech
2017), without the division and with a weight, both measured (decision 11). Without a cohort it is the cosine. Its zero
means nothing, and neither does one model's value to another.

A mean of looks is a look again: its similarity to another is the mean of the single similarities.

Everything that compares faces imports it from here, so thresholds in model packs mean the same everywhere.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]  # (N, D), of length one
Looks = npt.NDArray[np.float32]  # (N, D + 1)

NEAREST = 10  # of the cohort: 5 to 20 are as good, 50 are worse
# The whole of the cohort's similarity suits people like those of the cohort; for others a part of it is better.
WEIGHT = 0.7
ROWS_AT_ONCE = 4096


@dataclass(frozen=True, eq=False)
class Cohort:
    """Strangers, each of them nobody: averages of different people who look alike."""

    vectors: Vectors  # (C, D); none: the similarity is the cosine

    @classmethod
    def empty(cls, dim: int) -> "Cohort":
        """Return the cohort of a model that has none."""
        return cls(np.empty((0, dim), np.float32))

    def look(self, vectors: npt.NDArray[np.floating]) -> Looks:
        """Return the looks (N, D + 1) of unit vectors (N, D)."""
        looks = np.zeros((len(vectors), self.vectors.shape[1] + 1), np.float32)
        looks[:, :-1] = vectors
        if len(self.vectors) >= NEAREST:
            for at in range(0, len(looks), ROWS_AT_ONCE):
                part = looks[at : at + ROWS_AT_ONCE]
                table = part[:, :-1] @ self.vectors.T
                nearest = np.partition(table, len(self.vectors) - NEAREST, axis=1)[:, -NEAREST:]
                part[:, -1] = -WEIGHT / 2 * nearest.mean(axis=1)
        return looks

    def look_of_mean(self, looks: Looks) -> Looks:
        """Return the look (D + 1,) of what several looks (N, D + 1) have in common: a prototype of a person."""
        return np.asarray(self.look(to_unit(looks[:, :-1].mean(axis=0))[None])[0])


def similarities(a: Looks, b: Looks) -> npt.NDArray[np.float32]:
    """Return how alike each look of `a` (rows) is to each of `b` (columns)."""
    table: npt.NDArray[np.float32] = a[:, :-1] @ b[:, :-1].T
    table += a[:, -1:]
    table += b[:, -1]
    return table


def similarities_of_pairs(a: Looks, b: Looks) -> npt.NDArray[np.float32]:
    """Return how alike each look of `a` is to the one of `b` in the same row."""
    return np.asarray(np.einsum("ij,ij->i", a[:, :-1], b[:, :-1]) + a[:, -1] + b[:, -1])


def similarity(a: Looks, b: Looks) -> float:
    """Return how alike two looks (D + 1,) are."""
    return float(similarities(a[None], b[None])[0, 0])


def to_unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    """Return the rows scaled to length one; a row of zeros stays zero."""
    rows = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)
