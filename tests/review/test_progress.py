"""What was done, and for which import."""

import datetime as dt

import pytest

from kenfolk.review.progress import Work, cost_answer, share_out

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
IMPORTS = {"first_ids": (1, 100, 500), "firsts": (NOON, NOON + DAY, NOON + 2 * DAY)}


class TestCostAnswer:
    @pytest.mark.parametrize(
        ("verdict", "wrong", "is_offered", "cost"),
        [
            ("yes", 0, False, 1),
            ("yes", 3, False, 4),
            ("yes", 9, False, 3),  # one stays: turning the selection round, that one, and the answer
            ("no", 0, False, 1),
            ("skip", 0, False, 1),
            ("stranger", 1, False, 2),
            ("person", 0, True, 1),
            ("person", 0, False, 2),
            ("new", 2, False, 4),
        ],
    )
    def test_is_the_fewest_actions_it_takes(self, verdict, wrong, is_offered, cost):
        assert cost_answer(verdict, wrong=wrong, shown=10, is_offered=is_offered) == cost


class TestShareOut:
    def test_gives_work_to_the_import_of_the_newest_face_whenever_it_was_done(self):
        work = [Work(NOON + 9 * DAY, 2, 99), Work(NOON + 9 * DAY, 1, 100), Work(NOON + 9 * DAY, 4, 700)]

        assert share_out(work, **IMPORTS) == [2, 1, 4]

    def test_gives_work_without_a_face_to_the_newest_import_then(self):
        work = [Work(NOON + DAY / 2, 1, None), Work(NOON + 3 * DAY, 2, None), Work(NOON - DAY, 4, None)]

        assert share_out(work, **IMPORTS) == [5, 0, 2]

    def test_counts_nothing_where_nothing_came(self):
        assert share_out([Work(NOON, 1, None)], first_ids=(), firsts=()) == []
