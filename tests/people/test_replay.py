"""The tables are what the ledger says: whatever people decide, undo and redo, in whatever order."""

import contextlib
import random

import pytest
import sqlalchemy as sa
from pydantic import TypeAdapter

from kenfolk.kit.errors import AppError
from kenfolk.people import schemas, service
from kenfolk.people.errors import AlreadyUndone
from kenfolk.people.models import Constraint, Decision, Mark, Person, Rejection, Tag

BODY = TypeAdapter(schemas.DecisionBody)
NAMES = ["Ada", "Bo", "Cleo", "ada ", "Dag", "Ée"]
KINDS = [
    "name", "name", "name", "confirm", "confirm", "reject", "reject", "stranger", "unsure", "open", "separate", "join",
    "merge", "merge", "rename", "hide", "show", "cover", "birth_date", "draw_box", "move_box", "not_a_face",
]  # fmt: skip


class Chaos:
    """Somebody who decides at random, and takes things back at random."""

    def __init__(self, library, seed):
        self.library, self.random = library, random.Random(seed)
        self.seqs = []
        self.bodies = {
            "name": lambda: {"face_ids": self._faces(), "name": self.random.choice(NAMES)},
            "separate": lambda: {"face_ids": self._faces(2), "from_face_ids": self._faces(2)},
            "join": lambda: {"face_ids": self._faces(3)},
            "not_a_face": lambda: {"face_ids": self._faces(1)},
            "merge": lambda: {"person_ids": [self._person()], "into": self._person()},
            "rename": lambda: {"person_id": self._person(), "name": self.random.choice(NAMES)},
            "cover": lambda: {"person_id": self._person(), "face_id": self._faces(1)[0]},
            "birth_date": lambda: {"person_id": self._person(), "date": self.random.choice([None, "1999-02-03"])},
            "draw_box": self._drawing,
            "move_box": lambda: {"face_id": self._faces(1)[0], "box": self._box()},
        }
        self.bodies |= dict.fromkeys(("confirm", "reject"), lambda: self.bodies["hide"]() | {"face_ids": self._faces()})
        self.bodies |= dict.fromkeys(("stranger", "unsure", "open"), lambda: {"face_ids": self._faces()})
        self.bodies |= dict.fromkeys(("hide", "show"), lambda: {"person_id": self._person()})

    def act(self, session, count):
        """Do so many things; what is refused (a face that is gone, say) changes nothing."""
        self.people = list(session.scalars(sa.select(Person.id)))
        for _ in range(count):
            with contextlib.suppress(AppError), session.begin_nested():
                self.seqs.append(self._act(session).seq)

    def _act(self, session):
        if self.seqs and self.random.random() < 0.3:
            return service.undo(session, user="owner", seq=self.random.choice(self.seqs))
        kind = self.random.choice(KINDS)
        decision = service.decide(
            session, user="owner", body=BODY.validate_python({"kind": kind, **self.bodies[kind]()})
        )
        self.people.append(decision.payload.get("person_id") or 1)
        return decision

    def _faces(self, most=4):
        return self.random.sample(self.library.face_ids, self.random.randint(1, most))

    def _person(self):
        return self.random.choice(self.people or [1])

    def _box(self):
        left, top = self.random.uniform(0, 700), self.random.uniform(0, 500)
        return [left, top, left + 80, top + 90]

    def _drawing(self):
        who = self.random.choice([{}, {"name": self.random.choice(NAMES)}, {"person_id": self._person()}])
        return {"photo_id": self.random.choice(self.library.photo_ids), "box": self._box(), **who}


@pytest.mark.parametrize("seed", range(20))
class TestReplay:
    def test_finds_no_difference_after_anything_and_nothing_left_when_all_is_undone(self, library, seed):
        faces = library.add_photos(8, faces=3)
        for person in range(3):
            library.look_alike(faces[person::3], person, noise=0.4)
        chaos = Chaos(library, seed)

        for _ in range(6):
            with library.database.write() as session:
                chaos.act(session, 50)
            assert library.differences() == []
            library.think()

        assert self._undo_everything(library, chaos.random) > 0
        library.think()
        assert library.differences() == []
        assert self._rows_left(library) == []
        with library.database.write() as session:
            service.rebuild(session)
        assert library.differences() == []

    def _undo_everything(self, library, rng):
        seqs = [row[0] for row in library.rows(sa.select(Decision.seq).where(Decision.kind != "undo"))]
        rng.shuffle(seqs)
        undone = 0
        with library.database.write() as session:
            for seq in seqs:
                with contextlib.suppress(AlreadyUndone), session.begin_nested():
                    service.undo(session, user="owner", seq=seq)
                    undone += 1
        return undone

    def _rows_left(self, library):
        people = sa.select(Person.id, Person.name).where(~Person.removed)
        tables = [sa.select(t) for t in (Tag, Mark, Rejection, Constraint)]
        return [row for query in [people, *tables] for row in library.rows(query)]


class TestRebuild:
    def test_writes_tables_that_were_lost(self, library):
        faces = library.add_photos(3)
        ada = library.name(faces[:2], "Ada")
        library.decide("stranger", face_ids=faces[2:])
        library.decide("hide", person_id=ada)
        with library.database.write() as session:
            for table in (Tag, Mark):
                session.execute(sa.delete(table))
            session.get_one(Person, ada).hidden = False
            session.get_one(Person, ada).name_folded = "lost"
        assert len(library.differences()) == 5

        with library.database.write() as session:
            service.rebuild(session)

        assert library.differences() == []
        assert library.tags() == dict.fromkeys(faces[:2], "Ada")
