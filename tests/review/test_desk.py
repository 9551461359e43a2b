"""The desk in memory is what the tables say, whatever was said and done since it was laid."""

import random
import time
from dataclasses import dataclass, field

import numpy as np
import pytest
import sqlalchemy as sa

from factories.chaos import Chaos
from factories.faces import MODEL, make_face, picture_of
from factories.photos import make_photo
from kenfolk.faces.models import Face
from kenfolk.faces.service import save_vectors
from kenfolk.faces.store import NewVector
from kenfolk.people import service as people
from kenfolk.photos.models import Photo
from kenfolk.review import desk as desks
from kenfolk.review.desk import Desk


@dataclass
class Album:
    """Photos of a few people, with several faces each."""

    face_ids: list[int] = field(default_factory=list)
    photo_ids: list[int] = field(default_factory=list)

    def grow(self, session, rng, *, photos, people=8):
        """Add photos; in some of them somebody is seen twice, and some faces show little."""
        for _ in range(photos):
            photo = make_photo(session)
            self.photo_ids.append(photo.id)
            for _ in range(rng.randint(1, 3)):
                shot = len(self.face_ids)
                face = make_face(
                    session,
                    photo=photo,
                    vector=picture_of(rng.randrange(people), shot, spread=rng.choice([0.3, 0.5, 0.8])),
                    quality=rng.choice([0.1, 0.4, 0.6, 0.9]),
                )
                self.face_ids.append(face.id)


class Life:
    """What happens to a library: people speak, photos come, go and come back, the machine thinks."""

    def __init__(self, database, think):
        self.database, self.think = database, think
        self.album = Album()

    def begin(self, seed):
        self.random, self.chaos = random.Random(seed), Chaos(self.album, seed)
        with self.database.write() as session:
            self.album.grow(session, self.random, photos=15)
        self.think()

    def go_on(self):
        """Let something happen, or a few things."""
        deeds = [self._speak, self._speak, self._grow, self._miss, self._show, self.think]
        for deed in self.random.sample(deeds, self.random.randint(1, 3)):
            deed()

    def _speak(self):
        with self.database.write() as session:
            self.chaos.act(session, self.random.choice([1, 1, 1, 3, 10]))

    def _grow(self):
        with self.database.write() as session:
            self.album.grow(session, self.random, photos=1)

    def _miss(self):
        """Let a photo go, or come back."""
        with self.database.write() as session:
            photo = session.get_one(Photo, self.random.choice(self.album.photo_ids))
            photo.state = "ready" if photo.state == "missing" else "missing"

    def _show(self):
        """Cut the faces that were drawn or moved out of their photos, and say what they look like."""
        with self.database.write() as session:
            embedded = []
            for face in session.scalars(sa.select(Face).where(Face.chip_key.is_(None), Face.removed_at.is_(None))):
                face.chip_key = f"chips/shown/{face.id}-{self.random.random()}.jpg"
                new = NewVector(
                    face_id=face.id, chip_key=face.chip_key, vector=picture_of(self.random.randrange(8), face.id)
                )
                embedded.append(new)
            save_vectors(session, embedded, model=MODEL)


@pytest.fixture
def life(database, think):
    return Life(database, think)


@pytest.fixture
def look(database, desk):
    """Look at the desk."""

    def look():
        with database.read() as session:
            return desk.look(session)

    return look


@pytest.fixture
def compare(database, desk, make_recogniser):
    """Fail if the desk is not what one laid now would be."""

    def compare():
        with database.read() as session:
            kept, gallery = desk.look(session)
            fresh, same = Desk(make_recogniser()).look(session)
        assert gallery.person_ids.tolist() == same.person_ids.tolist()
        assert np.allclose(gallery.looks, same.looks, atol=1e-6)
        assert find_differences(read(kept), read(fresh)) == []

    return compare


def wait_until_judged(desk):
    """Wait for what is judged beside the requests."""
    for _ in range(6000):
        if not desk.is_behind:
            return
        time.sleep(0.01)
    raise AssertionError("It was never all judged anew.")


def read(table):
    """Return what is known of each open face, by its number, with the candidates in one order."""
    rows = np.flatnonzero(table.is_open)
    rows = rows[np.argsort(table.face_ids[rows])]
    order = np.argsort(table.people[rows], axis=1, kind="stable")
    there = np.take_along_axis(table.people[rows], order, axis=1) != people.NOBODY
    return {
        "face_ids": table.face_ids[rows],
        "photo_ids": table.photo_ids[rows],
        "units": table.units[rows],
        "qualities": table.qualities[rows],
        "poor": table.is_poor[rows],
        "hopeless": table.is_hopeless[rows],
        "named": table.is_named[rows],
        "cohesion": table.cohesion[rows],
        "people": np.take_along_axis(table.people[rows], order, axis=1),
        "chances": np.take_along_axis(table.chances[rows], order, axis=1) * there,
        "sure": np.take_along_axis(table.is_sure[rows], order, axis=1) & there,
    }


def find_differences(kept, fresh):
    if kept["face_ids"].tolist() != fresh["face_ids"].tolist():
        return [("open", sorted(set(kept["face_ids"].tolist()) ^ set(fresh["face_ids"].tolist())))]
    return [
        (name, int(face_id), kept[name][row].tolist(), fresh[name][row].tolist())
        for name in kept
        for row, face_id in enumerate(kept["face_ids"])
        if not np.allclose(kept[name][row], fresh[name][row], atol=1e-4)
    ]


@pytest.mark.parametrize("seed", range(6))
class TestLook:
    def test_is_what_a_new_desk_would_see_after_anything(self, life, compare, monkeypatch, seed):
        monkeypatch.setattr(desks, "PATIENCE", 0)
        life.begin(seed)

        for _ in range(20):
            life.go_on()
            compare()

    def test_follows_the_machine_later_and_loses_nothing(self, life, compare, look, monkeypatch, seed):
        monkeypatch.setattr(desks, "PATIENCE", 0)
        life.begin(seed)
        compare()
        monkeypatch.setattr(desks, "PATIENCE", 1e9)
        for _ in range(10):
            life.go_on()
            look()

        monkeypatch.setattr(desks, "PATIENCE", 0)

        compare()


@pytest.fixture
def large(monkeypatch, database, desk):
    """A desk that takes every library for a large one."""
    for name, value in {"PATIENCE": 0, "SMALL": 0, "PORTION": 2, "REST": 0}.items():
        monkeypatch.setattr(desks, name, value)
    monkeypatch.setattr(desk, "_database", database)
    return desk


class TestLargeLibrary:
    @pytest.mark.parametrize("seed", range(3))
    def test_is_judged_beside_the_requests_and_then_what_a_new_desk_would_see(self, life, compare, look, large, seed):
        life.begin(seed)

        for _ in range(20):
            life.go_on()
            look()
            wait_until_judged(large)
        compare()
