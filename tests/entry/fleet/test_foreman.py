import threading

import pytest
import sqlalchemy as sa

from kenfolk.entry.fleet.foreman import Repeats
from servers import wait_for

pytestmark = pytest.mark.enable_socket


class TestForeman:
    def test_keeps_only_a_little_ahead(self, make_team):
        team = make_team(range(1, 1000))

        with team.foreman():
            wait_for(team.messages, "it happens")
            threading.Event().wait(0.5)

        assert team.messages() == 1  # nobody works: one for who comes first
        assert team.in_flight() == {1, 2, 3, 4}

    def test_gives_all_work_to_whoever_is_there(self, make_team):
        team = make_team(range(1, 60))

        with team.foreman(), team.worker():
            wait_for(lambda: not team.job.waiting, "it happens")

        assert set(team.job.times.values()) == {1}

    def test_lets_what_is_urgent_overtake_what_it_has_not_sent(self, make_team):
        team = make_team(range(100, 200))
        with team.foreman():
            wait_for(team.messages, "it happens")
            team.job.waiting.add(1)  # sorts first, as a drawn box does

            with team.worker():
                wait_for(lambda: not team.job.waiting, "it happens")

        assert any(1 in batch for batch in team.job.ran[:6])

    def test_sends_again_what_an_emptied_redis_forgot(self, make_team, crew):
        team = make_team(range(1, 10))
        with team.foreman():
            wait_for(team.messages, "it happens")
            crew.client.flushall()

            with team.worker():
                wait_for(lambda: not team.job.waiting, "it happens")

        assert set(team.job.times) == set(range(1, 10))

    def test_goes_on_when_redis_was_away(self, make_team, redis_server):
        team = make_team(range(1, 10))
        redis_server.kill()

        with team.foreman():
            redis_server.start()
            with team.worker():
                wait_for(lambda: not team.job.waiting, "it happens")

        assert set(team.job.times) == set(range(1, 10))

    def test_leaves_a_closed_queue_alone(self, make_team, crew):
        team = make_team(range(1, 10))
        crew.client.sadd(crew.keys.closed, "q")

        with team.foreman(), team.worker():
            threading.Event().wait(0.6)  # two looks
            ran = list(team.job.ran)
            crew.client.delete(crew.keys.closed)
            wait_for(lambda: not team.job.waiting, "it happens")

        assert ran == []

    def test_is_followed_by_another_when_it_loses_its_connection(self, make_team, crew):
        team = make_team(range(1, 5))
        with team.foreman() as first, team.foreman() as second:
            wait_for(team.messages, "it happens")
            leader, other = sorted((first, second), key=lambda each: each._lead._connection is None)
            pid = leader._lead._connection.scalar(sa.text("SELECT pg_backend_pid()"))
            leader._stopping.set()  # it does not come back
            with crew.database.engine.connect() as connection:
                connection.execute(sa.text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})

            wait_for(lambda: other._lead._connection is not None, "it happens")

            with team.worker():
                wait_for(lambda: not team.job.waiting, "it happens")

        assert set(team.job.times) == {1, 2, 3, 4}


class TestRepeats:
    def test_stop_what_is_found_again_and_again_although_it_was_done(self):
        repeats = Repeats()

        sent = []
        for _ in range(10):
            ids = repeats.let_through([1, 2]) if len(sent) < 2 else repeats.let_through([1])
            repeats.note(ids)
            sent.append(ids)

        assert sent == [[1, 2], [1, 2], [1], [], [], [], [], [], [], []]
