"""faces.detect on drawn photos: what it finds, writes down, repeats and leaves alone."""

import io

import numpy as np
import pytest
import sqlalchemy as sa
from PIL import Image, ImageCms

from factories.drawn import ADA, BOB, CLEO, ON_THE_LEFT, ON_THE_RIGHT
from factories.profiles import DISPLAY_P3, SRGB
from kenfolk.faces import service
from kenfolk.faces.chips import load_chip
from kenfolk.faces.jobs import DetectFaces
from kenfolk.faces.models import Face, StaleChip
from kenfolk.kit.failures import record_outcome
from kenfolk.kit.steps import Done, Failed, Retry, Skipped
from kenfolk.photos.models import Photo
from kenfolk.photos.service import PhotoFiles
from kenfolk.storage.errors import Full
from kenfolk.vision.fake import FakeDetector
from kenfolk.vision.image import decode_image
from kenfolk.vision.image_source import Budget

TWO = [(ADA, ON_THE_LEFT), (BOB, ON_THE_RIGHT)]


def all_faces(database) -> list[Face]:
    with database.read() as session:
        return list(session.scalars(sa.select(Face).order_by(Face.id)))


@pytest.fixture
def job(library) -> DetectFaces:
    files = PhotoFiles(library.database, library.derived)
    return DetectFaces(library.database, files, library.derived, library.detector)


class TestFind:
    def test_returns_photos_that_were_read_and_not_seen(self, library, job):
        photo_id = library.add_photo(TWO)
        seen_id = library.add_photo(TWO, name="seen.png")
        new_id = library.add_photo(TWO, name="new.png")
        library.detect(seen_id)
        with library.database.write() as session:
            session.get(Photo, new_id).state = "new"

        with library.database.read() as session:
            found = job.find(session, limit=10, skip=())
            counts = job.count(session), job.total(session)

        assert found == [photo_id]
        assert counts == (1, 2)

    def test_leaves_out_what_is_in_hand_and_what_is_not_due(self, library, job):
        ids = [library.add_photo(TWO, name=f"{n}.png") for n in range(4)]
        with library.database.write() as session:
            record_outcome(session, "faces.detect", ids[1], Failed("broken"))

        with library.database.read() as session:
            found = job.find(session, limit=2, skip=[ids[0]])

        assert found == [ids[2], ids[3]]

    def test_returns_photos_seen_by_another_detector(self, library):
        photo_id = library.add_photo(TWO)
        library.detect()

        outcomes = library.detect(detector=FakeDetector(version="fake-2"))

        assert outcomes == {photo_id: Done()}

    def test_returns_photos_with_a_box_that_waits_for_a_chip(self, library, job):
        photo_id = library.add_photo()
        library.detect()
        with library.database.write() as session:
            service.add_face_by_hand(session, photo_id=photo_id, box=ON_THE_LEFT)

        with library.database.read() as session:
            assert job.find(session, limit=10, skip=()) == [photo_id]
            assert job.count(session) == 1


class TestRun:
    def test_finds_faces_and_cuts_their_chips(self, library):
        photo_id = library.add_photo(TWO)

        outcomes = library.detect()

        left, right = library.faces(photo_id)
        assert outcomes == {photo_id: Done()}
        assert service.box_of(left) == pytest.approx(ON_THE_LEFT, abs=2)
        assert service.box_of(right) == pytest.approx(ON_THE_RIGHT, abs=2)
        assert (left.origin, left.detector_version, len(left.landmarks)) == ("detector", "fake-1", 5)
        assert 0 < left.quality <= 1
        assert set(left.measures) == {"sharpness", "size_px", "pose", "score"}
        assert sorted(library.chips()) == sorted([left.chip_key, right.chip_key])
        chip = decode_image(library.derived.read(left.chip_key), budget=Budget())
        assert chip.pixels.shape == (256, 256, 3)

    def test_measures_in_pixels_of_the_whole_photo(self, library):
        box = (600, 400, 1000, 900)
        photo_id = library.add_photo([(ADA, box)], size=(2000, 1200))

        library.detect(working_side=500)

        assert service.box_of(library.faces(photo_id)[0]) == pytest.approx(box, abs=8)

    def test_cuts_small_faces_from_all_pixels_of_a_huge_photo(self, library):
        photo_id = library.add_photo([(ADA, (600, 400, 680, 500))], size=(2000, 1200))
        library.detect(working_side=500)
        coarse = FakeDetector(version="coarse")
        small_sharpness = library.faces(photo_id)[0].measures["sharpness"]
        library.add_photo([(ADA, (600, 400, 680, 500))], size=(2000, 1200), name="whole.png")

        library.detect(detector=coarse, working_side=2000)

        assert small_sharpness == pytest.approx(library.faces(photo_id)[0].measures["sharpness"], abs=0.1)

    def test_does_nothing_the_second_time(self, library):
        photo_id = library.add_photo(TWO)
        library.detect()
        before = [(face.id, face.chip_key) for face in all_faces(library.database)]

        outcomes = library.detect(photo_id)

        assert outcomes == {photo_id: Skipped("gone or done")}
        assert [(face.id, face.chip_key) for face in all_faces(library.database)] == before

    def test_doubles_nothing_when_it_was_killed_before_the_commit(self, library, monkeypatch):
        photo_id = library.add_photo(TWO)
        with monkeypatch.context() as patch:
            patch.setattr(library.database, "write", None)
            with pytest.raises(TypeError):
                library.detect(photo_id)
        left_behind = library.chips()

        library.detect()

        assert len(left_behind) == 2
        assert library.chips() == left_behind
        assert sorted(face.chip_key for face in library.faces(photo_id)) == left_behind

    def test_fails_on_a_damaged_photo_and_does_the_others(self, library):
        broken_id, photo_id = library.add_photo(name="broken.png"), library.add_photo(TWO)
        with library.database.write() as session:
            file = library.folder / "broken.png"
            file.write_bytes(file.read_bytes()[:100])
            photo = session.get(Photo, broken_id)
            photo.size, photo.mtime_ns = file.stat().st_size, file.stat().st_mtime_ns

        outcomes = library.detect()

        assert isinstance(outcomes[broken_id], Failed)
        assert "damaged" in outcomes[broken_id].reason
        assert outcomes[photo_id] == Done()

    def test_tries_again_when_the_file_has_gone(self, library):
        photo_id = library.add_photo(TWO)
        (library.folder / "a.png").unlink()

        outcomes = library.detect()

        assert isinstance(outcomes[photo_id], Retry)
        assert "no longer there" in outcomes[photo_id].reason

    def test_cuts_chips_in_the_colours_of_screens(self, library):
        plain = library.add_photo([(ADA, ON_THE_LEFT)])
        wide = library.add_photo([(ADA, ON_THE_LEFT)], name="wide.png", profile=DISPLAY_P3)
        library.detect()

        stored, shown = (load_chip(library.derived, library.faces(photo_id)[0].chip_key) for photo_id in (plain, wide))

        expected = ImageCms.profileToProfile(Image.fromarray(stored), io.BytesIO(DISPLAY_P3), io.BytesIO(SRGB))
        assert np.abs(stored.astype(int) - shown).max() > 10
        assert np.abs(np.asarray(expected, int) - shown).mean() < 2

    def test_leaves_a_full_disk_to_whoever_runs_the_step(self, library, monkeypatch):
        photo_id = library.add_photo(TWO)

        def fill(key, _data, *, durable):
            raise Full(key=key)

        monkeypatch.setattr(library.derived, "save", fill)

        with pytest.raises(Full):
            library.detect(photo_id)

        assert library.faces(photo_id) == []

    def test_writes_nothing_about_a_file_that_changed_meanwhile(self, library):
        photo_id = library.add_photo(TWO)

        class SlowDetector(FakeDetector):
            def detect(self, pixels, *, overview=None):
                library.change_photo(photo_id, [(CLEO, ON_THE_LEFT)])
                return super().detect(pixels, overview=overview)

        outcomes = library.detect(detector=SlowDetector())

        assert outcomes == {photo_id: Skipped("the file has changed meanwhile")}
        assert library.faces(photo_id) == []

    def test_leaves_a_photo_that_changed_unnoticed_to_be_read_first(self, library, job):
        photo_id = library.add_photo(TWO)
        library.rewrite_file(photo_id, [(CLEO, ON_THE_LEFT)])

        (outcome,) = job.run([photo_id]).values()

        assert isinstance(outcome, Skipped), "no failure, which would stand in the way once the photo is read"
        with library.database.read() as session:
            assert session.get(Photo, photo_id).state == "new"
            assert job.find(session, limit=10, skip=()) == []

    def test_keeps_ids_and_drops_old_chips_when_the_photo_was_edited(self, library):
        photo_id = library.add_photo(TWO)
        library.detect()
        left, right = library.faces(photo_id)
        library.change_photo(photo_id, [(ADA, (70, 85, 190, 235))])

        library.detect()

        assert [face.id for face in library.faces(photo_id)] == [left.id]
        assert library.face(right.id).removed_as == "gone"
        assert library.chips() == [library.face(left.id).chip_key]

    def test_cuts_standing_faces_again_when_the_photo_was_edited(self, library):
        photo_id = library.add_photo()
        library.detect()
        with library.database.write() as session:
            face_id = service.add_face_by_hand(session, photo_id=photo_id, box=ON_THE_LEFT).id
        library.detect()
        before = library.face(face_id).chip_key
        library.change_photo(photo_id, [(ADA, ON_THE_LEFT)])

        library.detect()
        library.detect()

        after = library.face(face_id)
        assert before != after.chip_key
        assert library.chips() == [after.chip_key]
        assert service.box_of(after) == ON_THE_LEFT

    def test_lets_a_better_detector_drop_faces_that_no_human_spoke_of(self, library):
        photo_id = library.add_photo(TWO)
        library.detect()
        named, unnamed = library.faces(photo_id)

        class Blind(FakeDetector):
            def detect(self, pixels, *, overview=None):
                return []

        library.detect(detector=Blind(version="blind"), spoken_of=lambda _session, ids: {named.id} & set(ids))

        assert [face.id for face in library.faces(photo_id)] == [named.id]
        assert library.face(unnamed.id).removed_as == "gone"

        library.detect()

        assert [face.id for face in library.faces(photo_id)] == [named.id, unnamed.id]
        assert len(library.chips()) == 2


class TestChipsOfDrawnBoxes:
    def test_are_cut_with_the_landmarks_found_inside(self, library):
        photo_id = library.add_photo([(ADA, ON_THE_LEFT)])
        with library.database.write() as session:
            face_id = service.add_face_by_hand(session, photo_id=photo_id, box=(55, 75, 190, 240)).id

        library.detect()

        face = library.face(face_id)
        assert (face.score, face.origin, service.box_of(face)) == (1.0, "human", (55, 75, 190, 240))
        assert face.landmarks[0] == pytest.approx([60 + 0.31 * 120, 80 + 0.4 * 150], abs=4)
        assert library.chips() == [face.chip_key]
        assert len(library.faces(photo_id)) == 1

    def test_are_cut_where_only_the_human_sees_a_face(self, library):
        photo_id = library.add_photo()
        with library.database.write() as session:
            face_id = service.add_face_by_hand(session, photo_id=photo_id, box=ON_THE_LEFT).id

        outcomes = library.detect()

        face = library.face(face_id)
        assert outcomes == {photo_id: Done()}
        assert len(face.landmarks) == 5
        assert library.derived.exists(face.chip_key)
        assert (face.quality, face.measures["score"]) == (0, 0)

    def test_show_no_more_of_a_face_when_a_lost_chip_is_cut_again(self, library):
        photo_id = library.add_photo()
        with library.database.write() as session:
            face_id = service.add_face_by_hand(session, photo_id=photo_id, box=ON_THE_LEFT).id
        library.detect()
        lost = library.face(face_id).chip_key

        with library.database.write() as session:
            service.forget_lost_chip(session, face_id, chip_key=lost)
        library.detect()

        assert (library.face(face_id).chip_key, library.face(face_id).quality) == (lost, 0)

    def test_wait_for_the_next_look_when_the_box_moves_meanwhile(self, library):
        photo_id = library.add_photo()
        with library.database.write() as session:
            face_id = service.add_face_by_hand(session, photo_id=photo_id, box=ON_THE_LEFT).id

        class SlowDetector(FakeDetector):
            def detect(self, pixels, *, overview=None):
                with library.database.write() as session:
                    service.move_face(session, face_id, box=ON_THE_RIGHT)
                return super().detect(pixels, overview=overview)

        library.detect(detector=SlowDetector())

        assert library.face(face_id).chip_key is None

        library.detect()

        assert library.derived.exists(library.face(face_id).chip_key)

    def test_replace_the_old_chip_of_a_moved_box(self, library):
        photo_id = library.add_photo(TWO)
        library.detect()
        face = library.faces(photo_id)[0]

        with library.database.write() as session:
            service.move_face(session, face.id, box=(50, 70, 185, 235))
        library.detect()

        after = library.face(face.id)
        assert after.origin == "human"
        assert not library.derived.exists(face.chip_key)
        assert library.derived.exists(after.chip_key)
        with library.database.read() as session:
            assert session.scalars(sa.select(StaleChip.key)).all() == []
