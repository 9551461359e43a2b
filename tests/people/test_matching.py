"""Prototypes, scores and the assignment within a photo: arrays in, arrays out."""

from typing import NamedTuple

import numpy as np

from kenfolk.people.matching import (
    GOOD_FOR_TAGS,
    MOST_PROTOTYPES,
    NOBODY,
    TINY,
    assign,
    doubt_twice,
    find_changed,
    find_confusable,
    is_hopeless,
    make_gallery,
    make_prototypes,
    score_people,
)
from kenfolk.vision.similarity import Cohort, similarities, to_unit

PLAIN = Cohort.empty(8)


def look(*rows, cohort=PLAIN):
    """Looks of vectors, which are filled up with zeros."""
    vectors = np.zeros((len(rows), 8), np.float32)
    for at, row in enumerate(rows):
        vectors[at, : len(row)] = row
    return cohort.look(to_unit(vectors))


def alike(center, count, *, noise=0.1, seed=0):
    """Looks of one person: near to one axis."""
    rows = np.repeat(np.eye(8)[[center]], count, axis=0)
    return PLAIN.look(to_unit(rows + noise * np.random.default_rng((seed, center)).normal(size=rows.shape) / 3))


def prototypes(looks, *, qualities=None, years=None, cohort=PLAIN):
    """What stands for somebody of whom all is good and of one day, unless told otherwise."""
    count = len(looks)
    qualities = np.full(count, 0.9) if qualities is None else np.array(qualities)
    years = np.zeros(count) if years is None else np.array(years, np.float64)
    return make_prototypes(looks, qualities, years, cohort=cohort, alike=0.8)


def gallery_of(**people):
    """A gallery of people by number, p7=looks, each of whom was named once a look."""
    return make_gallery([(int(name[1:]), looks, len(looks)) for name, looks in people.items()], dim=8)


class TestMakePrototypes:
    def test_begins_with_the_mean_of_all_faces(self):
        looks = np.concatenate([alike(0, 4), alike(1, 4)])

        made = prototypes(looks)

        assert len(made) == 3
        assert np.allclose(made[0, :2], 0.707, atol=0.05)
        assert np.allclose(np.linalg.norm(made[:, :-1], axis=1), 1, atol=1e-5)

    def test_tells_ways_to_look_apart_the_most_frequent_first(self):
        looks = np.concatenate([alike(0, 3), alike(1, 5)])

        _mean, first, second = prototypes(looks)

        assert (first[:-1].argmax(), second[:-1].argmax()) == (1, 0)

    def test_takes_two_odd_pictures_for_no_way_to_look(self):
        looks = np.concatenate([alike(0, 6), alike(1, 2)])

        made = prototypes(looks)

        assert [row[:-1].argmax() for row in made] == [0, 0]
        assert similarities(made, look([0, 1])).max() < 0.5

    def test_is_one_for_somebody_who_always_looks_the_same(self):
        assert len(prototypes(alike(0, 30))) == 1

    def test_is_the_only_face_of_somebody_with_one(self):
        looks = look([1, 2])

        assert np.allclose(prototypes(looks), looks)

    def test_holds_years_that_are_far_apart_as_well(self):
        looks = np.concatenate([alike(0, 3, noise=0.3), alike(0, 3, noise=0.3, seed=1)])

        assert len(prototypes(looks, years=[0, 1, 2, 10, 11, 11.9])) == 3
        assert len(prototypes(looks, years=[0, 1, 2, 1, 2, 3])) == 1

    def test_needs_three_faces_of_a_time(self):
        assert len(prototypes(alike(0, 5), years=[0, 0, 0, 10, 10])) == 2

    def test_leaves_bad_pictures_out_but_never_the_best_three(self):
        looks = np.concatenate([alike(0, 3), alike(1, 3)])

        mixed = prototypes(looks, qualities=[0.9, 0.9, 0.9, 0.1, 0.1, 0.1])
        bad = prototypes(looks[:4], qualities=[0.1, 0.1, 0.1, 0.05])

        assert similarities(mixed, look([0, 1])).max() < 0.3
        assert np.allclose(bad, prototypes(looks[:3]))

    def test_is_never_more_than_a_few(self):
        years = np.repeat(np.arange(20) * 10, 3)

        assert len(prototypes(alike(0, 60), years=years)) == MOST_PROTOTYPES

    def test_is_seen_beside_the_cohort(self):
        cohort = Cohort(to_unit(np.random.default_rng(1).normal(size=(30, 8))))
        looks = cohort.look(alike(0, 4)[:, :-1])

        (made,) = prototypes(looks, cohort=cohort)

        assert np.allclose(made, cohort.look_of_mean(looks))
        assert made[-1] < 0


class TestScorePeople:
    def test_takes_the_likest_prototype_of_each(self):
        gallery = gallery_of(p7=look([1, 0], [0, 1]), p9=look([0, 0, 1]))

        assert np.allclose(score_people(look([1], [0, 1], [0, 0, 1]), gallery), [[1, 0], [1, 0], [0, 1]])

    def test_gives_each_person_a_column_however_many_faces_there_are(self, monkeypatch):
        people = {f"p{person}": alike(person, person + 1) for person in range(5)}
        faces = np.concatenate([alike(person, 3, seed=9) for person in range(5)])
        gallery = gallery_of(**people)

        monkeypatch.setattr("kenfolk.people.matching.ROWS_AT_ONCE", 4)
        scores = score_people(faces, gallery)

        expected = np.stack([similarities(faces, looks).max(axis=1) for looks in people.values()], axis=1)
        assert np.allclose(scores, expected, atol=1e-6)
        assert scores.argmax(axis=1).tolist() == np.repeat(np.arange(5), 3).tolist()

    def test_knows_nobody_in_an_empty_gallery(self):
        assert score_people(look([1]), make_gallery([], dim=8)).shape == (1, 0)


class TestGallery:
    def test_holds_of_some_people_what_it_holds_of_all(self):
        gallery = gallery_of(p3=alike(0, 2), p5=alike(1, 1), p8=alike(2, 3))

        some = gallery.only([2, 0])

        assert some.person_ids.tolist() == [8, 3]
        assert some.faces.tolist() == [3, 2]
        assert find_changed(some, gallery) == {5}


class TestFindChanged:
    def test_is_nobody_where_all_is_the_same(self):
        one, other = (gallery_of(p3=alike(0, 2), p5=alike(1, 1)) for _ in range(2))

        assert find_changed(one, other) == set()

    def test_names_who_came_went_and_looks_different(self):
        before = gallery_of(p1=alike(0, 2), p2=alike(1, 2), p3=alike(2, 2))
        after = gallery_of(p2=alike(1, 2), p3=alike(2, 2, seed=1), p4=alike(3, 1))

        assert find_changed(before, after) == {1, 3, 4}

    def test_names_somebody_of_whom_more_is_named_though_they_look_the_same(self):
        looks = alike(0, 1)
        before, after = (make_gallery([(1, looks, faces)], dim=8) for faces in (1, 2))

        assert find_changed(before, after) == {1}


class TestFindConfusable:
    def test_lists_pairs_that_are_alike_the_most_alike_first(self):
        gallery = gallery_of(p1=look([1, 0]), p2=look([1, 0.3]), p3=look([0, 1]), p4=look([0, 1, 0.1]))

        pairs = find_confusable(gallery, least=0.8, most=9)

        assert [(pair.person_a, pair.person_b) for pair in pairs] == [(3, 4), (1, 2)]
        assert find_confusable(gallery, least=0.8, most=1) == pairs[:1]

    def test_compares_each_way_they_look(self):
        gallery = gallery_of(p1=look([1, 0], [0, 1]), p2=look([0, 0, 1], [0, 1]))

        assert [pair.similarity for pair in find_confusable(gallery, least=0.8, most=9)] == [1]

    def test_finds_nobody_where_there_is_nobody_else(self):
        assert find_confusable(gallery_of(p1=look([1])), least=-1, most=9) == []


class TestAssign:
    def give(self, chances, photos, least=0.5, columns=None):
        chances = np.array(chances, np.float32)
        columns = np.broadcast_to(np.arange(chances.shape[1]), chances.shape) if columns is None else np.array(columns)
        return assign(chances, columns, np.array(photos, np.int64), least=least).columns.tolist()

    def test_gives_each_face_its_likeliest_person_or_nobody(self):
        assert self.give([[0.9, 0.1], [0.2, 0.6], [0.4, 0.3]], [1, 2, 3]) == [0, 1, NOBODY]

    def test_says_how_likely_that_is(self):
        verdict = assign(np.float32([[0.9], [0.1]]), np.array([[4], [4]]), np.array([1, 2]), least=0.5)

        assert verdict.columns.tolist() == [4, NOBODY]
        assert np.allclose(verdict.chances, [0.9, 0])

    def test_knows_people_by_their_columns_and_not_by_their_rank(self):
        assert self.give([[0.9, 0.6], [0.8, 0.7]], [1, 1], columns=[[5, 2], [5, 3]]) == [5, 3]
        assert self.give([[0.9, 0.6], [0.8, 0.7]], [1, 1], columns=[[5, 2], [2, 5]]) == [5, 2]

    def test_gives_no_empty_place(self):
        assert self.give([[0.9, 0.9]], [1], columns=[[NOBODY, 3]]) == [3]

    def test_gives_a_person_once_in_a_photo_to_the_likeliest_face(self):
        assert self.give([[0.7, 0.6], [0.9, 0.8]], [1, 1]) == [1, 0]
        assert self.give([[0.7, 0.6], [0.9, 0.8]], [1, 2]) == [0, 0]

    def test_lets_losers_take_their_next_choice_in_turn(self):
        chances = [[0.9, 0.0, 0.0], [0.8, 0.7, 0.0], [0.0, 0.75, 0.6]]

        assert self.give(chances, [1, 1, 1]) == [0, NOBODY, 1]

    def test_never_gives_what_is_denied(self):
        assert self.give([[0, 0.6], [0, 0]], [1, 2]) == [1, NOBODY]

    def test_is_the_greedy_assignment(self):
        rng = np.random.default_rng(3)
        for _ in range(20):
            chances, photos = rng.random((40, 6)).astype(np.float32), rng.integers(0, 8, 40)

            assert self.give(chances, photos, 0.3) == self.give_greedily(chances, photos, 0.3)

    def give_greedily(self, chances, photos, least):
        given, taken = [NOBODY] * len(chances), set()
        for value, row, column in sorted(((-s, r, c) for (r, c), s in np.ndenumerate(chances))):
            if -value >= least and given[row] == NOBODY and (photos[row], column) not in taken:
                given[row] = column
                taken.add((photos[row], column))
        return given

    def test_copes_with_nobody_known_and_with_no_faces(self):
        assert self.give(np.empty((2, 0)), [1, 2]) == [NOBODY, NOBODY]
        assert self.give(np.empty((0, 6)), []) == []


class TestDoubtTwice:
    def test_asks_again_only_where_it_is_nearly_certain(self):
        left = doubt_twice(np.float32([0, 0.5, 0.95, 0.99, 1]))

        assert (left[:3] < 0.5).all()
        assert (left[3:] > 0.5).all()
        assert (np.diff(left) > 0).all()


class TestIsHopeless:
    class Face(NamedTuple):
        quality: float
        side: float

    def test_is_true_only_for_bad_pictures_that_are_tiny(self):
        bad, tiny = GOOD_FOR_TAGS - 0.01, TINY - 1

        assert is_hopeless(self.Face(bad, tiny))
        assert not is_hopeless(self.Face(bad, TINY))
        assert not is_hopeless(self.Face(GOOD_FOR_TAGS, tiny))
