"""Where to look closer: crops of the photo in which hinted faces are as large as the network likes them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from kenfolk.vision.boxes import Floats
from kenfolk.vision.found import Faces
from kenfolk.vision.resize import Pixels
from kenfolk.vision.session import Array

CANVAS = 192  # pixels: side of the closer look
CLOSE_FACE = 64  # pixels: how large the hinted face is made in it
ENLARGE = 2.0  # at most: beyond, enlarging invents nothing


@dataclass(frozen=True, slots=True)
class Crop:
    left: int
    top: int
    right: int
    bottom: int
    scale: float


def plan_crops(pixels: Pixels, hints: Faces, seen_at: float) -> Iterator[Crop]:
    """Plan a closer look at each hint that a closer look can show better, unless an earlier plan shows it too."""
    height, width = pixels.shape[:2]
    planned: list[tuple[Crop, float]] = []
    for box, size in zip(hints.boxes, hints.sizes, strict=True):
        scale = min(CLOSE_FACE / max(float(size), 1.0), ENLARGE)
        if scale <= seen_at * 1.2 or _is_shown(box, scale, planned):
            continue
        side = CANVAS / scale
        left, top = (int((low + high - side) / 2) for low, high in ((box[0], box[2]), (box[1], box[3])))
        right, bottom = min(width, int(left + side)), min(height, int(top + side))
        crop = Crop(max(0, left), max(0, top), right, bottom, scale)
        if crop.right - crop.left >= 2 and crop.bottom - crop.top >= 2:
            planned.append((crop, scale))
            yield crop


def _is_shown(box: Floats, scale: float, planned: Iterable[tuple[Crop, float]]) -> bool:
    spare = (box[2:] - box[:2]).max() / 4
    return any(
        0.6 < scale / other < 1.6
        and crop.left <= box[0] - spare
        and crop.top <= box[1] - spare
        and crop.right >= box[2] + spare
        and crop.bottom >= box[3] + spare
        for crop, other in planned
    )


def are_whole(boxes: Floats, crop: Crop, pixels: Pixels) -> Array:
    """Tell of each box whether it lies inside the crop, so that the crop's edge didn't cut the face."""
    height, width = pixels.shape[:2]
    least = [crop.left or -width, crop.top or -height]
    most = [crop.right if crop.right < width else 2 * width, crop.bottom if crop.bottom < height else 2 * height]
    return np.asarray((boxes[:, :2] >= least).all(axis=1) & (boxes[:, 2:] <= most).all(axis=1))
