"""What audits prove, and how good chances were."""

import itertools

import numpy as np
import pytest

from kenfolk.people.calibration import certify, expected_calibration_error, find_bounds, reliability


def chance_of_at_most(wrong, audited, rate):
    """The binomial's distribution function, from its recurrence."""
    terms = [(1 - rate) ** audited]
    for k in range(wrong):
        terms.append(terms[-1] * (audited - k) / (k + 1) * rate / (1 - rate))
    return sum(terms)


class TestCertify:
    @pytest.mark.parametrize(
        ("promise", "enough"),
        [
            (0.99, [299, 473, 628, 773, 913, 1049]),
            (0.995, [598, 947, 1258, 1549, 1829, 2100]),
            (0.999, [2995, 4742, 6294, 7752, 9151, 10511]),
        ],
    )
    def test_keeps_the_promise_from_the_known_numbers_of_audits_on(self, promise, enough):
        for wrong, audited in enumerate(enough):
            kept = certify(audited, wrong, promise=promise)
            short = certify(audited - 1, wrong, promise=promise)

            assert (kept.state, kept.needed) == ("kept", 0)
            assert (short.state, short.needed) == ("provisional", 1)
            assert kept.low >= promise > short.low

    def test_counts_what_is_needed_from_the_start(self):
        made = certify(0, 0)

        assert (made.state, made.needed, made.precision) == ("provisional", 299, None)
        assert (made.low, made.high) == (0, 1)

    @pytest.mark.parametrize(("audited", "wrong"), [(40, 1), (300, 2), (100, 30)])
    def test_keeps_the_promise_exactly_when_what_is_needed_has_come(self, audited, wrong):
        needed = certify(audited, wrong).needed

        assert certify(audited + needed, wrong).state == "kept"
        assert certify(audited + needed - 1, wrong).state != "kept"

    def test_says_so_when_the_promise_is_broken(self):
        made = certify(100, 10)

        assert made.state == "broken"
        assert made.precision == pytest.approx(0.9)
        assert made.low < made.precision < made.high < 0.99

    def test_does_not_condemn_for_what_may_be_bad_luck(self):
        assert certify(100, 3).state == "provisional"

    def test_takes_everything_being_wrong(self):
        made = certify(5, 5)

        assert (made.state, made.low, made.precision) == ("broken", 0, 0)

    def test_wants_more_for_more_confidence(self):
        assert certify(299, 0, confidence=0.99).needed == 459 - 299

    @pytest.mark.parametrize(
        ("audited", "wrong", "promise", "confidence"),
        [(3, 4, 0.99, 0.95), (3, -1, 0.99, 0.95), (3, 0, 1, 0.95), (3, 0, 0, 0.95), (3, 0, 0.99, 1)],
    )
    def test_refuses_what_makes_no_sense(self, audited, wrong, promise, confidence):
        with pytest.raises(ValueError, match="no certificate"):
            certify(audited, wrong, promise=promise, confidence=confidence)

    @pytest.mark.parametrize("audited", [299, 472, 628, 1000])
    def test_wrongly_keeps_a_promise_no_more_often_than_it_says(self, audited):
        most = max(wrong for wrong in range(20) if certify(audited, wrong).state == "kept")

        assert chance_of_at_most(most, audited, 0.01) <= 0.05 < chance_of_at_most(most + 1, audited, 0.01)


class TestFindBounds:
    @pytest.mark.parametrize(("audited", "wrong"), [(1, 0), (20, 3), (299, 0), (500, 7), (64, 60)])
    def test_are_where_the_binomial_leaves_five_per_cent(self, audited, wrong):
        low, high = find_bounds(audited, wrong)

        assert chance_of_at_most(wrong, audited, 1 - low) == pytest.approx(0.05)
        if wrong:
            assert 1 - chance_of_at_most(wrong - 1, audited, 1 - high) == pytest.approx(0.05)
        else:
            assert high == 1


def draw(count=20_000, seed=0):
    rng = np.random.default_rng(seed)
    chances = rng.beta(2, 1, count)
    return chances, rng.random(count) < chances


class TestReliability:
    def test_puts_about_as_many_into_each_bin(self):
        chances, outcomes = draw(1003)

        found = reliability(chances, outcomes, bins=10)

        assert [each.count for each in found] == pytest.approx([100] * 10, abs=1)
        assert sum(each.count for each in found) == 1003
        assert all(a.high < b.low for a, b in itertools.pairwise(found))

    def test_tells_what_was_said_and_what_came_of_it(self):
        found = reliability(np.array([0.1, 0.3, 0.8, 0.9]), np.array([0, 1, 1, 1]), bins=2)

        assert [(each.low, each.high, each.count) for each in found] == [(0.1, 0.3, 2), (0.8, 0.9, 2)]
        assert [each.predicted for each in found] == pytest.approx([0.2, 0.85])
        assert [each.observed for each in found] == [0.5, 1]

    def test_does_not_tear_equal_chances_apart(self):
        chances = np.array([0.9] * 50 + [0.2] * 3)

        found = reliability(chances, np.arange(53) % 2)

        assert [each.count for each in found] == [3, 50]

    def test_has_no_bins_for_nothing(self):
        assert reliability(np.empty(0), np.empty(0, int)) == []

    @pytest.mark.parametrize(
        ("chances", "outcomes", "bins"),
        [([0.5], [1, 0], 10), ([1.5], [1], 10), ([np.nan], [1], 10), ([0.5], [1], 0)],
    )
    def test_refuses_what_makes_no_sense(self, chances, outcomes, bins):
        with pytest.raises(ValueError, match="reliability needs"):
            reliability(np.array(chances), np.array(outcomes), bins=bins)


class TestExpectedCalibrationError:
    def test_is_small_for_chances_that_are_right(self):
        assert expected_calibration_error(*draw()) < 0.01

    def test_is_large_for_chances_that_are_too_sure(self):
        chances, outcomes = draw()
        sure = chances**4 / (chances**4 + (1 - chances) ** 4)

        assert expected_calibration_error(sure, outcomes) > 0.08

    def test_is_how_far_off_a_constant_is(self):
        assert expected_calibration_error(np.full(10, 0.9), np.array([1] * 6 + [0] * 4)) == pytest.approx(0.3)

    def test_does_not_depend_on_the_order(self):
        chances, outcomes = draw(500)
        chances = chances.round(1)
        order = np.random.default_rng(1).permutation(500)

        there = expected_calibration_error(chances, outcomes)

        assert expected_calibration_error(chances[order], outcomes[order]) == pytest.approx(there)

    def test_is_none_for_nothing(self):
        assert expected_calibration_error(np.empty(0), np.empty(0, int)) == 0
