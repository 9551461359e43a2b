"""Scores, exemplars and the assignment within a photo: arrays in, arrays out."""

import numpy as np

from kenfolk.people.matching import (
    NOBODY,
    Thresholds,
    assign,
    choose_exemplars,
    make_gallery,
    score_people,
    to_probability,
)
from kenfolk.vision.similarity import to_unit

INF = np.inf


def unit(*rows):
    return to_unit(np.array(rows, np.float32))


class TestScorePeople:
    def test_takes_the_best_exemplar_of_few(self):
        gallery = make_gallery([(7, unit([1, 0], [0, 1]))], dim=2)

        assert np.allclose(score_people(unit([1, 0], [0, 1]), gallery), [[1], [1]])

    def test_takes_the_mean_of_three_of_many_so_that_one_wrong_face_decides_nothing(self):
        gallery = make_gallery([(7, unit(*[[1, 0]] * 8, [0, 1]))], dim=2)

        assert np.allclose(score_people(unit([0, 1]), gallery), [[1 / 3]])

    def test_gives_each_person_a_column(self):
        rng = np.random.default_rng(0)
        gallery = make_gallery([(p, to_unit(rng.normal(size=(p, 8)))) for p in (1, 5, 9)], dim=8)

        scores = score_people(to_unit(rng.normal(size=(3000, 8))), gallery)

        assert scores.shape == (3000, 3)
        assert np.isfinite(scores).all()

    def test_knows_nobody_in_an_empty_gallery(self):
        assert score_people(unit([1, 0]), make_gallery([], dim=2)).shape == (1, 0)


class TestChooseExemplars:
    def test_takes_all_good_ones_of_few(self):
        vectors = unit(*np.eye(6))

        chosen = choose_exemplars(vectors, np.array([0.9, 0.1, 0.8, 0.7, 0.2, 0.6]))

        assert chosen.tolist() == [0, 2, 3, 5]

    def test_takes_the_best_where_all_are_bad(self):
        chosen = choose_exemplars(unit(*np.eye(5)), np.array([0.1, 0.3, 0.2, 0.05, 0.0]))

        assert chosen.tolist() == [0, 1, 2]

    def test_spreads_over_the_looks_of_a_person(self):
        same, other = [[1.0, 0.001 * n] for n in range(50)], [[0.001 * n, 1.0] for n in range(3)]

        chosen = choose_exemplars(unit(*same, *other), np.full(53, 0.9), most=2)

        assert (chosen[0] < 50, chosen[1] >= 50) == (True, True)


class TestAssign:
    def give(self, scores, photos, suggest=0.5):
        return assign(np.array(scores, np.float32), np.array(photos, np.int64), suggest=suggest).columns.tolist()

    def test_gives_each_face_its_best_person_or_nobody(self):
        assert self.give([[0.9, 0.1], [0.2, 0.6], [0.4, 0.3]], [1, 2, 3]) == [0, 1, NOBODY]

    def test_gives_a_person_once_in_a_photo_to_the_most_similar_face(self):
        assert self.give([[0.7, 0.6], [0.9, 0.8]], [1, 1]) == [1, 0]
        assert self.give([[0.7, 0.6], [0.9, 0.8]], [1, 2]) == [0, 0]

    def test_lets_losers_take_their_next_choice_in_turn(self):
        scores = [[0.9, 0.0, 0.0], [0.8, 0.7, 0.0], [0.0, 0.75, 0.6]]

        assert self.give(scores, [1, 1, 1]) == [0, NOBODY, 1]

    def test_never_gives_what_is_denied(self):
        assert self.give([[-INF, 0.6], [-INF, -INF]], [1, 2]) == [1, NOBODY]

    def test_is_the_greedy_assignment(self):
        rng = np.random.default_rng(3)
        for _ in range(20):
            scores, photos = rng.random((40, 6)).astype(np.float32), rng.integers(0, 8, 40)

            assert self.give(scores, photos, 0.3) == self.give_greedily(scores, photos, 0.3)

    def give_greedily(self, scores, photos, suggest):
        given, taken = [NOBODY] * len(scores), set()
        for value, row, column in sorted(((-s, r, c) for (r, c), s in np.ndenumerate(scores))):
            if -value >= suggest and given[row] == NOBODY and (photos[row], column) not in taken:
                given[row] = column
                taken.add((photos[row], column))
        return given

    def test_copes_with_nobody_known(self):
        assert self.give(np.empty((2, 0)), [1, 2]) == [NOBODY, NOBODY]


class TestToProbability:
    def test_stands_for_even_odds_at_suggest_and_near_certainty_at_same(self):
        chances = to_probability(np.array([0.6, 0.9, -1.0], np.float32), Thresholds(same=0.9, suggest=0.6, group=0.8))

        assert np.allclose(chances[:2], [0.5, 0.95], atol=1e-3)
        assert 0 <= chances[2] < 1e-3
