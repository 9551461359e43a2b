"""Average linkage from a given start: arrays in, labels out, whether every pair is looked at or not."""

import numpy as np
import pytest

from kenfolk.people import neighbours
from kenfolk.people.clustering import Units, cluster
from kenfolk.vision.similarity import Cohort, to_unit

NONE = np.empty((0, 2), np.int64)


def faces(vectors, *, apart=NONE, fixed=None):
    fixed = np.zeros(len(vectors), np.bool_) if fixed is None else np.array(fixed)
    looks = Cohort.empty(vectors.shape[1]).look(to_unit(vectors))
    return Units(looks, np.ones(len(vectors), np.int64), fixed, np.array(apart, np.int64).reshape(-1, 2))


def draw(rng, people, count, *, spread):
    """Return faces of some people, and who they are."""
    who = rng.integers(0, people, count)
    return to_unit(rng.normal(size=(people, 16))[who] + spread * rng.normal(size=(count, 16))), who


def draw_pairs(rng, count, pairs):
    drawn = np.unique(np.sort(rng.integers(0, count, (pairs, 2)), axis=1), axis=0)
    return drawn[drawn[:, 0] != drawn[:, 1]]


def link_slowly(vectors, apart, threshold):
    """Merge the most similar allowed pair again and again: average linkage by its definition."""
    table = (vectors @ vectors.T).astype(np.float64)
    table[apart[:, 0], apart[:, 1]] = table[apart[:, 1], apart[:, 0]] = -1e6
    parts = [[n] for n in range(len(vectors))]
    while len(parts) > 1:
        means = np.array([[table[np.ix_(a, b)].mean() for b in parts] for a in parts]) - 1e9 * np.eye(len(parts))
        a, b = sorted(divmod(int(means.argmax()), len(parts)))
        if means[a, b] < threshold:
            break
        parts[a] += parts.pop(b)
    return {frozenset(part) for part in parts}


def to_parts(labels):
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in labels}


@pytest.fixture(params=["every pair", "lists"])
def _either_way(request, monkeypatch):
    if request.param == "lists":
        monkeypatch.setattr(neighbours, "EXACT", 8)
        monkeypatch.setattr(neighbours, "LIST", 8)
        monkeypatch.setattr(neighbours, "AROUND", 4)


class TestAverageLinkage:
    @pytest.mark.parametrize("most", [1, 3, 32])
    @pytest.mark.parametrize("seed", range(3))
    def test_is_what_it_is_by_definition_however_few_neighbours_are_kept(self, seed, most, monkeypatch):
        rng = np.random.default_rng(seed)
        vectors, _ = draw(rng, 4, 25, spread=0.9)
        apart = draw_pairs(rng, 25, 15)
        monkeypatch.setattr(neighbours, "MOST", most)

        for threshold in (0.2, 0.4, 0.6):
            labels = cluster(faces(vectors, apart=apart), threshold=threshold)

            assert to_parts(labels) == link_slowly(vectors, apart, threshold)

    def test_weighs_a_group_by_its_faces(self):
        looks = np.array([[1, 0, 0], [0, 1, 0], [0.7071, 0.7071, 0]], np.float32)
        many = Units(looks, np.array([98, 1, 1]), np.zeros(3, np.bool_), NONE)

        assert cluster(many, threshold=0.7).tolist() == [0, 1, 0]

    def test_counts_what_strangers_say_of_a_look(self):
        looks = np.array([[1, 0, 0], [1, 0, 0], [0, 1, -0.3], [0, 1, -0.3]], np.float32)
        units = Units(looks, np.ones(4, np.int64), np.zeros(4, np.bool_), NONE)

        assert cluster(units, threshold=0.5).tolist() == [0, 0, 2, 3]

    def test_leaves_the_arrays_it_is_given_as_they_are(self):
        units = faces(np.ones((6, 3)), apart=[(0, 1)], fixed=[True] + [False] * 5)
        before = [array.copy() for array in (units.means, units.counts, units.fixed, units.apart)]

        cluster(units, threshold=0.5)

        for old, new in zip(before, (units.means, units.counts, units.fixed, units.apart), strict=True):
            assert np.array_equal(old, new)


@pytest.mark.usefixtures("_either_way")
class TestEitherWay:
    def test_finds_people_who_are_far_from_each_other(self):
        vectors, who = draw(np.random.default_rng(1), 12, 300, spread=0.15)

        assert to_parts(cluster(faces(vectors), threshold=0.7)) == to_parts(who)

    def test_labels_are_rows_of_the_first_member(self):
        vectors, _ = draw(np.random.default_rng(2), 12, 200, spread=0.5)

        labels = cluster(faces(vectors), threshold=0.5)

        assert all(label == np.flatnonzero(labels == label)[0] for label in labels)

    @pytest.mark.parametrize("seed", range(4))
    def test_never_joins_what_must_stay_apart_not_even_through_others(self, seed):
        rng = np.random.default_rng(seed)
        vectors, _ = draw(rng, 5, 200, spread=0.4)
        apart = draw_pairs(rng, 200, 400)

        labels = cluster(faces(vectors, apart=apart), threshold=0.3)

        assert len(set(labels)) < 100
        assert (labels[apart[:, 0]] != labels[apart[:, 1]]).all()

    @pytest.mark.parametrize("seed", range(4))
    def test_lets_groups_grow_but_never_joins_two(self, seed):
        rng = np.random.default_rng(seed)
        vectors, _ = draw(rng, 5, 200, spread=0.4)
        fixed = rng.random(200) < 0.2

        labels = cluster(faces(vectors, fixed=fixed), threshold=0.3)

        assert len(set(labels[fixed])) == fixed.sum()
        assert set(labels[~fixed]) & set(labels[fixed])

    def test_gives_the_same_again(self):
        vectors, _ = draw(np.random.default_rng(3), 20, 300, spread=0.9)

        once, again = (cluster(faces(vectors), threshold=0.4).tolist() for _ in range(2))

        assert once == again

    def test_does_not_depend_on_the_order_where_people_are_far_from_each_other(self):
        rng = np.random.default_rng(4)
        vectors, _ = draw(rng, 12, 300, spread=0.15)
        order = rng.permutation(300)

        labels = cluster(faces(vectors), threshold=0.7)
        mixed = cluster(faces(vectors[order]), threshold=0.7)

        assert to_parts(mixed) == to_parts(labels[order])

    def test_comes_to_an_end_when_all_are_equally_alike(self):
        assert set(cluster(faces(np.ones((500, 3))), threshold=0.5)) == {0}

    def test_comes_to_an_end_when_all_are_nothing(self):
        assert set(cluster(faces(np.zeros((50, 3))), threshold=-1)) == {0}

    def test_leaves_apart_who_is_like_nobody(self):
        assert cluster(faces(np.eye(40)), threshold=0.5).tolist() == list(range(40))

    @pytest.mark.parametrize("count", [0, 1])
    def test_leaves_one_or_none_as_they_are(self, count):
        assert cluster(faces(np.ones((count, 3))), threshold=0.5).tolist() == list(range(count))
