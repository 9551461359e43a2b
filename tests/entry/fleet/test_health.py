import httpx
import pytest

from kenfolk.entry.fleet import worker
from kenfolk.entry.fleet.health import HealthServer
from kenfolk.entry.fleet.worker import WorkerProcess
from servers import PATIENCE, wait_for

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def ask():
    """Ask a health server that says these things."""
    started = []

    def ask(path: str, **looks: str | None) -> httpx.Response:
        server = HealthServer("127.0.0.1", 0, {f"/{name}": lambda why=why: why for name, why in looks.items()})
        started.append(server)
        server.start()
        return httpx.get(f"http://127.0.0.1:{server.port}{path}", trust_env=False, timeout=PATIENCE)

    yield ask
    for server in started:
        server.stop()


class TestHealthServer:
    def test_says_that_all_is_well(self, ask):
        reply = ask("/healthz", healthz=None)

        assert (reply.status_code, reply.json()) == (200, {"ok": True})

    def test_says_why_it_is_not(self, ask):
        reply = ask("/readyz", healthz=None, readyz="The database does not answer.")

        assert (reply.status_code, reply.json()) == (503, {"ok": False, "why": "The database does not answer."})

    def test_knows_nothing_else(self, ask):
        assert ask("/api/status", healthz=None).status_code == 404


class TestWorkerProcess:
    @pytest.fixture
    def process(self, crew, settings):
        process = WorkerProcess(crew, settings, queues=["embedder"], threads=1)
        process.start()
        yield process
        process.stop()

    def test_can_work_where_redis_and_the_database_answer(self, process, crew):
        wait_for(crew.roll.list_alive, "it has spoken")

        assert (process.find_standstill(), process.find_obstacle()) == (None, None)

    def test_says_what_keeps_it_from_work_and_lives_on(self, process, redis_server):
        redis_server.kill()

        wait_for(process.find_obstacle, "it has noticed")

        assert "Redis" in process.find_obstacle()
        assert process.find_standstill() is None

    def test_should_be_started_again_when_it_is_silent(self, process, monkeypatch):
        monkeypatch.setattr(worker, "STANDSTILL", -1.0)

        assert "not spoken" in process.find_standstill()
