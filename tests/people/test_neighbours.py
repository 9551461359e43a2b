"""The graph of the most similar units."""

import numpy as np
import pytest

from kenfolk.people import neighbours
from kenfolk.people.neighbours import Units, find_neighbours
from kenfolk.vision.similarity import Cohort, similarities, to_unit

NONE = np.empty((0, 2), np.int64)


def draw(count, *, fixed=None, apart=NONE):
    rng = np.random.default_rng(count)
    vectors = to_unit(rng.normal(size=(8, 16))[rng.integers(0, 8, count)] + 0.3 * rng.normal(size=(count, 16)))
    fixed = np.zeros(count, np.bool_) if fixed is None else fixed
    return Units(Cohort.empty(16).look(vectors), np.ones(count, np.int64), fixed, apart)


def to_set(pairs):
    return set(map(tuple, pairs.tolist()))


def all_pairs(units, threshold):
    table = np.triu(similarities(units.means, units.means), 1)
    return to_set(np.argwhere(table >= threshold))


class TestFindNeighbours:
    def test_finds_every_pair_that_is_alike_enough(self, monkeypatch):
        units = draw(60)
        monkeypatch.setattr(neighbours, "CELLS", 500)  # several blocks

        graph = find_neighbours(units, threshold=0.5)

        assert to_set(graph.pairs) == all_pairs(units, 0.5)
        assert np.isneginf(graph.floors).all()
        assert np.allclose(graph.values, similarities(units.means, units.means)[tuple(graph.pairs.T)], atol=1e-6)

    def test_says_of_whom_it_leaves_out_how_alike_they_may_be(self, monkeypatch):
        units = draw(60)
        monkeypatch.setattr(neighbours, "MOST", 3)

        graph = find_neighbours(units, threshold=0.5)

        left_out = all_pairs(units, 0.5) - to_set(graph.pairs)
        table = similarities(units.means, units.means)
        assert left_out
        assert all(table[a, b] <= min(graph.floors[a], graph.floors[b]) + 1e-5 for a, b in left_out)

    def test_leaves_out_pairs_that_must_not_come_together(self, monkeypatch):
        monkeypatch.setattr(neighbours, "MOST", 60)
        apart = np.array([(0, 5), (7, 3)])
        fixed = np.arange(60) < 20

        graph = find_neighbours(draw(60, fixed=fixed, apart=apart), threshold=-2)

        pairs = to_set(graph.pairs)
        assert not pairs & {(0, 5), (3, 7)}
        assert not any(fixed[a] and fixed[b] for a, b in pairs)
        assert (3, 59) in pairs

    def test_finds_nearly_all_when_it_looks_at_lists_around_only(self, monkeypatch):
        units = draw(2000)
        monkeypatch.setattr(neighbours, "EXACT", 100)
        monkeypatch.setattr(neighbours, "LIST", 20)
        monkeypatch.setattr(neighbours, "AROUND", 30)
        monkeypatch.setattr(neighbours, "MOST", 5)

        found = to_set(find_neighbours(units, threshold=0.5).pairs)

        monkeypatch.setattr(neighbours, "EXACT", 2000)
        wanted = to_set(find_neighbours(units, threshold=0.5).pairs)
        assert len(found & wanted) > 0.95 * len(wanted)

    @pytest.mark.parametrize("count", [0, 1])
    def test_finds_nobody_for_one_or_none(self, count):
        assert len(find_neighbours(draw(count), threshold=-2).pairs) == 0
