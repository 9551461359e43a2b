"""How a photo was taken, for people to read: lens, exposure, place. Any of it may be missing, nonsense or a trap."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from PIL.ExifTags import GPS, IFD, Base
from PIL.Image import Exif

from kenfolk.vision.exif import clean_text, read_camera_notes, read_detail
from kenfolk.vision.image_formats import open_image
from kenfolk.vision.image_source import BoundedFile, Budget, decoding


@dataclass(frozen=True, slots=True)
class Shot:
    """What the camera noted of one photo."""

    taken_at: datetime | None = None  # by the camera's clock, which knows no time zone
    make: str | None = None
    model: str | None = None
    lens: str | None = None
    exposure_s: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal_mm: float | None = None
    focal_35mm: float | None = None  # what it would be on 35 mm film
    software: str | None = None
    latitude: float | None = None  # degrees, north is positive
    longitude: float | None = None  # degrees, east is positive


def read_shot(data: BinaryIO, *, budget: Budget) -> Shot:
    """Read the header of a photo and what is noted there; raises an ImageError for what is no photo."""
    _, image = open_image(BoundedFile(data, budget))
    notes = read_camera_notes(image)
    with decoding():
        try:
            basic = image.getexif()
        except Exception:  # noqa: BLE001 (broken EXIF raises nearly anything, and a photo without notes is still a photo)
            basic = Exif()
        detail, place = read_detail(basic, IFD.Exif), read_detail(basic, IFD.GPSInfo)
    return Shot(
        taken_at=notes.taken_at,
        make=notes.make,
        model=notes.model,
        lens=clean_text(detail.get(Base.LensModel)),
        exposure_s=_positive(detail.get(Base.ExposureTime), most=1e6),
        f_number=_positive(detail.get(Base.FNumber), most=1000),
        iso=_whole(detail.get(Base.ISOSpeedRatings)),
        focal_mm=_positive(detail.get(Base.FocalLength), most=1e5),
        focal_35mm=_positive(detail.get(Base.FocalLengthIn35mmFilm), most=1e5),
        software=clean_text(basic.get(Base.Software)),
        **_read_place(place),
    )


def _read_place(place: dict[int, object]) -> dict[str, float | None]:
    """Both coordinates, or none: one alone says nothing, and a pair of zeros is a camera that did not know."""
    latitude = _degrees(place.get(GPS.GPSLatitude), place.get(GPS.GPSLatitudeRef), negative="S", most=90)
    longitude = _degrees(place.get(GPS.GPSLongitude), place.get(GPS.GPSLongitudeRef), negative="W", most=180)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return {"latitude": None, "longitude": None}
    return {"latitude": latitude, "longitude": longitude}


def _degrees(parts: object, side: object, *, negative: str, most: float) -> float | None:
    if not isinstance(parts, tuple | list) or not 1 <= len(parts) <= 3:
        return None
    numbers = [_number(part) for part in parts]
    if any(number is None or number < 0 for number in numbers):
        return None
    value = sum((number or 0.0) / 60.0**at for at, number in enumerate(numbers))
    if value > most:
        return None
    return round(-value if (clean_text(side) or "").upper() == negative else value, 6)


def _positive(value: object, *, most: float) -> float | None:
    number = _number(value)
    return number if number is not None and 0 < number <= most else None


def _whole(value: object) -> int | None:
    number = _positive(value[0] if isinstance(value, tuple | list) and value else value, most=1e8)
    return None if number is None else round(number)


def _number(value: Any) -> float | None:
    """A number, also of a fraction; None for one with nothing below its line."""
    try:
        number: float = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None
