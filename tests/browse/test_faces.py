"""Faces as the web app lists them."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import event

from factories.faces import make_face
from factories.people import make_group, make_mark, make_match, make_person, make_rejection, make_tag
from factories.photos import make_photo
from kenfolk.browse.service import faces_as_shown


class TestListFaces:
    def test_shows_a_face_nobody_has_spoken_of(self, database, walk):
        with database.write() as session:
            face = make_face(session, box=(1, 2, 30, 40), quality=0.5, score=0.9)
            group = make_group(session, [face])

        (shown,) = walk("/api/faces?limit=9")

        assert shown.pop("chip_url").startswith(f"/api/faces/{face.id}/chip?v=")
        assert shown == {
            "id": face.id,
            "photo_id": face.photo_id,
            "box": [1, 2, 30, 40],
            "score": 0.9,
            "quality": 0.5,
            "origin": "detector",
            "tag": None,
            "suggestion": None,
            "mark": None,
            "group_id": group.id,
        }

    def test_shows_who_it_is_and_nothing_it_no_longer_is(self, database, walk):
        with database.write() as session:
            ada, bob = make_person(session), make_person(session, "Bob")
            face = make_face(session)
            make_tag(session, face, ada, source="machine", probability=0.99)
            make_match(session, face, bob)
            make_group(session, [face])

        (shown,) = walk("/api/faces?limit=9")

        assert shown["tag"] == {"person_id": ada.id, "name": "Ada", "source": "machine", "probability": 0.99}
        assert shown["suggestion"] is None
        assert shown["group_id"] is None

    def test_never_lists_removed_faces_and_those_of_missing_photos(self, database, walk):
        with database.write() as session:
            face = make_face(session)
            make_face(session, removed=True)
            make_face(session, photo=make_photo(session, state="missing"))

        assert [f["id"] for f in walk("/api/faces?limit=9")] == [face.id]

    def test_goes_page_by_page(self, database, walk):
        with database.write() as session:
            ids = [make_face(session).id for _ in range(7)]

        assert [f["id"] for f in walk("/api/faces?limit=3")] == ids

    def test_lists_a_person_newest_first_page_by_page(self, database, walk):
        with database.write() as session:
            ada, ids = make_person(session), []
            for day in (2, 3, 3, 1):
                photo = make_photo(session, taken_at=dt.datetime(2024, 1, day))  # noqa: DTZ001 (a camera's clock)
                ids.append(make_face(session, photo=photo).id)
                make_tag(session, session.get_one(type(make_face(session)), ids[-1]), ada)
        a, b, c, d = ids

        assert [f["id"] for f in walk(f"/api/faces?limit=2&person_id={ada.id}")] == [c, b, a, d]

    def test_lists_open_faces_of_a_group_best_first(self, database, walk):
        with database.write() as session:
            faces = [make_face(session, quality=q) for q in (0.2, 0.9, 0.5, 1.0, 1.0)]
            group = make_group(session, faces)
            make_tag(session, faces[3], make_person(session))
            make_mark(session, faces[4])

        shown = walk(f"/api/faces?limit=2&group_id={group.id}")

        assert [f["quality"] for f in shown] == [0.9, 0.5, 0.2]

    def test_tells_open_named_and_marked_faces_apart(self, database, walk):
        with database.write() as session:
            free, named, marked = (make_face(session) for _ in range(3))
            make_tag(session, named, make_person(session))
            make_mark(session, marked, "unsure")

        found = {state: [f["id"] for f in walk(f"/api/faces?limit=9&state={state}")] for state in STATES}

        assert found == {"open": [free.id], "tagged": [named.id], "marked": [marked.id]}

    def test_asks_the_database_once_a_page(self, database, client):
        with database.write() as session:
            ada = make_person(session)
            for _ in range(20):
                make_tag(session, make_face(session), ada)
        asked = []
        event.listen(database.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

        client.get("/api/faces?limit=20")

        assert len([sql for sql in asked if sql.startswith("SELECT")]) == 1


STATES = ("open", "tagged", "marked")


class TestSuggestions:
    def test_come_likeliest_first(self, database, walk):
        with database.write() as session:
            ada, bob = make_person(session), make_person(session, "Bob")
            faces = [make_face(session) for _ in range(4)]
            for face, person, probability in zip(faces, (ada, ada, bob, ada), (0.7, 0.9, 0.8, 0.6), strict=True):
                make_match(session, face, person, probability=probability)

        shown = walk(f"/api/faces?limit=2&suggested_person_id={ada.id}")

        assert [f["suggestion"]["probability"] for f in shown] == [0.9, 0.7, 0.6]
        assert shown[0]["suggestion"] == {"person_id": ada.id, "name": "Ada", "probability": 0.9}

    def test_never_say_what_a_human_has_denied(self, database, walk):
        with database.write() as session:
            ada, face = make_person(session), make_face(session)
            make_match(session, face, ada)
            make_rejection(session, face, ada)

        assert walk("/api/faces?limit=9")[0]["suggestion"] is None
        assert walk(f"/api/faces?limit=9&suggested_person_id={ada.id}") == []

    def test_leave_hidden_merged_and_removed_people_out(self, database, walk):
        with database.write() as session:
            ada = make_person(session)
            for gone in ({"hidden": True}, {"removed": True}, {"merged_into": ada}):
                make_match(session, make_face(session), make_person(session, "Eve", **gone))

        assert [f["suggestion"] for f in walk("/api/faces?limit=9")] == [None] * 3

    def test_are_for_faces_without_a_mark(self, database, walk):
        with database.write() as session:
            face = make_face(session)
            make_match(session, face, make_person(session))
            make_mark(session, face)

        (shown,) = walk("/api/faces?limit=9")

        assert (shown["mark"], shown["suggestion"]) == ("stranger", None)


class TestGetFace:
    def test_shows_what_the_list_shows(self, database, client, walk):
        with database.write() as session:
            face = make_face(session)

        assert client.get(f"/api/faces/{face.id}").json() == walk("/api/faces?limit=9")[0]

    def test_knows_no_removed_faces(self, database, client):
        with database.write() as session:
            face = make_face(session, removed=True)

        assert client.get(f"/api/faces/{face.id}").status_code == 404


class TestChipUrl:
    def test_changes_when_the_box_moves(self, database, walk):
        with database.write() as session:
            face = make_face(session)
        before = walk("/api/faces?limit=9")[0]["chip_url"]

        with database.write() as session:
            session.execute(sa.update(type(face)).values(left=7))

        assert walk("/api/faces?limit=9")[0]["chip_url"] != before


class TestFacesAsShown:
    def test_keeps_the_order_asked_for(self, database):
        with database.write() as session:
            a, b, c = (make_face(session).id for _ in range(3))

            shown = faces_as_shown(session, [c, a, 999, b])

        assert [f.id for f in shown] == [c, a, b]
