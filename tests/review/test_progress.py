"""Work cut into stretches, and what was named in each."""

import datetime as dt

import pytest

from kenfolk.review.progress import LEAST, MOST, Stretch, Work, cost_answer, count_named, cut_stretches

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)


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


class TestCutStretches:
    def test_makes_none_of_nothing(self):
        assert cut_stretches([]) == []

    def test_cuts_by_actions_where_there_are_few_days(self):
        work = [Work(NOON + i * MINUTE, 5) for i in range(12)]

        assert [s.actions for s in cut_stretches(work)] == [25, 35]

    def test_keeps_an_end_that_stands_on_enough(self):
        work = [Work(NOON + i * MINUTE, 5) for i in range(8)]

        assert [s.actions for s in cut_stretches(work)] == [25, 15]

    def test_cuts_by_whole_days_where_there_are_enough(self):
        work = [Work(NOON + day * DAY + i * MINUTE, 10) for day in range(3) for i in range(4)]

        stretches = cut_stretches(work)

        assert [(s.first.day, s.last.day, s.actions) for s in stretches] == [(1, 1, 40), (2, 2, 40), (3, 3, 40)]

    def test_joins_days_on_which_little_was_done(self):
        work = [Work(NOON + day * DAY, 10) for day in range(6)]

        assert [(s.first.day, s.last.day) for s in cut_stretches(work)] == [(1, 3), (4, 6)]

    def test_makes_no_more_than_can_be_read(self):
        work = [Work(NOON + i * DAY, LEAST) for i in range(400)]

        assert len(cut_stretches(work)) <= MOST


class TestCountNamed:
    STRETCHES = (Stretch(NOON, NOON + MINUTE, 25), Stretch(NOON + 5 * MINUTE, NOON + 9 * MINUTE, 25))

    def test_gives_each_stretch_what_was_named_since_the_one_before(self):
        named = [(NOON - DAY, 1), (NOON + MINUTE, 2), (NOON + 3 * MINUTE, 4), (NOON + 9 * MINUTE, 8)]

        assert [s.named for s in count_named(self.STRETCHES, named)] == [3, 12]

    def test_lets_the_last_one_go_on(self):
        assert [s.named for s in count_named(self.STRETCHES, [(NOON + DAY, 7)])] == [0, 7]

    def test_counts_nothing_where_nothing_was_done(self):
        assert count_named([], [(NOON, 7)]) == []
