"""What the camera wrote beside the pixels: which way is up, when, and with what. Any of it may be missing or nonsense."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL.ExifTags import IFD, Base
from PIL.Image import Exif, Image

_MOMENT = re.compile(r"(\d{4})[:\-/.](\d\d?)[:\-/.](\d\d?)[ T](\d\d?):(\d\d?)(?::(\d\d?))?")


@dataclass(frozen=True, slots=True)
class CameraNotes:
    """The few EXIF fields a photo library needs."""

    orientation: int = 1
    taken_at: datetime | None = None  # by the camera's clock, which knows no time zone
    make: str | None = None
    model: str | None = None


def read_camera_notes(image: Image) -> CameraNotes:
    """Read what can be read."""
    try:
        basic = image.getexif()
    except Exception:  # noqa: BLE001 (broken EXIF raises nearly anything, and a photo without notes is still a photo)
        return CameraNotes()
    orientation: Any = basic.get(Base.Orientation)
    detail = read_detail(basic)
    moments = (detail.get(Base.DateTimeOriginal), detail.get(Base.DateTimeDigitized), basic.get(Base.DateTime))
    return CameraNotes(
        orientation=int(orientation) if orientation in range(1, 9) else 1,
        taken_at=next(filter(None, map(parse_moment, moments)), None),
        make=clean_text(basic.get(Base.Make)),
        model=clean_text(basic.get(Base.Model)),
    )


def parse_moment(value: object) -> datetime | None:
    """The date and time in an EXIF text; None for blanks, zeros and impossible dates."""
    found = _MOMENT.match(clean_text(value) or "")
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 (see taken_at)
    except ValueError:
        return None


def read_detail(basic: Exif, part: int = IFD.Exif) -> dict[int, object]:
    """Return one of the further parts of EXIF; nothing where it is broken."""
    try:
        return dict(basic.get_ifd(part))
    except Exception:  # noqa: BLE001 (as above)
        return {}


def clean_text(value: object) -> str | None:
    """Readable text, without the zeros that pad it; None when nothing is left."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return "".join(filter(str.isprintable, text.split("\0")[0])).strip()[:100] or None
