"""A challenger replaces the champion only if it says better what it has not seen."""

import numpy as np
import pytest

from kenfolk.people.gate import compare
from kenfolk.people.learning import Calibrator, fit, log_losses

TRUE = Calibrator(weights=(-1.0, 3.0), center=(0.0,), scale=(1.0,))
WRONG = Calibrator(weights=(2.0, 0.5), center=(0.0,), scale=(1.0,))


def draw(events, size=20, *, seed=0, truth=TRUE):
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(events * size, 1))
    return features, rng.random(len(features)) < truth.probabilities(features), np.repeat(np.arange(events), size)


def meet(answers, *, champion, prior=TRUE, strength=20.0):
    features, labels, events = answers
    return compare(features, labels, events, champion=champion, prior=prior, strength=strength)


class TestCompare:
    def test_lets_a_better_one_pass(self):
        gate = meet(draw(20), champion=WRONG, prior=WRONG)

        assert gate.wins
        assert gate.challenger_loss < gate.champion_loss - 0.1
        assert (gate.folds, gate.answers) == (10, 400)
        assert gate.won >= 6

    def test_refuses_one_that_is_no_better_than_the_truth(self):
        verdicts = [meet(draw(20, seed=seed), champion=TRUE).wins for seed in range(40)]

        assert sum(verdicts) <= 4  # a doubt of ten per cent at the most

    def test_refuses_one_whose_whole_gain_comes_from_one_event(self):
        features, labels, events = draw(20)
        there = np.column_stack([np.append(features, np.full(60, -1.0)), np.repeat([0.0, 1.0], [len(labels), 60])])
        labels = np.append(labels, np.zeros(60, bool))  # all wrong, and the champion was sure that they were right

        gate = compare(
            there,
            labels,
            np.append(events, np.full(60, 99)),
            champion=Calibrator((-1.0, 3.0, 20.0), (0.0, 0.0), (1.0, 1.0)),
            prior=Calibrator((-1.0, 2.0, 0.0), (0.0, 0.0), (1.0, 1.0)),
            strength=20,
        )

        assert gate.challenger_loss < gate.champion_loss - 1
        assert gate.reason == "loses less in too few of the folds"
        assert not gate.wins

    def test_refuses_one_that_may_be_better_by_chance(self):
        gates = [meet(draw(10, 6, seed=seed), champion=TRUE, prior=WRONG, strength=5) for seed in range(60)]

        lucky = [gate for gate in gates if gate.reason == "could be better by chance"]
        assert lucky
        assert all(gate.won >= 6 and gate.challenger_loss < gate.champion_loss and not gate.wins for gate in lucky)

    def test_judges_each_event_by_what_was_learned_from_the_others(self):
        rng = np.random.default_rng(2)
        events = np.repeat(np.arange(10), 10)
        features = np.eye(10)[events] * 5.0  # each event has a feature of its own, and a coin that lands one way
        labels = (rng.permutation(10) < 5)[events]
        blank = Calibrator((0.0,) * 11, (0.0,) * 10, (1.0,) * 10)

        gate = compare(features, labels, events, champion=blank, prior=blank, strength=1)

        seen = fit(features, labels, prior=blank, strength=1)
        assert log_losses(seen.log_odds(features), labels).mean() < 0.1
        assert (
            gate.challenger_loss >= gate.champion_loss
        )  # it tells everything apart that it has seen, and nothing else
        assert not gate.wins

    def test_refuses_one_that_the_prior_beats(self):
        features, labels, events = draw(10, 4)
        champion = Calibrator(weights=(9.0, -9.0), center=(0.0,), scale=(1.0,))

        gate = compare(features, labels, events, champion=champion, prior=TRUE, strength=0.01)

        assert (gate.wins, gate.reason) == (False, "the prior loses less")

    def test_refuses_four_events_however_good(self):
        answers = draw(4, 200)

        gate = meet(answers, champion=WRONG, prior=WRONG)

        assert (gate.wins, gate.reason) == (False, "fewer than 5 events")
        assert gate.won == gate.folds == 4

    def test_takes_five_that_agree(self):
        assert meet(draw(5, 200), champion=WRONG, prior=WRONG).wins

    def test_says_no_where_there_are_no_answers(self):
        gate = meet((np.empty((0, 1)), np.empty(0, bool), np.empty(0, int)), champion=WRONG)

        assert (gate.wins, gate.reason, gate.answers) == (False, "no answers", 0)

    def test_takes_one_event_and_answers_that_are_all_the_same(self):
        gate = meet((np.zeros((3, 1)), np.ones(3, bool), np.zeros(3, int)), champion=WRONG)

        assert not gate.wins

    def test_comes_to_the_same_verdict_again_in_any_order_and_with_names_for_events(self):
        features, labels, events = draw(30, 7, seed=5)
        order = np.random.default_rng(6).permutation(len(labels))

        first = meet((features, labels, events), champion=WRONG)
        again = meet((features, labels, events), champion=WRONG)
        shuffled = meet((features[order], labels[order], events[order]), champion=WRONG)
        named = meet((features, labels, events.astype(str)), champion=WRONG)

        assert first == again
        assert shuffled.challenger_loss == pytest.approx(first.challenger_loss, rel=1e-9)
        assert (shuffled.wins, shuffled.won) == (first.wins, first.won)
        assert named.challenger_loss == pytest.approx(first.challenger_loss, rel=1e-9)

    def test_refuses_answers_without_events(self):
        with pytest.raises(ValueError, match="an event"):
            compare(np.zeros((2, 1)), np.ones(2, int), np.zeros(1, int), champion=TRUE, prior=TRUE, strength=1)
