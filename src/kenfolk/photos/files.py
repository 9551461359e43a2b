"""A photo's file and its pictures: the original, decoded pixels, the thumbnail, and the viewer's image."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO

from kenfolk.kit.db import Database
from kenfolk.photos import store
from kenfolk.photos.errors import FileGone, NoPictureYet, PhotoChanged, PhotoMissing
from kenfolk.photos.handover import Handover
from kenfolk.photos.names import image_key, thumb_key
from kenfolk.photos.places import away, check_root
from kenfolk.photos.scan import look_at
from kenfolk.photos.store import PhotoFile
from kenfolk.storage.base import FileStat, OnSize, Storage, read_ends, stat_of
from kenfolk.storage.errors import Missing, StorageAway
from kenfolk.storage.places import open_storage
from kenfolk.vision.image import DecodedImage, decode_image, encode_jpeg, resize_to, thumbnail
from kenfolk.vision.image_source import Budget, ImageError
from kenfolk.vision.jpeg import is_whole
from kenfolk.vision.placeholder import average_colour
from kenfolk.vision.shot import Shot, read_shot

THUMB_SIDE, IMAGE_SIDE = 512, 2560
# A phone's photo stays whole; a photo of twice this side or more is halved while it is decoded.
WORKING_SIDE = 4096
HANDOVER_BYTES = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Picture:
    """A small version of a photo, as JPEG."""

    sha256: str  # of the photo it shows
    data: bytes = b""
    url: str | None = None  # where the proxy in front of us has it: then nobody reads its bytes here


class PhotoFiles:
    """Opens and decodes photos. Holds no transaction while it works, and may be used by many threads."""

    def __init__(
        self,
        database: Database,
        derived: Storage,
        *,
        budget: Budget | None = None,
        working_side: int = WORKING_SIDE,
        handover_bytes: int = HANDOVER_BYTES,
    ) -> None:
        self.derived = derived
        self.budget = budget or Budget()
        self.working_side = working_side  # what the detector is given, and so what the reader decodes
        self.handover = Handover(max_bytes=handover_bytes)
        self._database = database
        self._few = threading.Semaphore(2)  # decoding for a browser: it asks for many pictures at once

    def find(self, photo_id: int) -> PhotoFile:
        """Return what is known of the photo's file."""
        with self._database.read() as session:
            file = store.find_file(session, photo_id)
        if file is None:
            raise PhotoMissing(what="photo", id=photo_id)
        return file

    def open_original(self, file: PhotoFile) -> BinaryIO:
        """Open the photo's file; the caller closes it. Says whether the file is gone or its whole folder is away."""
        with _telling_of_root(file):
            return storage_of(file).open(file.key)

    def fetch(self, file: PhotoFile, *, check: OnSize) -> tuple[bytes, FileStat]:
        """Return the whole file and what it was; `check` may refuse its size before it is read."""
        with _telling_of_root(file):
            return storage_of(file).fetch(file.key, check=check)

    def decode(self, photo_id: int, *, sha256: str | None = None, want_side: int | None = None) -> DecodedImage:
        """Return the photo's pixels as it was read: at least `want_side` on the long side, where it has them.

        They are in the photo's own colours; what is made from them to be looked at goes through `to_screen`.

        Without `want_side` in the working size, which the reader has just decoded too: taken from there it is free,
        and if the caller says which content is meant not even the database is asked.
        """
        shelf = self.handover if want_side in (None, self.working_side) else None
        if shelf and sha256 and (kept := shelf.take(photo_id, sha256)):
            return kept
        file = self.find(photo_id)
        if shelf and (kept := shelf.take(photo_id, file.sha256)):
            return kept
        # A photo that waits to be read has the size and time of the new content, but the name of the old.
        if file.state in {"new", "failed"}:
            raise PhotoChanged(path=file.path)
        with self.open_original(file) as opened:
            if not stat_of(opened).is_as(file.stat):
                look_at(self._database, file.source_id, [file.key])  # no scan came by yet: now it waits to be read
                raise PhotoChanged(path=file.path)
            side = want_side or self.working_side
            return decode_image(opened, budget=self.budget, want_side=side, as_stored=True)

    def read_thumb(self, photo_id: int) -> Picture:
        """Return the picture for grids; it was made when the photo was read, and is made again if it was lost."""
        file, sha256 = self._find_read(photo_id)
        return self._find_or_make(thumb_key(photo_id, sha256), file, sha256, side=THUMB_SIDE)

    def read_image(self, photo_id: int) -> Picture:
        """Return the picture for the viewer; made when it is first looked at."""
        file, sha256 = self._find_read(photo_id)
        return self._find_or_make(image_key(photo_id, sha256), file, sha256, side=IMAGE_SIDE)

    def read_shot(self, file: PhotoFile) -> Shot:
        """Return what the camera noted in the photo's file; of a file that cannot be read, that nothing is known."""
        with self._few, self.open_original(file) as opened:
            try:
                return read_shot(opened, budget=self.budget)
            except ImageError:
                return Shot()

    def save_thumb(self, photo_id: int, sha256: str, image: DecodedImage) -> int:
        """Keep the picture for grids; return its colour on the average, which stands for it until it is there."""
        pixels = image.to_screen(image.pixels) if image.overview is None else image.overview
        picture = thumbnail(pixels, side=THUMB_SIDE, whole=(image.width, image.height))
        self.derived.save(thumb_key(photo_id, sha256), picture, durable=False)
        return average_colour(pixels)

    def drop_pictures(self, photo_id: int, sha256: str) -> None:
        """Delete the pictures of a content the photo no longer has."""
        for key in (thumb_key(photo_id, sha256), image_key(photo_id, sha256)):
            self.derived.delete(key)

    def _find_read(self, photo_id: int) -> tuple[PhotoFile, str]:
        file = self.find(photo_id)
        if file.sha256 is None or file.width is None:
            raise NoPictureYet(id=photo_id)
        return file, file.sha256

    def _find_or_make(self, key: str, file: PhotoFile, sha256: str, *, side: int) -> Picture:
        with suppress(Missing):
            url = self.derived.served_url(key)
            kept = self.derived.read(key) if url is None else read_ends(self.derived, key)
            if is_whole(kept):
                return Picture(sha256, kept) if url is None else Picture(sha256, url=url)
        with self._few:
            image = self.decode(file.id, want_side=side)
            picture = encode_jpeg(image.to_screen(resize_to(image.pixels, side=side)), quality=85)
        self.derived.save(key, picture, durable=False)
        return Picture(sha256, picture)


def storage_of(file: PhotoFile) -> Storage:
    """The folder or bucket of the user's that the photo lies in: only ever read."""
    return open_storage(file.root, writable=False)


@contextmanager
def _telling_of_root(file: PhotoFile) -> Iterator[None]:
    """Tell a file that is gone from a source that is away as a whole."""
    try:
        yield
    except Missing as error:
        check_root(file.root, mark=file.root_mark)
        raise FileGone(path=file.path) from error
    except StorageAway as error:
        raise away(file.root, error) from error
