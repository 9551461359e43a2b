import time
from contextlib import contextmanager

import pytest
from sqlalchemy.exc import OperationalError

from factories.numbers import Numbers
from kenfolk.entry.runner import Runner, find_earlier
from kenfolk.kit import failures
from kenfolk.kit.errors import AppError
from kenfolk.kit.steps import Step


class Poison(AppError):
    """This number is poison."""


def step_of(name="numbers", *, batch=4, then=(), gather=0.0):
    return Step(name, queue="q", make=lambda _: None, then=then, batch=batch, gather=gather)


@contextmanager
def running(database, *jobs, threads=2, paced=None):
    runner = Runner(database, jobs, threads={"q": threads}, paced=paced or {})
    database.bell = runner
    runner.start()
    try:
        yield runner
    finally:
        assert runner.stop(seconds=20)


def wait_until(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def list_failures(database):
    with database.read() as session:
        return {f.subject_id: f for f in failures.list_failures(session)}


class TestRunner:
    def test_does_everything_that_waits(self, database):
        job = Numbers(range(1, 100))

        with running(database, (step_of(), job)):
            wait_until(lambda: not job.waiting)

        assert set(job.times) == set(range(1, 100))

    def test_gives_no_number_to_two_threads_at_once(self, database):
        job = Numbers(range(1, 200))

        with running(database, (step_of(batch=3), job), threads=6):
            wait_until(lambda: not job.waiting)

        assert not job.overlapped
        assert set(job.times.values()) == {1}

    def test_hears_a_ring_for_work_that_comes_later(self, database):
        job = Numbers()
        with running(database, (step_of(), job)) as runner:
            job.waiting.add(5)
            runner.ring("numbers")
            wait_until(lambda: not job.waiting)

        assert job.times == {5: 1}

    def test_lets_a_batch_fill_while_an_earlier_step_is_at_work(self, database):
        second = Numbers(step="second")
        first = Numbers(range(1, 31))
        run, batches = first.run, []
        first.run = lambda ids: (time.sleep(0.01), second.waiting.update(ids), run(ids))[2]
        second.run, run_second = lambda ids: (batches.append(len(ids)), run_second(ids))[1], second.run

        steps = (step_of(batch=1, then=("second",)), first), (step_of("second", batch=100, gather=20.0), second)
        with running(database, *steps, threads=1):
            wait_until(lambda: len(second.times) == 30)

        assert len(batches) < 10

    def test_lets_nobody_wait_when_nothing_more_comes(self, database):
        job = Numbers([1])

        with running(database, (step_of(gather=1000.0), job)):
            wait_until(lambda: job.times)

        assert job.times == {1: 1}

    def test_rings_the_steps_that_follow(self, database):
        second = Numbers(step="second")
        first = Numbers([1])
        run = first.run
        first.run = lambda ids: (second.waiting.update(ids), run(ids))[1]

        with running(database, (step_of(then=("second",)), first), (step_of("second"), second)):
            wait_until(lambda: second.times)

        assert second.times == {1: 1}

    def test_a_poisonous_item_fails_alone(self, database):
        job = Numbers([1, 2, 3, 4], raises={2: Poison()})

        with running(database, (step_of(batch=4), job), threads=1):
            wait_until(lambda: job.waiting == {2} and list_failures(database))

        failed = list_failures(database)
        assert list(failed) == [2]
        assert (failed[2].reason, failed[2].retry_at) == ("This number is poison.", None)

    def test_an_unforeseen_error_is_tried_again_later(self, database, caplog):
        job = Numbers([1], raises={1: ValueError("odd")})

        with running(database, (step_of(), job)):
            wait_until(lambda: list_failures(database))

        failed = list_failures(database)[1]
        assert "odd" in failed.reason
        assert failed.retry_at is not None
        assert "odd" in caplog.text

    def test_a_success_forgets_the_failure_before(self, database):
        job = Numbers([1], raises={1: Poison()})
        with running(database, (step_of(), job)) as runner:
            wait_until(lambda: list_failures(database))
            job.raises.clear()
            with database.write() as session:
                failures.retry(session)
            runner.ring("numbers")
            wait_until(lambda: not list_failures(database))

        assert job.waiting == set()

    def test_waits_while_the_machine_is_not_ready_and_blames_no_item(self, database):
        full = OperationalError("INSERT", {}, Exception("database or disk is full"))
        job = Numbers([1, 2], raises={1: full})

        with running(database, (step_of(), job)) as runner:
            wait_until(lambda: runner.progress("numbers").note)
            note = runner.progress("numbers").note
            job.raises.clear()
            wait_until(lambda: not job.waiting)
            wait_until(lambda: runner.progress("numbers").note is None)

        assert "full" in note
        assert list_failures(database) == {}

    def test_survives_a_database_that_cannot_be_asked(self, database):
        job = Numbers([1])
        find, calls = job.find, []

        def find_later(session, **how):
            calls.append(1)
            if len(calls) < 2:
                raise OperationalError("SELECT", {}, Exception("disk I/O error"))
            return find(session, **how)

        job.find = find_later
        with running(database, (step_of(), job), threads=1):
            wait_until(lambda: not job.waiting)

        assert job.times == {1: 1}

    def test_does_not_spin_on_work_that_never_goes_away(self, database):
        job = Numbers([1], stays=[1])

        with running(database, (step_of(), job)):
            wait_until(lambda: job.ran)
            time.sleep(0.5)

        assert len(job.ran) <= 2

    def test_holds_a_paced_step_close_to_the_next(self, database):
        first, second = Numbers(range(1, 200)), Numbers(range(1, 200), step="second")
        gate = []
        run = second.run

        def run_when_open(ids):
            while not gate:
                time.sleep(0.005)
            return run(ids)

        second.run = run_when_open
        jobs = (step_of(batch=1, then=("second",)), first), (step_of("second", batch=1), second)
        with running(database, *jobs, threads=1, paced={"numbers": "second"}):
            time.sleep(0.5)
            ahead = len(first.ran)
            gate.append(True)
            wait_until(lambda: not first.waiting and not second.waiting)

        assert 1 <= ahead <= 5

    def test_stops_although_a_step_waits_for_the_next(self, database):
        first, second = Numbers(range(1, 50)), Numbers(step="second")

        with running(database, (step_of(), first), (step_of("second"), second), paced={"numbers": "second"}):
            pass

        assert not first.in_hand

    def test_says_how_fast_it_is(self, database):
        job = Numbers(range(1, 50))

        with running(database, (step_of(), job)) as runner:
            wait_until(lambda: not job.waiting)
            wait_until(lambda: runner.progress("numbers").running == 0)

            assert runner.progress("numbers").rate > 0


class TestRing:
    def test_for_a_step_that_does_not_exist_is_ignored(self, database):
        with running(database) as runner:
            runner.ring("nobody")

        assert runner.jobs == {}


@pytest.fixture(autouse=True)
def _bell_back(database):
    bell = database.bell
    yield
    database.bell = bell


class TestFindEarlier:
    def test_follows_the_pipeline_back_to_its_beginning(self):
        steps = [
            step_of("a", then=("b",)),
            step_of("b", then=("c",)),
            step_of("x", then=("c",)),
            step_of("c", then=("x",)),
        ]

        assert find_earlier({step.name: step for step in steps}, "c") == {"a", "b", "x"}
        assert find_earlier({step.name: step for step in steps}, "a") == set()


class TestGate:
    def test_holds_work_back_and_lets_it_go_on(self, database):
        job = Numbers(range(1, 9))
        runner = Runner(database, [(step_of(), job)], threads={"q": 2}, paced={})
        runner.gate.close()
        runner.start()
        runner.ring("numbers")
        time.sleep(0.2)
        held = set(job.waiting)

        runner.gate.open()
        wait_until(lambda: not job.waiting)

        assert runner.stop(seconds=20)
        assert held == set(range(1, 9))

    def test_does_not_hold_back_what_works_on_answers(self, database):
        job = Numbers(range(1, 9))
        runner = Runner(database, [(step_of(), job)], threads={"q": 1}, paced={}, answers={"q"})
        runner.gate.close()
        runner.start()

        wait_until(lambda: not job.waiting)

        assert runner.stop(seconds=20)

    def test_keeps_nobody_from_stopping(self, database):
        with running(database, (step_of(), Numbers([1]))) as runner:
            runner.gate.close()

        assert runner.progress("numbers").running == 0


class TestProgress:
    def test_says_since_when_there_is_work_without_a_break(self, database):
        job, seen = Numbers([1, 2, 3]), []
        with running(database, (step_of(batch=1), job), threads=1) as runner:
            run = job.run
            job.run = lambda ids: (seen.append(runner.progress("numbers").since), run(ids))[1]
            wait_until(lambda: not job.waiting)
            wait_until(lambda: runner.progress("numbers").since is None)

        assert len({each for each in seen if each is not None}) <= 1
