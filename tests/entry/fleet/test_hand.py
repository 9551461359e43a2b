import logging
import threading

import pytest
from sqlalchemy.exc import OperationalError

from kenfolk.entry.fleet.cell import Cell
from kenfolk.entry.fleet.flight import part
from kenfolk.kit import failures
from servers import wait_for

pytestmark = pytest.mark.enable_socket


def message(*ids, v=1, step="numbers"):
    return {"v": v, "step": step, "ids": list(ids)}


class TestHand:
    def test_frees_what_it_has_done(self, make_team, crew):
        team = make_team(range(1, 5))
        crew.flight.hold("numbers", [1, 2], seconds=60)

        team.make_hand().take("numbers", message(1, 2))

        assert team.in_flight() == set()
        assert team.job.ran == [[1, 2]]

    def test_runs_alone_what_did_not_end(self, make_team, crew):
        team = make_team(range(1, 5))
        crew.starts.begin("numbers", [2, 3])  # and then the process was killed

        team.make_hand().take("numbers", message(1, 2, 3, 4))

        assert team.job.ran == [[1, 4], [2], [3]]
        assert crew.starts.count("numbers", [1, 2, 3, 4]) == {1: 0, 2: 0, 3: 0, 4: 0}

    def test_gives_up_after_three_starts_and_never_tries_again_by_itself(self, make_team, crew):
        team = make_team(range(1, 3))
        for _ in range(3):
            crew.starts.begin("numbers", [2])
        hand = team.make_hand()

        hand.take("numbers", message(1, 2))
        hand.take("numbers", message(2))  # a message that came twice

        with crew.database.read() as session:
            (failure,) = failures.list_failures(session)
        assert team.job.ran == [[1]]
        assert (failure.subject_id, failure.attempts, failure.retry_at) == (2, 1, None)
        assert "3 times" in failure.reason

    def test_waits_when_the_machine_is_not_ready_and_blames_no_item(self, make_team, crew):
        gone = OperationalError("SELECT 1", None, Exception("server closed the connection"))
        team = make_team(range(1, 3), raises={1: gone})
        hand = team.make_hand()
        thread = threading.Thread(target=hand.take, args=("numbers", message(1, 2)))

        thread.start()
        wait_for(lambda: hand.describe()["numbers"].note, "it happens")
        held = team.in_flight()
        team.stopping.set()
        thread.join(20)

        with crew.database.read() as session:
            assert failures.list_failures(session) == []
        assert held == set()  # others may have them meanwhile
        assert crew.starts.count("numbers", [1, 2]) == {1: 0, 2: 0}

    @pytest.mark.parametrize("body", [message(1, v=2), message(1, step="numbers.better"), {"v": 2, "what": "else"}])
    def test_leaves_a_newer_message_to_newer_workers(self, make_team, crew, body, caplog):
        team = make_team([1])
        hand = team.make_hand()

        with caplog.at_level(logging.WARNING):
            hand.take("numbers", body)
            hand.take("numbers", body)

        delayed = crew.post._broker.client.hvals(f"{crew.keys.queues}:numbers.DQ.msgs")
        assert len(delayed) == 2  # neither is lost
        assert team.job.ran == []
        assert len([record for record in caplog.records if "newer" in record.message]) == 1

    def test_gives_back_what_came_while_the_queue_is_closed(self, make_team, crew):
        team = make_team([1])
        crew.client.sadd(crew.keys.closed, "q")
        crew.flight.hold("numbers", [1], seconds=60)

        team.make_hand().take("numbers", message(1))

        assert (team.job.ran, team.in_flight()) == ([], set())


class TestNewerMessage:
    def test_comes_round_to_a_worker_that_understands_it(self, make_team, crew, monkeypatch):
        team = make_team([1])
        monkeypatch.setattr("kenfolk.entry.fleet.messages.LATER", 50)
        monkeypatch.setattr("kenfolk.entry.fleet.hand.LATER", 50)
        crew.post.send_raw("numbers", message(1, v=2))

        with team.worker():
            wait_for(lambda: crew.post._broker.client.hlen(f"{crew.keys.queues}:numbers.DQ.msgs"), "it happens")
            refused = list(team.job.ran)
            monkeypatch.setattr("kenfolk.entry.fleet.messages.VERSION", 2)  # it is brought up to date
            wait_for(lambda: not team.job.waiting, "it happens")

        assert refused == []


class TestPart:
    def test_takes_suspects_apart_the_finer_the_longer_they_are_suspects(self):
        starts = dict.fromkeys(range(32), 1) | {40: 0, 41: 2, 42: 3}

        fresh, parts, given_up = part(list(starts), starts, batch=256)

        assert (fresh, parts, given_up) == ([40], [list(range(16)), list(range(16, 32)), [41]], [42])


class TestCell:
    def test_has_nobody_beside_who_wants_to_be_alone(self):
        cell, inside, together = Cell(), [], threading.Event()

        def share(name):
            with cell.together():
                inside.append(name)
                together.wait(20)
                inside.remove(name)

        threads = [threading.Thread(target=share, args=(n,)) for n in range(2)]
        for thread in threads:
            thread.start()
        wait_for(lambda: len(inside) == 2, "it happens")
        threading.Timer(0.2, together.set).start()

        with cell.alone():
            seen = list(inside)
        for thread in threads:
            thread.join(20)

        assert seen == []
