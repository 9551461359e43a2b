import threading
import time

import pytest

from kenfolk.entry import counting
from kenfolk.entry.counting import Counts


class Rows:
    """Something to count, which says how often it was counted."""

    def __init__(self):
        self.asked = 0

    def count(self, _session=None):
        self.asked += 1
        return self.asked


@pytest.fixture
def all_is_slow(monkeypatch):
    monkeypatch.setattr(counting, "QUICK", -1.0)


class TestCounts:
    def test_counts_anew_what_is_quick(self, database):
        counts, rows = Counts(database), Rows()

        assert [counts.get("rows", None, rows.count) for _ in range(2)] == [1, 2]

    @pytest.mark.usefixtures("all_is_slow")
    def test_keeps_what_is_slow_while_nothing_is_written(self, database):
        counts, rows = Counts(database), Rows()

        assert [counts.get("rows", None, rows.count) for _ in range(2)] == [1, 1]

    @pytest.mark.usefixtures("all_is_slow")
    def test_counts_anew_after_a_write_and_a_rest_and_keeps_nobody_waiting(self, database, monkeypatch):
        monkeypatch.setattr(counting, "REST", 0)
        counts, rows, counted = Counts(database), Rows(), threading.Event()
        counts.get("rows", None, rows.count)

        with database.write():
            pass

        assert counts.get("rows", None, lambda _session: counted.wait(60) and rows.count()) == 1
        counted.set()
        while counts.get("rows", None, rows.count) == 1:
            time.sleep(0.01)
        assert rows.asked >= 2

    def test_gives_the_last_count_to_who_asks_while_another_counts(self, database):
        counts, rows = Counts(database), Rows()
        counts.get("rows", None, rows.count)
        heard = []

        counts.get("rows", None, lambda _session: heard.append(counts.get("rows", None, rows.count)) or 7)

        assert heard == [1]

    def test_counts_again_after_a_count_that_failed(self, database):
        counts, rows = Counts(database), Rows()
        with pytest.raises(ZeroDivisionError):
            counts.get("rows", None, lambda _session: 1 // 0)

        assert counts.get("rows", None, rows.count) == 1
