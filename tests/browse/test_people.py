"""People as the web app lists them."""

import datetime as dt

import pytest

from factories.faces import make_face
from factories.people import make_match, make_person, make_tag
from factories.photos import make_photo
from kenfolk.browse import covers


def name_faces(session, person, number: int, *, day: int = 1, **face) -> list:
    photo = make_photo(session, taken_at=dt.datetime(2024, 3, day))  # noqa: DTZ001 (a camera's clock)
    faces = [make_face(session, photo=photo, **face) for _ in range(number)]
    for one in faces:
        make_tag(session, one, person)
    return faces


class TestListPeople:
    @pytest.fixture
    def three(self, database) -> dict[str, int]:
        """Ada with one face and last seen on the 9th, bob with three, Cleo with none."""
        with database.write() as session:
            ada, bob, cleo = (make_person(session, name) for name in ("Ada", "bob", "Cleo"))
            name_faces(session, bob, 3, day=5)
            name_faces(session, ada, 1, day=9)
            return {person.name: person.id for person in (ada, bob, cleo)}

    @pytest.mark.parametrize(
        ("sort", "names"),
        [("faces", ["bob", "Ada", "Cleo"]), ("name", ["Ada", "bob", "Cleo"]), ("recent", ["Ada", "bob", "Cleo"])],
    )
    def test_sorts_page_by_page(self, three, walk, sort, names):
        assert [p["name"] for p in walk(f"/api/people?limit=1&sort={sort}")] == names

    def test_counts_faces_photos_and_days(self, three, walk):
        bob = walk("/api/people?limit=9&q=BO")[0]

        assert (bob["faces"], bob["photos"], bob["first_seen"]) == (3, 1, "2024-03-05T00:00:00")

    def test_finds_a_part_of_the_name_as_it_is_written(self, three, walk):
        assert [p["name"] for p in walk("/api/people?limit=9&q=le")] == ["Cleo"]
        assert walk("/api/people?limit=9&q=%25") == []

    @pytest.mark.parametrize("q", ["éva", "ÉVA", "E\u0301v"])
    def test_finds_and_sorts_a_name_beyond_ascii_in_any_case(self, database, walk, q):
        with database.write() as session:
            for name in ("éva Ö", "Éva A"):
                make_person(session, name)

        assert [p["name"] for p in walk(f"/api/people?limit=1&sort=name&q={q}")] == ["Éva A", "éva Ö"]

    def test_keeps_hidden_merged_and_removed_people_apart(self, database, walk):
        with database.write() as session:
            ada = make_person(session)
            make_person(session, "Hid", hidden=True)
            make_person(session, "Old", merged_into=ada)
            make_person(session, "Gone", removed=True)

        assert [p["name"] for p in walk("/api/people?limit=9")] == ["Ada"]
        assert [p["name"] for p in walk("/api/people?limit=9&hidden=true")] == ["Hid"]

    def test_does_not_count_removed_faces_and_missing_photos(self, database, walk):
        with database.write() as session:
            ada = make_person(session)
            name_faces(session, ada, 1)
            name_faces(session, ada, 1, removed=True)
            make_tag(session, make_face(session, photo=make_photo(session, state="missing")), ada)

        assert walk("/api/people?limit=9")[0]["faces"] == 1

    def test_counts_suggestions_nobody_has_answered(self, database, walk):
        with database.write() as session:
            ada = make_person(session)
            for face in name_faces(session, ada, 2) + [make_face(session) for _ in range(3)]:
                make_match(session, face, ada)

        assert walk("/api/people?limit=9")[0]["suggestions"] == 3


class TestCover:
    def test_is_the_best_face_a_human_named(self, database, walk):
        with database.write() as session:
            ada = make_person(session)
            name_faces(session, ada, 2, quality=0.3)
            (best,) = name_faces(session, ada, 1, quality=0.8)
            make_tag(session, make_face(session, quality=0.9), ada, source="machine", probability=0.99)

        shown = walk("/api/people?limit=9")[0]

        assert shown["cover_face_id"] == best.id
        assert shown["cover_url"].startswith(f"/api/faces/{best.id}/chip?v=")

    def test_is_the_chosen_one_while_it_is_still_theirs(self, database, walk):
        with database.write() as session:
            ada, bob = make_person(session), make_person(session, "Bob")
            faces = name_faces(session, ada, 2) + name_faces(session, bob, 1)
            ada.cover_face_id, bob.cover_face_id = faces[1].id, faces[0].id

        shown = {p["name"]: p["cover_face_id"] for p in walk("/api/people?limit=9")}

        assert shown == {"Ada": faces[1].id, "Bob": faces[2].id}

    def test_is_the_best_of_some_of_many(self, database, walk, monkeypatch):
        monkeypatch.setattr(covers, "SOME", 2)
        with database.write() as session:
            ada = make_person(session)
            faces = [name_faces(session, ada, 1, quality=quality)[0] for quality in (0.3, 0.5, 0.9)]

        assert walk("/api/people?limit=9")[0]["cover_face_id"] == faces[1].id

    def test_is_a_later_one_where_the_first_are_gone(self, database, walk, monkeypatch):
        monkeypatch.setattr(covers, "SOME", 2)
        with database.write() as session:
            ada, bob = make_person(session), make_person(session, "Bob")
            name_faces(session, ada, 2, removed=True)
            name_faces(session, bob, 2, removed=True)
            (best,) = name_faces(session, ada, 1)
            by_machine = make_face(session)
            make_tag(session, by_machine, bob, source="machine", probability=0.99)

        shown = {p["name"]: p["cover_face_id"] for p in walk("/api/people?limit=9")}

        assert shown == {"Ada": best.id, "Bob": by_machine.id}

    def test_is_nothing_without_faces(self, database, walk):
        with database.write() as session:
            make_person(session)

        assert walk("/api/people?limit=9")[0]["cover_url"] is None


class TestGetPerson:
    def test_follows_a_merge_to_its_end(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            middle = make_person(session, "Addie", merged_into=ada)
            old = make_person(session, "A.", merged_into=middle)

        assert client.get(f"/api/people/{old.id}").json()["name"] == "Ada"

    def test_knows_nobody_who_was_removed(self, database, client):
        with database.write() as session:
            gone = make_person(session, removed=True)

        assert client.get(f"/api/people/{gone.id}").status_code == 404
