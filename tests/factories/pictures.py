"""Real image files, made on the spot."""

import io

from PIL import Image


def draw(
    seed: int = 0, *, kind: str = "JPEG", size: tuple[int, int] = (64, 48), exif: Image.Exif | None = None
) -> bytes:
    """A small photo in one colour; another seed is another content."""
    out = io.BytesIO()
    image = Image.new("RGB", size, (seed * 37 % 256, seed % 256, 90))
    image.save(out, kind, **({} if exif is None else {"exif": exif}))
    return out.getvalue()
