"""A small library with faces, and a way to decide things about them."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import pytest
import sqlalchemy as sa
from pydantic import TypeAdapter

from factories.packs import DIM, MODEL, PLAIN
from kenfolk.faces.models import Face, FaceVector
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.db import Database
from kenfolk.people import schemas, service
from kenfolk.people.jobs import LearnDecisions, MatchFaces
from kenfolk.people.models import GroupMember, Tag
from kenfolk.people.recogniser import Recogniser
from kenfolk.photos.models import Photo, Source
from kenfolk.vision.similarity import to_unit

NOW = dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC)
BODY = TypeAdapter(schemas.DecisionBody)


@dataclass
class Library:
    """Faces in photos, and somebody who decides."""

    database: Database
    photo_ids: list[int] = field(default_factory=list)
    face_ids: list[int] = field(default_factory=list)
    seen: Recogniser | None = None

    def add_photos(self, count, *, faces=1):
        """Add photos with so many faces each; return the ids of the faces."""
        with self.database.write() as session:
            source = session.scalar(sa.select(Source))
            if source is None:
                source = Source(kind="folder", root="/photos", added_at=NOW, scanned_at=NOW)
                session.add(source)
                session.flush()
            start = len(self.photo_ids)
            photos = [_photo(source.id, start + n) for n in range(count)]
            session.add_all(photos)
            session.flush()
            made = [_face(photo.id, n) for photo in photos for n in range(faces)]
            session.add_all(made)
            session.flush()
            self.photo_ids += [p.id for p in photos]
            self.face_ids += [f.id for f in made]
            return [f.id for f in made]

    def add_vectors(self, face_ids, vectors, *, quality=None):
        """Give faces a look."""
        with self.database.write() as session:
            for face_id, vector in zip(face_ids, to_unit(np.asarray(vectors, np.float32)), strict=True):
                session.add(FaceVector(face_id=face_id, model=MODEL, chip_key=f"chip-{face_id}", vector=vector))
                session.get_one(Face, face_id).chip_key = f"chip-{face_id}"
                if quality is not None:
                    session.get_one(Face, face_id).quality = quality

    def set_face(self, face_id, **values):
        """Let a face be otherwise: its quality, its box, or who found it."""
        with self.database.write() as session:
            session.execute(sa.update(Face).where(Face.id == face_id).values(**values))

    def look_alike(self, face_ids, center, *, noise=0.1, seed=0):
        """Give faces the looks of one person: similar to `center`, and nearly as similar to each other."""
        rng = np.random.default_rng((seed, *face_ids))
        centers = np.repeat(np.eye(DIM, dtype=np.float32)[[center]], len(face_ids), axis=0)
        self.add_vectors(face_ids, centers + noise * rng.normal(size=centers.shape) / np.sqrt(DIM))

    def recogniser(self):
        return Recogniser(VectorIndex(model=MODEL, dim=DIM), PLAIN)

    def think(self, *, is_quiet=True, batch=1000):
        """Run the two steps until nothing waits."""
        seen = self.seen = self.seen or self.recogniser()
        steps = [LearnDecisions(self.database, seen), MatchFaces(self.database, seen, is_quiet=lambda _s: is_quiet)]
        for _ in range(1000):
            busy = False
            for step in steps:
                with self.database.read() as session:
                    ids = step.find(session, limit=batch, skip=())
                    assert step.count(session) >= 0
                if ids:
                    outcomes = step.run(ids)
                    assert outcomes.keys() == set(ids)
                    busy = True
            if not busy:
                return
        raise AssertionError("the steps never come to an end")

    def groups(self):
        """Return the groups as a partition."""
        members = {}
        for face_id, group_id in self.rows(sa.select(GroupMember.face_id, GroupMember.group_id)):
            members.setdefault(group_id, set()).add(face_id)
        return sorted(map(sorted, members.values()))

    def sources(self):
        """Return whose word each tag is: face id -> source."""
        return dict(self.rows(sa.select(Tag.face_id, Tag.source)))

    def suggestions(self):
        """Return who is suggested: face id -> name."""
        with self.database.read() as session:
            return {f: match.name for f, match in service.matches_of(session, self.face_ids).items()}

    def decide(self, kind, **body):
        with self.database.write() as session:
            return service.decide(session, user="owner", body=BODY.validate_python({"kind": kind, **body}))

    def undo(self, decision):
        with self.database.write() as session:
            return service.undo(session, user="owner", seq=decision if isinstance(decision, int) else decision.seq)

    def name(self, face_ids, name):
        """Name faces and return the person's id."""
        return self.decide("name", face_ids=face_ids, name=name).payload["person_id"]

    def tags(self):
        """Return who is tagged: face id -> name."""
        with self.database.read() as session:
            return {f: tag.name for f, tag in service.tags_of(session, self.face_ids).items()}

    def rows(self, query):
        with self.database.read() as session:
            return [tuple(row) for row in session.execute(query)]

    def differences(self):
        with self.database.read() as session:
            return service.replay(session)


def _photo(source_id, number):
    return Photo(
        source_id=source_id, key=f"{number}.jpg", size=1, mtime_ns=1, state="ready", sha256=f"{number:064x}",
        format="JPEG", width=1000, height=800, orientation=1, taken_at=NOW.replace(tzinfo=None),
        camera=None, missing_at=None,
    )  # fmt: skip


def _face(photo_id, number):
    left = 10.0 + 60 * number
    return Face(
        photo_id=photo_id, left=left, top=10, right=left + 50, bottom=60, landmarks=[], score=0.9, quality=0.9,
        measures={}, origin="detector", detector_version="test", chip_key=None, created_at=NOW, removed_at=None,
        removed_as=None,
    )  # fmt: skip


@pytest.fixture
def library(database):
    """An empty library."""
    return Library(database)
