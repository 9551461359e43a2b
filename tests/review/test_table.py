"""Open faces as columns, without a database."""

import numpy as np
import pytest

from kenfolk.browse.service import OpenFace
from kenfolk.people.service import NOBODY, TOP
from kenfolk.review.table import Table, lay_table, mark_twice

ADA, BOB = 11, 12


class Looks:
    """An index in which every face looks like its number; faces from 90 on have no vector."""

    def looks(self, face_ids):
        known = np.array([face_id for face_id in face_ids if face_id < 90], np.int64)
        return known, np.repeat(known[:, None], 3, axis=1).astype(np.float32)


def lay(*faces: tuple[int, int, int | None], quality: float = 0.8, side: float = 80) -> Table:
    """A table of faces: number, photo, group."""
    return lay_table([OpenFace(*face, quality, side) for face in faces], Looks())


class TestLayTable:
    def test_is_sorted_by_group_with_the_best_face_first(self):
        faces = [OpenFace(1, 1, 7, 0.5, 80), OpenFace(2, 2, None, 0.5, 80), OpenFace(3, 3, 7, 0.9, 80)]

        table = lay_table(faces, Looks())

        assert table.face_ids.tolist() == [2, 3, 1]
        assert table.units.tolist() == [-2, 7, 7]
        assert table.looks[:, 0].tolist() == [2, 3, 1]

    def test_leaves_faces_without_a_vector_out(self):
        assert lay((1, 1, None), (90, 1, None)).face_ids.tolist() == [1]

    @pytest.mark.parametrize(
        ("quality", "side", "poor", "hopeless"),
        [(0.8, 80, False, False), (0.1, 80, True, False), (0.1, 20, True, True)],
    )
    def test_knows_what_can_hardly_be_seen(self, quality, side, poor, hopeless):
        table = lay((1, 1, None), quality=quality, side=side)

        assert (table.is_poor.tolist(), table.is_hopeless.tolist()) == ([poor], [hopeless])


class TestRowsOf:
    def test_are_those_that_are_there_in_the_order_asked_for(self):
        table = lay((1, 1, None), (5, 1, None), (3, 1, None))

        rows = table.rows_of([5, 2, 1, 1000])

        assert table.face_ids[rows].tolist() == [5, 1]

    def test_are_none_of_an_empty_table(self):
        assert lay().rows_of([1]).tolist() == []


class TestPut:
    def test_takes_the_place_of_the_same_faces_and_adds_the_others(self):
        table = lay((1, 1, 7), (2, 2, 7))
        table.is_open[:] = False

        table = table.put(lay((3, 3, None), (2, 4, None), quality=0.4))

        found = dict(
            zip(table.face_ids.tolist(), zip(table.units, table.photo_ids, table.is_open, strict=True), strict=True)
        )
        assert found == {1: (7, 1, False), 2: (-2, 4, True), 3: (-3, 3, True)}

    def test_takes_over_what_a_face_looks_like_now(self):
        table, other = lay((1, 1, None)), lay((1, 1, None))
        other.looks[:] = 9

        assert table.put(other).looks.tolist() == [[9, 9, 9]]


class TestOpenRows:
    def test_stay_as_they_are_while_the_table_goes_on(self):
        table = lay((1, 1, 8), (2, 2, 8), (3, 3, 9))
        table.is_open[table.rows_of([2])] = False
        seen = table.open_rows()

        table.units[:], table.chances[:] = 5, 1

        assert sorted(seen.face_ids.tolist()) == [1, 3]
        assert set(seen.units.tolist()) == {8, 9}
        assert not seen.chances.any()

    def test_leave_out_lone_faces_that_are_like_nobody(self):
        table = lay((1, 1, None), (2, 2, None), (3, 3, 9))
        table.chances[table.rows_of([2]), 0] = 0.2

        assert sorted(table.open_rows().face_ids.tolist()) == [2, 3]


class TestExceedsLows:
    def test_compares_the_mean_of_a_group_and_not_its_best_face(self):
        table = lay((1, 1, 7), (2, 2, 7), (3, 3, 8), (4, 4, 8), (5, 5, None))
        table.lows[:] = 0.5

        high = table.exceeds_lows(np.array([[0.9, 0.0, 0.8, 0.3, 0.6]], np.float32)[:, table.face_ids - 1].T)

        assert sorted(table.face_ids[high].tolist()) == [3, 4, 5]

    def test_leaves_out_faces_somebody_spoke_of(self):
        table = lay((1, 1, 7), (2, 2, 7))
        table.lows[:] = 0.5
        table.is_open[table.rows_of([1])] = False

        high = table.exceeds_lows(np.array([[0.1], [0.6]], np.float32)[table.face_ids - 1])

        assert table.face_ids[high].tolist() == [2]

    def test_takes_any_of_several_people(self):
        table = lay((1, 1, None))
        table.lows[:] = 0.5

        assert table.exceeds_lows(np.array([[0.1, 0.6]], np.float32)).tolist() == [True]


class TestMarkTwice:
    def test_names_the_likeliest_face_of_a_photo_only(self):
        table = lay((1, 1, None), (2, 1, None), (3, 2, None))
        self._think(table, {1: (ADA, 0.95), 2: (ADA, 0.97), 3: (ADA, 0.9)})

        mark_twice(table, table.is_open)

        assert sorted(table.face_ids[table.is_named].tolist()) == [2, 3]

    def test_names_two_people_in_one_photo(self):
        table = lay((1, 1, None), (2, 1, None))
        self._think(table, {1: (ADA, 0.95), 2: (BOB, 0.97)})

        mark_twice(table, table.is_open)

        assert table.is_named.all()

    def test_chooses_the_same_of_two_that_are_as_likely_whatever_their_order(self):
        table, back = lay((1, 1, 8), (2, 1, 7)), lay((1, 1, 7), (2, 1, 8))
        for each in (table, back):
            self._think(each, {1: (ADA, 0.97), 2: (ADA, 0.97)})
            mark_twice(each, each.is_open)

        assert table.face_ids[table.is_named].tolist() == back.face_ids[back.is_named].tolist() == [1]

    def test_takes_a_name_back_that_is_not_sure_any_more(self):
        table = lay((1, 1, None))
        self._think(table, {1: (ADA, 0.97)})
        mark_twice(table, table.is_open)

        table.is_sure[:] = False
        mark_twice(table, table.is_open)

        assert not table.is_named.any()

    def _think(self, table, thoughts):
        for face_id, (person_id, chance) in thoughts.items():
            (row,) = table.rows_of([face_id])
            table.people[row] = [person_id] + [NOBODY] * (TOP - 1)
            table.chances[row, 0], table.is_sure[row, 0] = chance, True
