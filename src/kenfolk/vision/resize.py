"""Make pictures smaller without aliasing, and without copying a whole photo."""

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]

OVERVIEW = 800  # pixels: the long side at which our packs look at a whole photo first; thumbnails are smaller


def resize(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return the picture (rows, columns, 3) in another size.

    Where several rows become one they are averaged in NumPy first: Pillow would copy the whole photo to a layout of
    its own, which takes longer than the shrinking itself.
    """
    rows, columns = pixels.shape[:2]
    stack = max(1, rows // height)
    small = Image.fromarray(average_rows(pixels, stack) if stack > 1 else np.ascontiguousarray(pixels))
    box = (0, 0, columns, rows / stack)
    return np.asarray(small.resize((width, height), Image.Resampling.BILINEAR, box=box, reducing_gap=1.0))


def make_overview(pixels: Pixels) -> Pixels:
    """Return the whole picture with a long side of OVERVIEW; a smaller one as it is."""
    scale = min(1.0, OVERVIEW / max(pixels.shape[:2]))
    return scale_by(pixels, scale) if pixels.size else pixels


def scale_by(pixels: Pixels, scale: float) -> Pixels:
    """Return the picture in `scale` times its size."""
    return pixels if scale == 1 else resize(pixels, *scaled_sides(pixels, scale))


def scaled_sides(pixels: Pixels, scale: float) -> tuple[int, int]:
    """Return width and height of the picture in `scale` times its size."""
    height, width = pixels.shape[:2]
    return max(1, round(width * scale)), max(1, round(height * scale))


def average_rows(pixels: Pixels, count: int) -> Pixels:
    """Return the picture with every `count` rows made one; what remains at the bottom makes a row of its own."""
    height, width = len(pixels), pixels.shape[1]
    averaged = np.empty((-(-height // count), width, 3), np.uint8)
    total = np.empty((width, 3), np.uint16)
    for at, row in enumerate(averaged):  # row by row, because a row's sums stay in the processor's cache
        stack = pixels[at * count : (at + 1) * count]
        np.add.reduce(stack, axis=0, dtype=np.uint16, out=total)
        row[:] = np.floor_divide(total, len(stack), out=total)
    return averaged
