"""Groups of unnamed faces as the web app lists them."""

import numpy as np
import pytest

from factories.faces import looks_of, make_face, picture_of
from factories.people import make_group, make_mark, make_person, make_rejection, make_tag
from factories.photos import make_photo
from kenfolk.browse import groups


def _away_from(look, number):
    """A unit vector at right angles to a look."""
    other = looks_of(50 + number)
    other = other - (other @ look) * look
    return (other / np.linalg.norm(other)).astype(np.float32)


class TestListGroups:
    def test_lists_the_biggest_first_page_by_page(self, database, walk):
        with database.write() as session:
            groups = [make_group(session, [make_face(session) for _ in range(n)]) for n in (2, 4, 1, 3)]
        a, b, _alone, d = (group.id for group in groups)

        assert [g["id"] for g in walk("/api/groups?limit=2")] == [b, d, a]

    @pytest.mark.parametrize("limit", [1, 2, 3])
    def test_are_sorted_by_open_faces_however_many_have_a_name(self, database, walk, monkeypatch, limit):
        monkeypatch.setattr(groups, "WIDTH", 2)
        with database.write() as session:
            ada, expected = make_person(session), []
            for members, named in [(9, 8), (8, 5), (7, 0), (6, 1), (5, 5), (5, 2), (4, 0), (3, 0), (2, 0), (2, 1)]:
                faces = [make_face(session) for _ in range(members)]
                expected.append((members - named, make_group(session, faces).id))
                for face in faces[:named]:
                    make_tag(session, face, ada)

        found = [(group["faces"], group["id"]) for group in walk(f"/api/groups?limit={limit}")]

        assert found == sorted((each for each in expected if each[0] > 1), reverse=True)

    def test_counts_only_open_faces(self, database, walk):
        with database.write() as session:
            faces = [make_face(session) for _ in range(5)]
            faces += [make_face(session, removed=True), make_face(session, photo=make_photo(session, state="missing"))]
            make_group(session, faces)
            make_tag(session, faces[0], make_person(session))
            make_mark(session, faces[1])

        (group,) = walk("/api/groups?limit=9")

        assert group["faces"] == 3
        assert {s["face_id"] for s in group["sample"]} == {f.id for f in faces[2:5]}

    def test_shows_six_of_the_best(self, database, walk):
        with database.write() as session:
            photo = make_photo(session)
            make_group(session, [make_face(session, photo=photo, quality=q / 10) for q in range(9)])
            make_group(session, [make_face(session) for _ in range(2)])

        first, second = walk("/api/groups?limit=9")

        assert (first["faces"], first["photos"], len(first["sample"])) == (9, 1, 6)
        assert (second["faces"], second["photos"], len(second["sample"])) == (2, 2, 2)


class TestGetGroup:
    def test_shows_a_group_of_which_one_face_is_left(self, database, client):
        with database.write() as session:
            group = make_group(session, [make_face(session)])

        assert client.get(f"/api/groups/{group.id}").json()["faces"] == 1

    def test_knows_no_group_without_open_faces(self, database, client):
        with database.write() as session:
            face = make_face(session)
            make_mark(session, face)
            group = make_group(session, [face])

        assert client.get(f"/api/groups/{group.id}").status_code == 404


class TestCandidates:
    def test_are_the_people_who_look_like_the_group(self, database, client):
        with database.write() as session:
            ada, bob = make_person(session), make_person(session, "Bob")
            for person, number in ((ada, 1), (bob, 2)):
                make_tag(session, make_face(session, vector=picture_of(number, 0)), person)
            group = make_group(session, [make_face(session, vector=picture_of(1, shot)) for shot in (1, 2)])

        candidates = client.get(f"/api/groups/{group.id}").json()["candidates"]

        assert [c["name"] for c in candidates] == ["Ada"]
        assert candidates[0]["probability"] > 0.9

    def test_leave_out_whom_a_human_denied_and_who_is_hidden(self, database, client):
        with database.write() as session:
            for number, name in enumerate(("Ada", "Bob", "Cleo")):
                person = make_person(session, name, hidden=name == "Bob")
                make_tag(session, make_face(session, vector=picture_of(1, 10 + number)), person)
            face = make_face(session, vector=picture_of(1, 1))
            make_rejection(session, face, person)

        candidates = client.get(f"/api/faces/{face.id}/candidates").json()

        assert [c["name"] for c in candidates] == ["Ada"]

    def test_are_only_people_worth_showing(self, database, client):
        with database.write() as session:
            for number, cosine in enumerate((0.52, 0.35)):
                look = cosine * looks_of(1) + np.sqrt(1 - cosine**2) * _away_from(looks_of(1), number)
                make_tag(session, make_face(session, vector=look), make_person(session, f"Person {number}"))
            face = make_face(session, vector=looks_of(1))

        candidates = client.get(f"/api/faces/{face.id}/candidates").json()

        assert [c["name"] for c in candidates] == ["Person 0"]
        assert candidates[0]["probability"] >= 0.1

    def test_are_none_while_nobody_has_a_name(self, database, client):
        with database.write() as session:
            face = make_face(session, vector=picture_of(1, 1))

        assert client.get(f"/api/faces/{face.id}/candidates").json() == []
