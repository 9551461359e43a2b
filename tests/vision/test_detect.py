import numpy as np
import pytest

from kenfolk.vision.detect import Detection, detect_landmarks_in, place_landmarks
from kenfolk.vision.fake import FakeDetector, draw_photo


class TestDetectLandmarksIn:
    def test_finds_the_face_in_a_roughly_drawn_box_and_keeps_the_box(self):
        photo = draw_photo([(1, (300, 200, 340, 250))])

        found = detect_landmarks_in(FakeDetector(), photo, (296, 195, 348, 252))

        assert found.box == (296, 195, 348, 252)
        assert found.score > 0.9
        np.testing.assert_allclose(found.landmarks, place_landmarks((300, 200, 340, 250)), atol=1.5)

    def test_places_landmarks_where_nothing_is_found(self):
        photo = draw_photo([])

        found = detect_landmarks_in(FakeDetector(), photo, (100, 100, 200, 200))

        assert found.score == 0
        np.testing.assert_array_equal(found.landmarks, place_landmarks((100, 100, 200, 200)))

    def test_ignores_a_face_beside_the_box(self):
        photo = draw_photo([(1, (210, 100, 260, 160))])

        assert detect_landmarks_in(FakeDetector(), photo, (140, 100, 200, 160)).score == 0

    @pytest.mark.parametrize("box", [(-50, -50, 30, 30), (630, 470, 700, 520), (900, 900, 950, 950), (5, 5, 5, 5)])
    def test_takes_boxes_at_and_beyond_the_border(self, box):
        assert detect_landmarks_in(FakeDetector(), draw_photo([]), box).box == box


class TestMove:
    def test_moves_box_and_landmarks_alike(self):
        face = Detection((0, 0, 10, 20), place_landmarks((0, 0, 10, 20)), 0.5)

        moved = face.move(scale=2, x=100, y=50)

        assert moved.box == (100, 50, 120, 90)
        np.testing.assert_allclose(moved.landmarks, place_landmarks((100, 50, 120, 90)))
        assert moved.landmarks.dtype == np.float32
