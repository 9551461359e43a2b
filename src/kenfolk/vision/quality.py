"""Is this face worth learning from? One number from 0 to 1, and the four measurements behind it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kenfolk.vision.align import TEMPLATE
from kenfolk.vision.boxes import Floats
from kenfolk.vision.detect import Detection
from kenfolk.vision.resize import Pixels

GOOD_SIZE = 90.0  # pixels: faces this large in the photo lose nothing more when networks see them at 150x150
SHARP = 60.0  # variance of the Laplacian at which half of the sharpness counts
FACE = (slice(70, 214), slice(66, 190))  # rows and columns of the chip that show face, not hair and background


@dataclass(frozen=True, slots=True)
class Quality:
    """`value` is the one to sort by; the others say why."""

    value: float
    sharpness: float  # 0 blurred .. 1 crisp
    size_px: float  # the shorter side of the box, in pixels of the photo
    pose: float  # 0 in profile .. 1 frontal
    score: float  # the detector's


def measure_quality(chip: Pixels, detection: Detection) -> Quality:
    """Return how useful a face is: the geometric mean of size, sharpness, pose and score, each from 0 to 1.

    The geometric mean, because one spoilt property spoils the face however good the others are.
    """
    left, top, right, bottom = detection.box
    size = min(right - left, bottom - top)
    sharpness, pose = measure_sharpness(chip), measure_pose(detection.landmarks)
    parts = np.clip([size / GOOD_SIZE, sharpness, pose, detection.score], 0.0, 1.0)
    return Quality(float(np.prod(parts) ** 0.25), sharpness, float(size), pose, detection.score)


def measure_sharpness(chip: Pixels) -> float:
    """Return v / (v + 60), v being the variance of the Laplacian of the chip's brightness inside the face.

    The variance of the Laplacian is the usual measure of focus (Pech-Pacheco and others, ICPR 2000). A face enlarged
    to the chip is smooth, so small faces count as blurred too, which they are to a network.
    """
    grey = chip[FACE].astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    inner = grey[1:-1, 1:-1]
    laplacian = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * inner
    variance = float(laplacian.var())
    return variance / (variance + SHARP)


def measure_pose(landmarks: Floats) -> float:
    """Return 1 for a frontal face, towards 0 the more it turns or tilts away.

    Turning moves the nose towards one eye, and looking up or down moves it along the line from eyes to mouth. Both
    are measured against the mean face in its own, upright frame; a shift by half the distance of the eyes is 0.
    """
    across, along = _place_nose(landmarks)
    mean_across, mean_along = _place_nose(TEMPLATE)
    shift = float(np.hypot(across - mean_across, along - mean_along))
    return max(0.0, 1.0 - 2.0 * shift)


def _place_nose(landmarks: Floats) -> npt.NDArray[np.float64]:
    """Return where the nose is between the eyes (0 to 1) and between eyes and mouth (0 to 1)."""
    points = landmarks.astype(np.float64)
    eyes, mouth = points[:2].mean(axis=0), points[3:].mean(axis=0)
    axes = np.column_stack([points[1] - points[0], mouth - eyes])
    if abs(np.linalg.det(axes)) < 1e-6:
        return np.array([9.0, 9.0])  # eyes and mouth on one line: a profile, or no face at all
    place: npt.NDArray[np.float64] = np.linalg.solve(axes, points[2] - eyes)
    return place
