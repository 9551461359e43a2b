"""Every query on faces. Private to this room: others ask `faces.service`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.exc import IntegrityError

from kenfolk.faces.models import DetectedPhoto, Face, FaceVector, StaleChip, VectorClock
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.photos.models import Photo, Source

VISIBLE = Face.removed_at.is_(None)
TICK = "faces.tick"  # the transaction of a session, and its tick
CHUNK = 20_000  # vectors read at a time
DRAWN = Face.origin == sa.literal_column("'human'")  # as the index says it
UPLOADS = sa.select(Source.id).where(Source.kind == "upload")
WITHOUT_CHIP = sa.and_(Face.chip_key.is_(None), VISIBLE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NewVector:
    """A vector, and the chip it was made from."""

    face_id: int
    chip_key: str
    vector: NDArray[np.float32]


class ChangedVector(NamedTuple):
    """A vector that is new, or whose face was removed, moved or brought back."""

    face_id: int
    changed: int
    raw: bytes  # half precision, as stored: a whole chunk is turned into numbers at once
    counts: bool  # is the face visible, and the vector of its present chip?


def find_face(session: ReadSession, face_id: int) -> Face | None:
    """Return one face, removed or not."""
    return session.get(Face, face_id)


def list_faces(session: ReadSession, face_ids: Collection[int]) -> Sequence[Face]:
    """Return these faces, removed or not."""
    return session.scalars(sa.select(Face).where(Face.id.in_(face_ids)).order_by(Face.id)).all()


def list_faces_of_photo(session: ReadSession, photo_id: int, *, removed: bool) -> Sequence[Face]:
    """Return the faces of a photo, oldest first; with the removed ones if asked."""
    chosen = sa.true() if removed else VISIBLE
    return session.scalars(sa.select(Face).where(Face.photo_id == photo_id, chosen).order_by(Face.id)).all()


def list_chip_keys(session: ReadSession, photo_id: int) -> set[str]:
    """Return the chips of a photo's faces, removed or not."""
    keys = session.scalars(sa.select(Face.chip_key).where(Face.photo_id == photo_id))
    return {key for key in keys if key is not None}


def add_faces(session: WriteSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add new faces, all in one statement."""
    if rows:
        session.execute(sa.insert(Face), rows)


def photos_to_look_at(detector_version: str) -> sa.Select[int]:
    """Select the photos which this detector has not seen as they are now, or in which a drawn box waits for a chip."""
    unseen = sa.or_(
        DetectedPhoto.photo_id.is_(None),
        DetectedPhoto.detector_version != detector_version,
        DetectedPhoto.sha256 != Photo.sha256,
    )
    waiting = Photo.id.in_(sa.select(Face.photo_id).where(WITHOUT_CHIP))
    seen = sa.outerjoin(Photo, DetectedPhoto, DetectedPhoto.photo_id == Photo.id)
    return sa.select(Photo.id).select_from(seen).where(Photo.state == "ready", sa.or_(unseen, waiting))


def photos_somebody_waits_for(detector_version: str) -> list[sa.Select[int]]:
    """Select those of them that a person sees: boxes that were drawn, and then what was uploaded."""
    everything = photos_to_look_at(detector_version)
    drawn = Photo.id.in_(sa.select(Face.photo_id).where(WITHOUT_CHIP))
    return [everything.where(drawn), everything.where(Photo.source_id.in_(UPLOADS))]


def find_contents(session: ReadSession, photo_ids: Collection[int]) -> dict[int, str]:
    """Return the sha256 of those of the photos that can be looked at."""
    ready = sa.select(Photo.id, Photo.sha256).where(Photo.id.in_(photo_ids), Photo.state == "ready")
    return {photo_id: sha256 for photo_id, sha256 in session.execute(ready) if sha256 is not None}


def find_seen(session: ReadSession, photo_ids: Collection[int], *, detector_version: str) -> dict[int, str]:
    """Return the sha256 of each photo as this detector saw it, if it did."""
    seen = sa.select(DetectedPhoto.photo_id, DetectedPhoto.sha256).where(
        DetectedPhoto.photo_id.in_(photo_ids), DetectedPhoto.detector_version == detector_version
    )
    return dict(session.execute(seen).all())


def list_faces_without_chip(session: ReadSession, photo_ids: Collection[int]) -> Sequence[Face]:
    """Return the visible faces of these photos that wait for a chip."""
    return session.scalars(sa.select(Face).where(Face.photo_id.in_(photo_ids), WITHOUT_CHIP).order_by(Face.id)).all()


def list_chips_to_embed(session: ReadSession, face_ids: Collection[int], *, model: str) -> dict[int, str]:
    """Return the chips of those of the faces that still wait for a vector."""
    waiting = sa.select(Face.id, Face.chip_key).where(Face.id.in_(face_ids), Face.id.in_(faces_to_embed(model)))
    return {face_id: key for face_id, key in session.execute(waiting) if key is not None}


def find_chip_keys(session: ReadSession, face_ids: Collection[int]) -> dict[int, str]:
    """Return the chips of those of the faces that are visible and have one."""
    visible = sa.select(Face.id, Face.chip_key).where(Face.id.in_(face_ids), VISIBLE)
    return {face_id: key for face_id, key in session.execute(visible) if key is not None}


def count_ready_photos(session: ReadSession) -> int:
    """Return how many photos can be looked at."""
    return session.scalar(sa.select(sa.func.count(Photo.id)).where(Photo.state == "ready")) or 0


def faces_to_embed(model: str) -> sa.Select[int]:
    """Select the visible faces with a chip this model has made no vector of."""
    made = sa.and_(FaceVector.face_id == Face.id, FaceVector.model == model, FaceVector.chip_key == Face.chip_key)
    joined = sa.outerjoin(Face, FaceVector, made)
    waits = sa.and_(VISIBLE, Face.chip_key.is_not(None), FaceVector.face_id.is_(None))
    return sa.select(Face.id).select_from(joined).where(waits)


def faces_somebody_waits_for(model: str) -> list[sa.Select[int]]:
    """Select those of them that a person sees: in boxes that were drawn, and then in what was uploaded."""
    everything = faces_to_embed(model)
    uploaded = Face.photo_id.in_(sa.select(Photo.id).where(Photo.source_id.in_(UPLOADS)))
    return [everything.where(DRAWN), everything.where(uploaded)]


def count_visible_faces(session: ReadSession) -> int:
    """Return how many faces there are, without the removed ones."""
    return session.scalar(sa.select(sa.func.count(Face.id)).where(VISIBLE)) or 0


def find_detected(session: ReadSession, photo_id: int) -> DetectedPhoto | None:
    """Return when and by what the photo was looked at last."""
    return session.get(DetectedPhoto, photo_id)


def save_vectors(session: WriteSession, vectors: Collection[NewVector], *, model: str, at: int) -> None:
    """Write vectors over those that the model made of earlier chips of the same faces."""
    ids = [new.face_id for new in vectors]
    session.execute(sa.delete(FaceVector).where(FaceVector.model == model, FaceVector.face_id.in_(ids)))
    rows = [
        {"face_id": new.face_id, "model": model, "chip_key": new.chip_key, "vector": new.vector, "changed": at}
        for new in vectors
    ]
    if rows:
        session.execute(sa.insert(FaceVector), rows)


def list_vectors(session: ReadSession, face_ids: Collection[int], *, model: str) -> Sequence[FaceVector]:
    """Return the vectors that these faces have, also those of earlier chips."""
    return session.scalars(
        sa.select(FaceVector).where(FaceVector.face_id.in_(face_ids), FaceVector.model == model)
    ).all()


def stamp_vectors(session: WriteSession, face_ids: Collection[int], *, at: int) -> None:
    """Let every index look at these faces again: they were removed, moved or brought back."""
    if face_ids:
        session.execute(sa.update(FaceVector).where(FaceVector.face_id.in_(face_ids)).values(changed=at))


def tick(session: WriteSession) -> int:
    """Return the next tick. Until this transaction ends nobody else gets one, so ticks appear in their order.

    Take it before touching a face: writers then queue up here instead of waiting for each other in a circle.
    What one transaction changes appears at once, so that it needs no second tick.
    """
    taken: tuple[object, int] | None = session.info.get(TICK)
    if taken and taken[0] is session.get_transaction():
        return taken[1]
    now = _next_tick(session)
    if not session.in_nested_transaction():  # which may be rolled back, and the tick with it
        session.info[TICK] = session.get_transaction(), now
    return now


def _next_tick(session: WriteSession) -> int:
    step = sa.update(VectorClock).where(VectorClock.id == 1).values(now=VectorClock.now + 1).returning(VectorClock.now)
    now = session.scalar(step)
    if now is None:  # the first tick of this library
        with suppress(IntegrityError), session.begin_nested():  # another writer may be first
            session.execute(sa.insert(VectorClock).values(id=1, now=0))
        now = session.scalars(step).one()
    newest = session.scalar(sa.select(sa.func.max(FaceVector.changed))) or 0
    if newest >= now:  # rows that came in by another way, such as a copy of a library
        now = newest + 1
        session.execute(sa.update(VectorClock).values(now=now))
    return now


def retire_chip(session: WriteSession, face: Face) -> None:
    """Take the chip off a face; its file goes once this is committed."""
    if face.chip_key is not None:
        add_stale_chips(session, [face.chip_key], photo_id=face.photo_id)
        face.chip_key = None


def add_stale_chips(session: WriteSession, keys: Collection[str], *, photo_id: int) -> None:
    """Remember to delete the files of these chips, unless a face has them by then."""
    for key in keys:
        session.merge(StaleChip(key=key, photo_id=photo_id))


def list_stale_chips(session: ReadSession, *, limit: int) -> Sequence[str]:
    """Return keys of chips that no face needs any more."""
    return session.scalars(sa.select(StaleChip.key).order_by(StaleChip.key).limit(limit)).all()


def forget_stale_chips(session: WriteSession, keys: Collection[str]) -> None:
    """Cross off chips whose files are gone, or needed again."""
    session.execute(sa.delete(StaleChip).where(StaleChip.key.in_(keys)))


def find_needed_chips(session: ReadSession, keys: Collection[str]) -> set[str]:
    """Return those of the stale chips that a face has after all, because its box came back."""
    needed = (
        sa.select(Face.chip_key)
        .join(StaleChip, sa.and_(StaleChip.photo_id == Face.photo_id, StaleChip.key == Face.chip_key))
        .where(StaleChip.key.in_(keys))
    )
    return {key for key in session.scalars(needed) if key is not None}


def list_changed_vectors(session: ReadSession, *, model: str, after: int) -> Iterator[Sequence[ChangedVector]]:
    """Return what changed after a tick, in chunks."""
    query = _vectors(model).where(FaceVector.changed > after)
    rows = session.execute(query.execution_options(yield_per=CHUNK))
    for chunk in rows.partitions():
        yield [ChangedVector(*row) for row in chunk]


def list_changed_faces(session: ReadSession, *, model: str, after: int) -> Sequence[int]:
    """Return the faces whose vectors changed after a tick."""
    return session.scalars(
        sa.select(FaceVector.face_id).where(FaceVector.model == model, FaceVector.changed > after)
    ).all()


def list_next_changed(
    session: ReadSession, *, model: str, after: int, limit: int
) -> tuple[Sequence[ChangedVector], int]:
    """Return what changed first after a tick, at least `limit` if there is as much, and the tick up to which it is all."""
    ticks = sa.select(FaceVector.changed).where(FaceVector.model == model, FaceVector.changed > after)
    last = session.scalar(ticks.order_by(FaceVector.changed).offset(limit - 1).limit(1))
    last = session.scalar(sa.select(sa.func.max(ticks.subquery().c.changed))) if last is None else last
    if last is None:
        return [], after
    query = _vectors(model).where(FaceVector.changed > after, FaceVector.changed <= last)
    return [ChangedVector(*row) for row in session.execute(query)], last


def list_vectors_that_count(session: ReadSession, face_ids: Collection[int], *, model: str) -> list[ChangedVector]:
    """Return the vectors of those of the faces that are visible, and not of earlier chips."""
    rows = session.execute(_vectors(model).where(FaceVector.face_id.in_(face_ids)))
    return [found for found in (ChangedVector(*row) for row in rows) if found.counts]


def _vectors(model: str) -> sa.Select[Any]:
    counts = sa.case((sa.and_(VISIBLE, Face.chip_key == FaceVector.chip_key), 1), else_=0)
    raw = sa.type_coerce(FaceVector.vector, sa.LargeBinary)
    chosen = sa.select(FaceVector.face_id, FaceVector.changed, raw, counts)
    return chosen.join(Face, Face.id == FaceVector.face_id).where(FaceVector.model == model)
