"""What stands for a picture until it is there: its colour on the average, as one number."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

ENOUGH = 64  # rows and columns that are looked at: more would change no digit anybody sees
TINY = (16, 16)


def average_colour(pixels: NDArray[np.uint8]) -> int:
    """Return the average of RGB pixels as 0xRRGGBB."""
    height, width = pixels.shape[:2]
    some = pixels[:: max(1, height // ENOUGH), :: max(1, width // ENOUGH)]
    red, green, blue = (int(part + 0.5) for part in some.reshape(-1, 3).mean(axis=0))
    return red << 16 | green << 8 | blue


def colour_of_jpeg(data: bytes) -> int | None:
    """Return the average colour of a JPEG of ours, decoding as little as there is; None if it is not whole."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            image.draft("RGB", TINY)
            return average_colour(np.asarray(image.convert("RGB")))
    except (OSError, ValueError, SyntaxError):
        return None
