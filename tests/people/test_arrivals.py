"""Which faces came together."""

import datetime as dt

import pytest

from factories.faces import make_face
from factories.people import make_person, make_tag
from kenfolk.faces.models import Face
from kenfolk.people.store import arrivals
from kenfolk.people.store.arrivals import MOST, count_names_of, list_imports

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def come(database):
    """Faces come, a second apart, beginning at this hour; return their numbers."""

    def come(count, *, hour):
        with database.write() as session:
            faces = [make_face(session) for _ in range(count)]
            for second, face in enumerate(faces):
                face.created_at = NOON + hour * HOUR + second * dt.timedelta(seconds=1)
            return [face.id for face in faces]

    return come


@pytest.fixture
def imports(database):
    """The first and the last face's number of each import."""

    def imports(**options):
        with database.read() as session:
            return [(each.first_id, each.end_id - 1) for each in list_imports(session, **options)]

    return imports


class TestListImports:
    def test_finds_none_in_an_empty_library(self, imports):
        assert imports() == []

    def test_cuts_where_nothing_came_for_long(self, come, imports):
        came = [come(5, hour=hour) for hour in (0, 1, 9)]

        assert imports() == [(ids[0], ids[-1]) for ids in came]

    def test_finds_the_cut_between_two_samples(self, come, imports, monkeypatch):
        monkeypatch.setattr(arrivals, "SAMPLES", 3)
        came = [come(17, hour=0), come(30, hour=5)]

        assert imports() == [(ids[0], ids[-1]) for ids in came]

    def test_says_when_the_first_and_the_last_face_came(self, come, database):
        come(3, hour=0)
        come(2, hour=4)

        with database.read() as session:
            first, second = list_imports(session)

        assert (first.first, first.last) == (NOON, NOON + dt.timedelta(seconds=2))
        assert (second.first, second.last) == (NOON + 4 * HOUR, NOON + 4 * HOUR + dt.timedelta(seconds=1))

    def test_adds_a_few_faces_to_what_came_before(self, come, imports):
        first, _drawn, third = come(9, hour=0), come(1, hour=5), come(9, hour=10)
        last = come(2, hour=15)

        assert imports(fewest=5) == [(first[0], third[0] - 1), (third[0], last[-1])]

    def test_are_no_more_than_can_be_read(self, come, imports):
        for hour in range(MOST + 6):
            come(1, hour=hour)

        assert len(imports()) == MOST


class TestCountNamesOf:
    def test_counts_by_who_gave_them(self, come, database):
        first, second = come(3, hour=0), come(2, hour=5)
        with database.write() as session:
            ada = make_person(session)
            for face_id, source in zip([*first, second[0]], ("human", "machine", "machine", "human"), strict=True):
                make_tag(session, session.get_one(Face, face_id), ada, source=source)

        with database.read() as session:
            assert count_names_of(session, list_imports(session)) == [{"human": 1, "machine": 2}, {"human": 1}]
