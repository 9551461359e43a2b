"""What waits for a step is found without looking at everything each time, and nothing is forgotten."""

import pytest
import sqlalchemy as sa

from factories.photos import make_photo, make_source
from kenfolk.faces import waiting
from kenfolk.faces.waiting import Waiting
from kenfolk.photos.models import Photo

QUERY = sa.select(Photo.id).where(Photo.state == "new")


@pytest.fixture
def ids(database) -> list[int]:
    """Ten photos that wait."""
    with database.write() as session:
        return [make_photo(session, state="new").id for _ in range(10)]


@pytest.fixture
def work(database):
    return Waiting("photos.read", QUERY)


@pytest.fixture
def find(database, work):
    def find(*, limit=3, skip=()) -> list[int]:
        with database.read() as session:
            return list(work.find(session, limit=limit, skip=skip))

    return find


@pytest.fixture
def set_state(database):
    def set_state(ids, state) -> None:
        with database.write() as session:
            session.execute(sa.update(Photo).where(Photo.id.in_(ids)).values(state=state))

    return set_state


class TestFind:
    def test_goes_on_where_it_was(self, ids, find, set_state):
        first = find()
        set_state(first, "ready")
        second = find(skip=[ids[3]])

        assert first == ids[:3]
        assert second == ids[4:7]

    def test_comes_back_to_what_was_left_behind(self, ids, find, set_state):
        find()
        set_state(ids[1:], "ready")
        find(skip=[ids[0]])

        assert find() == [ids[0]]

    def test_finds_what_turns_up_further_down(self, ids, find, set_state):
        set_state(ids[:-1], "ready")
        assert find() == [ids[-1]]
        set_state(ids, "ready")
        assert find() == []

        set_state([ids[0]], "new")

        assert find() == [ids[0]]

    def test_rests_after_a_long_look_at_everything(self, ids, find, set_state, monkeypatch):
        monkeypatch.setattr(waiting, "QUICK", -1.0)
        monkeypatch.setattr(waiting, "REST", 1e9)
        assert find() == ids[:3]
        set_state(ids[:3], "ready")
        assert find() == ids[3:6]
        set_state(ids, "ready")

        set_state([ids[0]], "new")
        resting = find()
        set_state([ids[5]], "new")

        assert resting == []
        assert find() == [ids[5]]


class TestCount:
    def test_counts_all_that_wait(self, database, ids, work, find, set_state):
        find()
        set_state(ids[:4], "ready")

        with database.read() as session:
            assert work.count(session) == 6


class TestUrgency:
    def test_lets_what_somebody_waits_for_overtake_the_others(self, database, ids):
        with database.write() as session:
            upload = make_photo(session, source=make_source(session, kind="upload"), state="new")
        work = Waiting("photos.read", QUERY, first=[QUERY.where(Photo.id == upload.id)])

        with database.read() as session:
            found = list(work.find(session, limit=3, skip=[ids[0]]))

        assert found == [upload.id, ids[1], ids[2]]
