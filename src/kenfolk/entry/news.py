"""Collects what changes and tells the open browsers, at most once a second."""

import logging
import threading
from collections.abc import Callable, Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kenfolk.entry.events import Broadcaster
from kenfolk.entry.guards import SAFE_METHODS
from kenfolk.entry.status import Status

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two messages

TOPICS_OF_STEP = {
    "photos.scan": ("sources", "photos"),
    "photos.read": ("photos", "failures"),
    "faces.detect": ("photos", "faces", "failures"),
    "faces.embed": ("faces", "failures"),
    "people.match": ("faces", "people", "review"),
    "people.learn": ("people", "review"),
}
TOPICS_OF_CALL = {
    "/api/decisions": ("people", "faces", "review"),
    "/api/review": ("people", "faces", "review"),
    "/api/insights": ("people", "faces", "review"),
    "/api/sources": ("sources", "photos"),
    "/api/uploads": ("sources", "photos"),
    "/api/failures": ("failures",),
    "/api/work": ("activity",),
    "/api/queues": ("activity",),
}


class News:
    """One thread that publishes the topics that were noted, and the status with them."""

    def __init__(self, events: Broadcaster, read_status: Callable[[], Status]) -> None:
        self._events, self._read_status = events, read_status
        self._topics: set[str] = set()
        self._lock = threading.Lock()
        self._noted, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._loop, name="news", daemon=True)

    def start(self) -> None:
        """Start to publish."""
        self._thread.start()

    def note(self, topics: Iterable[str]) -> None:
        """Something about `topics` has changed; safe to call from any thread."""
        with self._lock:
            self._topics.update(topics)
        self._noted.set()

    def note_step(self, step: str) -> None:
        """A step has done something."""
        self.note(TOPICS_OF_STEP.get(step, ()))

    def stop(self) -> None:
        """Publish no more."""
        self._stopping.set()
        self._noted.set()
        self._thread.join(5)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._noted.wait()
            self._noted.clear()
            try:
                self._publish()
            except Exception:
                log.exception("could not tell the browsers what changed")
            self._stopping.wait(PAUSE)

    def _publish(self) -> None:
        with self._lock:
            topics, self._topics = sorted(self._topics), set()
        if self._events.has_clients:
            if topics:
                self._events.publish("changed", {"topics": topics})
            self._events.publish("status", self._read_status().model_dump(mode="json"))


class NotesChanges:
    """ASGI middleware: a call that changed something is news."""

    def __init__(self, app: ASGIApp, *, note: Callable[[Iterable[str]], None]) -> None:
        self.app, self._note = app, note

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        topics = next((t for prefix, t in TOPICS_OF_CALL.items() if scope["path"].startswith(prefix)), ())

        async def send_and_note(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.start" and message["status"] < 400 and topics:
                self._note(topics)

        await self.app(scope, receive, send_and_note)
