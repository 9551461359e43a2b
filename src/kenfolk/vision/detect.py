"""What every face detector promises: a photo in, faces out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from kenfolk.vision.boxes import Box, Floats, overlaps
from kenfolk.vision.resize import Pixels, resize

MARGIN = 0.5  # how much of a hand-drawn box is added on each side before looking for the face in it
LOOK = 256  # pixels: the enlarged crop around a hand-drawn box
PROPORTIONS = ((0.31, 0.40), (0.69, 0.40), (0.50, 0.61), (0.34, 0.79), (0.66, 0.79))


@dataclass(frozen=True, slots=True, eq=False)
class Detection:
    """One face in a photo, in pixels of the array it was found in.

    `box` is left, top, right, bottom. `landmarks` are five points (x, y), float32: the eye on the left side of the
    picture, the other eye, the nose, the left and the right corner of the mouth.
    """

    box: Box
    landmarks: Floats
    score: float

    def move(self, *, scale: float, x: float, y: float) -> "Detection":
        """Return the face in another picture's pixels: those of a larger photo this one was cut from."""
        offset = np.array([x, y], np.float32)
        corners = np.reshape(self.box, (2, 2)) * scale + offset
        left, top, right, bottom = corners.ravel().tolist()
        return replace(
            self, box=(left, top, right, bottom), landmarks=(self.landmarks * scale + offset).astype(np.float32)
        )


class FaceDetector(Protocol):
    """Finds faces; `version` names everything that changes what it finds.

    `overview` is the same photo as `make_overview` returns it, for detectors that begin with such a look.
    """

    version: str

    def detect(self, pixels: Pixels, *, overview: Pixels | None = None) -> list[Detection]: ...


def detect_landmarks_in(detector: FaceDetector, pixels: Pixels, box: Box) -> Detection:
    """Return the face in a box that a person drew; the box stays as drawn, the person saw a face.

    The detector looks at an enlarged crop. Where it sees nothing that fits the box, the landmarks are placed where
    they are in most faces, and the score is 0.
    """
    for found in sorted(_look_around(detector, pixels, box), key=lambda found: -_overlap(found.box, box)):
        if _overlap(found.box, box) > 0.3:
            return replace(found, box=box)
    return Detection(box, place_landmarks(box), 0.0)


def place_landmarks(box: Box) -> Floats:
    """Return landmarks where an upright, frontal face has them in its box."""
    corners = np.reshape(box, (2, 2))
    return np.asarray(corners[0] + np.array(PROPORTIONS) * (corners[1] - corners[0]), np.float32)


def _look_around(detector: FaceDetector, pixels: Pixels, box: Box) -> Sequence[Detection]:
    height, width = pixels.shape[:2]
    spare = MARGIN * max(box[2] - box[0], box[3] - box[1])
    left, top = (max(0, int(edge - spare)) for edge in box[:2])
    right, bottom = min(width, int(box[2] + spare) + 1), min(height, int(box[3] + spare) + 1)
    if right - left < 2 or bottom - top < 2:
        return []
    crop = pixels[top:bottom, left:right]
    scale = LOOK / max(crop.shape[:2])
    sides = (max(1, round(side * scale)) for side in (right - left, bottom - top))
    return [found.move(scale=1 / scale, x=left, y=top) for found in detector.detect(resize(crop, *sides))]


def _overlap(a: Box, b: Box) -> float:
    return float(overlaps(np.array(a, np.float32), np.array([b], np.float32))[0])
