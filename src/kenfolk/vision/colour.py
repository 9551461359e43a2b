"""Any pixels to 8-bit sRGB."""

import io
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

_WHITE = (255, 255, 255)
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
# The colour space a profile describes, and the pixels it can be applied to.
_MODE_OF_SPACE = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
_NO_VISIBLE_CHANGE = 2  # steps of 255


def flatten(image: Image.Image) -> Image.Image:
    """8-bit grey, RGB or CMYK: deep pixels scaled, palettes looked up, transparent ones on white."""
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode in {"I", "F"}:
        return _flatten_depth(image)
    if image.has_transparency_data:
        return _lay_on_white(image)
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, *, profile: bytes | None) -> Image.Image:
    """Flattened pixels as a screen shows them."""
    transform = _find_transform(profile, image.mode) if profile else None
    if transform is not None:
        return transform.apply(image)
    return image if image.mode == "RGB" else image.convert("RGB")  # converting RGB to RGB would copy it


def is_srgb(profile: bytes | None) -> bool:
    """Tell whether RGB pixels with this profile are shown as they are."""
    return not profile or _find_transform(profile, "RGB") is None


def _flatten_depth(image: Image.Image) -> Image.Image:
    """32-bit grey to 8 bit: white is the smallest usual one that no pixel outshines."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float32), posinf=0.0, neginf=0.0)
    brightest = float(values.max(initial=0.0))
    whites = (1.0, 255.0, 65535.0) if image.mode == "F" else (255.0, 65535.0)
    white = next((white for white in whites if brightest <= white), brightest)
    return Image.fromarray((values / white * 255.0).clip(0, 255).astype(np.uint8))


def _lay_on_white(image: Image.Image) -> Image.Image:
    seen = image.convert("RGBA")
    paper = Image.new("RGB", seen.size, _WHITE)
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


@lru_cache(maxsize=32)  # an album holds the profiles of a few cameras; most transforms cost more to make than to use
def _find_transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """How to turn these pixels into sRGB; None when they are sRGB already, or the profile is broken or of another kind."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _MODE_OF_SPACE.get(source.profile.xcolor_space.strip()) != mode:
            return None
        transform = ImageCms.buildTransform(source, _SRGB, mode, "RGB")
        return transform if _changes_colours(transform, mode) else None
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _changes_colours(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Try it on a sample of all colours: names of profiles tell nothing, there are dozens of sRGB."""
    if mode == "CMYK":
        return True
    steps = np.linspace(0, 255, 9, dtype=np.uint8)
    grid = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(27, 27, 3) if mode == "RGB" else steps[None]
    before = Image.fromarray(grid)
    after = np.asarray(transform.apply(before), dtype=np.int16)
    return bool(np.abs(after - np.asarray(before.convert("RGB"), dtype=np.int16)).max() > _NO_VISIBLE_CHANGE)
