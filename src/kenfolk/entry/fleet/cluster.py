"""`kenfolk cluster`: the whole topology of server mode as plain processes of this machine, under one command."""

import getpass
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from kenfolk.entry.bundle import static_folder
from kenfolk.entry.fleet.nginx import DERIVED_AT, Proxy
from kenfolk.entry.fleet.postgres import OwnPostgres
from kenfolk.entry.fleet.processes import Process
from kenfolk.entry.library import Address, locked, prepare_data_folder, publish_address
from kenfolk.entry.opening import open_database
from kenfolk.entry.serve import fetch_models, whole_path
from kenfolk.entry.sockets import listen, url_of
from kenfolk.kit.config import Settings, environment_with
from kenfolk.kit.errors import AppError
from kenfolk.photos import service as photos
from kenfolk.storage.places import is_url, own_root, read_path

log = logging.getLogger(__name__)

LOOK = 0.5  # seconds between two looks whether all are alive
STARTING = 120.0  # seconds until the first answer


class ProgramsMissing(AppError):
    """Server mode needs {programs} on this machine. On Debian and Ubuntu: sudo apt-get install {packages}"""


class ClusterSilent(AppError):
    """The processes were started, but none answers. What they say is in {folder}."""


@dataclass(frozen=True)
class Crowd:
    """How many processes of each kind; a worker's kind is the queues it works on."""

    web: int = 2
    workers: Mapping[str, int] | None = None
    concurrency: int = 1  # of each worker

    def list_workers(self) -> list[str]:
        """Return the kind of each worker."""
        wanted = self.workers or {"reader+detector": 2, "embedder": 1, "matcher": 1}
        return [kind for kind, count in wanted.items() for _ in range(count)]


def run_cluster(settings: Settings, *, folder: str | None, crowd: Crowd, announce: Callable[[str], None]) -> None:
    """Start everything, keep it alive, and stop it when somebody interrupts."""
    find_programs()
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    prepare_data_folder(settings.data)
    with locked(settings.data), ExitStack() as stack:
        sockets = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kenfolk-")))
        postgres = None if settings.database else OwnPostgres(settings.data / "postgres")
        if postgres is not None:
            stack.callback(postgres.stop)
            settings = settings.model_copy(update={"database": postgres.url})
        prepare_library(settings, folder)
        processes, url = plan(settings, crowd, sockets=sockets)
        stack.callback(stop_all, processes)
        for process in processes:
            process.start()
        wait_for_answer(url, processes, stopped, logs=settings.data / "logs")
        if not stopped.is_set():
            publish_address(settings.data, Address(pid=os.getpid(), url=url))
            announce(url)
        while not stopped.wait(LOOK):
            if postgres is not None:
                postgres.keep_alive()
            for process in processes:
                process.keep_alive()


def find_programs() -> None:
    """Say what to install, if something is missing."""
    missing = [name for name in ("redis-server", "nginx") if find_program(name) is None]
    if missing:
        raise ProgramsMissing(programs=" and ".join(missing), packages=" ".join(missing))


def find_program(name: str) -> str | None:
    """Return where a program is; a server's is often not where a user's are looked for."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin:/usr/local/sbin:/opt/homebrew/bin")


def prepare_library(settings: Settings, folder: str | None) -> None:
    """Bring the schema up to date, add the folder, and fetch the networks, before anybody starts."""
    database = open_database(settings)
    try:
        if folder is not None:
            chosen = photos.choose_place(whole_path(folder), settings=settings)
            with database.write() as session:
                photos.add_source(session, chosen)
    finally:
        database.close()
    fetch_models(settings)


def plan(settings: Settings, crowd: Crowd, *, sockets: Path) -> tuple[list[Process], str]:
    """Return the processes in the order in which they start, and where the proxy will answer."""
    logs = settings.data / "logs"
    logs.mkdir(exist_ok=True)
    redis = sockets / "redis.sock"
    environment = environment_with(
        KENFOLK_DATABASE=settings.database, KENFOLK_REDIS=f"unix://{redis}", KENFOLK_PACK=settings.pack,
        KENFOLK_DATA=str(settings.data), KENFOLK_DERIVED_AT=DERIVED_AT, PYTHONUNBUFFERED="1",
    )  # fmt: skip

    def process(name: str, *command: str | Path) -> Process:
        return Process(name, command, logs / f"{name}.log", environment)

    def kenfolk(name: str, *arguments: str) -> Process:
        return process(name, sys.executable, "-m", "kenfolk.entry.cli", *arguments)

    with reserved(settings.host, settings.port) as port:
        ports = find_free_ports(crowd.web)
    conf = Proxy(
        run=sockets, host=settings.host, port=port, ports=ports, static=static_folder(), derived=_find_derived(settings),
        megabytes=settings.decoding.max_megabytes, user=getpass.getuser() if os.geteuid() == 0 else None,
    ).write()  # fmt: skip
    keeps_nothing = ("--port", "0", "--save", "", "--appendonly", "no", "--dir", sockets)
    return [
        process("redis", find_program("redis-server") or "", "--unixsocket", redis, "--unixsocketperm", "700", *keeps_nothing),
        *(kenfolk(f"web-{n}", "web", "--host", "127.0.0.1", "--port", str(p)) for n, p in enumerate(ports, 1)),
        *(
            kenfolk(name, "worker", *kind.split("+"), "--concurrency", str(crowd.concurrency))
            for name, kind in name_workers(crowd.list_workers())
        ),
        process("nginx", find_program("nginx") or "", "-p", sockets, "-c", conf),
    ], url_of(settings.host, port)  # fmt: skip


def _find_derived(settings: Settings) -> Path | None:
    root = own_root(settings.derived, otherwise=settings.data / "derived")
    return None if is_url(root) else read_path(root)


def name_workers(kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give each worker a name of its own."""
    for number, kind in enumerate(kinds):
        yield f"{kind}-{kinds[: number + 1].count(kind)}", kind


@contextmanager
def reserved(host: str, port: int) -> Iterator[int]:
    """Return the port, or a free one for 0; raises what `kenfolk serve` would raise if it is in use."""
    with closing(listen(host, port)) as listener:
        yield listener.getsockname()[1]


def find_free_ports(count: int) -> list[int]:
    """Return ports of this machine that nobody listens on now."""
    with ExitStack() as stack:
        listeners = [stack.enter_context(socket.socket()) for _ in range(count)]
        for listener in listeners:
            listener.bind(("127.0.0.1", 0))
        return [listener.getsockname()[1] for listener in listeners]


def wait_for_answer(url: str, processes: Sequence[Process], stopped: threading.Event, *, logs: Path) -> None:
    """Return when the library's state can be read through the proxy."""
    with httpx.Client(trust_env=False, timeout=5) as client:
        for _ in range(int(STARTING / LOOK)):
            try:
                if client.get(f"{url}/api/status").is_success:
                    return
            except httpx.HTTPError:
                pass
            for process in processes:
                process.keep_alive()
            if stopped.wait(LOOK):
                return
    raise ClusterSilent(folder=logs)


def stop_all(processes: Sequence[Process]) -> None:
    """Stop the proxy, then those behind it, and Redis last: workers finish what is in their hands."""
    redis, *kenfolks, nginx = processes
    nginx.ask_to_stop(signal.SIGQUIT)
    for process in kenfolks:
        process.ask_to_stop()
    for process in (*kenfolks, nginx):
        process.wait()
    redis.ask_to_stop()
    redis.wait()
