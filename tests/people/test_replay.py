"""The tables are what the ledger says: whatever people decide, undo and redo, in whatever order."""

import random

import pytest
import sqlalchemy as sa

from kenfolk.kit.errors import AppError
from kenfolk.people import service
from kenfolk.people.models import Constraint, Decision, Mark, Person, Rejection, Tag

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

    def act(self):
        if self.seqs and self.random.random() < 0.3:
            self._try(lambda: self.library.undo(self.random.choice(self.seqs)))
            return
        kind = self.random.choice(KINDS)
        self._try(lambda: self.library.decide(kind, **self._body(kind)))

    def _try(self, act):
        try:
            self.seqs.append(act().seq)
        except AppError:
            pass  # a face that is gone, a person merged into the same: refused, and nothing has changed

    def _faces(self, most=4):
        return self.random.sample(self.library.face_ids, self.random.randint(1, most))

    def _person(self):
        people = [row[0] for row in self.library.rows(sa.select(Person.id))]
        return self.random.choice(people or [1])

    def _box(self):
        left, top = self.random.uniform(0, 700), self.random.uniform(0, 500)
        return [left, top, left + 80, top + 90]

    def _body(self, kind):
        match kind:
            case "name":
                return {"face_ids": self._faces(), "name": self.random.choice(NAMES)}
            case "confirm" | "reject":
                return {"face_ids": self._faces(), "person_id": self._person()}
            case "stranger" | "unsure" | "open":
                return {"face_ids": self._faces()}
            case "not_a_face":
                return {"face_ids": self._faces(1)}
            case "separate":
                return {"face_ids": self._faces(2), "from_face_ids": self._faces(2)}
            case "join":
                return {"face_ids": self._faces(3)}
            case "merge":
                return {"person_ids": [self._person()], "into": self._person()}
            case "rename":
                return {"person_id": self._person(), "name": self.random.choice(NAMES)}
            case "hide" | "show":
                return {"person_id": self._person()}
            case "cover":
                return {"person_id": self._person(), "face_id": self._faces(1)[0]}
            case "birth_date":
                return {"person_id": self._person(), "date": self.random.choice([None, "1999-02-03"])}
            case "draw_box":
                who = self.random.choice([{}, {"name": self.random.choice(NAMES)}, {"person_id": self._person()}])
                return {"photo_id": self.random.choice(self.library.photo_ids), "box": self._box(), **who}
            case _:
                return {"face_id": self._faces(1)[0], "box": self._box()}


@pytest.mark.parametrize("seed", range(20))
class TestReplay:
    def test_finds_no_difference_after_anything_and_nothing_left_when_all_is_undone(self, library, seed):
        library.add_photos(8, faces=3)
        chaos = Chaos(library, seed)

        for step in range(300):
            chaos.act()
            if step % 50 == 49:
                assert library.differences() == []

        undone = self._undo_everything(library, chaos.random)
        assert undone > 0
        assert library.differences() == []
        assert self._rows_left(library) == []
        with library.database.write() as session:
            service.rebuild(session)
        assert library.differences() == []

    def _undo_everything(self, library, rng):
        seqs = [row[0] for row in library.rows(sa.select(Decision.seq).where(Decision.kind != "undo"))]
        rng.shuffle(seqs)
        undone = 0
        for seq in seqs:
            try:
                library.undo(seq)
                undone += 1
            except AppError:
                pass  # undone already
        return undone

    def _rows_left(self, library):
        people = sa.select(Person.id, Person.name).where(~Person.removed)
        tables = [sa.select(t) for t in (Tag, Mark, Rejection, Constraint)]
        return [row for query in [people, *tables] for row in library.rows(query)]
