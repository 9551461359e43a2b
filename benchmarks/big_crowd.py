"""Who is in which photo of the big library, what of it is known, and what everybody looks like: arrays, no rows.

Photos are of events: a few hours, some dozens of photos, a dozen people. Some people are everywhere and most are in a few
events (a power law); nobody is in a photo twice. Most faces have a name, a third of them by a human. Of the others some
are in groups without a name, some look like somebody who has one, some are strangers, and some are nobody's business yet.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HUMAN, MACHINE, GROUPED, SUGGESTED, STRANGER, LOOSE = range(6)
FIRST, YEARS = dt.datetime(2005, 3, 5, 8), 20  # noqa: DTZ001 (a camera's clock has no zone)
PHOTOS_OF_EVENT = 40
SPREAD = 0.3  # length of what tells two faces of one person apart
APART = 1.6  # of the cohort's own spread: it is made of averages, and people differ more


@dataclass(frozen=True)
class Sizes:
    """How many of each."""

    photos: int
    faces: int
    people: int  # with a name
    unnamed: int  # without one

    def scaled(self, by: float) -> "Sizes":
        """Return a smaller library of the same kind."""
        return Sizes(*(max(8, round(by * count)) for count in (self.photos, self.faces, self.people, self.unnamed)))


@dataclass(frozen=True, eq=False)
class BigCrowd:
    """Photo `i` and face `i` are rows `i`; people are numbers from 0, those with a name first."""

    sizes: Sizes
    taken: NDArray[np.int64]  # (photos,) seconds after FIRST, growing
    event: NDArray[np.int64]  # (photos,)
    photo: NDArray[np.int64]  # (faces,) growing
    person: NDArray[np.int64]  # (faces,)
    slot: NDArray[np.int64]  # (faces,) place in the photo, from 0
    state: NDArray[np.int8]  # (faces,) HUMAN ... LOOSE
    quality: NDArray[np.float32]  # (faces,)
    chance: NDArray[np.float32]  # (faces,) of machine names and suggestions
    vectors: NDArray[np.float16]  # (faces, D)


def draw_big_crowd(sizes: Sizes, *, dim: int, cohort: NDArray[np.float32] | None, seed: int) -> BigCrowd:
    """Draw it; the same numbers for the same seed."""
    rng = np.random.default_rng(seed)
    event, taken = _draw_photos(rng, sizes.photos)
    photo, person, slot = _draw_faces(rng, sizes, event)
    return BigCrowd(
        sizes=sizes, taken=taken, event=event, photo=photo, person=person, slot=slot,
        state=_draw_states(rng, sizes, person),
        quality=rng.beta(5, 3, len(person)).astype(np.float32),
        chance=rng.beta(9, 1, len(person)).astype(np.float32),
        vectors=_draw_vectors(rng, person, count=sizes.people + sizes.unnamed, dim=dim, cohort=cohort),
    )  # fmt: skip


def _draw_photos(rng: np.random.Generator, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    events = max(2, count // PHOTOS_OF_EVENT)
    when = np.sort(rng.beta(2, 1.2, events) * YEARS * 365 * 86400).astype(np.int64)  # more and more of them
    weights = rng.lognormal(0, 0.8, events)
    event = np.sort(rng.choice(events, count, p=weights / weights.sum()))
    taken = when[event] + rng.integers(0, 6 * 3600, count)
    order = np.argsort(taken, kind="stable")
    return event[order], taken[order]


def _draw_faces(
    rng: np.random.Generator, sizes: Sizes, event: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    everybody = sizes.people + sizes.unnamed
    known, unknown = _power_law(sizes.people), _power_law(sizes.unnamed, offset=200)
    casts = [
        np.unique(
            np.concatenate([
                rng.choice(sizes.people, rng.integers(4, 14), p=known),
                sizes.people + rng.choice(sizes.unnamed, 2, p=unknown),
                [number % everybody],  # so that everybody was somewhere
            ])
        )
        for number in range(int(event.max()) + 1)
    ]  # fmt: skip
    counts = _draw_counts(rng, len(event), sizes.faces, np.array([len(cast) for cast in casts])[event])
    person = np.concatenate(
        [rng.permutation(casts[e])[:n] for e, n in zip(event.tolist(), counts.tolist(), strict=True)]
    )
    photo = np.repeat(np.arange(len(event)), counts)
    first = np.cumsum(counts) - counts
    return photo, person, np.arange(len(photo)) - first[photo]


def _draw_counts(rng: np.random.Generator, photos: int, faces: int, most: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many faces each photo has: some none, most a few, exactly as many as wanted."""
    counts = np.minimum(rng.geometric(1 / (1 + faces / photos * 1.06), photos) - 1, most)
    short = faces - int(counts.sum())
    while short:
        room = np.flatnonzero(counts < most if short > 0 else counts > 0)
        chosen = rng.choice(room, min(abs(short), len(room)), replace=False)
        counts[chosen] += np.sign(short)
        short = faces - int(counts.sum())
    return counts


def _power_law(count: int, offset: int = 12) -> NDArray[np.float64]:
    weights = 1 / (np.arange(count) + offset)
    return np.asarray(weights / weights.sum())


def _draw_states(rng: np.random.Generator, sizes: Sizes, person: NDArray[np.int64]) -> NDArray[np.int8]:
    luck = rng.random(len(person))
    named = np.select([luck < 0.31, luck < 0.955, luck < 0.99], [HUMAN, MACHINE, SUGGESTED], LOOSE)
    nameless = np.select([luck < 0.72, luck < 0.9], [GROUPED, STRANGER], LOOSE)
    state = np.where(person < sizes.people, named, nameless).astype(np.int8)
    _, first = np.unique(person, return_index=True)
    state[first[person[first] < sizes.people]] = HUMAN  # somebody gave each name
    return state


def _draw_vectors(
    rng: np.random.Generator, person: NDArray[np.int64], *, count: int, dim: int, cohort: NDArray[np.float32] | None
) -> NDArray[np.float16]:
    """Return unit vectors around everybody's own, which lie about where the cohort's strangers do."""
    centres = rng.standard_normal((count, dim), np.float32)
    if cohort is not None and len(cohort) > 1:
        middle = cohort.mean(axis=0)
        mix = rng.standard_normal((count, len(cohort)), np.float32) / np.sqrt(len(cohort))
        centres = middle + APART * mix @ (cohort - middle)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    vectors = np.empty((len(person), dim), np.float16)
    for at in range(0, len(person), 50_000):
        who = person[at : at + 50_000]
        rows = centres[who] + rng.standard_normal((len(who), dim), np.float32) * np.float32(SPREAD / np.sqrt(dim))
        vectors[at : at + 50_000] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors
