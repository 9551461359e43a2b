"""Calibrators: what they say, how answers move them, and what keeps them where they were."""

import numpy as np
import pytest

from kenfolk.people.learning import Calibrator, fit, log_losses, to_chances

TRUE = Calibrator(weights=(-0.5, 2.0, -1.0), center=(0.2, 10.0), scale=(0.1, 4.0))
PLAIN = Calibrator(weights=(0.0, 1.0), center=(0.0,), scale=(1.0,))


def draw(count, *, truth=TRUE, seed=0):
    """Features as a matcher gives them, and answers that follow `truth`."""
    rng = np.random.default_rng(seed)
    features = rng.normal(truth.center, truth.scale, (count, len(truth.center)))
    return features, rng.random(count) < truth.probabilities(features)


def ignorant(like=TRUE):
    return Calibrator((0.0,) * len(like.weights), like.center, like.scale)


def gradient(found, features, labels, prior, strength):
    rows = prior.design(features)
    pull = strength / 4 * (np.array(found.weights) - prior.weights)
    return rows.T @ (found.probabilities(features) - labels) + pull


class TestCalibrator:
    def test_is_a_logistic_of_standardised_features(self):
        chances = TRUE.probabilities(np.array([[0.3, 14.0], [0.2, 10.0]]))

        assert chances == pytest.approx([1 / (1 + np.exp(-(-0.5 + 2 - 1))), 1 / (1 + np.exp(0.5))])

    def test_stays_within_zero_and_one_far_out(self):
        chances = PLAIN.probabilities(np.array([[-1e6], [1e6]]))

        assert chances.tolist() == [0, 1]

    def test_has_nothing_to_say_of_nothing(self):
        assert TRUE.probabilities(np.empty((0, 2))).shape == (0,)

    @pytest.mark.parametrize("features", [np.zeros((3, 1)), np.zeros(2), np.array([[0.1, np.nan]])])
    def test_refuses_features_it_does_not_know(self, features):
        with pytest.raises(ValueError, match="expected finite features"):
            TRUE.probabilities(features)

    @pytest.mark.parametrize(
        ("weights", "center", "scale"),
        [((1,), (0,), (1,)), ((1, 1), (0, 0), (1,)), ((1, 1), (0,), (0,)), ((1, np.inf), (0,), (1,))],
    )
    def test_refuses_numbers_that_do_not_fit_together(self, weights, center, scale):
        with pytest.raises(ValueError, match="a calibrator"):
            Calibrator(weights, center, scale)

    def test_comes_back_from_its_text_to_the_last_bit(self):
        rng = np.random.default_rng(3)
        made = Calibrator(tuple(rng.normal(size=5)), tuple(rng.normal(size=4)), tuple(rng.random(4) + 0.1))

        assert Calibrator.from_json(made.to_json()) == made

    def test_without_knowledge_says_a_half_to_everything(self):
        features, _ = draw(100)

        made = Calibrator.ignorant(np.column_stack([features, np.ones(100)]))

        assert made.probabilities(np.array([[9.0, -3.0, 1.0]])).tolist() == [0.5]
        assert made.center[:2] == pytest.approx(features.mean(axis=0))
        assert made.scale[2] == 1  # a feature that is always the same cannot be divided by its spread


class TestFit:
    def test_recovers_what_many_answers_follow(self):
        features, labels = draw(20_000)

        found = fit(features, labels, prior=ignorant(), strength=4)

        assert found.weights == pytest.approx(TRUE.weights, abs=0.1)
        assert (found.center, found.scale) == (TRUE.center, TRUE.scale)

    @pytest.mark.parametrize("seed", range(10))
    def test_finds_the_one_top_of_the_posterior(self, seed):
        rng = np.random.default_rng(seed)
        truth = Calibrator(tuple(rng.normal(0, 3, 5)), tuple(rng.normal(size=4)), tuple(rng.random(4) + 0.1))
        prior = Calibrator(tuple(rng.normal(0, 3, 5)), truth.center, truth.scale)
        features, labels = draw(int(rng.integers(1, 400)), truth=truth, seed=seed)
        strength = float(10 ** rng.uniform(-1, 3))

        found = fit(features, labels, prior=prior, strength=strength)

        assert np.abs(gradient(found, features, labels, prior, strength)).max() < 1e-6 * (len(labels) + strength)

    def test_stays_at_a_prior_that_is_worth_everything(self):
        features, labels = draw(500)

        found = fit(features, ~labels, prior=TRUE, strength=1e12)

        assert found.weights == pytest.approx(TRUE.weights, abs=1e-8)

    def test_is_the_prior_without_answers(self):
        assert fit(np.empty((0, 2)), np.empty(0, bool), prior=TRUE, strength=10) == TRUE

    def test_moves_little_for_a_few_biased_answers(self):
        features, _ = draw(5000)
        doubtful = features[np.abs(TRUE.log_odds(features)) < 0.5][:20]

        found = fit(doubtful, np.zeros(20, int), prior=TRUE, strength=1000)

        moved = np.abs(found.probabilities(features) - TRUE.probabilities(features))
        assert 0.001 < moved.max() < 0.02
        assert found.probabilities(doubtful).mean() < TRUE.probabilities(doubtful).mean()

    def test_moves_further_the_less_the_prior_is_worth(self):
        features, labels = draw(200)
        prior = ignorant()

        ways = [np.linalg.norm(fit(features, labels, prior=prior, strength=s).weights) for s in (1e4, 1e3, 1e2, 10)]

        assert ways == sorted(ways)
        assert ways[-1] > 5 * ways[0]

    def test_does_not_explode_where_answers_are_separable(self):
        features = np.linspace(-1, 1, 200)[:, None]

        found = fit(features, features[:, 0] > 0, prior=PLAIN, strength=1)

        assert np.isfinite(found.weights).all()
        assert 1 < found.weights[1] < 50

    @pytest.mark.parametrize("answer", [0, 1])
    def test_takes_answers_that_are_all_the_same(self, answer):
        features, _ = draw(50)

        found = fit(features, np.full(50, answer), prior=TRUE, strength=20)

        before, after = TRUE.probabilities(features).mean(), found.probabilities(features).mean()
        assert np.isfinite(found.weights).all()
        assert (after > before) == bool(answer)

    def test_does_not_depend_on_the_order_of_answers(self):
        features, labels = draw(300)

        there = fit(features, labels, prior=ignorant(), strength=5)
        back = fit(features[::-1], labels[::-1], prior=ignorant(), strength=5)

        assert there.weights == pytest.approx(back.weights, abs=1e-9)

    def test_survives_features_far_out_and_a_prior_that_is_wrong_about_them(self):
        features = np.array([[1e4], [-1e4], [0.0]])

        found = fit(features, np.array([0, 1, 1]), prior=Calibrator((0, 50), (0,), (1,)), strength=1)

        assert np.isfinite(found.weights).all()
        assert found.weights[1] < 0

    @pytest.mark.parametrize("labels", [np.zeros(2), np.array([0, 1, 2]), np.array([0, 1, np.nan]), np.zeros((3, 1))])
    def test_refuses_labels_that_are_none(self, labels):
        with pytest.raises(ValueError, match="label"):
            fit(np.zeros((3, 1)), labels, prior=PLAIN, strength=1)

    def test_refuses_a_prior_that_is_worth_nothing(self):
        with pytest.raises(ValueError, match="strength"):
            fit(np.zeros((1, 1)), np.ones(1, int), prior=PLAIN, strength=0)


class TestLogLosses:
    def test_are_the_negative_logarithms_of_the_chances_given_to_what_was_true(self):
        log_odds = np.array([0.0, 2.0, -2.0])

        losses = log_losses(log_odds, np.array([1, 1, 1]))

        assert losses == pytest.approx(-np.log(to_chances(log_odds)))

    def test_of_a_sure_mistake_are_finite(self):
        assert log_losses(np.array([1000.0, -1000.0]), np.array([0, 0])).tolist() == [1000, 0]
