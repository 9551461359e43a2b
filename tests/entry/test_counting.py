import threading
import time

import pytest

from kenfolk.entry import counting
from kenfolk.entry.counting import Counts


def wait_for(is_so):
    """Look again and again, for a minute at most."""
    for _ in range(6000):
        if is_so():
            return
        time.sleep(0.01)
    raise AssertionError("It never came.")


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
        wait_for(lambda: counts.get("rows", None, rows.count) > 1)

    @pytest.mark.usefixtures("all_is_slow")
    def test_counts_one_thing_after_the_other(self, database, monkeypatch):
        names, at_once = ["photos", "faces", "people"], []
        counts = Counts(database)
        for name in names:
            counts.get(name, None, lambda _session: 0)
        monkeypatch.setattr(counting, "REST", 0)
        with database.write():
            pass
        go_on = threading.Event()

        def count(_session):
            at_once.append(sum(thread.name.startswith("count") for thread in threading.enumerate()))
            return go_on.wait(60) + 1

        told = [counts.get(name, None, count) for name in names]
        go_on.set()
        monkeypatch.setattr(counting, "REST", 1e9)
        wait_for(lambda: [counts.get(name, None, count) for name in names] == [2, 2, 2])

        assert told == [0, 0, 0]
        assert at_once == [1, 1, 1]

    @pytest.mark.usefixtures("all_is_slow")
    def test_goes_on_after_one_that_failed_beside_the_requests(self, database, monkeypatch, caplog):
        monkeypatch.setattr(counting, "REST", 0)
        counts, rows = Counts(database), Rows()
        counts.get("rows", None, rows.count)
        with database.write():
            pass

        counts.get("rows", None, lambda _session: 1 // 0)

        wait_for(lambda: counts.get("rows", None, rows.count) > 1)
        assert "rows could not be counted" in caplog.text

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
