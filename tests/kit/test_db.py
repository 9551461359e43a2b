"""Sessions: what is committed, what is rung, and that writers queue up instead of failing."""

import contextlib
import threading

import pytest
import sqlalchemy as sa

from kenfolk.entry.schema import find_drift
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import Failure
from kenfolk.kit.queue import enqueue


def a_failure(subject_id: int) -> Failure:
    return Failure(step="photos.read", subject_id=subject_id, reason="broken", attempts=1, failed_at=utc_now())


class TestWriteSession:
    def test_rings_after_the_commit(self, database, bell):
        with database.write() as session:
            enqueue(session, "photos.read")
            enqueue(session, "photos.read")
            assert bell.rung == []

        assert bell.rung == ["photos.read"]

    def test_rings_nobody_after_a_rollback(self, database, bell):
        def write_and_break() -> None:
            with database.write() as session:
                session.add(a_failure(1))
                enqueue(session, "photos.read")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            write_and_break()

        assert bell.rung == []
        with database.read() as session:
            assert session.scalar(sa.select(sa.func.count(Failure.id))) == 0

    def test_waits_for_other_writers(self, database):
        def read_then_write(start: int) -> None:
            for subject in range(start, start + 20):
                with database.write() as session:
                    session.scalars(sa.select(Failure)).all()
                    session.add(a_failure(subject))

        threads = [threading.Thread(target=read_then_write, args=(100 * n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        with database.read() as session:
            assert session.scalar(sa.select(sa.func.count(Failure.id))) == 120


class TestClose:
    def test_waits_for_what_is_read_beside_the_requests(self, database):
        go_on, read = threading.Event(), []

        def work() -> None:
            with database.read() as session:
                assert go_on.wait(60)
                read.append(session.scalar(sa.select(sa.func.count(Failure.id))))

        thread = database.start_beside(work, name="reading")
        threading.Timer(0.1, go_on.set).start()
        database.close(wait=60)

        assert read == [0]
        assert not thread.is_alive()


class TestSchema:
    def test_is_what_the_models_say(self, database):
        assert find_drift(database.engine) == []


class TestConnections:
    def test_suffice_for_every_request_at_once(self, database):
        with contextlib.ExitStack() as stack:
            sessions = [stack.enter_context(database.read()) for _ in range(64)]

            answers = [session.scalar(sa.select(sa.func.count(Failure.id))) for session in sessions]

        assert answers == [0] * 64
