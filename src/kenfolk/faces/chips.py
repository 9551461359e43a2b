"""The canonical chip of a face: how it is cut, and the key it is kept under."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from kenfolk.faces import store
from kenfolk.kit.db import Database
from kenfolk.storage.base import Storage, read_ends
from kenfolk.storage.errors import Missing
from kenfolk.vision.align import CHIP, cut_chip
from kenfolk.vision.boxes import Box
from kenfolk.vision.detect import Detection
from kenfolk.vision.image import DecodedImage, Pixels, encode_jpeg
from kenfolk.vision.jpeg import decode_ours, is_whole
from kenfolk.vision.quality import Quality, measure_quality

JPEG_QUALITY = 95  # chips are what embedders read, now and after every change of model

SWEEP = 500  # chips to delete at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFace:
    """A face with its chip, in pixels of the whole upright photo."""

    box: Box
    landmarks: list[list[float]]
    score: float
    quality: float
    measures: dict[str, Any]
    chip_key: str


def save_chip(
    derived: Storage, image: DecodedImage, face: Detection, *, photo_id: int, sha256: str, detector_version: str
) -> FoundFace:
    """Cut the chip of a face of the photo and save it.

    The key says all the chip was made from. So a step that is killed before its commit and runs again writes the same
    file again, and nothing is doubled or orphaned.
    """
    chip = image.to_screen(cut_chip(image.pixels, to_pixels(image, face).landmarks))
    quality = measure_quality(chip, face)
    key = make_chip_key(face, photo_id=photo_id, sha256=sha256, detector_version=detector_version)
    derived.save(key, encode_jpeg(chip, quality=JPEG_QUALITY), durable=False)
    return FoundFace(
        box=face.box,
        landmarks=_rounded(face),
        score=face.score,
        quality=quality.value,
        measures=_measures(quality),
        chip_key=key,
    )


def load_chip(derived: Storage, key: str) -> Pixels | None:
    """Return a chip's pixels; None when its file is lost or damaged."""
    try:
        chip = decode_ours(read_chip(derived, key))
    except Missing:
        return None
    return chip if chip is not None and chip.shape == (CHIP, CHIP, 3) else None


def read_chip(derived: Storage, key: str) -> bytes:
    """Return a chip's file. One that a power cut left empty or cut off is as good as lost: raises Missing."""
    data = derived.read(key)
    if not is_whole(data):
        raise Missing(key=key)
    return data


def find_chip(derived: Storage, key: str) -> str | None:
    """Return where the proxy in front of us has a chip, None where none has it. A damaged one is Missing here too."""
    url = derived.served_url(key)
    if url is not None and not is_whole(read_ends(derived, key)):
        raise Missing(key=key)
    return url


def sweep_stale_chips(database: Database, derived: Storage) -> None:
    """Delete the files of chips that no face needs any more; call it after the commit that retired them.

    Whether one is needed is asked inside the write transaction in which it is crossed off: until that ends no face can
    take it up again.
    """
    with database.read() as session:
        keys = store.list_stale_chips(session, limit=SWEEP)
    if not keys:
        return
    with database.write() as session:
        for key in set(keys) - store.find_needed_chips(session, keys):
            derived.delete(key)
        store.forget_stale_chips(session, keys)


def make_chip_key(face: Detection, *, photo_id: int, sha256: str, detector_version: str) -> str:
    """Return the key of a chip: the same for the same photo, detector, box and landmarks."""
    corners = [round(edge, 2) for edge in face.box]
    text = f"{sha256} {detector_version} {corners} {_rounded(face)}"
    digest = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    return f"chips/{photo_id // 1000}/{photo_id}-{sha256[:12]}-{digest}.jpg"


def show_different_files(a: str, b: str) -> bool:
    """Tell by their keys whether two chips of one photo were cut from different contents of its file."""
    return a.rsplit("-", 2)[1:-1] != b.rsplit("-", 2)[1:-1]


def to_whole_photo(image: DecodedImage, found: Detection) -> Detection:
    """Return the face in pixels of the whole photo, of which the decoded pixels may be a smaller version."""
    return found.move(scale=1 / image.scale, x=0, y=0)


def to_pixels(image: DecodedImage, whole: Detection) -> Detection:
    """Return a face of the whole photo in the decoded pixels."""
    return whole.move(scale=image.scale, x=0, y=0)


def _rounded(face: Detection) -> list[list[float]]:
    points: list[list[float]] = np.round(face.landmarks.astype(np.float64), 2).tolist()
    return points


def _measures(quality: Quality) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(quality).items() if name != "value"}
