"""Names that may be wrong and people who may be two, as the web app asks for them."""

import pytest

from factories.faces import MODEL, make_face, picture_of
from factories.people import make_rejection, make_tag
from factories.photos import make_photo
from kenfolk.faces.models import Face
from kenfolk.faces.service import save_vectors
from kenfolk.faces.store import NewVector
from kenfolk.people import service
from kenfolk.people.models import Person
from kenfolk.people.schemas import Confirm, Join, Name, NotAFace, Reject


def name_shots(database, name, shots, *, photo=None):
    """Let a human name pictures of simulated people; return the faces."""
    with database.write() as session:
        face_ids = [make_face(session, photo=photo, vector=picture_of(*shot)).id for shot in shots]
        service.decide(session, user="owner", body=Name(kind="name", face_ids=face_ids, name=name))
        return face_ids


def person_called(client, name):
    return next(p["id"] for p in client.get("/api/people/crowd").json()["people"] if p["name"] == name)


def decide(database, body):
    with database.write() as session:
        return service.decide(session, user="owner", body=body).seq


@pytest.fixture
def mistaken(database, client) -> dict[str, int]:
    """Six faces of Ada and Bob each, and one of Bob that has Ada's name."""
    ada = name_shots(database, "Ada", [*((1, shot) for shot in range(6)), (2, 99)])
    name_shots(database, "Bob", [(2, shot) for shot in range(6)])
    return {"face": ada[-1], "ada": person_called(client, "Ada"), "bob": person_called(client, "Bob")}


class TestMistakes:
    def test_shows_the_face_with_both_people(self, client, mistaken):
        found = client.get("/api/people/mistakes").raise_for_status().json()

        assert (found["total"], found["is_looking"]) == (1, False)
        (one,) = found["items"]
        assert (one["face"]["id"], one["person"]["name"], one["other"]["name"]) == (mistaken["face"], "Ada", "Bob")
        assert len(one["person"]["sample"]) == len(one["other"]["sample"]) == 6
        assert client.get("/api/people/doubts").json()["mistakes"] == 1

    @pytest.mark.parametrize("answer", ["right", "other", "neither"])
    def test_leaves_out_what_was_answered_for_ever_and_shows_it_again_after_an_undo(
        self, client, database, mistaken, answer
    ):
        client.get("/api/people/mistakes")
        faces = [mistaken["face"]]
        body = {
            "right": Confirm(kind="confirm", face_ids=faces, person_id=mistaken["ada"], checked=True),
            "other": Confirm(kind="confirm", face_ids=faces, person_id=mistaken["bob"]),
            "neither": Reject(kind="reject", face_ids=faces, person_id=mistaken["ada"]),
        }[answer]

        seq = decide(database, body)

        for _ in range(3):
            assert client.get("/api/people/mistakes").json()["items"] == []
        with database.write() as session:
            service.undo(session, user="owner", seq=seq)
        assert client.get("/api/people/mistakes").json()["total"] == 1

    def test_believes_a_human_who_said_so_twice(self, client, database, mistaken):
        decide(database, Confirm(kind="confirm", face_ids=[mistaken["face"]], person_id=mistaken["ada"]))

        assert client.get("/api/people/mistakes").json()["items"] == []

    def test_never_offers_who_was_denied(self, client, database, mistaken):
        decide(database, Reject(kind="reject", face_ids=[mistaken["face"]], person_id=mistaken["bob"]))

        assert client.get("/api/people/mistakes").json()["items"] == []

    def test_finds_a_wrong_name_of_the_machine_too(self, client, database, mistaken):
        with database.write() as session:
            person = session.get_one(Person, mistaken["bob"])
            face = make_face(session, vector=picture_of(1, 50))
            make_tag(session, face, person, source="machine", probability=0.99)

        ids = {item["face"]["id"] for item in client.get("/api/people/mistakes").json()["items"]}

        assert ids == {mistaken["face"], face.id}

    def test_finds_few_wrong_names_among_many_and_nothing_else(self, client, database):
        wrong = []
        for person in range(1, 16):
            shots = [(person, shot) for shot in range(8)]
            if person % 5 == 0:
                shots.append((person - 1, 77))
            face_ids = name_shots(database, f"Person {person}", shots)
            wrong += face_ids[8:]

        found = client.get("/api/people/mistakes").json()

        assert sorted(item["face"]["id"] for item in found["items"]) == wrong

    def test_sees_that_a_face_looks_different_now(self, client, database, mistaken):
        assert client.get("/api/people/mistakes").json()["total"] == 1

        with database.write() as session:
            session.get_one(Face, mistaken["face"]).chip_key = "chips/other.jpg"
            look = NewVector(face_id=mistaken["face"], chip_key="chips/other.jpg", vector=picture_of(1, 98))
            save_vectors(session, [look], model=MODEL)

        assert client.get("/api/people/mistakes").json()["items"] == []

    def test_is_empty_in_an_empty_library(self, client):
        assert client.get("/api/people/mistakes").json() == {"items": [], "total": 0, "is_looking": False}


@pytest.fixture
def mixed(database, client) -> dict[str, list[int]]:
    """Ada has five faces of somebody else."""
    faces = name_shots(database, "Ada", [*((1, shot) for shot in range(9)), *((2, shot) for shot in range(5))])
    name_shots(database, "Cleo", [(3, shot) for shot in range(9)])
    return {"ada": faces[:9], "other": faces[9:], "id": [person_called(client, "Ada")]}


class TestMixed:
    def test_shows_both_sides(self, client, mixed):
        found = client.get("/api/people/mixed").raise_for_status().json()

        (one,) = found["items"]
        assert (one["name"], one["faces"], found["total"]) == ("Ada", 14, 1)
        assert {face["face_id"] for face in one["smaller"]["sample"]} == set(mixed["other"])
        assert client.get("/api/people/doubts").json()["mixed"] == 1

    def test_offers_who_a_side_could_be(self, client, database, mixed):
        name_shots(database, "Bob", [(2, shot) for shot in range(20, 29)])

        (one,) = client.get("/api/people/mixed").json()["items"]

        assert one["smaller"]["candidates"][0]["name"] == "Bob"

    def test_previews_a_split_with_all_faces_and_photos_of_both(self, client, database, mixed):
        with database.write() as session:
            photo = make_photo(session)
            person = session.get_one(Person, mixed["id"][0])
            both = [make_face(session, photo=photo, vector=picture_of(who, 60)) for who in (1, 2)]
            for face in both:
                make_tag(session, face, person, source="machine", probability=0.99)

        split = client.get(f"/api/people/mixed/{mixed['id'][0]}").raise_for_status().json()

        assert sorted(split["smaller"]["face_ids"]) == [*mixed["other"], both[1].id]
        assert sorted(split["larger"]["face_ids"]) == [*mixed["ada"], both[0].id]
        assert split["together_in"] == 1

    def test_refuses_to_preview_what_it_can_no_longer_tell_apart(self, client, database, mixed):
        client.get("/api/people/mixed")
        with database.write() as session:
            service.decide(session, user="owner", body=NotAFace(kind="not_a_face", face_ids=mixed["other"]))

        assert client.get(f"/api/people/mixed/{mixed['id'][0]}").status_code == 404

    def test_remembers_that_it_is_one(self, client, database, mixed):
        (one,) = client.get("/api/people/mixed").json()["items"]
        across = [one[side]["sample"][0]["face_id"] for side in ("larger", "smaller")]

        decide(database, Join(kind="join", face_ids=across))

        for _ in range(3):
            assert client.get("/api/people/mixed").json()["items"] == []

    def test_is_gone_when_it_was_split(self, client, database, mixed):
        client.get("/api/people/mixed")

        decide(database, Reject(kind="reject", face_ids=mixed["other"], person_id=mixed["id"][0]))

        for _ in range(2):
            assert client.get("/api/people/mixed").json()["items"] == []
        assert client.get(f"/api/people/mixed/{mixed['id'][0]}").status_code == 404

    def test_leaves_hidden_people_alone(self, client, database, mixed):
        with database.write() as session:
            session.get_one(Person, mixed["id"][0]).hidden = True

        assert client.get("/api/people/mixed").json()["items"] == []


class TestDoubter:
    def test_says_that_it_looks_while_it_does(self, client, database, mistaken):
        client.app.state.parts.doubter._wait = 0

        assert client.get("/api/people/doubts").json() in (
            {"mistakes": 0, "mixed": 0, "is_looking": True},
            {"mistakes": 1, "mixed": 0, "is_looking": False},
        )


def test_rejections_without_a_decision_count_too(client, database, mistaken):
    with database.write() as session:
        face = session.get_one(Face, mistaken["face"])
        make_rejection(session, face, session.get_one(Person, mistaken["bob"]))

    assert client.get("/api/people/mistakes").json()["items"] == []
