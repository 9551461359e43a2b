"""Tables of faces: where they are, what they look like, and which photos were looked at by which detector."""

import datetime as dt
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.orm import Mapped, mapped_column

from kenfolk.kit.db import Base
from kenfolk.kit.db_types import Embedding, Id, Json, UtcDateTime

AFTER_THE_LAST = sa.text("(SELECT coalesce(max(changed), 0) + 1 FROM face_vector)")


class Face(Base):
    """A face in a photo. Boxes and landmarks are pixels of the upright photo."""

    __tablename__ = "face"
    __table_args__ = (
        # The faces that wait for a chip are few: an index of them alone makes "which?" and "how many?" free.
        sa.Index(
            "ix_face_without_chip",
            "photo_id",
            sqlite_where=sa.text("chip_key IS NULL AND removed_at IS NULL"),
            postgresql_where=sa.text("chip_key IS NULL AND removed_at IS NULL"),
        ),
        # So are those that were taken away: counts over all faces leave them out without looking at every face.
        sa.Index(
            "ix_face_removed",
            "id",
            sqlite_where=sa.text("removed_at IS NOT NULL"),
            postgresql_where=sa.text("removed_at IS NOT NULL"),
        ),
        # And those in boxes that somebody drew, and waits for.
        sa.Index(
            "ix_face_drawn",
            "id",
            sqlite_where=sa.text("origin = 'human'"),
            postgresql_where=sa.text("origin = 'human'"),
        ),
        # How many faces a photo has is asked of every photo: an index of those that are seen answers it alone.
        sa.Index(
            "ix_face_visible",
            "photo_id",
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    photo_id: Mapped[int] = mapped_column(sa.ForeignKey("photo.id"), index=True)
    left: Mapped[float]
    top: Mapped[float]
    right: Mapped[float]
    bottom: Mapped[float]
    # Five (x, y): eyes, nose, mouth corners, left in the image first; none in a drawn box until somebody looked for them.
    landmarks: Mapped[list[list[float]]] = mapped_column(Json)
    score: Mapped[float]  # the detector's, 0..1; 1 for a box drawn by hand
    quality: Mapped[float]  # 0..1, see vision/quality.py
    measures: Mapped[dict[str, Any]] = mapped_column(Json)  # sharpness, size, pose: what quality is made of
    origin: Mapped[str]  # detector | human | import
    detector_version: Mapped[str]
    chip_key: Mapped[str | None]  # the canonical chip among the derived files; None until it is cut
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    removed_as: Mapped[str | None]  # not_a_face: a human said so | gone: the detector no longer sees it


# Does a human's name of this face say how somebody looks? Not where only the human saw a face in a box that was drawn:
# the detector's score of it is 0, and so its quality. The name itself is as good as any.
TEACHES = sa.or_(Face.origin != "human", Face.quality > 0)


class FaceVector(Base):
    """What a face looks like to one model. Vectors of two models are never compared."""

    __tablename__ = "face_vector"
    __table_args__ = (sa.Index("ix_face_vector_chip", "face_id", "model", "chip_key"),)

    face_id: Mapped[int] = mapped_column(sa.ForeignKey("face.id"), primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    chip_key: Mapped[str]  # the chip it was made from: a box that is moved gets a new chip, so a new vector
    vector: Mapped[NDArray[np.float32]] = mapped_column(Embedding)
    # The tick (see VectorClock) at which the vector, or whether its face counts, changed last.
    changed: Mapped[int] = mapped_column(Id, default=AFTER_THE_LAST, index=True)


class LookProgress(Base):
    """How far the database's own index of a model's looks has come (see faces/look_table.py)."""

    __tablename__ = "look_progress"

    name: Mapped[str] = mapped_column(primary_key=True)  # of the table
    model: Mapped[str]
    tick: Mapped[int] = mapped_column(Id)  # everything up to here is in it


class VectorClock(Base):
    """One row that counts changes of vectors in the order of their commits, so that an index can ask what is new."""

    __tablename__ = "vector_clock"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    now: Mapped[int] = mapped_column(Id)


class StaleChip(Base):
    """A chip no face needs any more. Its file goes after the commit; this row stays until it did, whatever happens."""

    __tablename__ = "stale_chip"

    key: Mapped[str] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(Id)


class DetectedPhoto(Base):
    """A photo the detector has looked at: which detector, and which content."""

    __tablename__ = "detected_photo"

    photo_id: Mapped[int] = mapped_column(sa.ForeignKey("photo.id"), primary_key=True)
    detector_version: Mapped[str]
    sha256: Mapped[str]
    detected_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
