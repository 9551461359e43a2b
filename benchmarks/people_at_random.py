"""Faces of people who don't exist, as many as wanted: vectors spread as those of a real network's faces are.

A person is a draw around a common mean, a face a draw around its person, and some faces are worse than others. How wide
people and faces are spread, and how that falls from one direction to the next, was measured once on the default pack's
vectors of 5,000 portraits; of these nothing else is in here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kenfolk.vision.similarity import Cohort, Looks, to_unit

DIM = 128
MEAN = 0.916  # length of what all faces have in common
PEOPLE, FACES = 0.118, 0.043  # variance between people, and between faces of one
FALLS, FADES = 1.5, 50  # the first as a power of the direction's number, the second within so many directions
WORSE = 0.25  # spread of the logarithm of how far a face is from its person
STRANGERS = 0.3  # share of faces whose person has no other
AT_ONCE = 1 << 16


@dataclass(frozen=True, eq=False)
class Crowd:
    """Faces and who they are."""

    looks: Looks
    people: NDArray[np.int64]
    cohort: Cohort  # beside which they are seen


def draw_crowd(count: int, *, seed: int = 0) -> Crowd:
    """Return so many faces: strangers seen once, and people with a few to some hundred faces, in any order."""
    rng = np.random.default_rng(seed)
    mean = rng.normal(size=DIM)
    mean *= MEAN / np.linalg.norm(mean)
    sizes = np.maximum(2, np.exp(rng.normal(2, 1.4, size=count // 4))).astype(np.int64)
    sizes = sizes[np.cumsum(sizes) <= count * (1 - STRANGERS)]
    sizes = np.concatenate([sizes, np.ones(count - sizes.sum(), np.int64)])
    people = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    middles, cohort = _draw_people(rng, len(sizes)), _draw_cohort(rng, mean)
    parts = [cohort.look(_draw_faces(rng, mean, middles[part])) for part in _cut(people)]
    return Crowd(np.concatenate(parts), people, cohort)


def _cut(rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return [rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)]


def _draw_people(rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    variances = (1 + np.arange(DIM) / 4) ** -FALLS
    return _draw(rng, count, variances * PEOPLE / variances.sum())


def _draw_faces(
    rng: np.random.Generator, mean: NDArray[np.float64], middles: NDArray[np.float32]
) -> NDArray[np.float32]:
    variances = np.exp(-np.arange(DIM) / FADES)
    off = _draw(rng, len(middles), variances * FACES / variances.sum())
    off *= np.exp(rng.normal(-(WORSE**2), WORSE, size=(len(middles), 1)))
    return to_unit(mean + middles + off)


def _draw(rng: np.random.Generator, count: int, variances: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(rng.normal(size=(count, DIM)) * np.sqrt(variances), np.float32)


def _draw_cohort(rng: np.random.Generator, mean: NDArray[np.float64]) -> Cohort:
    vectors = _draw_faces(rng, mean, _draw_people(rng, 1200))
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    return Cohort(to_unit(vectors + vectors[np.argsort(-alike, axis=1)[:, :2]].sum(axis=1)))
