"""Arithmetic of boxes: overlap, duplicates, and what cannot be a face."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Box = tuple[float, float, float, float]

SMALLEST = 8.0  # pixels: below this nobody can be recognised, nor a box be clicked
NARROWEST, WIDEST = 0.3, 2.5  # width to height of a face, whole or cut off by the border


def overlaps(box: Floats, boxes: Floats) -> Floats:
    """Return intersection over union of one box with each of many."""
    low, high = np.maximum(box[:2], boxes[:, :2]), np.minimum(box[2:], boxes[:, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=1)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    union = areas + np.prod(box[2:] - box[:2]) - shared
    return np.asarray(shared / np.maximum(union, 1e-9), np.float32)


def suppress(boxes: Floats, scores: Floats, *, overlap: float = 0.3) -> npt.NDArray[np.intp]:
    """Return the indexes of the best boxes, best first, without those that overlap a better one."""
    order = np.argsort(-scores, kind="stable")
    kept = []
    while order.size:
        best, order = order[0], order[1:]
        kept.append(best)
        order = order[overlaps(boxes[best], boxes[order]) <= overlap]
    return np.array(kept, np.intp)


def are_sane(boxes: Floats, width: int, height: int) -> npt.NDArray[np.bool_]:
    """Tell of each box whether it could be a face: finite, centred in the picture, neither tiny nor a strip."""
    with np.errstate(all="ignore"):  # a network's nonsense may be infinite
        sides, centre = boxes[:, 2:] - boxes[:, :2], (boxes[:, 2:] + boxes[:, :2]) / 2
        shape = sides[:, 0] / sides[:, 1]
    inside = (centre > 0).all(axis=1) & (centre < [width, height]).all(axis=1)
    large = (sides >= SMALLEST).all(axis=1) & (sides < [2 * width, 2 * height]).all(axis=1)
    return np.asarray(inside & large & (shape > NARROWEST) & (shape < WIDEST) & np.isfinite(boxes).all(axis=1))


def clip_to_picture(box: Floats, width: int, height: int) -> Box:
    """Return the part of the box inside the picture."""
    left, top, right, bottom = np.clip(box, 0, [width, height, width, height]).tolist()
    return left, top, right, bottom
