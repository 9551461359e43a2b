"""What takes long the first time is done once, beside those who ask."""

import threading

from kenfolk.kit.beginning import Beginning


class TestBeginning:
    def test_is_done_once(self, database):
        done = []
        beginning = Beginning(database, done.append, name="reading")

        assert [beginning.is_done(wait=60) for _ in range(3)] == [True] * 3
        assert len(done) == 1

    def test_keeps_nobody_longer_than_they_wait(self, database):
        go_on = threading.Event()
        beginning = Beginning(database, lambda _session: go_on.wait(60), name="reading")

        assert not beginning.is_done(wait=0)
        go_on.set()
        assert beginning.is_done(wait=60)

    def test_begins_again_after_a_failure(self, database):
        answers = iter([ZeroDivisionError, None])

        def work(_session):
            if error := next(answers):
                raise error

        beginning = Beginning(database, work, name="reading")

        assert not beginning.is_done(wait=60)
        assert beginning.is_done(wait=60)
