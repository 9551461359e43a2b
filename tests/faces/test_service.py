"""What a human does to faces, and how it stands against the next look of the detector."""

from contextlib import suppress

import numpy as np
import pytest
import sqlalchemy as sa

from factories.faces import make_face
from factories.photos import make_photo
from kenfolk.faces import service, store
from kenfolk.faces.chips import FoundFace
from kenfolk.faces.errors import BoxOutsidePhoto, BoxTooSmall, FaceAlreadyThere, FaceMissing, PhotoNotRead
from kenfolk.faces.models import DetectedPhoto, Face, StaleChip
from kenfolk.photos.errors import PhotoMissing

BOX = (100.0, 100.0, 200.0, 220.0)
NEAR = (105.0, 95.0, 210.0, 222.0)
FAR = (1000.0, 1000.0, 1100.0, 1150.0)


def found_at(*boxes) -> list[FoundFace]:
    return [
        FoundFace(box=box, landmarks=[[1.0, 2.0]] * 5, score=0.9, quality=0.7, measures={}, chip_key=f"chips/{box}.jpg")
        for box in boxes
    ]


@pytest.fixture
def photo_id(database) -> int:
    with database.write() as session:
        return make_photo(session).id


@pytest.fixture
def look(database, photo_id):
    """Record what a detector found, and return the visible faces."""

    def look(*boxes, version="v1", sha256="a", protected=()) -> list[int]:
        with database.write() as session:
            service.record_faces(
                session, photo_id=photo_id, sha256=sha256, detector_version=version,
                found=found_at(*boxes), protected=lambda ids: set(protected) & set(ids),
            )  # fmt: skip
            return [face.id for face in service.list_faces_of_photo(session, photo_id)]

    return look


@pytest.fixture
def face_of(database):
    def face_of(face_id: int) -> Face:
        with database.read() as session:
            return service.get_face(session, face_id)

    return face_of


def stale_chips(database) -> set[str]:
    with database.read() as session:
        return set(session.scalars(sa.select(StaleChip.key)))


class TestRecordFaces:
    def test_keeps_the_id_of_a_face_found_again(self, database, look, face_of):
        (face_id,) = look(BOX)

        assert look(NEAR, version="v2") == [face_id]
        assert service.box_of(face_of(face_id)) == NEAR
        assert face_of(face_id).detector_version == "v2"
        assert stale_chips(database) == {f"chips/{BOX}.jpg"}

    def test_changes_nothing_the_second_time(self, database, look, face_of):
        ids = look(BOX, FAR)

        assert look(NEAR) == ids
        assert service.box_of(face_of(ids[0])) == BOX

    def test_remembers_that_nothing_was_found(self, database, photo_id, look):
        assert look() == []

        with database.read() as session:
            seen = session.get(DetectedPhoto, photo_id)
            assert (seen.detector_version, seen.sha256) == ("v1", "a")

    def test_pairs_each_face_with_the_box_that_fits_best(self, look, face_of):
        left, right = look(BOX, (180.0, 100.0, 280.0, 220.0))

        look((176.0, 100.0, 276.0, 220.0), (104.0, 100.0, 204.0, 220.0), version="v2")

        assert face_of(left).left == 104
        assert face_of(right).left == 176

    def test_hides_what_is_gone_and_brings_it_back(self, look, face_of):
        (face_id,) = look(BOX)

        assert look(version="v2") == []
        assert face_of(face_id).removed_as == "gone"
        assert look(NEAR, version="v3") == [face_id]
        assert face_of(face_id).removed_at is None

    def test_keeps_what_a_human_spoke_of_while_the_photo_is_the_same(self, look, face_of):
        named, other = look(BOX, FAR)

        assert look(version="v2", protected=[named]) == [named]
        assert look(version="v2", sha256="b", protected=[named]) == []
        assert face_of(other).removed_as == "gone"

    def test_does_not_bring_back_what_is_not_a_face(self, database, look, face_of):
        (face_id,) = look(BOX)
        with database.write() as session:
            service.remove_face(session, face_id)

        assert look(NEAR, version="v2") == []
        assert look(NEAR, sha256="b") == []
        assert face_of(face_id).removed_as == "not_a_face"

    def test_does_not_move_or_double_a_drawn_face(self, database, photo_id, look, face_of):
        with database.write() as session:
            face_id = service.add_face_by_hand(session, photo_id=photo_id, box=BOX).id

        ids = look(NEAR, FAR)

        assert ids[0] == face_id
        assert len(ids) == 2
        assert service.box_of(face_of(face_id)) == BOX
        assert look(version="v2") == [face_id]

    def test_gives_a_box_to_the_nearer_of_a_standing_and_a_found_face(self, database, look, face_of):
        ghost, face_id = look(BOX, (140.0, 100.0, 240.0, 220.0))
        with database.write() as session:
            service.remove_face(session, ghost)

        assert look((135.0, 100.0, 235.0, 220.0), version="v2") == [face_id]
        assert face_of(face_id).left == 135

    def test_lets_standing_faces_be_cut_again_from_a_changed_photo(self, database, look, face_of):
        (face_id,) = look(BOX)
        with database.write() as session:
            service.remove_face(session, face_id)

        look(sha256="b")

        assert face_of(face_id).chip_key is None
        assert stale_chips(database) == {f"chips/{BOX}.jpg"}


class TestAddFaceByHand:
    def test_waits_for_the_steps(self, database, bell, photo_id, face_of):
        with database.write() as session:
            face_id = service.add_face_by_hand(session, photo_id=photo_id, box=BOX).id

        face = face_of(face_id)
        assert (face.origin, face.score, face.chip_key, face.landmarks) == ("human", 1.0, None, [])
        assert bell.rung == ["faces.detect"]

    def test_forgives_a_box_that_misses_the_border_by_a_pixel(self, database, photo_id, face_of):
        with database.write() as session:
            face_id = service.add_face_by_hand(session, photo_id=photo_id, box=(-0.6, 0, 100, 3000.4)).id

        assert service.box_of(face_of(face_id)) == (0, 0, 100, 3000)

    @pytest.mark.parametrize(
        ("box", "error"),
        [
            ((-5, 0, 100, 100), BoxOutsidePhoto),
            ((3950, 0, 4050, 100), BoxOutsidePhoto),
            ((np.nan, 0, 100, 100), BoxOutsidePhoto),
            ((0, 0, np.inf, 100), BoxOutsidePhoto),
            ((100, 100, 107, 200), BoxTooSmall),
            ((200, 200, 100, 100), BoxTooSmall),
        ],
    )
    def test_refuses_a_box_that_cannot_be_a_face(self, database, photo_id, box, error):
        with pytest.raises(error), database.write() as session:
            service.add_face_by_hand(session, photo_id=photo_id, box=box)

    def test_says_how_large_the_photo_is(self, database, photo_id):
        with pytest.raises(BoxOutsidePhoto, match="4000 x 3000 pixels"), database.write() as session:
            service.add_face_by_hand(session, photo_id=photo_id, box=(0, 0, 9000, 100))

    def test_refuses_a_second_face_in_the_same_place(self, database, photo_id, look):
        (face_id,) = look(BOX)

        with pytest.raises(FaceAlreadyThere) as caught, database.write() as session:
            service.add_face_by_hand(session, photo_id=photo_id, box=NEAR)

        assert caught.value.data == {"face_id": face_id}

    def test_refuses_photos_that_are_not_there_or_not_read(self, database):
        with database.write() as session:
            new_id = make_photo(session, state="new", width=None, height=None).id

        with pytest.raises(PhotoNotRead), database.write() as session:
            service.add_face_by_hand(session, photo_id=new_id, box=BOX)
        with pytest.raises(PhotoMissing), database.write() as session:
            service.add_face_by_hand(session, photo_id=new_id + 1, box=BOX)


class TestMoveFace:
    def test_makes_the_box_a_humans(self, database, bell, look, face_of):
        (face_id,) = look(BOX)

        with database.write() as session:
            service.move_face(session, face_id, box=FAR)

        face = face_of(face_id)
        assert (service.box_of(face), face.origin, face.chip_key, face.landmarks) == (FAR, "human", None, [])
        assert stale_chips(database) == {f"chips/{BOX}.jpg"}
        assert bell.rung == ["faces.detect"]

    def test_may_overlap_where_the_face_was(self, database, look, face_of):
        (face_id,) = look(BOX)

        with database.write() as session:
            service.move_face(session, face_id, box=NEAR)

        assert service.box_of(face_of(face_id)) == NEAR

    def test_does_nothing_when_the_box_is_the_same(self, database, bell, look, face_of):
        (face_id,) = look(BOX)

        with database.write() as session:
            service.move_face(session, face_id, box=BOX)

        assert face_of(face_id).origin == "detector"
        assert bell.rung == []

    def test_refuses_a_face_that_is_not_there(self, database):
        with pytest.raises(FaceMissing, match="number 7"), database.write() as session:
            service.move_face(session, 7, box=BOX)


class TestRemoveFace:
    def test_hides_the_face_until_it_is_restored(self, database, photo_id, look):
        (face_id,) = look(BOX)

        with database.write() as session:
            service.remove_face(session, face_id)
            hidden = service.list_faces_of_photo(session, photo_id)
            service.restore_face(session, face_id)
            shown = service.list_faces_of_photo(session, photo_id)

        assert (list(hidden), [face.id for face in shown]) == ([], [face_id])

    def test_keeps_when_it_was_removed_first(self, database, look, face_of):
        (face_id,) = look(BOX)
        with database.write() as session:
            service.remove_face(session, face_id)
        first = face_of(face_id).removed_at

        with database.write() as session:
            service.remove_face(session, face_id)

        assert face_of(face_id).removed_at == first


class TestListFaces:
    def test_returns_removed_faces_too(self, database):
        with database.write() as session:
            first, second = make_face(session), make_face(session, removed=True)

        with database.read() as session:
            assert [face.id for face in service.list_faces(session, [second.id, first.id, 99])] == [first.id, second.id]


class TestPutFaceBack:
    def test_puts_the_box_where_it_was_and_asks_nothing(self, database, look, face_of):
        face_id, _ = look(BOX, FAR)
        with database.write() as session:
            service.move_face(session, face_id, box=(500, 500, 600, 600))
            service.add_face_by_hand(session, photo_id=face_of(face_id).photo_id, box=NEAR)

        with database.write() as session:
            service.put_face_back(session, face_id, box=BOX, origin="detector")

        face = face_of(face_id)
        assert (service.box_of(face), face.origin, face.chip_key) == (BOX, "detector", None)


class TestTick:
    def test_is_one_for_all_that_a_transaction_changes(self, database):
        with database.write() as session:
            first, again = store.tick(session), store.tick(session)
        with database.write() as session:
            later = store.tick(session)

        assert first == again < later

    def test_is_taken_anew_when_the_one_before_was_rolled_back(self, database):
        with database.write() as session:
            with suppress(ValueError), session.begin_nested():
                undone = store.tick(session)
                raise ValueError
            kept = store.tick(session)
        with database.write() as session:
            later = store.tick(session)

        assert undone <= kept < later
