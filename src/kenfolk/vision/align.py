"""The canonical chip: every face upright, at the same place, in a picture of 256x256 with margin.

Geometry. The network that a pack was measured with was fitted to 150x150 crops in which the five landmarks have the
mean places of `FITTED`. The chip holds that crop at 1.28 times its size, from (32, 48) to (224, 240): so the eyes are
71 pixels apart on row 107, crops of other networks (112 pixels with wider margins) are inside the chip too, and one
resampling after another costs nothing that can be measured. Coordinates count from the corner of the first pixel.
"""

import numpy as np
import numpy.typing as npt
from PIL import Image

from kenfolk.vision.boxes import Floats
from kenfolk.vision.resize import Pixels, resize

CHIP = 256
FITTED_SIZE = 150
FITTED = np.array(
    [(46.691, 46.462), (102.310, 45.918), (73.808, 79.241), (50.312, 104.631), (97.132, 104.048)], np.float32
)  # means over a thousand portraits of the landmarks that CenterFace finds
TEMPLATE = np.asarray(FITTED * 1.28 + np.array([32, 48]), np.float32)

LARGEST = 4  # times the photo: a chip never covers more, whatever the landmarks say
SMALLEST = 4  # pixels of the photo that a chip covers at least
SPARE = 2  # pixels around what the chip needs, for interpolation

Matrix = npt.NDArray[np.float64]


def fit_similarity(source: Floats, target: Floats) -> Matrix:
    """Return the 2x3 matrix that turns, scales and moves `source` points closest to `target` (least squares).

    Umeyama's closed form (IEEE PAMI 13:4, 1991), which in the plane is one complex division.
    """
    centre, goal = source.mean(axis=0, dtype=np.float64), target.mean(axis=0, dtype=np.float64)
    a, b = _as_complex(source - centre), _as_complex(target - goal)
    turn = complex(np.vdot(a, b)) / max(float(np.vdot(a, a).real), 1e-9)
    linear = np.array([[turn.real, -turn.imag], [turn.imag, turn.real]])
    return np.column_stack([linear, goal - linear @ centre])


def cut_chip(pixels: Pixels, landmarks: Floats) -> Pixels:
    """Return the chip (256, 256, 3) of the face with these landmarks; past the photo's border its edge continues."""
    to_photo = _invert(_keep_reasonable(fit_similarity(landmarks, TEMPLATE), landmarks, pixels))
    corners = np.array([(0, 0, 1), (CHIP, 0, 1), (CHIP, CHIP, 1), (0, CHIP, 1)]) @ to_photo.T
    scale = min(1.0, 1 / float(np.hypot(*to_photo[:, 0])))
    spare = SPARE / scale
    part, left, top = _take(pixels, corners.min(axis=0) - spare, corners.max(axis=0) + spare, scale)
    to_part = (to_photo - [[0, 0, left], [0, 0, top]]) * scale
    return _warp(part, to_part, CHIP, CHIP)


def crop_from_chip(chips: Pixels, size: int, template: Floats | None = None) -> Pixels:
    """Return what a network sees of the chips (n, 256, 256, 3): crops (n, size, size, 3).

    `template` says where the network wants the five landmarks, in pixels of its crop; without one the crop is the
    one the chip was made for.
    """
    if template is None:
        template = np.asarray(FITTED * (size / FITTED_SIZE), np.float32)
    to_chip = _invert(fit_similarity(TEMPLATE, template))
    crops = np.empty((len(chips), size, size, 3), np.uint8)
    for crop, chip in zip(crops, chips, strict=True):
        crop[:] = _warp(chip, to_chip, size, size)
    return crops


def _as_complex(points: Matrix) -> npt.NDArray[np.complex128]:
    return np.asarray(points[:, 0] + 1j * points[:, 1], np.complex128)


def _keep_reasonable(matrix: Matrix, landmarks: Floats, pixels: Pixels) -> Matrix:
    """Limit scale and place, so that landmarks in one point or all over the place still give some chip."""
    limits = np.array(pixels.shape[1::-1], np.float64)
    centre = np.nan_to_num(landmarks.mean(axis=0, dtype=np.float64))
    near = np.clip(centre, -limits, 2 * limits)
    covers = CHIP / max(float(np.nan_to_num(np.hypot(*matrix[:, 0]))), 1e-9)
    allowed = float(np.clip(covers, SMALLEST, LARGEST * limits.max()))
    if np.isfinite(matrix).all() and covers == allowed and (near == centre).all():
        return matrix
    scale = CHIP / allowed
    return np.column_stack([np.eye(2) * scale, TEMPLATE.mean(axis=0) - near * scale])


def _invert(matrix: Matrix) -> Matrix:
    linear = np.linalg.inv(matrix[:, :2])
    return np.column_stack([linear, -linear @ matrix[:, 2]])


def _take(pixels: Pixels, low: Matrix, high: Matrix, scale: float) -> tuple[Pixels, float, float]:
    """Return the rectangle from `low` to `high`, `scale` times its size, and where its corner really is.

    Parts of it beyond the photo continue the photo's edge.
    """
    height, width = pixels.shape[:2]
    limits = np.array([width, height])
    low, high = np.floor(low), np.ceil(high)
    inner_low = np.clip(low, 0, limits - 1).astype(int)
    inner_high = np.maximum(np.clip(high, 1, limits).astype(int), inner_low + 1)
    part = pixels[inner_low[1] : inner_high[1], inner_low[0] : inner_high[0]]
    if scale < 1:
        part = resize(part, *(max(1, round(side * scale)) for side in inner_high - inner_low))
    before = np.ceil(np.maximum(inner_low - low, 0) * scale).astype(int)
    after = np.ceil(np.maximum(high - inner_high, 0) * scale).astype(int)
    if before.any() or after.any():
        part = np.pad(part, ((before[1], after[1]), (before[0], after[0]), (0, 0)), mode="edge")
    left, top = inner_low - before / scale
    return part, left, top


def _warp(picture: Pixels, to_picture: Matrix, width: int, height: int) -> Pixels:
    image = Image.fromarray(np.ascontiguousarray(picture))
    data = tuple(to_picture.ravel())
    turned = image.transform((width, height), Image.Transform.AFFINE, data, Image.Resampling.BILINEAR)
    return np.asarray(turned)
