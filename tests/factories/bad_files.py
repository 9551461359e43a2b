"""Every kind of file that a folder of photos may hold, good and bad, and the state each ends in."""

import io
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from factories.album import LONG_AGO
from kenfolk.vision.fake import draw_photo
from servers import LEFT, RIGHT


@dataclass(frozen=True)
class Case:
    """A file, and what becomes of it: None for what is no photo, `faces` found, or the beginning of a reason."""

    name: str | bytes
    content: bytes
    faces: int | None = None
    reason: str | None = None


def list_cases() -> list[Case]:
    """Return one of each kind."""
    picture = Image.fromarray(draw_photo([(1, LEFT), (2, RIGHT)]))
    jpeg, png = encode(picture, "JPEG"), encode(picture, "PNG")
    good = [
        Case("plain.jpg", jpeg),
        Case("with space, and & more.jpg", jpeg),
        Case("\N{WOMAN}\N{ZERO WIDTH JOINER}\N{ROCKET} Zoë \N{CJK UNIFIED IDEOGRAPH-5BB6}.jpg", jpeg),
        Case("new\nline\tand tab.jpg", jpeg),
        Case(b"latin \xe9\xff.jpg", jpeg),
        Case("-rf.jpg", jpeg),
        Case("n" * 251 + ".jpg", jpeg),
        Case("LOUD.JPG", jpeg),
        Case("really a png.jpg", png),
        Case("cmyk.jpg", encode(picture.convert("CMYK"), "JPEG")),
        Case("colour of 16 bits.png", encode_deep(np.asarray(picture))),
        Case("animated.gif", encode_moving(picture, "GIF")),
        Case("animated.webp", encode_moving(picture, "WEBP")),
        Case("exif.jpg", jpeg[:2] + b"\xff\xe1\x00\x20Exif\0\0II*\0\xff\xff\xff\xff" + b"\xaa" * 16 + jpeg[2:]),
        Case("late.tiff", encode(picture, "TIFF")),
    ]
    lasting = [
        Case("cut short.jpg", jpeg[: len(jpeg) // 2], reason="This photo is damaged"),
        Case("cut short.png", png[: len(png) // 2], reason="This photo is damaged"),
        Case("empty.jpg", b"", reason="This file is empty"),
        Case("words.jpg", b"Dear diary, this is no photo. " * 99, reason="This file is not a photo"),
        Case("bomb.png", b"".join(encode_bomb(30_000)), reason="This photo has more than 150 megapixels"),
        Case("noise.heic", b"\0\0\0\x18ftypheic" + b"\x55" * 5000, reason="This photo is damaged"),
        Case("film.gif", b"GIF89a" + b"\0" * 3, reason="This photo is damaged"),
    ]
    none = [Case("notes.txt", b"hello"), Case("film.mp4", b"\0\0\0\x18ftypmp42"), Case(".hidden.jpg", jpeg)]
    found = [Case(case.name, case.content, faces=2) for case in good]
    return [*found, Case("grey of 16 bits.png", encode_grey(), faces=0), *lasting, *none]


def write_cases(folder: Path, cases: Iterable[Case]) -> None:
    """Save the files, as if it had been long ago."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases:
        path = folder / os.fsdecode(case.name)
        path.write_bytes(case.content)
        os.utime(path, (LONG_AGO, LONG_AGO))


def encode(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 95} if kind == "JPEG" else {}))
    return out.getvalue()


def encode_moving(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    blank = Image.new("RGB", image.size, "grey")
    image.save(out, kind, save_all=True, append_images=[blank] * 20, duration=40, loop=0)
    return out.getvalue()


def encode_grey() -> bytes:
    return encode(Image.fromarray(np.linspace(0, 65535, 640 * 480).reshape(480, 640).astype(np.uint16)), "PNG")


def encode_deep(pixels: np.ndarray) -> bytes:
    height, width = pixels.shape[:2]
    rows = (pixels.astype(">u2") * 257).reshape(height, -1)
    data = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _part(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0)),
            _part(b"IDAT", data),
            _part(b"IEND", b""),
        )
    )


def encode_bomb(side: int) -> Iterator[bytes]:
    """A few hundred kilobytes that become gigabytes."""
    yield b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    squeeze, row = zlib.compressobj(9), bytes(1 + 3 * side)
    packed = b"".join(squeeze.compress(row) for _ in range(side // 100)) + squeeze.flush()
    yield _part(b"IDAT", packed) + _part(b"IEND", b"")


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
