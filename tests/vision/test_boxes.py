import numpy as np
import pytest

from kenfolk.vision.boxes import are_sane, clip_to_picture, overlaps, suppress


def boxes(*rows):
    return np.array(rows, np.float32).reshape(-1, 4)


class TestOverlaps:
    def test_is_one_for_equal_boxes_and_zero_for_neighbours(self):
        box = boxes((0, 0, 10, 10))[0]

        assert overlaps(box, boxes((0, 0, 10, 10), (10, 0, 20, 10))) == pytest.approx([1, 0])

    def test_is_shared_area_over_joint_area(self):
        box = boxes((0, 0, 10, 10))[0]

        assert overlaps(box, boxes((5, 0, 15, 10))) == pytest.approx([1 / 3])


class TestSuppress:
    def test_keeps_the_best_of_each_heap_best_first(self):
        heap = boxes((0, 0, 10, 10), (1, 0, 11, 10), (50, 50, 60, 60))

        assert suppress(heap, np.array([0.5, 0.9, 0.7], np.float32)).tolist() == [1, 2]

    def test_keeps_nothing_of_nothing(self):
        assert len(suppress(boxes(), np.zeros(0, np.float32))) == 0


class TestAreSane:
    @pytest.mark.parametrize(
        ("box", "sane"),
        [
            ((10, 10, 50, 60), True),
            ((-20, 10, 40, 80), True),
            ((-80, 10, -40, 60), False),
            ((10, 10, 14, 14), False),
            ((10, 10, 90, 20), False),
            ((10, 10, 20, 90), False),
            ((-500, -500, 600, 600), False),
            ((50, 60, 10, 10), False),
            ((float("nan"), 0, 10, 10), False),
            ((float("-inf"), 0, float("inf"), 10), False),
        ],
    )
    def test_tells_faces_from_nonsense(self, box, sane):
        assert are_sane(boxes(box), 100, 100).tolist() == [sane]


class TestClipToPicture:
    def test_returns_the_part_inside(self):
        assert clip_to_picture(boxes((-5, 10, 120, 40))[0], 100, 30) == (0, 10, 100, 30)
