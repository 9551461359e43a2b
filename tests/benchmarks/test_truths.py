import pytest
from truths import match_names, overlap


class TestOverlap:
    @pytest.mark.parametrize(
        ("other", "share"), [((0, 0, 10, 10), 1), ((5, 0, 15, 10), 1 / 3), ((10, 0, 20, 10), 0), ((30, 30, 40, 40), 0)]
    )
    def test_is_the_intersection_over_the_union(self, other, share):
        assert overlap((0, 0, 10, 10), other) == pytest.approx(share)


class TestMatchNames:
    def test_names_the_boxes_that_lie_on_known_faces(self):
        known = [
            {"name": "Ada", "stranger": False, "box": [0, 0, 10, 10]},
            {"name": "Bob", "stranger": True, "box": [50, 0, 60, 10]},
        ]

        found = match_names([(7, (1, 0, 11, 10)), (8, (50, 0, 60, 10)), (9, (80, 0, 90, 10))], known)

        assert found == {7: "Ada", 8: None}

    def test_gives_one_box_to_one_face_only(self):
        known = [{"name": name, "stranger": False, "box": [0, 0, 10, 10]} for name in ("Ada", "Bob")]

        assert match_names([(7, (0, 0, 10, 10))], known) == {7: "Ada"}
