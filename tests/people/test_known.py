"""Everybody with a name, kept in memory: always as the ledger and the vectors say, and read again only where needed."""

import numpy as np
import pytest

from kenfolk.faces import service as faces_service
from kenfolk.faces.models import Face
from kenfolk.faces.store import NewVector
from kenfolk.people.known import Known
from kenfolk.people.store import matches

ADA, BO, CLEO = 0, 1, 2


@pytest.fixture
def known(library) -> Known:
    return library.recogniser().known


@pytest.fixture
def see(library, known):
    """Everybody as of now: person -> (prototypes, faces)."""

    def see():
        with library.database.read() as session:
            return known.gallery(session).as_dict()

    return see


@pytest.fixture
def reads(monkeypatch) -> list[set[int] | None]:
    """Whose faces were read from the database, each time; None: everybody's."""
    asked = []
    list_exemplars = matches.list_exemplars

    def note(session, person_ids=None):
        asked.append(None if person_ids is None else set(person_ids))
        return list_exemplars(session, person_ids)

    monkeypatch.setattr(matches, "list_exemplars", note)
    return asked


@pytest.fixture
def two(library):
    """Ada and Bo, three faces each, of which two are named."""
    faces = library.add_photos(6)
    library.look_alike(faces[:3], ADA)
    library.look_alike(faces[3:], BO)
    return library.name(faces[:2], "Ada"), library.name(faces[3:5], "Bo"), faces


def likest(gallery, center):
    """Who looks most like that."""
    return max(gallery, key=lambda person_id: gallery[person_id][0][0, center])


class TestGallery:
    def test_holds_everybody_whom_a_human_named(self, two, see):
        ada, bo, _faces = two

        gallery = see()

        assert {person_id: faces for person_id, (_looks, faces) in gallery.items()} == {ada: 2, bo: 2}
        assert (likest(gallery, ADA), likest(gallery, BO)) == (ada, bo)

    def test_is_the_same_object_while_nothing_changes(self, library, two, known, reads):
        with library.database.read() as session:
            once, again = known.gallery(session), known.gallery(session)

        assert once is again
        assert reads == [None]

    def test_is_the_same_object_after_a_vector_of_somebody_unknown(self, library, two, known, see, reads):
        see()
        with library.database.read() as session:
            before = known.gallery(session)

        library.look_alike(library.add_photos(1), CLEO)

        with library.database.read() as session:
            assert known.gallery(session) is before
        assert reads == [None]

    def test_reads_again_only_whom_somebody_spoke_of(self, library, two, see, reads):
        ada, bo, faces = two
        before = see()

        library.decide("confirm", face_ids=faces[2:3], person_id=ada)
        after = see()

        assert reads == [None, {ada}]
        assert (after[ada][1], after[bo][1]) == (3, 2)
        assert np.array_equal(after[bo][0], before[bo][0])

    def test_is_as_before_when_that_is_undone(self, library, two, see):
        ada, _bo, faces = two
        before = see()
        decision = library.decide("confirm", face_ids=faces[2:3], person_id=ada)
        see()

        library.undo(decision)

        after = see()
        assert after[ada][1] == 2
        assert np.array_equal(after[ada][0], before[ada][0])

    def test_forgets_whose_naming_is_undone(self, library, see):
        faces = library.add_photos(1)
        library.look_alike(faces, ADA)
        decision = library.decide("name", face_ids=faces, name="Ada")
        assert len(see()) == 1

        library.undo(decision)

        assert see() == {}

    def test_brings_merged_people_together_and_apart_again(self, library, two, see):
        ada, bo, _faces = two
        see()

        merge = library.decide("merge", person_ids=[bo], into=ada)
        merged = see()
        library.undo(merge)
        apart = see()

        assert {p: faces for p, (_looks, faces) in merged.items()} == {ada: 4}
        assert {p: faces for p, (_looks, faces) in apart.items()} == {ada: 2, bo: 2}

    def test_forgets_a_face_that_is_taken_away_and_knows_it_when_it_comes_back(self, library, two, see):
        ada, _bo, faces = two
        see()

        with library.database.write() as session:
            faces_service.remove_face(session, faces[0])
        without = see()
        with library.database.write() as session:
            faces_service.restore_face(session, faces[0])
        back = see()

        assert (without[ada][1], back[ada][1]) == (1, 2)

    def test_learns_of_a_named_face_whose_vector_comes_later(self, library, see):
        (face_id,) = library.add_photos(1)
        ada = library.name([face_id], "Ada")
        assert see() == {}

        library.look_alike([face_id], ADA)

        assert see().keys() == {ada}

    def test_sees_a_named_face_that_looks_different_now(self, library, two, see, reads):
        ada, bo, faces = two
        see()

        with library.database.write() as session:
            session.get_one(Face, faces[0]).chip_key = "another"
            new = NewVector(face_id=faces[0], chip_key="another", vector=np.eye(32, dtype=np.float32)[CLEO])
            faces_service.save_vectors(session, [new], model="test-model")
        gallery = see()

        assert reads == [None, {ada}]
        assert gallery[ada][0][0, CLEO] > 0.5
        assert (gallery[ada][1], gallery[bo][1]) == (2, 2)

    def test_equals_one_that_is_read_afresh_after_anything(self, library, two, see):
        ada, bo, faces = two
        more = library.add_photos(4)
        library.look_alike(more, CLEO)
        steps = [
            lambda: library.name(more[:3], "Cleo"),
            lambda: library.decide("reject", face_ids=faces[:1], person_id=ada),
            lambda: library.decide("confirm", face_ids=[faces[0], more[0]], person_id=bo),
            lambda: library.decide("stranger", face_ids=faces[4:5]),
            lambda: library.decide("merge", person_ids=[bo], into=ada),
            lambda: library.decide("open", face_ids=more),
        ]

        for step in steps:
            step()
            with library.database.read() as session:
                afresh = library.recogniser().known.gallery(session).as_dict()
            assert same(see(), afresh)

    def test_holds_people_as_they_were_named_first_where_nothing_is_learned(self, library, two):
        ada, _bo, faces = two
        library.decide("confirm", face_ids=faces[2:3], person_id=ada)
        index = library.recogniser().index

        with library.database.read() as session:
            learning = Known(index, alike=0.8).gallery(session).as_dict()
            frozen = Known(index, alike=0.8, learns=False).gallery(session).as_dict()

        assert (learning[ada][1], frozen[ada][1]) == (3, 2)


def same(one, other):
    """Are these the same people, looking the same?"""
    return one.keys() == other.keys() and all(
        one[p][1] == other[p][1] and np.allclose(one[p][0], other[p][0]) for p in one
    )
