"""Real image files, made on the spot."""

import io

from PIL import Image


def draw(
    seed: int = 0, *, kind: str = "JPEG", size: tuple[int, int] = (64, 48), exif: Image.Exif | None = None,
    profile: bytes | None = None,
) -> bytes:  # fmt: skip
    """A small photo in one colour; another seed is another content."""
    out = io.BytesIO()
    image = Image.new("RGB", size, (seed * 37 % 256, seed % 256, 90))
    extra = {"exif": exif, "icc_profile": profile}
    image.save(out, kind, **{name: value for name, value in extra.items() if value is not None})
    return out.getvalue()
