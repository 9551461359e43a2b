"""The quick way to the pixels of an ordinary JPEG: libjpeg-turbo writes them straight into an array.

Pillow uses the same library and gives the same pixels, but stores four bytes for each and copies them twice on the way
to an array: of 12 megapixels that takes two to three times as long. Whatever is not ordinary stays with Pillow, which
looks at the clock while it decodes; so does whatever libjpeg has a word of complaint about, so that only Pillow's
verdict on damaged files counts.
"""

import numpy as np
import simplejpeg
from PIL.ImageFile import ImageFile

from kenfolk.vision.image_source import BoundedFile
from kenfolk.vision.resize import Pixels

_SOFS = range(0xC0, 0xD0)  # "start of frame" and its relatives: how the pixels are coded
_HUFFMAN_TABLE = 0xC4
_ONE_PASS = {0xC0, 0xC1}  # baseline and extended sequential, in Huffman codes
_SCAN = 0xDA
_WITHOUT_BODY = {0x01, *range(0xD0, 0xDA)}


def decode_plainly(image: ImageFile, file: BoundedFile, *, shrink: int) -> Pixels | None:
    """Return the RGB pixels at 1/`shrink` of the size (1, 2, 4 or 8); None when Pillow is to decode this one."""
    grey = image.mode == "L" and not image.info.get("icc_profile")  # a profile for grey is applied to grey
    if not (grey or image.mode == "RGB") or "progressive" in image.info:
        return None
    data = file.read_all()
    if not is_plain(data):
        return None
    width, height = (-(-side // shrink) for side in image.size)
    try:
        pixels = simplejpeg.decode_jpeg(data, "RGB", min_height=height, min_width=width, min_factor=shrink)
    except ValueError:  # libjpeg's errors and its warnings, of which Pillow forgives some
        return None
    return np.asarray(pixels) if pixels.shape == (height, width, 3) else None


def decode_ours(data: bytes) -> Pixels | None:
    """Return the RGB pixels of a JPEG that we made ourselves; None when it was cut off or damaged since."""
    try:
        return np.asarray(simplejpeg.decode_jpeg(data, "RGB"))
    except ValueError:
        return None


def is_whole(data: bytes) -> bool:
    """Tell whether a JPEG that we made ourselves has both its ends: a power cut can leave it empty or cut off."""
    return data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9")


def is_plain(data: bytes) -> bool:
    """Tell whether all pixels are in one scan, so that the time to decode them is bounded by their number."""
    at, components = 2, 0
    while at + 10 <= len(data):
        kind = data[at + 1]
        if data[at] != 0xFF or kind in _WITHOUT_BODY:
            return False
        if kind == 0xFF:  # padding
            at += 1
            continue
        if kind == _SCAN:
            return data[at + 4] == components
        if kind in _SOFS and kind != _HUFFMAN_TABLE:
            if kind not in _ONE_PASS:
                return False
            components = data[at + 9]
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return False
