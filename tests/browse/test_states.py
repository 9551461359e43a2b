"""Every face is counted once, where it stands."""

import pytest
import sqlalchemy as sa

from factories.faces import make_face
from factories.people import make_group, make_mark, make_match, make_person, make_tag
from factories.photos import make_photo
from kenfolk.browse.service import count_face_states, count_named, count_shown
from kenfolk.faces.models import Face


@pytest.fixture
def states(database):
    """What is not 0."""

    def states():
        with database.read() as session:
            return {name: count for name, count in vars(count_face_states(session)).items() if count}

    return states


class TestFaceStates:
    def test_are_all_0_in_an_empty_library(self, states):
        assert states() == {}

    def test_tell_by_whom_a_face_is_named(self, database, states):
        with database.write() as session:
            ada = make_person(session)
            for source in ("human", "import", "machine"):
                make_tag(session, make_face(session), ada, source=source)

        assert states() == {"by_people": 2, "by_machine": 1}

    def test_tell_what_is_known_of_faces_without_a_name(self, database, states):
        with database.write() as session:
            ada = make_person(session)
            make_mark(session, make_face(session), "stranger")
            make_mark(session, make_face(session), "unsure")
            make_match(session, make_face(session), ada)
            make_group(session, [make_face(session), make_face(session)])
            make_match(session, make_face(session), None)

        assert states() == {"strangers": 1, "unsure": 1, "suggested": 1, "grouped": 2, "alone": 1}

    def test_count_a_face_in_one_place_only(self, database, states):
        with database.write() as session:
            ada = make_person(session)
            faces = [make_face(session) for _ in range(4)]
            make_group(session, faces)
            for face in faces[:3]:
                make_match(session, face, ada)
            make_tag(session, faces[0], ada, source="machine")
            make_mark(session, faces[1])

        assert states() == {"by_machine": 1, "strangers": 1, "suggested": 1, "grouped": 1}

    def test_leave_out_what_is_not_shown(self, database, states):
        with database.write() as session:
            ada, lost = make_person(session), make_photo(session, state="missing")
            make_tag(session, make_face(session, photo=lost), ada)
            make_tag(session, make_face(session, removed=True), ada)
            make_face(session, removed=True).removed_as = "not_a_face"
            make_face(session)

        assert states() == {"alone": 1, "not_faces": 1}

    def test_add_up_to_all_faces(self, database):
        with database.write() as session:
            make_tag(session, make_face(session), make_person(session))
            make_face(session)
            make_face(session, removed=True).removed_as = "not_a_face"

        with database.read() as session:
            assert count_face_states(session).shown == count_shown(session, sa.select(Face.id)) == 2
            assert count_named(session) == {"human": 1}
