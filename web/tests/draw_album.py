"""Draws photos that the fake detector understands, so that the journeys have somebody to meet."""

import datetime as dt
import os
import sys
from pathlib import Path

from PIL import Image

from kenfolk.vision.fake import GOLDEN, draw_photo

PEOPLE = 6  # with as many photos as their number is low
SIZE = (1200, 800)


def draw_album(folder: Path) -> None:
    """Fill a folder with photos of a few persons, some alone and some with others, and one file that is no photo."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(36):
        persons = [number % PEOPLE, (number // 2) % PEOPLE] if number % 3 == 0 else [number % PEOPLE]
        boxes = [(p, _place(number, at)) for at, p in enumerate(dict.fromkeys(persons))]
        taken = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC) - dt.timedelta(days=9 * number)
        _save(folder / f"IMG_{number:03}.jpg", boxes, taken)
    for number, degrees in enumerate((2.5, 3.0, 3.5, 4.0, 4.5, 5.0)):
        # Somebody much like the first person, but not so much that the machine would say so by itself.
        box = (300.0, 200.0, 520.0, 470.0)
        taken = dt.datetime(2024, 3, 1 + number, 12, tzinfo=dt.UTC)
        _save(folder / f"alike_{number}.jpg", [(degrees / GOLDEN, box)], taken)
    (folder / "broken.jpg").write_bytes((folder / "IMG_000.jpg").read_bytes()[:900])
    newest = dt.datetime(2026, 7, 2, 12, tzinfo=dt.UTC).timestamp()  # all that can be known of when it was taken
    os.utime(folder / "broken.jpg", (newest, newest))


def draw_extra(folder: Path) -> None:
    """One more photo, for an upload."""
    folder.mkdir(parents=True, exist_ok=True)
    _save(folder / "extra.jpg", [(1, (420.0, 180.0, 660.0, 480.0))], dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC))


def _place(number: int, at: int) -> tuple[float, float, float, float]:
    left, top = 160 + 480 * at + 11 * (number % 7), 200 + 9 * (number % 5)
    side = 200 + 6 * (number % 4)
    return float(left), float(top), float(left + side), float(top + side * 1.25)


def _save(path: Path, boxes: list[tuple[float, tuple[float, float, float, float]]], taken: dt.datetime) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    Image.fromarray(draw_photo(boxes, SIZE)).save(path, quality=92, exif=exif)


if __name__ == "__main__":
    draw_album(Path(sys.argv[1]))
    draw_extra(Path(sys.argv[2]))
