"""Which of the faces that are known is each face that was found? Pure: boxes in, pairs out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kenfolk.vision.boxes import Box, overlaps

SAME_PLACE = 0.5  # intersection over union above which two boxes are one face


@dataclass(frozen=True, slots=True)
class Known:
    """A face of earlier. What a human said of its place stands: it takes in whatever is found there, and stays."""

    id: int
    box: Box
    stands: bool
    is_gone: bool = False  # it was not found the last time: one that was comes first


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How what was found relates to what is known; numbers are places in the list of found boxes."""

    same: dict[int, int]  # found -> the known face that it is
    new: list[int]
    gone: list[int]  # known faces which were not found


def reconcile(known: Sequence[Known], found: Sequence[Box]) -> Reconciled:
    """Pair the most overlapping boxes first. A known face is found once, but a standing one takes in any number."""
    same: dict[int, int] = {}
    taken: set[int] = set()  # found boxes that are explained
    met: set[int] = set()  # known faces that were found
    for place, face in _overlapping(known, found):
        if place in taken or (face.id in met and not face.stands):
            continue
        taken.add(place)
        met.add(face.id)
        if not face.stands:
            same[place] = face.id
    return Reconciled(
        same=same,
        new=[place for place in range(len(found)) if place not in taken],
        gone=[face.id for face in known if face.id not in met and not face.stands],
    )


def overlap(a: Box, b: Box) -> float:
    """Return intersection over union of two boxes."""
    return float(overlaps(np.array(a, np.float32), np.array([b], np.float32))[0])


def _overlapping(known: Sequence[Known], found: Sequence[Box]) -> list[tuple[int, Known]]:
    pairs = [(overlap(face.box, box), place, face) for place, box in enumerate(found) for face in known]
    best_first = sorted((pair for pair in pairs if pair[0] > SAME_PLACE), key=_rank)
    return [(place, face) for _, place, face in best_first]


def _rank(pair: tuple[float, int, Known]) -> tuple[bool, float, int]:
    # On equal overlap the older face wins, whatever order the database returned them in.
    overlapping, _, face = pair
    return face.is_gone, -overlapping, face.id
