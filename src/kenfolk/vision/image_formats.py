"""Which format a file is, by its first bytes, and the one plugin that reads it.

Pillow's own `Image.open` would try every plugin it has, and warn about big photos before we can refuse them by our
own budget. Asking a plugin directly needs no global settings, and opens no door to formats nobody photographs in.
"""

import warnings

from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import HeifImageFile

from kenfolk.vision.image_source import BoundedFile, NotAnImage, decoding

_PLUGINS: dict[str, type[ImageFile]] = {
    "jpeg": JpegImageFile,  # also the first picture of a phone's several in one (MPO)
    "png": PngImageFile,
    "webp": WebPImageFile,
    "heic": HeifImageFile,
    "avif": AvifImageFile,
    "tiff": TiffImageFile,
    "bmp": BmpImageFile,
    "gif": GifImageFile,
}
_FIRST_BYTES = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"II+\0": "tiff",
    b"MM\0+": "tiff",
    b"BM": "bmp",
}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# A progressive JPEG may hold scans of a few bytes that cost a second each: ask for the time between small blocks.
_JPEG_BLOCK = 8192


def recognise(head: bytes) -> str | None:
    """The name of the format these first bytes belong to."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(len(head), int.from_bytes(head[:4])), 4))}
        return "avif" if brands & {b"avif", b"avis"} else "heic" if brands & _HEIC_BRANDS else None
    return next((name for first, name in _FIRST_BYTES.items() if head.startswith(first)), None)


def open_image(file: BoundedFile) -> tuple[str, ImageFile]:
    """Name the format and read the header, not yet the pixels."""
    name = recognise(file.read(64))
    if name is None:
        raise NotAnImage
    _silence_plugins()
    file.seek(0)
    with decoding():
        image = _PLUGINS[name](file.as_file(), "")
    if name == "jpeg":
        image.decodermaxblock = _JPEG_BLOCK
    return name, image


def _silence_plugins() -> None:
    """Plugins warn of odd metadata, which is nobody's business here.

    Looked up each time, because `catch_warnings` elsewhere puts the old filters back, and is not safe with threads.
    """
    if not any(module is not None and _SILENT in str(module) for *_, module, _line in warnings.filters):
        warnings.filterwarnings("ignore", module=_SILENT)


_SILENT = r"(PIL|pillow_heif)\."
