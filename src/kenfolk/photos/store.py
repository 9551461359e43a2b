"""Every query on sources and photos."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.failures import forget, not_due
from kenfolk.photos.models import Photo, Source
from kenfolk.storage.base import FileStat

READ = "photos.read"
SCAN = "photos.scan"
STEPS_ON_PHOTOS = (READ, "faces.detect")  # theirs are the failures that go with a photo


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo's row as it was read, for work that holds no session."""

    id: int
    source_id: int
    key: str
    size: int
    mtime_ns: int
    etag: str | None
    state: str
    sha256: str | None
    format: str | None
    width: int | None
    root: str
    root_mark: str | None

    @property
    def path(self) -> str:
        """The whole path, for people."""
        return f"{self.root.rstrip('/')}/{self.key}"

    @property
    def stat(self) -> FileStat:
        """Size, time and etag of the file when it was looked at last."""
        return FileStat(self.size, self.mtime_ns, self.etag)


def list_files(session: ReadSession, condition: sa.ColumnElement[bool]) -> list[PhotoFile]:
    """Return the files of the photos that fulfil `condition`, by id."""
    query = sa.select(Photo, Source.root, Source.root_mark).join(Source).where(condition).order_by(Photo.id)
    return [
        PhotoFile(
            id=photo.id,
            source_id=photo.source_id,
            key=photo.key,
            size=photo.size,
            mtime_ns=photo.mtime_ns,
            etag=photo.etag,
            state=photo.state,
            sha256=photo.sha256,
            format=photo.format,
            width=photo.width,
            root=root,
            root_mark=mark,
        )
        for photo, root, mark in session.execute(query)
    ]


def find_file(session: ReadSession, photo_id: int) -> PhotoFile | None:
    """Return one photo's file."""
    return next(iter(list_files(session, Photo.id == photo_id)), None)


def list_files_of_content(session: ReadSession, sha256: str) -> list[PhotoFile]:
    """Return the photos that were read and had this content then."""
    return list_files(session, sa.and_(Photo.sha256 == sha256, Photo.width.is_not(None)))


TO_READ = sa.literal_column("photo.state IN ('new', 'failed')", sa.Boolean)  # as the index says it


def is_waiting(*, now: dt.datetime) -> sa.ColumnElement[bool]:
    """Photos to be read: new ones, and failed ones that a person wants tried again."""
    away = sa.select(Source.id).where(sa.or_(Source.away_at.is_not(None), Source.removed_at.is_not(None)))
    return sa.and_(
        Photo.state.in_(("new", "failed")), Photo.id.not_in(not_due(READ, now=now)), Photo.source_id.not_in(away)
    )


def list_waiting(session: ReadSession, *, now: dt.datetime, limit: int, skip: Collection[int]) -> Sequence[int]:
    """Return ids of photos to be read: what was uploaded, then the others; oldest first."""
    query = sa.select(Photo.id).where(is_waiting(now=now)).order_by(Photo.id)
    uploads = sa.select(Source.id).where(Source.kind == "upload").scalar_subquery()
    of_uploads = query.where(TO_READ, Photo.source_id == uploads, Photo.id.not_in(skip)).limit(limit)
    found = session.scalars(of_uploads).all()
    rest = query.where(Photo.id.not_in([*skip, *found])).limit(limit - len(found))
    return [*found, *session.scalars(rest)]


def count_photos(session: ReadSession, condition: sa.ColumnElement[bool]) -> int:
    """Count photos."""
    return session.scalar(sa.select(sa.func.count(Photo.id)).where(condition)) or 0


def photos_by_key(session: ReadSession, source_id: int, keys: Iterable[str]) -> dict[str, Photo]:
    """Return the photos at these places of a source."""
    query = sa.select(Photo).where(Photo.source_id == source_id, Photo.key.in_(list(keys)))
    return {photo.key: photo for photo in session.scalars(query)}


@dataclass(frozen=True, slots=True)
class Known:
    """As much of a photo as a scan compares."""

    id: int
    size: int
    mtime_ns: int
    etag: str | None
    state: str


def known_by_key(session: ReadSession, source_id: int, keys: Iterable[str]) -> dict[str, Known]:
    """Return what a scan compares of the photos at these places, which is all it asks of most."""
    query = sa.select(Photo.key, Photo.id, Photo.size, Photo.mtime_ns, Photo.etag, Photo.state)
    rows = session.execute(query.where(Photo.source_id == source_id, Photo.key.in_(list(keys))))
    return {key: Known(*known) for key, known in ((row[0], row[1:]) for row in rows)}


def list_unseen(session: ReadSession, source_id: int, seen: Collection[int]) -> list[str]:
    """Return the places of photos that are not known to be missing, and that are not among those seen."""
    query = sa.select(Photo.id, Photo.key).where(Photo.source_id == source_id, Photo.state != "missing")
    rows = session.execute(query.execution_options(yield_per=1000))
    return [key for photo_id, key in rows if photo_id not in seen]


def is_any_below(session: ReadSession, source_id: int, folder: str) -> bool:
    """Is a photo in this folder, as far as we know?"""
    below = Photo.key.startswith(f"{folder}/", autoescape=True)
    present = sa.and_(Photo.source_id == source_id, Photo.state != "missing", below)
    return session.scalar(sa.select(Photo.id).where(present).limit(1)) is not None


def lock_source(session: WriteSession, source_id: int) -> Source | None:
    """Return the source, and keep other writers of its photos waiting until we commit. None if it was removed."""
    query = sa.select(Source).where(Source.id == source_id, Source.removed_at.is_(None)).with_for_update()
    return session.scalar(query)


def list_sources(session: ReadSession, *, after_id: int = 0, limit: int | None = None) -> list[Source]:
    """Return the sources in the library, oldest first."""
    query = sa.select(Source).where(Source.removed_at.is_(None), Source.id > after_id).order_by(Source.id)
    return list(session.scalars(query.limit(limit)))


def find_source(session: ReadSession, source_id: int) -> Source | None:
    """Return a source that is in the library."""
    return session.scalar(sa.select(Source).where(Source.id == source_id, Source.removed_at.is_(None)))


def find_source_by_root(session: ReadSession, root: str) -> Source | None:
    """Return the source of this folder, also one that was removed."""
    return session.scalar(sa.select(Source).where(Source.root == root))


def find_upload_source(session: ReadSession) -> Source | None:
    """Return the source uploads go to."""
    return session.scalar(sa.select(Source).where(Source.kind == "upload"))


def is_scan_due() -> sa.ColumnElement[bool]:
    """Sources somebody wants scanned, since their last complete scan began."""
    not_since = sa.or_(Source.scanned_at.is_(None), Source.scanned_at < Source.scan_asked_at)
    return sa.and_(Source.removed_at.is_(None), Source.scan_asked_at.is_not(None), not_since)


def list_scans_due(session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
    """Return ids of sources to be scanned."""
    query = sa.select(Source.id).where(is_scan_due(), Source.id.not_in(skip)).order_by(Source.scan_asked_at, Source.id)
    return session.scalars(query.limit(limit)).all()


def count_photos_by_source(session: ReadSession) -> dict[int, int]:
    """Count the photos of each source, without missing ones."""
    query = sa.select(Photo.source_id, sa.func.count()).where(Photo.state != "missing").group_by(Photo.source_id)
    return dict(session.execute(query).all())


def list_without_colour(session: ReadSession, *, after_id: int, limit: int) -> list[tuple[int, str]]:
    """Return id and content of photos that were read, but not for their colour; by id."""
    lacking = sa.and_(Photo.colour.is_(None), Photo.width.is_not(None), Photo.sha256.is_not(None))
    query = sa.select(Photo.id, Photo.sha256).where(lacking, Photo.id > after_id).order_by(Photo.id).limit(limit)
    return [(photo_id, sha256) for photo_id, sha256 in session.execute(query) if sha256]


def note_colours(session: WriteSession, colours: Mapping[int, int], *, shas: Mapping[int, str]) -> None:
    """Write colours down, where the content is still the one they were seen in."""
    for photo_id, colour in colours.items():
        still = sa.and_(Photo.id == photo_id, Photo.sha256 == shas[photo_id])
        session.execute(sa.update(Photo).where(still).values(colour=colour))


def mark_all_missing(session: WriteSession, source_id: int, *, now: dt.datetime) -> None:
    """Take every photo of a source out of the library, and what failed on it."""
    for step in STEPS_ON_PHOTOS:
        forget(session, step, sa.select(Photo.id).where(Photo.source_id == source_id))
    present = sa.and_(Photo.source_id == source_id, Photo.state != "missing")
    session.execute(sa.update(Photo).where(present).values(state="missing", missing_at=now))


def lose_photo(session: WriteSession, photo: Photo, *, now: dt.datetime) -> None:
    """The photo's file is gone: keep what was ever seen in it, and nothing of a photo that was never read."""
    for step in STEPS_ON_PHOTOS:
        forget(session, step, [photo.id])
    if photo.width is None:
        try:
            with session.begin_nested():
                session.delete(photo)
        except sa.exc.IntegrityError:  # somebody has spoken of it all the same
            session.refresh(photo)
        else:
            return
    photo.state, photo.missing_at = "missing", now
