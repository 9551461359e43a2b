"""Decoded photos on their way from the reader to the detector, so that a photo is decoded once."""

import threading
import time
from dataclasses import dataclass

from kenfolk.vision.image import DecodedImage


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    sha256: str
    image: DecodedImage
    until: float


class Handover:
    """A shelf of bounded size. What does not fit is decoded again; what nobody takes is dropped after a while."""

    def __init__(self, *, max_bytes: int, seconds: float = 120.0) -> None:
        self._max_bytes, self._seconds = max_bytes, seconds
        self._lock = threading.Lock()
        self._kept: dict[int, _Kept] = {}

    def put(self, photo_id: int, sha256: str, image: DecodedImage) -> None:
        """Keep the image if there is room. Older ones stay: they are taken first."""
        with self._lock:
            self._kept.pop(photo_id, None)
            self._drop_stale()
            if self._size() + image.pixels.nbytes <= self._max_bytes:
                self._kept[photo_id] = _Kept(sha256, image, time.monotonic() + self._seconds)

    def take(self, photo_id: int, sha256: str | None) -> DecodedImage | None:
        """Hand the image over, and forget it."""
        with self._lock:
            kept = self._kept.pop(photo_id, None)
            return kept.image if kept and kept.sha256 == sha256 else None

    def drop_stale(self) -> None:
        """Free the memory of images that nobody came for."""
        with self._lock:
            self._drop_stale()

    def _drop_stale(self) -> None:
        now = time.monotonic()
        self._kept = {photo_id: kept for photo_id, kept in self._kept.items() if kept.until > now}

    def _size(self) -> int:
        return sum(kept.image.pixels.nbytes for kept in self._kept.values())
