"""How the detector looks, with a network that sees what the test painted."""

import numpy as np
import pytest

from kenfolk.vision.centerface import CenterFaceDetector, decode
from kenfolk.vision.resize import OVERVIEW, make_overview

STRIDE = 4


class PaintedSession:
    """A network that sees bright squares: one face in the middle of each, surer the larger it is."""

    def __init__(self, *, sure_from: float = 40) -> None:
        self.sure_from = sure_from
        self.seen: list[tuple[int, ...]] = []

    def run(self, inputs):
        pictures = inputs["pixels"]
        self.seen.append(pictures.shape)
        rows, columns = pictures.shape[1] // STRIDE, pictures.shape[2] // STRIDE
        heat, scale, offset, marks = (np.zeros((len(pictures), n, rows, columns), np.float32) for n in (1, 2, 2, 10))
        for at, picture in enumerate(pictures):
            for top, left, height, width in find_squares(picture[..., 0] > 128):
                y, x = (top + height / 2) / STRIDE, (left + width / 2) / STRIDE
                cell = at, slice(None), min(int(y), rows - 1), min(int(x), columns - 1)
                heat[cell] = min(0.95, 0.5 * max(height, width) / self.sure_from)
                scale[cell] = np.log(height / STRIDE), np.log(width / STRIDE)
                offset[cell] = y - int(y) - 0.5, x - int(x) - 0.5
                marks[cell] = [0.4, 0.3, 0.4, 0.7, 0.6, 0.5, 0.8, 0.35, 0.8, 0.65]
        return [heat, scale, offset, marks]


def find_squares(mask):
    """Top, left, height and width of each bright square; a square's first row begins where the row above is dark."""
    starts = mask & ~np.pad(mask, 1)[:-2, 1:-1] & ~np.pad(mask, 1)[1:-1, :-2]
    for top, left in np.argwhere(starts):
        height = np.argmin(np.append(mask[top:, left], False))
        width = np.argmin(np.append(mask[top, left:], False))
        yield top, left, height, width


def paint(size, *squares):
    photo = np.zeros((size[1], size[0], 3), np.uint8)
    for left, top, right, bottom in squares:
        photo[top:bottom, left:right] = 255
    return photo


def look(photo, session=None, overview=None, **options):
    detector = CenterFaceDetector(session or PaintedSession(), version="painted", **options)
    return detector.detect(photo, overview=overview)


class TestDecode:
    def test_turns_a_cell_into_a_box_with_landmarks(self):
        heat, scale, offset, marks = (np.zeros((n, 8, 8), np.float32) for n in (1, 2, 2, 10))
        heat[0, 3, 5] = 0.8
        scale[:, 3, 5] = np.log(5), np.log(4)
        marks[:2, 3, 5] = 0.5, 0.25

        faces = decode([heat, scale, offset, marks], 0.5)

        np.testing.assert_allclose(faces.boxes, [[14, 4, 30, 24]], rtol=1e-5)
        np.testing.assert_allclose(faces.landmarks[0, 0], [14 + 0.25 * 16, 4 + 0.5 * 20], rtol=1e-5)
        assert faces.scores == pytest.approx([0.8])

    def test_keeps_one_face_where_neighbouring_cells_see_the_same(self):
        heat, scale, offset, marks = (np.zeros((n, 8, 8), np.float32) for n in (1, 2, 2, 10))
        heat[0, 3, 3:6] = 0.6, 0.9, 0.7
        scale[:, 3, 3:6] = np.log(6)

        assert decode([heat, scale, offset, marks], 0.5).scores == pytest.approx([0.9])

    def test_survives_nonsense(self):
        outputs = [np.full((n, 8, 8), 1e30, np.float32) for n in (1, 2, 2, 10)]

        with np.errstate(all="ignore"):
            faces = decode(outputs, 0.5)

        assert len(faces.boxes) >= 1


class TestDetect:
    def test_finds_a_clear_face_in_one_look(self):
        session = PaintedSession()

        (face,) = look(paint((640, 480), (100, 100, 180, 200)), session)

        assert face.box == pytest.approx((100, 100, 180, 200), abs=1)
        np.testing.assert_allclose(face.landmarks[0], [100 + 0.3 * 80, 100 + 0.4 * 100], atol=1)
        assert len(session.seen) == 1

    def test_finds_a_small_face_in_a_big_photo_by_a_closer_look(self):
        session = PaintedSession()

        (face,) = look(paint((4000, 3000), (3000, 2000, 3070, 2080)), session)

        assert face.box == pytest.approx((3000, 2000, 3070, 2080), abs=4)
        assert len(session.seen) == 2

    def test_finds_a_small_face_in_the_corner_of_a_big_photo(self):
        (face,) = look(paint((4000, 3000), (3930, 2920, 4000, 3000)))

        assert face.box == pytest.approx((3930, 2920, 4000, 3000), abs=6)

    def test_finds_large_and_small_faces_together_and_each_once(self):
        squares = [(100, 100, 900, 1100), (1500, 300, 1570, 390), (1650, 300, 1720, 390), (3000, 2500, 3080, 2590)]

        found = look(paint((4000, 3000), *squares))

        assert sorted(tuple(round(edge, -1) for edge in face.box) for face in found) == [
            pytest.approx(square, abs=10) for square in sorted(squares)
        ]

    def test_does_not_take_a_weak_hint_for_a_face(self):
        session = PaintedSession(sure_from=200)

        assert look(paint((640, 480), (100, 100, 150, 150)), session) == []
        assert len(session.seen) == 2

    def test_pads_to_the_grid_without_distortion(self):
        session = PaintedSession()

        (face,) = look(paint((333, 217), (250, 140, 310, 200)), session)

        assert session.seen == [(1, 224, 352, 3)]
        assert face.box == pytest.approx((250, 140, 310, 200), abs=1)

    def test_keeps_boxes_inside_the_photo(self):
        (face,) = look(paint((640, 480), (600, 400, 640, 480)))

        assert face.box[2] <= 640
        assert face.box[3] <= 480

    def test_returns_the_surest_face_first(self):
        found = look(paint((640, 480), (10, 10, 60, 60), (200, 200, 270, 270)))

        assert [round(face.box[0]) for face in found] == [200, 10]

    @pytest.mark.parametrize("shape", [(0, 0, 3), (0, 10, 3), (1, 1, 3), (2, 3000, 3)])
    def test_finds_nothing_in_an_empty_picture(self, shape):
        assert look(np.zeros(shape, np.uint8)) == []


class TestOverview:
    @pytest.mark.parametrize("size", [(2000, 1500), (1500, 2001), (400, 300)])
    def test_changes_nothing_but_the_work(self, size):
        photo = paint(size, (100, 100, 250, 280))

        found = look(photo, working=OVERVIEW, overview=make_overview(photo))

        assert len(found) == 1
        assert [face.box for face in found] == [face.box for face in look(photo, working=OVERVIEW)]

    def test_is_what_is_looked_at_first(self):
        photo = paint((2000, 1500), (100, 100, 400, 480))

        assert look(photo, working=OVERVIEW, overview=make_overview(photo) * 0) == []

    def test_of_another_size_is_not_used(self):
        photo = paint((2000, 1500), (100, 100, 400, 480))

        assert len(look(photo, working=OVERVIEW, overview=photo[:300, :500] * 0)) == 1
