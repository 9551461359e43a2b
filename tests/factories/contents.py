"""What a library holds, without numbers that depend on the order of work: to compare two libraries."""

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kenfolk.faces.models import Face, FaceVector, StaleChip
from kenfolk.kit.db import Database, ReadSession
from kenfolk.kit.failures import Failure
from kenfolk.people.models import Constraint, GroupMember, Mark, Match, Person, Rejection, Tag
from kenfolk.photos.models import Photo

Who = tuple[str, tuple[float, ...]]  # a face: the photo's key and the box


def read_library(data: Path) -> dict[str, Any]:
    """Return what the SQLite library in a folder holds, and the content of its derived files."""
    database = Database(f"sqlite:///{data / 'kenfolk.db'}")
    try:
        return describe_library(database) | {"files": list_derived(data)}
    finally:
        database.close()


def describe_library(database: Database) -> dict[str, Any]:
    """Return photos, faces, vectors, groups and names by what they are."""
    with database.read() as session:
        keys = dict(session.execute(sa.select(Photo.id, Photo.key)).all())
        # Faces of an earlier content of a photo are kept, unseen, in case it comes back.
        faces = [face for face in session.scalars(sa.select(Face)) if face.removed_as != "gone"]
        who = {face.id: (keys[face.photo_id], (face.left, face.top, face.right, face.bottom)) for face in faces}
        return _describe_photos(session) | _describe_faces(session, faces, who) | _describe_words(session, who)


def _describe_photos(session: ReadSession) -> dict[str, Any]:
    photos = session.scalars(sa.select(Photo))
    failures = session.execute(sa.select(Failure.step, Failure.reason, Failure.retry_at.is_(None)))
    return {
        "photos": sorted(
            (p.key, p.state, p.sha256, p.size, p.mtime_ns, p.taken_at.isoformat(), p.width, p.height) for p in photos
        ),
        "failures": sorted(map(tuple, failures)),
    }


def _describe_faces(session: ReadSession, faces: list[Face], who: dict[int, Who]) -> dict[str, Any]:
    vectors = session.execute(sa.select(FaceVector.face_id, FaceVector.model, FaceVector.vector))
    return {
        "faces": sorted(
            (*who[f.id], str(f.landmarks), f.score, f.quality, str(f.measures), f.origin, f.removed_as or "", _tail(f))
            for f in faces
        ),
        "vectors": sorted(
            (*who[face_id], model, vector.tobytes()) for face_id, model, vector in vectors if face_id in who
        ),
        "stale chips": session.scalar(sa.select(sa.func.count()).select_from(StaleChip)),
    }


def _tail(face: Face) -> str | None:
    return face.chip_key and face.chip_key.rpartition("/")[2].partition("-")[2]


def _describe_words(session: ReadSession, who: dict[int, Who]) -> dict[str, Any]:
    names = dict(session.execute(sa.select(Person.id, Person.name)).all())
    members: dict[int, list[Who]] = defaultdict(list)
    for face_id, group_id in session.execute(sa.select(GroupMember.face_id, GroupMember.group_id)):
        if face_id in who:
            members[group_id].append(who[face_id])
    tags = session.execute(sa.select(Tag.face_id, Tag.person_id, Tag.source, Tag.probability))
    matches = session.execute(sa.select(Match.face_id, Match.person_id, Match.probability))
    pairs = session.execute(sa.select(Constraint.face_a, Constraint.face_b, Constraint.kind))
    return {
        "tags": sorted((*who[f], names[p], source, odds or 0) for f, p, source, odds in tags if f in who),
        "matches": sorted((*who[f], names.get(p, ""), odds or 0) for f, p, odds in matches if f in who),
        "marks": sorted((*who[f], kind) for f, kind in session.execute(sa.select(Mark.face_id, Mark.kind))),
        "rejections": sorted(
            (*who[f], names[p]) for f, p in session.execute(sa.select(Rejection.face_id, Rejection.person_id))
        ),
        "pairs": sorted((*sorted((who[a], who[b])), kind) for a, b, kind in pairs),
        "groups": sorted(sorted(group) for group in members.values() if len(group) > 1),
    }


def list_derived(data: Path) -> list[tuple[str, str]]:
    """Return each derived file, hidden leftovers too: its kind and name without the photo's number, and its content."""
    derived = data / "derived"
    return sorted(
        (f"{file.relative_to(derived).parts[0]} {file.name.partition('-')[2] or file.name}", _digest(file))
        for file in derived.rglob("*")
        if file.is_file()
    )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
