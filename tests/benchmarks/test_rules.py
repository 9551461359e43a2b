import numpy as np
import pytest
import rules
from rules import ALONE


def make_similarities(*groups, like=0.9, unlike=0.1):
    """Faces in groups that look like each other and like nobody else."""
    size = sum(groups)
    found = np.full((size, size), unlike, np.float32)
    begin = 0
    for group in groups:
        found[begin : begin + group, begin : begin + group] = like
        begin += group
    np.fill_diagonal(found, 1)
    return found


RULES = {
    "Immich": lambda s: rules.immich(s, cut=0.5, core=3),
    "DBSCAN": lambda s: rules.dbscan(s, cut=0.5, core=3),
    "Chinese Whispers": lambda s: rules.chinese_whispers(s, cut=0.5),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
class TestEachRule:
    def test_puts_those_who_look_alike_together_and_others_apart(self, rule):
        labels = rule(make_similarities(4, 3))

        assert len(set(labels[:4])) == len(set(labels[4:])) == 1
        assert labels[0] != labels[4]

    def test_leaves_a_stranger_alone(self, rule):
        labels = rule(make_similarities(4, 1))

        assert labels[4] not in labels[:4]

    def test_bears_an_album_in_which_nobody_is_like_anybody(self, rule):
        labels = rule(make_similarities(1, 1, 1))

        assert len(set(labels)) == 3 or set(labels) == {ALONE}


class TestImmich:
    def test_a_pair_is_no_person(self):
        assert rules.immich(make_similarities(2), cut=0.5, core=3).tolist() == [ALONE, ALONE]

    def test_a_face_at_the_edge_joins_the_nearest_person(self):
        similarities = make_similarities(3, 3, 1)
        similarities[6, 0] = similarities[0, 6] = 0.6

        labels = rules.immich(similarities, cut=0.5, core=3)

        assert labels[6] == labels[0] != labels[3]


class TestDbscan:
    def test_a_bridge_of_a_face_that_is_no_core_joins_nobody(self):
        similarities = make_similarities(4, 4, 1)
        similarities[8, [0, 4]] = similarities[[0, 4], 8] = 0.6

        labels = rules.dbscan(similarities, cut=0.5, core=4)

        assert labels[0] != labels[4]
        assert labels[8] in (labels[0], labels[4])


class TestNearestCentre:
    def test_finds_whose_middle_is_nearest_and_how_near(self):
        vectors = np.eye(3, dtype=np.float32)

        found, certainty = rules.nearest_centre(vectors[:2], np.array([5, 6]), vectors[1:])

        assert found[0] == 6
        assert certainty.tolist() == [1, 0]
