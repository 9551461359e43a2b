"""faces.embed on drawn photos."""

import numpy as np
import pytest
import sqlalchemy as sa

from factories.drawn import ADA, BOB, ON_THE_LEFT, ON_THE_RIGHT
from kenfolk.faces import service
from kenfolk.faces.jobs import EmbedFaces
from kenfolk.faces.models import FaceVector
from kenfolk.kit.steps import Done, Failed, Skipped
from kenfolk.vision.fake import FakeEmbedder


@pytest.fixture
def job(library) -> EmbedFaces:
    return EmbedFaces(library.database, library.derived, library.embedder)


@pytest.fixture
def photo_id(library) -> int:
    """A photo of Ada on the left and Bob on the right, detected."""
    photo_id = library.add_photo([(ADA, ON_THE_LEFT), (BOB, ON_THE_RIGHT)])
    library.detect()
    return photo_id


def vectors_of(library, face_id) -> list[FaceVector]:
    with library.database.read() as session:
        return list(session.scalars(sa.select(FaceVector).where(FaceVector.face_id == face_id)))


class TestFind:
    def test_returns_visible_faces_without_a_vector(self, library, job, photo_id):
        ada, bob = library.faces(photo_id)
        with library.database.write() as session:
            service.remove_face(session, bob.id)

        with library.database.read() as session:
            assert job.find(session, limit=10, skip=()) == [ada.id]
            assert (job.count(session), job.total(session)) == (1, 1)

    def test_returns_nothing_when_all_is_done(self, library, job, photo_id):
        library.embed()

        with library.database.read() as session:
            assert job.find(session, limit=10, skip=()) == []
            assert (job.count(session), job.total(session)) == (0, 2)

    def test_returns_everything_for_another_model(self, library, photo_id):
        library.embed()

        outcomes = library.embed(embedder=FakeEmbedder(model="other"))

        assert list(outcomes.values()) == [Done(), Done()]
        assert {row.model for row in vectors_of(library, library.faces(photo_id)[0].id)} == {"fake-1", "other"}


class TestRun:
    def test_turns_one_person_into_like_vectors(self, library, photo_id):
        other_id = library.add_photo([(ADA, (200, 200, 300, 330))], name="b.png")
        library.detect()

        library.embed()

        ada, bob = (vectors_of(library, face.id)[0].vector for face in library.faces(photo_id))
        again = vectors_of(library, library.faces(other_id)[0].id)[0].vector
        assert ada @ again > 0.8
        assert ada @ bob < 0.5
        assert np.linalg.norm(ada) == pytest.approx(1, abs=1e-3)

    def test_embeds_a_moved_box_afresh(self, library, photo_id):
        library.embed()
        face = library.faces(photo_id)[0]
        with library.database.write() as session:
            service.move_face(session, face.id, box=(400, 300, 500, 420))
        library.detect()

        outcomes = library.embed()

        rows = vectors_of(library, face.id)
        assert outcomes == {face.id: Done()}
        assert [row.chip_key for row in rows] == [library.face(face.id).chip_key]

    @pytest.mark.parametrize("rest", [b"", b"not a picture", b"\xff\xd8 nor this \xff\xd9"])
    def test_lets_a_lost_chip_be_cut_again(self, library, photo_id, rest):
        ada, bob = library.faces(photo_id)
        library.derived.delete(ada.chip_key)
        library.derived.save(bob.chip_key, rest)

        outcomes = library.embed()

        assert set(map(type, outcomes.values())) == {Skipped}
        library.detect()
        assert list(library.embed().values()) == [Done(), Done()]
        assert library.face(ada.id).chip_key == ada.chip_key
        assert library.face(ada.id).landmarks == ada.landmarks

    def test_writes_nothing_for_a_face_removed_meanwhile(self, library, photo_id):
        ada, bob = library.faces(photo_id)

        class SlowEmbedder(FakeEmbedder):
            def embed(self, chips):
                with library.database.write() as session:
                    service.remove_face(session, ada.id)
                return super().embed(chips)

        outcomes = library.embed(embedder=SlowEmbedder())

        assert outcomes == {ada.id: Skipped("removed or moved meanwhile"), bob.id: Done()}
        assert vectors_of(library, ada.id) == []

    def test_refuses_a_vector_that_says_nothing(self, library, photo_id):
        class BrokenEmbedder(FakeEmbedder):
            def embed(self, chips):
                vectors = super().embed(chips)
                vectors[0] = np.nan
                return vectors

        outcomes = library.embed(embedder=BrokenEmbedder())

        assert sorted(type(outcome).__name__ for outcome in outcomes.values()) == ["Done", "Failed"]
        assert Failed("The model gives no usable vector.") in outcomes.values()
