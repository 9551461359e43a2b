"""`kenfolk web`: the API and the web app without the work. Any number of them serve one library."""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable

from redis.exceptions import RedisError

from kenfolk.entry.counting import Counts
from kenfolk.entry.fleet.crew import Crew, join_crew
from kenfolk.entry.fleet.foreman import Foreman
from kenfolk.entry.fleet.gates import SharedGates
from kenfolk.entry.fleet.link import NoWorker, QueueAway
from kenfolk.entry.fleet.listener import Listener
from kenfolk.entry.fleet.roll import Entry, sum_up
from kenfolk.entry.fleet.sweeping import Sweeper
from kenfolk.entry.fleet.worker import QUEUES, SINGLE
from kenfolk.entry.hub import Hub, describe_packs
from kenfolk.entry.library import prepare_data_folder
from kenfolk.entry.news import News
from kenfolk.entry.opening import claimed
from kenfolk.entry.parts import build_parts
from kenfolk.entry.pipeline import ANSWERS, STEPS
from kenfolk.entry.progress import Progress
from kenfolk.entry.queues import Queues, describe_queues
from kenfolk.entry.serve import add_folder, fetch_models, make_server
from kenfolk.entry.sockets import listen, url_of
from kenfolk.entry.status import Status, read_status
from kenfolk.faces.postgres_search import LookKeeper, PostgresSearch
from kenfolk.kit.config import Settings
from kenfolk.kit.errors import AppError
from kenfolk.people import service as people
from kenfolk.photos import service as photos

log = logging.getLogger(__name__)

CONNECTIONS = 30
TRUST = 5.0  # seconds between two looks whether the machine may name faces


class Web:
    """One library seen from a process that does none of its work."""

    def __init__(self, settings: Settings, crew: Crew) -> None:
        self.settings, self.crew, self.database = settings, crew, crew.database
        self.parts = build_parts(settings, self.database)
        jobs = [(step, step.make(self.parts)) for step in STEPS]
        self._jobs = {step.name: job for step, job in jobs}
        self._counts = Counts(self.database, tell=lambda: self.news.note(()))
        self.news = News(self.parts.events, self.read_status)
        self.gates = SharedGates(crew.client, crew.keys, queues=QUEUES, answers=ANSWERS)
        self._listener = Listener(self.database, crew.client, crew.keys, note=self.news.note)
        self._foreman = Foreman(
            self.database, jobs, client=crew.client, keys=crew.keys, post=crew.post, stopping=threading.Event(),
            single=SINGLE,
        )  # fmt: skip
        search, stopping = self.parts.onlooker.search, self.parts.stopping
        self._keeper = (  # one is enough for all, and it may write: so it is kept where the work is handed out
            LookKeeper(self.database, search, stopping=stopping, when=lambda: self._foreman.leads)
            if isinstance(search, PostgresSearch)
            else None
        )
        self._sweeper = Sweeper(
            [self.parts.derived, photos.open_uploads(settings)], stopping=stopping, when=lambda: self._foreman.leads
        )

    def start(self) -> None:
        """Begin to listen, and to hand out work if nobody else does."""
        self.news.start()
        self._listener.start()
        self._foreman.start()
        self.database.start_beside(self._follow_trust, name="trust")
        self._sweeper.start()
        if self._keeper is not None:
            self._keeper.start()

    def stop(self) -> None:
        """Let others go on."""
        self.parts.stopping.set()
        self._foreman.stop()
        self._listener.stop()
        self.news.stop()
        if self._keeper is not None:
            self._keeper.stop()

    def note(self, topics: Iterable[str]) -> None:
        """Tell whoever looks, here and at the other processes, that these have changed."""
        topics = list(topics)
        self.news.note(topics)
        self.crew.herald.tell(topics)

    def _follow_trust(self) -> None:
        while not self.parts.stopping.wait(TRUST):
            try:
                with self.database.read() as session:
                    people.follow_trust(session, self.parts.recogniser)
            except Exception as error:  # noqa: BLE001 (it outlives whatever happens; it is logged)
                log.debug("whether the machine may name faces cannot be read: %s", error)

    def read_status(self) -> Status:
        """Return the state of the library."""
        entries = self._list_workers()
        closed = self.gates.closed() if entries is not None else frozenset()
        return read_status(
            self.database, self._jobs, pack=self.settings.pack, counts=self._counts,
            progress=lambda step: _progress_of(entries, step), paused=self.gates.is_closed if closed else False,
        )  # fmt: skip

    def _list_workers(self) -> list[Entry] | None:
        try:
            return self.crew.roll.list_alive()
        except RedisError:
            return None

    def read_queues(self) -> Queues:
        """Return the state of the queues, and who works on them where."""
        status, entries = self.read_status(), self._list_workers()
        with self.database.read() as session:
            return describe_queues(
                session, status, queue_of={step.name: step.queue for step in STEPS}, closed=self.gates.closed(),
                ahead=self._count_ahead, workers=[entry.worker for entry in entries or ()], redis=entries is not None,
            )  # fmt: skip

    def _count_ahead(self, step: str) -> int:
        try:
            return len(self.crew.flight.ids(step))
        except RedisError:
            return 0

    def make_hub(self) -> Hub:
        """Return what the API sees of it."""
        return Hub(
            database=self.database, read_status=self.read_status, events=self.parts.events,
            describe_packs=lambda: describe_packs(self.settings), gate=self.gates,
            model=self.parts.pack.embedder.model, read_queues=self.read_queues,
        )  # fmt: skip


QUEUE_OF = {step.name: step.queue for step in STEPS}


def _progress_of(entries: list[Entry] | None, step: str) -> Progress:
    if entries is None:
        return _stuck(QueueAway(reason="no connection"))
    if not any(QUEUE_OF[step] in entry.worker.queues for entry in entries):
        return _stuck(NoWorker())
    return sum_up(entries, step)


def _stuck(why: AppError) -> Progress:
    return Progress(note=why.message, note_code=why.code)


def serve_web(settings: Settings, *, folder: str | None, announce: Callable[[str], None]) -> None:
    """Serve the API until somebody interrupts."""
    prepare_data_folder(settings.data)
    crew = join_crew(settings, connections=settings.connections or CONNECTIONS)
    try:
        with claimed(settings, shared=True), contextlib.closing(listen(settings.host, settings.port)) as listener:
            web = Web(settings, crew)
            if folder is not None:
                add_folder(web, folder)
            fetch_models(settings)
            server = make_server(web)
            web.start()
            announce(url_of(settings.host, listener.getsockname()[1]))
            server.run(sockets=[listener])
            web.stop()
    finally:
        crew.database.close()
