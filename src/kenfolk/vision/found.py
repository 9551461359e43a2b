"""The faces of one look at a picture, as arrays: to move, pick, join and merge them all at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kenfolk.vision.boxes import Floats, suppress
from kenfolk.vision.session import Array


@dataclass(frozen=True, slots=True)
class Faces:
    """Boxes (n, 4), landmarks (n, 5, 2) and scores (n,) of the same faces."""

    boxes: Floats
    landmarks: Floats
    scores: Floats

    def pick(self, chosen: Array) -> "Faces":
        return Faces(self.boxes[chosen], self.landmarks[chosen], self.scores[chosen])

    def move(self, scale: float, left: float, top: float) -> "Faces":
        offset = np.array([left, top], np.float32)
        boxes = self.boxes * np.float32(scale) + np.tile(offset, 2)
        return Faces(boxes, self.landmarks * np.float32(scale) + offset, self.scores)

    @property
    def sizes(self) -> Floats:
        """The longer side of each box."""
        return np.asarray((self.boxes[:, 2:] - self.boxes[:, :2]).max(axis=1, initial=0), np.float32)


def merge(looks: Sequence[Faces]) -> Faces:
    """Return the faces of all looks without duplicates: an earlier look in the list wins over a later one."""
    every = join(looks)
    rank = np.concatenate([look.scores + 10 * (len(looks) - at) for at, look in enumerate(looks)])
    return every.pick(suppress(every.boxes, rank))


def join(many: Sequence[Faces]) -> Faces:
    if not many:
        return Faces(np.zeros((0, 4), np.float32), np.zeros((0, 5, 2), np.float32), np.zeros(0, np.float32))
    return Faces(
        np.concatenate([faces.boxes for faces in many]),
        np.concatenate([faces.landmarks for faces in many]),
        np.concatenate([faces.scores for faces in many]),
    )
