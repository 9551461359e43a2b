"""Tables of photos: where files come from, and what each file is."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kenfolk.kit.db import Base
from kenfolk.kit.db_types import Id, UtcDateTime


class Source(Base):
    """A place with photos: a folder or bucket of the user's that is only read, or the place uploads go to."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]  # folder | bucket | upload
    root: Mapped[str] = mapped_column(unique=True)  # absolute path, or URL; see storage/places.py
    added_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    scan_asked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # later than scanned_at: a scan is due
    scanned_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # when the last complete scan began
    error: Mapped[str | None]  # why the last scan could not look everywhere
    root_mark: Mapped[str | None]  # which disk and folder, or server, the root was
    away_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # the root cannot be reached; its photos are kept
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)  # kept for the names; added again, they return


class Photo(Base):
    """One image file. A file that vanished keeps its row, its faces and their names, in case it comes back."""

    __tablename__ = "photo"
    __table_args__ = (
        sa.UniqueConstraint("source_id", "key"),
        # What is to be read of a source: few, so that uploads are found among a million photos of folders.
        sa.Index(
            "ix_photo_to_read",
            "source_id",
            "id",
            sqlite_where=sa.text("state IN ('new', 'failed')"),
            postgresql_where=sa.text("state IN ('new', 'failed')"),
        ),
        # All that the timeline asks when it counts: a library's months are counted without a look at one row.
        sa.Index("ix_photo_timeline", "taken_at", "id", "state", "source_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"))
    key: Mapped[str]  # path inside the source, '/' between folders, written as in storage/names.py
    size: Mapped[int] = mapped_column(sa.BigInteger)  # bytes
    mtime_ns: Mapped[int] = mapped_column(sa.BigInteger)
    etag: Mapped[str | None]  # a bucket's name for the content
    state: Mapped[str] = mapped_column(index=True)  # new (to be read) | ready | failed | missing
    sha256: Mapped[str | None] = mapped_column(index=True)
    format: Mapped[str | None]
    width: Mapped[int | None]  # pixels of the upright photo
    height: Mapped[int | None]
    orientation: Mapped[int | None]  # EXIF, 1 to 8
    taken_at: Mapped[dt.datetime] = mapped_column(
        sa.DateTime
    )  # local time of the camera; the file's time if it says none
    camera: Mapped[str | None]
    colour: Mapped[int | None]  # 0xRRGGBB: the average of the thumbnail, shown until that is there
    missing_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
