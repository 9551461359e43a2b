"""What follows from what people said."""

import itertools

import numpy as np
import pytest

from kenfolk.people.constraints import Closure


def reach(pairs, start):
    """Everybody who is the same as `start`, found the long way."""
    found, new = {start}, {start}
    while new:
        new = {b for pair in pairs for a, b in (pair, pair[::-1]) if a in found} - found
        found |= new
    return found


class TestImplied:
    def test_passes_sameness_on(self):
        closure = Closure([(1, 2), (2, 3), (5, 4)], [])

        assert closure.implied(1, 3) == closure.implied(3, 1) == "must"
        assert closure.implied(1, 5) is None

    def test_passes_difference_on_to_all_who_are_the_same(self):
        closure = Closure([(1, 2), (2, 3), (5, 4), (7, 8)], [(4, 1)])

        assert {closure.implied(a, b) for a in (1, 2, 3) for b in (4, 5)} == {"cannot"}
        assert closure.implied(7, 1) is None

    def test_does_not_make_friends_of_two_enemies_of_one(self):
        closure = Closure([], [(1, 2), (2, 3)])

        assert closure.implied(1, 3) is None

    def test_knows_that_a_face_is_itself(self):
        assert Closure([], []).implied(9, 9) == "must"

    def test_knows_nothing_of_faces_nobody_spoke_of(self):
        assert Closure([(1, 2)], [(1, 3)]).implied(8, 9) is None

    @pytest.mark.parametrize("seed", range(25))
    def test_is_what_the_long_way_finds(self, seed):
        rng = np.random.default_rng(seed)
        faces = range(14)
        must = [tuple(pair) for pair in rng.integers(0, 14, (int(rng.integers(0, 10)), 2)).tolist()]
        cannot = [tuple(pair) for pair in rng.integers(0, 14, (int(rng.integers(0, 8)), 2)).tolist()]
        same = {face: reach(must, face) for face in faces}
        apart = {frozenset((x, y)) for a, b in cannot if b not in same[a] for x in same[a] for y in same[b]}
        denied = {frozenset(pair) for pair in cannot}

        closure = Closure(must, cannot)

        for a, b in itertools.product(faces, faces):
            if b in same[a]:
                expected = None if frozenset((a, b)) in denied else "must"
            else:
                expected = "cannot" if frozenset((a, b)) in apart else None
            assert closure.implied(a, b) == closure.implied(b, a) == expected

    def test_does_not_depend_on_the_order_in_which_things_were_said(self):
        rng = np.random.default_rng(0)
        must = [tuple(pair) for pair in rng.integers(0, 60, (30, 2)).tolist()]
        cannot = [tuple(pair) for pair in rng.integers(0, 60, (15, 2)).tolist()]

        there, back = Closure(must, cannot), Closure([pair[::-1] for pair in must[::-1]], cannot[::-1])

        assert there.components() == back.components()
        assert there.cannot_between() == back.cannot_between()
        assert there.contradictions == back.contradictions


class TestComponents:
    def test_are_the_faces_of_which_anything_was_said(self):
        closure = Closure([(3, 2), (9, 3), (5, 6)], [(2, 7)])

        assert closure.components() == [[2, 3, 9], [5, 6], [7]]

    def test_go_by_their_smallest_face(self):
        closure = Closure([(3, 2), (9, 3)], [])

        assert [closure.component(face) for face in (2, 3, 9, 11)] == [2, 2, 2, 11]

    def test_are_as_long_as_a_person_has_faces(self):
        chain = [(face, face + 1) for face in range(100_000)]

        closure = Closure(chain[::-1], [(0, 200_000)])

        assert closure.implied(100_000, 0) == "must"
        assert closure.implied(50_000, 200_000) == "cannot"


class TestCannotBetween:
    def test_names_each_pair_of_components_once(self):
        closure = Closure([(1, 2), (4, 5)], [(2, 4), (5, 1), (4, 9)])

        assert closure.cannot_between() == [(1, 4), (4, 9)]


class TestContradictions:
    def test_are_what_was_denied_and_follows_all_the_same(self):
        closure = Closure([(1, 2), (2, 3)], [(3, 1), (3, 4)])

        assert closure.contradictions == [(1, 3)]
        assert closure.cannot_between() == [(1, 4)]

    def test_imply_nothing_of_their_pair_and_all_the_rest(self):
        closure = Closure([(1, 2), (2, 3)], [(3, 1)])

        assert closure.implied(1, 3) is None
        assert closure.implied(1, 2) == closure.implied(2, 3) == "must"

    def test_include_a_face_that_is_said_not_to_be_itself(self):
        assert Closure([], [(4, 4)]).contradictions == [(4, 4)]

    def test_are_none_where_people_agree(self):
        assert Closure([(1, 2)], [(1, 3), (2, 3)]).contradictions == []
