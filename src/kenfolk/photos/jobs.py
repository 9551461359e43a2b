"""The steps of photos: look through the sources (photos.scan), and read what is new or has changed (photos.read)."""

import datetime as dt
import logging
import threading
from collections.abc import Collection, Mapping, Sequence

from kenfolk.kit.db import Database, ReadSession, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import forget
from kenfolk.kit.steps import Done, Failed, Outcome, Skipped
from kenfolk.photos import store
from kenfolk.photos.content import Content, Trouble, find_content
from kenfolk.photos.dates import local_time
from kenfolk.photos.errors import FileGone, SourceAway
from kenfolk.photos.files import PhotoFiles
from kenfolk.photos.models import Photo
from kenfolk.photos.moves import move_photo
from kenfolk.photos.scan import note_away, scan_source
from kenfolk.photos.store import PhotoFile
from kenfolk.storage.errors import StorageError

log = logging.getLogger(__name__)

SOON = dt.timedelta(seconds=30)  # a photo that is tried again so soon counts as waiting, and the library as busy


class ScanSources:
    """photos.scan: compare each source that asks for it with the table. Ids are sources."""

    def __init__(self, database: Database, *, stopping: threading.Event | None = None) -> None:
        self._database = database
        self._stopping = stopping or threading.Event()

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
        return store.list_scans_due(session, limit=limit, skip=skip)

    def count(self, session: ReadSession) -> int:
        return len(store.list_scans_due(session, limit=1_000_000, skip=()))

    def total(self, session: ReadSession) -> int:
        return len(store.list_sources(session))

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]:
        """Scan. A source that is away says so itself, in its row; the step has done its part."""
        for source_id in ids:
            scan_source(self._database, source_id, stopping=self._stopping)
        return dict.fromkeys(ids, Done())


class ReadPhotos:
    """photos.read: content, date, size and thumbnail of new and changed photos.

    `afresh` names steps of upper rooms on photos: what failed there is tried again when a photo's content changes.
    """

    def __init__(self, database: Database, files: PhotoFiles, *, afresh: Sequence[str] = ()) -> None:
        self._database, self._files, self._afresh = database, files, afresh

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
        self._files.handover.drop_stale()  # `find` is called every few seconds, whatever happens
        return store.list_waiting(session, now=utc_now(), limit=limit, skip=skip)

    def count(self, session: ReadSession) -> int:
        return store.count_photos(session, store.is_waiting(now=utc_now() + SOON))

    def total(self, session: ReadSession) -> int:
        return store.count_photos(session, Photo.state != "missing")

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]:
        """Read the files, then write what was found in one transaction."""
        with self._database.read() as session:
            files = store.list_files(session, Photo.id.in_(ids))
        found = [(file, find_content(self._database, self._files, file)) for file in files]
        for file, content in found:  # before the detector hears of it
            if isinstance(content, Content) and content.image and file.sha256 != content.sha256:
                self._files.handover.put(file.id, content.sha256, content.image)
        outcomes: dict[int, Outcome] = dict.fromkeys(ids, Skipped("gone"))
        with self._database.write() as session:
            for file, content in found:
                outcomes[file.id] = self._write(session, file, content)
        for file, content in found:
            if isinstance(content, Content) and content.image and isinstance(outcomes[file.id], Done):
                self._drop_old_pictures(file, content.sha256)
        return outcomes

    def _write(self, session: WriteSession, file: PhotoFile, content: Content | Trouble) -> Outcome:
        photo = session.get(Photo, file.id, with_for_update=True)
        if photo is None or _place_of(photo) != _place_of(file):
            return Skipped("changed meanwhile")  # and is found again, if it is still to be read
        if isinstance(content, Trouble):
            return _note_trouble(session, photo, content)
        if content.known_as is not None:
            moved = move_photo(session, content.known_as, photo, content.stat)
            return Done() if moved else Skipped("changed meanwhile")
        if photo.sha256 not in (None, content.sha256):  # a photo nobody has read failed in no later step
            for step in self._afresh:
                forget(session, step, [photo.id])
        _note_content(photo, content)
        return Done()

    def _drop_old_pictures(self, file: PhotoFile, sha256: str) -> None:
        if file.sha256 not in (None, sha256):
            try:
                self._files.drop_pictures(file.id, file.sha256)
            except StorageError as error:
                log.warning("could not delete old pictures of %r: %s", file.path, error)


def _place_of(photo: Photo | PhotoFile) -> tuple[object, ...]:
    return photo.source_id, photo.key, photo.size, photo.mtime_ns, photo.etag, photo.state


def _note_trouble(session: WriteSession, photo: Photo, trouble: Trouble) -> Outcome:
    """A photo that fails keeps what was last seen in it, in case that comes back."""
    match trouble:
        case Trouble(error=FileGone()):
            store.lose_photo(session, photo, now=utc_now())
            return Skipped("gone")
        case Trouble(error=SourceAway(message=reason)):
            note_away(session, photo.source_id, reason, now=utc_now())
        case Trouble(outcome=Failed()):
            photo.state = "failed"
    return trouble.outcome


def _note_content(photo: Photo, content: Content) -> None:
    image = content.image
    photo.size, photo.mtime_ns, photo.etag = content.stat.size, content.stat.mtime_ns, content.stat.etag
    photo.state, photo.missing_at, photo.sha256 = "ready", None, content.sha256
    if image is not None:
        photo.format, photo.width, photo.height = image.format, image.width, image.height
        photo.orientation, photo.colour = image.orientation, content.colour
        photo.taken_at = image.taken_at or local_time(content.stat.mtime_ns)
        photo.camera = name_camera(image.camera_make, image.camera_model)


def name_camera(make: str | None, model: str | None) -> str | None:
    """Return make and model as people say them: not "Canon Canon EOS R5"."""
    if make and model and model.lower().startswith(make.split()[0].lower()):
        return model
    return " ".join(filter(None, (make, model))) or None
