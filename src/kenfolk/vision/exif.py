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
    detail = _read_detail(basic)
    moments = (detail.get(Base.DateTimeOriginal), detail.get(Base.DateTimeDigitized), basic.get(Base.DateTime))
    return CameraNotes(
        orientation=int(orientation) if orientation in range(1, 9) else 1,
        taken_at=next(filter(None, map(parse_moment, moments)), None),
        make=_clean(basic.get(Base.Make)),
        model=_clean(basic.get(Base.Model)),
    )


def parse_moment(value: object) -> datetime | None:
    """The date and time in an EXIF text; None for blanks, zeros and impossible dates."""
    found = _MOMENT.match(_clean(value) or "")
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 (see taken_at)
    except ValueError:
        return None


def _read_detail(basic: Exif) -> dict[int, object]:
    try:
        return dict(basic.get_ifd(IFD.Exif))
    except Exception:  # noqa: BLE001 (as above)
        return {}


def _clean(value: object) -> str | None:
    """Readable text, without the zeros that pad it; None when nothing is left."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value if isinstance(value, str) else ""
    return "".join(filter(str.isprintable, text.split("\0")[0])).strip()[:100] or None
