"""What one person's page asks for."""

import datetime as dt

import pytest
import sqlalchemy as sa

from factories.faces import make_face, picture_of
from factories.people import make_person, make_tag
from factories.photos import make_photo
from kenfolk.faces.models import FaceVector


def on(year, month=6, day=15):
    return dt.datetime(year, month, day, 12)  # noqa: DTZ001 (a camera's clock)


def show(session, *people, taken_at=None, **face):
    """A photo with these people in it; return their faces."""
    photo = make_photo(session, **({"taken_at": taken_at} if taken_at else {}))
    faces = [make_face(session, photo=photo, **face) for _ in people]
    for one, person in zip(faces, people, strict=True):
        make_tag(session, one, person)
    return faces


class TestGetProfile:
    def test_tells_whose_word_the_names_are_and_where_the_story_begins_and_ends(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            (first,), (last,) = show(session, ada, taken_at=on(2001)), show(session, ada, taken_at=on(2009))
            make_tag(session, make_face(session, photo=make_photo(session, taken_at=on(2005))), ada, source="machine")
            show(session, ada, removed=True)

        profile = client.get(f"/api/people/{ada.id}/profile").json()

        assert profile == {
            "person_id": ada.id,
            "named_by_people": 2,
            "named_by_machine": 1,
            "first_photo_id": first.photo_id,
            "last_photo_id": last.photo_id,
            "together": [],
            "together_of": 0,
        }

    def test_says_who_is_in_the_same_photos_most_often_first(self, database, client):
        with database.write() as session:
            ada, bob, cem = (make_person(session, name) for name in ("Ada", "Bob", "Cem"))
            hidden, apart = make_person(session, "Hid", hidden=True), make_person(session, "Zoe")
            show(session, ada, cem, hidden)
            show(session, ada, bob, bob, cem)  # a mirror is not another photo
            show(session, ada)
            show(session, bob, apart)

        profile = client.get(f"/api/people/{ada.id}/profile").json()

        assert [(one["name"], one["photos"]) for one in profile["together"]] == [("Cem", 2), ("Bob", 1)]
        assert profile["together_of"] == 3
        assert profile["together"][0]["cover_url"].startswith("/api/faces/")

    def test_is_that_of_whoever_has_the_faces_now(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            old = make_person(session, "A.", merged_into=ada)
            gone = make_person(session, "Gone", removed=True)

        assert client.get(f"/api/people/{old.id}/profile").json()["person_id"] == ada.id
        assert client.get(f"/api/people/{gone.id}/profile").status_code == 404


class TestGetFate:
    def test_tells_what_became_of_somebody(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            middle = make_person(session, "Addie", merged_into=ada)
            old, hid = make_person(session, "A.", merged_into=middle), make_person(session, "Hid", hidden=True)
            gone = make_person(session, "Gone", removed=True)

        def fate(person):
            reply = client.get(f"/api/people/{person.id}/fate").json()
            return reply["name"], reply["state"], reply["into_name"]

        assert fate(ada) == ("Ada", "there", None)
        assert fate(old) == ("A.", "merged", "Ada")
        assert fate(hid) == ("Hid", "hidden", None)
        assert fate(gone) == ("Gone", "removed", None)
        assert client.get("/api/people/999/fate").status_code == 404


class TestListAges:
    def test_is_by_year_while_the_birth_date_is_not_known(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            for year in (2003, 2001, 2003):
                show(session, ada, taken_at=on(year))

        ages = client.get(f"/api/people/{ada.id}/ages").json()

        assert ages["birth_date"] is None
        assert [(age["number"], age["faces"]) for age in ages["ages"]] == [(2001, 1), (2003, 2)]
        assert (ages["ages"][0]["since"], ages["ages"][0]["until"]) == ("2001-01-01", "2001-12-31")

    def test_begins_a_new_age_on_the_birthday(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            ada.birth_date = dt.date(2000, 6, 15)
            for day in (on(2000, 6, 14), on(2000, 6, 15), on(2001, 6, 14), on(2001, 6, 15)):
                show(session, ada, taken_at=day)

        ages = client.get(f"/api/people/{ada.id}/ages").json()["ages"]

        assert [(age["number"], age["faces"]) for age in ages] == [(-1, 1), (0, 2), (1, 1)]
        assert (ages[1]["since"], ages[1]["until"]) == ("2000-06-15", "2001-06-14")

    def test_knows_the_29th_of_february(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            ada.birth_date = dt.date(2000, 2, 29)
            show(session, ada, taken_at=on(2001, 2, 28))
            show(session, ada, taken_at=on(2001, 3, 1))

        ages = client.get(f"/api/people/{ada.id}/ages").json()["ages"]

        assert [(age["number"], age["since"], age["until"]) for age in ages] == [
            (0, "2000-02-29", "2001-02-28"),
            (1, "2001-03-01", "2002-02-28"),
        ]

    def test_shows_the_best_of_each_month_before_a_second_of_any(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            (late,) = show(session, ada, taken_at=on(2001, 11), quality=0.2)
            (best,) = show(session, ada, taken_at=on(2001, 3), quality=0.9)
            show(session, ada, taken_at=on(2001, 3), quality=0.8)

        (age,) = client.get(f"/api/people/{ada.id}/ages?each=2").json()["ages"]

        assert (age["faces"], [face["face_id"] for face in age["best"]]) == (3, [best.id, late.id])


class TestListLeastAlike:
    @pytest.fixture
    def odd(self, database):
        """Ada with three faces that look alike and, in the middle, one that does not."""
        with database.write() as session:
            ada = make_person(session)
            faces = [
                show(session, ada, taken_at=on(2001 + shot), vector=picture_of(person, shot))[0]
                for shot, person in enumerate((0, 0, 1, 0))
            ]
            return ada.id, [face.id for face in faces]

    def test_begins_with_the_face_that_looks_like_none_of_the_others(self, odd, walk):
        ada, faces = odd

        ids = [face["id"] for face in walk(f"/api/people/{ada}/faces/least-alike?limit=1")]

        assert ids[0] == faces[2]
        assert sorted(ids) == faces

    def test_ends_with_faces_nobody_could_compare(self, database, odd, walk):
        ada, faces = odd
        with database.write() as session:
            session.execute(sa.delete(FaceVector).where(FaceVector.face_id == faces[0]))

        assert [face["id"] for face in walk(f"/api/people/{ada}/faces/least-alike?limit=2")][-1] == faces[0]

    def test_is_for_some_days_only_and_for_one_kind_of_word(self, odd, walk):
        ada, faces = odd

        assert [
            f["id"] for f in walk(f"/api/people/{ada}/faces/least-alike?since=2001-01-01&until=2001-12-31")
        ] == faces[:1]
        assert walk(f"/api/people/{ada}/faces/least-alike?source=machine") == []

    def test_is_nothing_for_somebody_without_faces_and_one_alone_is_alike(self, database, walk):
        with database.write() as session:
            nobody, one = make_person(session, "Nobody"), make_person(session, "One")
            show(session, one, vector=picture_of(1, 1))

        assert walk(f"/api/people/{nobody.id}/faces/least-alike?limit=9") == []
        assert len(walk(f"/api/people/{one.id}/faces/least-alike?limit=9")) == 1

    @pytest.mark.parametrize("cursor", ["abc", "WzEsIDJd"])
    def test_refuses_a_cursor_of_something_else(self, odd, client, cursor):
        assert client.get(f"/api/people/{odd[0]}/faces/least-alike?cursor={cursor}").status_code == 400


class TestListFacesOfPerson:
    def test_sorts_and_filters(self, database, walk):
        with database.write() as session:
            ada = make_person(session)
            old, new = show(session, ada, taken_at=on(2001)), show(session, ada, taken_at=on(2003), quality=0.1)
            machine = make_face(session, photo=make_photo(session, taken_at=on(2002)), quality=0.7)
            make_tag(session, machine, ada, source="machine")

        def ids(query):
            return [f["id"] for f in walk(f"/api/faces?limit=1&person_id={ada.id}&{query}")]

        assert ids("sort=oldest") == [old[0].id, machine.id, new[0].id]
        assert ids("source=machine") == [machine.id]
        assert ids("since=2002-01-01&until=2002-06-15") == [machine.id]
