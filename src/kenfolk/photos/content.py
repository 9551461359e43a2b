"""What is in a photo's file now: found out without a transaction, written down by photos.read."""

import hashlib
import logging
from dataclasses import dataclass

from kenfolk.kit.db import Database
from kenfolk.kit.errors import AppError
from kenfolk.kit.steps import Outcome, Retry
from kenfolk.photos import store
from kenfolk.photos.files import PhotoFiles
from kenfolk.photos.moves import choose_moved
from kenfolk.photos.names import thumb_key
from kenfolk.photos.reading import AGAIN, outcome_of, read_bytes
from kenfolk.photos.store import PhotoFile
from kenfolk.storage.base import FileStat
from kenfolk.storage.errors import Full, OwnFilesAway, StorageError
from kenfolk.vision.image import DecodedImage, decode_image, with_overview

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """The file was read."""

    stat: FileStat
    sha256: str
    image: DecodedImage | None = None  # None: this content is known already
    colour: int | None = None  # of its thumbnail, on the average
    known_as: PhotoFile | None = None  # the photo whose content this is, and whose own file has gone


@dataclass(frozen=True, slots=True)
class Trouble:
    """It could not be."""

    error: Exception
    outcome: Outcome


def find_content(database: Database, files: PhotoFiles, file: PhotoFile) -> Content | Trouble:
    """Read the file, and make its thumbnail when the content is new. Raises only when there is no space for that."""
    stat = None
    try:
        data, stat = read_bytes(file, files)
        sha256 = hashlib.sha256(data).hexdigest()
        if _is_known(files, file, sha256):
            return Content(stat, sha256)
        with database.read() as session:
            known = store.list_files_of_content(session, sha256)
        moved = choose_moved(file, stat, known)
        if moved is not None:
            return Content(stat, sha256, known_as=moved)
        decoded = decode_image(data, budget=files.budget, want_side=files.working_side, as_stored=True)
        image = with_overview(decoded)
    except OwnFilesAway:
        raise  # the whole step waits for them
    except Exception as error:
        if not isinstance(error, AppError):
            log.warning("could not read %r", file.path, exc_info=error)
        return Trouble(error, outcome_of(error, stat))
    try:
        colour = files.save_thumb(file.id, sha256, image)
    except (Full, OwnFilesAway):
        raise  # the whole step waits
    except StorageError as error:
        return Trouble(error, Retry(error.message, after=AGAIN))
    return Content(stat, sha256, image, colour)


def _is_known(files: PhotoFiles, file: PhotoFile, sha256: str) -> bool:
    was_read = file.sha256 == sha256 and file.width is not None
    return was_read and files.derived.exists(thumb_key(file.id, sha256))
