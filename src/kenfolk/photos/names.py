"""Where a photo's pictures lie among the derived files, and which files are photos at all."""

EXTENSIONS = frozenset(
    ".jpg .jpeg .jpe .jfif .mpo .png .webp .heic .heif .hif .avif .tif .tiff .bmp .gif".split()  # noqa: SIM905 (reads better)
)
MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "avif": "image/avif",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "gif": "image/gif",
}
USUAL_EXTENSION = {"jpeg": ".jpg", "tiff": ".tif"} | {
    name: f".{name}" for name in ("png", "webp", "heic", "avif", "bmp", "gif")
}


def is_photo_name(key: str) -> bool:
    """Does the name promise a photo? What is in it shows when it is read."""
    return f".{key.rpartition('.')[2].lower()}" in EXTENSIONS


def thumb_key(photo_id: int, sha256: str) -> str:
    """Where the small picture for grids lies."""
    return f"thumbs/{photo_id // 1000}/{photo_id}-{sha256[:12]}.jpg"


def image_key(photo_id: int, sha256: str) -> str:
    """Where the big picture for the viewer lies."""
    return f"images/{photo_id // 1000}/{photo_id}-{sha256[:12]}.jpg"
