import numpy as np
import pytest
from costs import CONFIRM, HIDE, MERGE, NAME, NOTHING, REMOVE, SEARCH, SEE, SKIP
from rivals import Bill, choose, find_nearest_named, price_groups, price_one_by_one, spread


def assert_equal(cost, other):
    assert cost.actions == other.actions
    assert cost.seconds == pytest.approx(other.seconds)


class TestPriceGroups:
    def test_one_group_a_person_is_named_once(self):
        bill = price_groups(np.array([0, 0, 0]), ["Ada"] * 3, smallest=3)

        assert_equal(bill.tail, NAME + SEE * 3)

    def test_the_second_group_of_somebody_is_merged(self):
        bill = price_groups(np.array([0, 0, 0, 1, 1, 1]), ["Ada"] * 6, smallest=3)

        assert_equal(bill.wanted, NAME + MERGE + SEE * 6)

    def test_somebody_else_in_a_group_is_taken_out_and_named_by_hand(self):
        bill = price_groups(np.array([0, 0, 0, 0]), ["Ada", "Ada", "Ada", "Bob"], smallest=3)

        assert_equal(bill.wanted, NAME + SEE * 4 + REMOVE + NAME + SEE)

    def test_a_stranger_in_a_group_is_taken_out_and_done_with(self):
        bill = price_groups(np.array([0, 0, 0, 0]), ["Ada", "Ada", "Ada", None], smallest=3)

        assert_equal(bill.tail, NAME + SEE * 4 + REMOVE)

    def test_strangers_cost_apart_from_people_of_interest(self):
        bill = price_groups(np.array([0, 0, 0, -1]), [None] * 4, smallest=3)

        assert bill.wanted == NOTHING
        assert_equal(bill.tail, HIDE + SEE * 3 + SKIP + SEE)

    def test_groups_too_small_to_be_shown_are_named_face_by_face(self):
        bill = price_groups(np.array([0, 0]), ["Ada"] * 2, smallest=3)

        assert bill.wanted.actions == (NAME + SEARCH).actions

    def test_a_right_guess_saves_the_search_and_a_wrong_one_costs_a_removal(self):
        labels = np.array([0, 0, 1, 1, -1, -1])
        names = ["Ada", "Ada", "Bob", "Bob", "Ada", None]
        vectors = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 0], [1, 0]], np.float32)

        def guess(_known, _labels, others):
            return np.zeros(len(others), np.int64), np.ones(len(others), np.float32)

        bill = price_groups(labels, names, smallest=2, vectors=vectors, guess=guess, sure=0.5)

        assert_equal(bill.tail, NAME * 2 + SEE * 6 + REMOVE)


class TestPriceOneByOne:
    def test_every_face_is_visited(self):
        bill = price_one_by_one([None, "Ada", "Bob", None], ["Ada", "Ada", "Ada", None])

        assert_equal(bill.wanted, NAME + CONFIRM + SEARCH + SEE * 3)
        assert_equal(bill.strangers, SKIP + SEE)

    def test_the_suggestion_is_the_nearest_named_face_before(self):
        similarities = np.array([[1, 0.9, 0.5], [0.9, 1, 0.8], [0.5, 0.8, 1]], np.float32)

        nearest, nearness = find_nearest_named(similarities, ["Ada", None, "Ada"])

        assert nearest[2] == 0
        assert nearness.tolist() == [-np.inf, np.float32(0.9), 0.5]


class TestChoose:
    def test_takes_the_settings_with_the_fewest_actions(self):
        choice = choose(lambda cut: Bill(SKIP * cut), spread(cut=(3, 1, 2)))

        assert choice.settings == {"cut": 1}
