from dataclasses import replace

import pytest

from factories.numbers import Numbers
from kenfolk.entry.gate import LocalGates
from kenfolk.entry.pipeline import STEPS
from kenfolk.entry.queues import WorkerState, describe_queues
from kenfolk.entry.status import read_status
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.failures import record_outcome
from kenfolk.kit.steps import Failed, Retry

QUEUE_OF = {step.name: step.queue for step in STEPS}


@pytest.fixture
def client(client, app, database, settings):
    """A server with thirty photos to read, of which one was given up and one is tried again."""
    gates = LocalGates(dict.fromkeys(QUEUE_OF.values()), answers=["matcher"])
    jobs = {name: Numbers(range(1, 31) if name == "photos.read" else (), step=name) for name in QUEUE_OF}
    with database.write() as session:
        record_outcome(session, "photos.read", 1, Failed("It is no photo."))
        record_outcome(session, "photos.read", 2, Retry("The disk is away.", after=3600))
    worker = WorkerState(
        id="a", host="box", pid=7, queues=["detector"], concurrency=4, model="m", provider="CPU", version="1",
        started_at=utc_now(), seen_at=utc_now(),
    )  # fmt: skip

    def read_queues():
        status = read_status(database, jobs, pack=settings.pack)
        with database.read() as session:
            return describe_queues(
                session, status, queue_of=QUEUE_OF, ahead=lambda step: 3 if step == "photos.read" else 0,
                closed=gates.closed(), workers=[worker], redis=True,
            )  # fmt: skip

    app.state.hub = replace(app.state.hub, gate=gates, read_queues=read_queues)
    return client


class TestGetQueues:
    def test_says_how_much_waits_and_who_works(self, client):
        found = client.get("/api/queues").json()
        queues = {queue["name"]: queue for queue in found["queues"]}

        assert list(queues) == ["scanner", "reader", "detector", "embedder", "matcher"]
        reader = queues["reader"]
        assert (reader["depth"], reader["ahead"], reader["failures"], reader["dead"]) == (28, 3, 2, 1)
        assert queues["matcher"]["steps"] == ["people.match", "people.learn"]
        assert [worker["host"] for worker in queues["detector"]["workers"]] == ["box"]
        assert found["redis"] is True


class TestPauseQueue:
    def test_holds_one_queue_back_and_lets_it_go_on(self, client):
        paused = client.post("/api/queues/detector/pause").json()["queues"]
        resumed = client.post("/api/queues/detector/resume").json()["queues"]

        assert [queue["name"] for queue in paused if queue["paused"]] == ["detector"]
        assert [queue["name"] for queue in resumed if queue["paused"]] == []

    def test_knows_only_queues_there_are(self, client):
        reply = client.post("/api/queues/dishes/pause")

        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "no_such_queue")


class TestMetrics:
    def test_are_text_that_prometheus_reads(self, client):
        reply = client.get("/metrics")

        assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
        lines = reply.text.splitlines()
        assert 'kenfolk_queue_depth{queue="reader"} 28' in lines
        assert 'kenfolk_queue_dead{queue="reader"} 1' in lines
        assert 'kenfolk_queue_workers{queue="detector"} 1' in lines
        assert "kenfolk_redis_up 1" in lines


class TestReadiness:
    def test_is_given_where_the_library_can_be_read(self, client):
        assert client.get("/readyz").json() == {"ok": True}
