import pytest
from effort_tables import actions_until, avoidable, compare_curves, spread


class TestActionsUntil:
    def test_lies_between_the_points_of_the_curve(self):
        assert actions_until([[10, 0.5, 1.0], [20, 1.0, 1.0]], 0.75) == 15

    def test_begins_at_nothing(self):
        assert actions_until([[10, 0.5, 1.0]], 0.25) == 5


class TestCompareCurves:
    def test_asks_how_much_longer_it_took_to_know_as_many_faces(self):
        on = {"recall": 1.0, "curve": [[10, 0.5, 1.0], [20, 1.0, 1.0]]}
        off = {"recall": 0.5, "curve": [[30, 0.5, 1.0]]}

        assert compare_curves(on, off) == 3


class TestAvoidable:
    def test_is_counted_above_the_floor_and_against_the_best_that_visits_every_face(self):
        rivals = {"floor": 20, "one by one": {"tail": 10}, "Immich": {"tail": 70}, "Nextcloud": {"tail": 60}}

        assert avoidable({"ua100": 24, "floor": 20}, rivals) == pytest.approx(0.1)


class TestSpread:
    def test_one_album_has_none(self):
        assert spread([2.0]) == {"mean": 2, "sd": 0}
