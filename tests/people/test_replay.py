"""The tables are what the ledger says: whatever people decide, undo and redo, in whatever order."""

import contextlib

import pytest
import sqlalchemy as sa

from factories.chaos import Chaos
from kenfolk.people import service
from kenfolk.people.errors import AlreadyUndone
from kenfolk.people.models import Constraint, Decision, Mark, Person, Rejection, Tag


@pytest.mark.parametrize("seed", range(5))
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
