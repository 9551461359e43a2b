"""Somebody who says anything at all, in any order: what must hold after every sequence of decisions is tested with it."""

import contextlib
import random

import sqlalchemy as sa
from pydantic import TypeAdapter

from kenfolk.kit.errors import AppError
from kenfolk.people import schemas, service
from kenfolk.people.models import Person

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
