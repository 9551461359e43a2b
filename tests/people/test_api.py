"""The API of decisions, over HTTP."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from kenfolk.kit.http import add_error_handlers
from kenfolk.people.api import router


@pytest.fixture
def client(database):
    app = FastAPI()
    app.state.database = database
    app.include_router(router)
    add_error_handlers(app)
    with TestClient(app) as client:
        yield client


class TestMakeDecision:
    def test_answers_with_the_decision_and_the_person(self, client, library):
        faces = library.add_photos(2)

        reply = client.post("/api/decisions", json={"kind": "name", "face_ids": faces, "name": "Ada"})

        assert reply.status_code == 201
        body = reply.json()
        assert body["person"] == {"id": body["decision"]["payload"]["person_id"], "name": "Ada"}
        assert body["decision"]["face_ids"] == faces
        assert body["decision"]["text"] == "Named 2 faces Ada"
        assert body["decision"]["at"].endswith("Z")
        assert body["face_id"] is None

    def test_answers_with_the_face_that_was_drawn(self, client, library):
        library.add_photos(1)

        body = {"kind": "draw_box", "photo_id": library.photo_ids[0], "box": [500, 300, 600, 420]}
        reply = client.post("/api/decisions", json=body).json()

        assert reply["face_id"] == reply["decision"]["face_ids"][0]

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"kind": "name", "face_ids": [1], "name": " "}, 400, "bad_name"),
            ({"kind": "stranger", "face_ids": []}, 400, "no_faces"),
            ({"kind": "stranger", "face_ids": [7]}, 404, "not_found"),
            ({"kind": "stranger", "face_ids": [2**70]}, 422, "invalid_request"),
            ({"kind": "stranger", "face_ids": ["x"]}, 422, "invalid_request"),
            ({"kind": "stranger", "face_ids": [1], "why": "?"}, 422, "invalid_request"),
            ({"kind": "sing"}, 422, "invalid_request"),
            ({"kind": "merge", "person_ids": [5], "into": 6}, 404, "not_found"),
            ({"kind": "draw_box", "photo_id": 1, "box": [0, 0, 1]}, 422, "invalid_request"),
            ({"kind": "draw_box", "photo_id": 1, "box": [900, 10, 800, 90]}, 422, "box_too_small"),
            ({"kind": "draw_box", "photo_id": 99, "box": [0, 0, 90, 90]}, 404, "photo_missing"),
        ],
    )
    def test_refuses_clearly(self, client, library, body, status, code):
        library.add_photos(1)

        reply = client.post("/api/decisions", json=body)

        assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
        assert client.get("/api/decisions").json()["items"] == []

    def test_says_409_when_the_faces_were_edited_meanwhile(self, client, library):
        faces = library.add_photos(1)
        library.name(faces, "Ada")

        reply = client.post("/api/decisions", json={"kind": "stranger", "face_ids": faces, "if_seq": 0})

        assert (reply.status_code, reply.json()["error"]["code"]) == (409, "edited_meanwhile")


class TestUndoDecision:
    def test_undoes_and_redoes(self, client, library):
        faces = library.add_photos(1)
        decision = library.decide("name", face_ids=faces, name="Ada")

        undone = client.post(f"/api/decisions/{decision.seq}/undo")
        assert (undone.status_code, undone.json()["person"], library.tags()) == (201, None, {})

        redone = client.post(f"/api/decisions/{undone.json()['decision']['seq']}/undo").json()
        assert redone["decision"]["text"] == "Brought back: Named 1 face Ada"
        assert redone["person"]["name"] == "Ada"


class TestListDecisions:
    def test_gives_page_after_page(self, client, library):
        faces = library.add_photos(5)
        for face in faces:
            library.name([face], f"Person {face}")

        first = client.get("/api/decisions", params={"limit": 3}).json()
        second = client.get("/api/decisions", params={"limit": 3, "cursor": first["next_cursor"]}).json()

        assert [row["seq"] for row in first["items"] + second["items"]] == [5, 4, 3, 2, 1]
        assert second["next_cursor"] is None

    def test_filters_by_kind_and_time(self, client, library):
        faces = library.add_photos(2)
        library.name(faces[:1], "Ada")
        library.decide("stranger", face_ids=faces[1:])

        def seqs(**params):
            return [row["seq"] for row in client.get("/api/decisions", params=params).json()["items"]]

        assert seqs(kind=["name", "hide"]) == [1]
        assert seqs(since="2000-01-01T00:00:00+02:00", brief=True) == [2, 1]
        assert seqs(until="2000-01-01T00:00:00Z") == []

    @pytest.mark.parametrize("since", ["yesterday", "2024-01-01T00:00:00", "0001-01-01T00:00:00+14:00"])
    def test_refuses_times_that_are_none(self, client, library, since):
        assert client.get("/api/decisions", params={"since": since}).status_code == 422


class TestUndoSpan:
    def test_says_what_it_will_take_back_and_does_it(self, client, library):
        faces = library.add_photos(3)
        for face in faces:
            library.name([face], f"Person {face}")

        span = client.get("/api/decisions/span", params={"since": "2000-01-01T00:00:00Z"}).json()
        said = client.post("/api/decisions/undo", json={"since": "2000-01-01T00:00:00Z", "to_seq": span["to_seq"]})

        assert (span["decisions"], span["faces"], span["to_seq"], span["too_much"]) == (3, 3, 3, False)
        assert (said.status_code, said.json()) == (201, {"decisions": 3, "from_seq": 4, "to_seq": 6})
        assert library.tags() == {}

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({}, 400, "no_end_to_undo"),
            ({"since": "yesterday"}, 422, "invalid_request"),
            ({"from_seq": 0}, 422, "invalid_request"),
            ({"from_seq": 1, "kinds": ["DROP TABLE"]}, 422, "invalid_request"),
        ],
    )
    def test_refuses_clearly(self, client, library, body, status, code):
        reply = client.post("/api/decisions/undo", json=body)

        assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)
