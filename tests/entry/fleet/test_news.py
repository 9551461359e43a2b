import threading

import pytest

from factories.photos import make_photo
from kenfolk.entry.fleet.gates import SharedGates
from kenfolk.entry.fleet.link import QueueAway
from kenfolk.entry.fleet.listener import Listener
from kenfolk.entry.fleet.roll import Doing, Entry, sum_up
from kenfolk.entry.queues import WorkerState
from kenfolk.kit.db_types import utc_now
from servers import wait_for

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def heard(crew):
    """What a process hears of the others."""
    topics: list[str] = []
    listener = Listener(crew.database, crew.client, crew.keys, note=topics.extend)
    listener.start()
    wait_for(lambda: topics, "it listens")
    topics.clear()
    yield topics
    listener.stop()


class TestListener:
    def test_hears_what_another_process_changed(self, crew, heard):
        before = crew.database.writes

        crew.herald.tell(["people"])

        wait_for(lambda: heard == ["people"], "it is told")
        assert crew.database.writes > before  # what is counted is counted anew

    def test_looks_for_itself_while_redis_is_away(self, crew, heard, redis_server):
        redis_server.kill()
        wait_for(lambda: heard, "it has looked once")
        heard.clear()

        with crew.database.write() as session:
            make_photo(session, state="new")

        wait_for(lambda: "photos" in heard, "it has seen the photo")

    def test_listens_again_when_redis_is_back(self, crew, heard, redis_server):
        redis_server.kill()
        wait_for(lambda: heard, "it has looked once")
        redis_server.start()

        def is_told() -> bool:
            heard.clear()
            crew.herald.tell(["review"])
            threading.Event().wait(0.2)
            return heard == ["review"]

        wait_for(is_told, "it is told")


class TestHerald:
    def test_lets_nobody_wait_for_a_redis_that_is_away(self, crew, redis_server, caplog):
        redis_server.kill()

        with crew.database.write() as session:
            make_photo(session, state="new")
        for _ in range(5):
            crew.herald.ring("photos.read")

        assert len([record for record in caplog.records if "does not answer" in record.message]) == 1


class TestSharedGates:
    @pytest.fixture
    def gates(self, crew):
        return SharedGates(crew.client, crew.keys, queues=["reader", "detector", "matcher"], answers=["matcher"])

    def test_close_everything_but_answers_and_are_open_again(self, gates):
        gates.close()
        closed, is_closed = gates.closed(), gates.is_closed
        gates.open()

        assert (closed, is_closed) == ({"reader", "detector"}, True)
        assert (gates.closed(), gates.is_closed) == (frozenset(), False)

    def test_close_one_queue(self, gates):
        gates.close(["reader"])

        assert (gates.closed(), gates.is_closed) == ({"reader"}, False)

    def test_say_when_redis_is_away_that_it_was_not_done(self, gates, redis_server):
        redis_server.kill()

        with pytest.raises(QueueAway) as refused:
            gates.close()
        assert refused.value.status == 503
        assert gates.closed() == frozenset()


class TestRoll:
    def test_lists_those_who_spoke_lately_and_sums_up_what_they_do(self, crew, monkeypatch):
        crew.roll.sign(entry("a", running=2, rate=1.5))
        crew.roll.sign(entry("b", running=1, rate=0.5))
        crew.roll.sign(entry("c", running=0, rate=None))
        crew.roll.leave("c")

        there = crew.roll.list_alive()
        monkeypatch.setattr("kenfolk.entry.fleet.roll.ALIVE", 0.0)

        assert [each.worker.id for each in there] == ["a", "b"]
        assert (sum_up(there, "s").running, sum_up(there, "s").rate) == (3, 2.0)
        assert crew.roll.list_alive() == []

    def test_passes_over_the_words_of_another_release(self, crew):
        crew.client.hset(crew.keys.workers, "newer", '[9999999999, {"who": "knows"}]')
        crew.client.hset(crew.keys.workers, "stranger", "not even JSON")

        assert crew.roll.list_alive() == []


def entry(name: str, *, running: int, rate: float | None) -> Entry:
    worker = WorkerState(
        id=name, host="here", pid=1, queues=["q"], concurrency=1, model="m", provider="CPU", version="1",
        started_at=utc_now(), seen_at=utc_now(),
    )  # fmt: skip
    return Entry(worker=worker, doing={"s": Doing(running=running, rate=rate, note=None, since=None)})
