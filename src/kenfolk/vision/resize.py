"""Make pictures smaller without aliasing, and without copying a whole photo."""

import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]


def resize(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return the picture (rows, columns, 3) in another size.

    Where several rows become one they are averaged in NumPy first: Pillow would copy the whole photo to a layout of
    its own, which takes longer than the shrinking itself.
    """
    rows, columns = pixels.shape[:2]
    stack = max(1, rows // height)
    small = Image.fromarray(average_rows(pixels, stack) if stack > 1 else np.ascontiguousarray(pixels))
    return np.asarray(small.resize((width, height), Image.Resampling.BILINEAR, box=(0, 0, columns, rows / stack)))


def average_rows(pixels: Pixels, count: int) -> Pixels:
    """Return the picture with every `count` rows made one; what remains at the bottom makes a row of its own."""
    full = len(pixels) // count
    stacks = pixels[: full * count].reshape(full, count, -1, 3)
    total = stacks[:, 0].astype(np.uint16)
    for row in range(1, count):
        total += stacks[:, row]
    averaged = (total // count).astype(np.uint8)
    rest = pixels[full * count :]
    if not len(rest):
        return averaged
    return np.concatenate([averaged, rest.mean(axis=0, keepdims=True).astype(np.uint8)])
