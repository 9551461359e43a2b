"""Everybody at once, their pictures, and the look before a merge."""

import datetime as dt

import pytest

from factories.faces import make_face
from factories.people import make_mark, make_match, make_person, make_rejection, make_tag
from factories.photos import make_photo


@pytest.fixture
def ada(database) -> int:
    """Ada, in three photos, the last of the 7th, and Bob, in one of them; Hid is hidden."""
    with database.write() as session:
        ada, bob, hid = (make_person(session, name, hidden=name == "Hid") for name in ("Ada", "Bob", "Hid"))
        for day in (3, 5, 7):
            photo = make_photo(session, taken_at=dt.datetime(2024, 3, day))  # noqa: DTZ001 (a camera's clock)
            make_tag(session, make_face(session, photo=photo, quality=day / 10), ada)
        make_tag(session, make_face(session, photo=photo), bob)
        make_tag(session, make_face(session), hid)
        return ada.id


class TestListCrowd:
    def test_tells_of_everybody_how_many_faces_and_when_last(self, client, ada):
        crowd = client.get("/api/people/crowd").raise_for_status().json()

        assert crowd["people"][0] == {
            "id": ada,
            "name": "Ada",
            "faces": 3,
            "to_check": 0,
            "last_seen": "2024-03-07T00:00:00",
        }
        assert ([p["name"] for p in crowd["people"]], crowd["hidden"]) == (["Ada", "Bob"], 1)

    def test_lists_the_hidden_apart(self, client, ada):
        assert [p["name"] for p in client.get("/api/people/crowd?hidden=true").json()["people"]] == ["Hid"]

    def test_counts_no_removed_faces_and_none_of_missing_photos(self, client, database, ada):
        with database.write() as session:
            cleo = make_person(session, "Cleo")
            make_tag(session, make_face(session, removed=True), cleo)
            missing = make_photo(session, state="missing")
            make_tag(session, make_face(session, photo=missing), cleo)
            make_tag(session, make_face(session, photo=missing, removed=True), cleo)
            make_tag(session, make_face(session), cleo)

        assert client.get("/api/people/crowd").json()["people"][2]["faces"] == 1

    def test_counts_what_waits_to_be_confirmed(self, client, database, ada):
        with database.write() as session:
            cleo = make_person(session, "Cleo")
            faces = [make_face(session) for _ in range(4)]
            for face in faces:
                make_match(session, face, cleo)
            make_mark(session, faces[0])
            make_rejection(session, faces[1], cleo)

        assert client.get("/api/people/crowd").json()["people"][2]["to_check"] == 2

    def test_names_nobody_who_was_merged_or_removed(self, client, database, ada):
        with database.write() as session:
            make_person(session, "Gone", removed=True)
            into = make_person(session, "Zoe")
            make_person(session, "Old", merged_into=into)

        assert [p["name"] for p in client.get("/api/people/crowd").json()["people"]] == ["Ada", "Bob", "Zoe"]


class TestListCovers:
    def test_gives_the_pictures_of_those_who_have_one(self, client, database, ada):
        with database.write() as session:
            nobody = make_person(session, "Nobody").id

        covers = client.get(f"/api/people/covers?ids={ada}&ids={nobody}").raise_for_status().json()

        assert [cover["id"] for cover in covers] == [ada]
        assert covers[0]["url"].startswith(f"/api/faces/{covers[0]['face_id']}/chip?v=")

    def test_refuses_none_and_too_many(self, client):
        assert client.get("/api/people/covers").status_code == 422
        assert client.get("/api/people/covers?" + "&".join(f"ids={n}" for n in range(1, 202))).status_code == 422


class TestPreviewMerge:
    def test_shows_faces_of_all_and_photos_with_two_of_them(self, client, database, ada):
        people = client.get("/api/people/crowd").json()["people"]

        preview = client.get(f"/api/people/merge-preview?ids={ada}&ids={people[1]['id']}").raise_for_status().json()

        assert [(one["person"]["name"], len(one["sample"])) for one in preview["people"]] == [("Ada", 3), ("Bob", 1)]
        assert (preview["together_in"], len(preview["together"])) == (1, 1)

    def test_says_nothing_of_the_same_person_twice_in_a_photo(self, client, database, ada):
        assert client.get(f"/api/people/merge-preview?ids={ada}&ids={ada}").json()["together_in"] == 0

    def test_leaves_out_who_is_not_there(self, client):
        assert client.get("/api/people/merge-preview?ids=99").json()["people"] == []
