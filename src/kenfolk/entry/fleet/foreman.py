"""Keeps a few batches of every step ahead in Redis. One of all processes leads; another takes over when it dies."""

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from redis import Redis
from redis.client import PubSub
from redis.exceptions import RedisError

from kenfolk.entry.fleet.flight import QUEUED, InFlight
from kenfolk.entry.fleet.link import Keys, list_closed, open_ears
from kenfolk.entry.fleet.messages import Post
from kenfolk.entry.fleet.roll import Roll
from kenfolk.entry.outcomes import describe
from kenfolk.entry.runner import find_earlier
from kenfolk.kit.db import Database
from kenfolk.kit.db_lock import Lead
from kenfolk.kit.steps import Job, Step

log = logging.getLogger(__name__)

POLL = 3.0  # seconds between two looks without a ring: for failures that have become due, and for lost rings
TAKE_OVER = 1.0  # seconds between two tries to lead
BREATH = 0.05  # seconds between two rounds, so that many rings are one look
AHEAD = 1.5  # messages for each thread that works on the queue
TIMES, WINDOW = 3, 5.0  # an id is sent so often in so many seconds: what is found again and again shows a mistake


class Repeats:
    """Notices ids that are found again although they were done, so that they do not keep the workers busy for nothing."""

    def __init__(self) -> None:
        self._sent: dict[int, deque[float]] = {}
        self._trimmed = 0.0

    def let_through(self, ids: Sequence[int]) -> list[int]:
        """Return those that may be sent."""
        now = time.monotonic()
        if now > self._trimmed + WINDOW:
            self._sent = {i: times for i, times in self._sent.items() if times[-1] > now - WINDOW}
            self._trimmed = now
        return [i for i in ids if not self._is_often(i, now)]

    def note(self, ids: Sequence[int]) -> None:
        """These are sent now."""
        now = time.monotonic()
        for i in ids:
            self._sent.setdefault(i, deque(maxlen=TIMES)).append(now)

    def _is_often(self, i: int, now: float) -> bool:
        times = self._sent.get(i)
        return times is not None and len(times) == TIMES and times[0] > now - WINDOW


class Foreman:
    """One thread. Whatever happens to Redis or the database, it goes on when they are back."""

    def __init__(
        self, database: Database, steps: Sequence[tuple[Step[Any], Job]], *, client: Redis, keys: Keys, post: Post,
        stopping: threading.Event, single: Collection[str] = (),
    ) -> None:  # fmt: skip
        """`single` are queues of which one message at a time is worked on, however many workers there are."""
        self._database, self._client, self._keys, self._post = database, client, keys, post
        self._steps = {step.name: step for step, _ in steps}
        self._jobs = {step.name: job for step, job in steps}
        self._flight, self._roll = InFlight(client, keys), Roll(client, keys)
        self._single, self._stopping = single, stopping
        self.leads = False  # or another process does
        self._repeats = {name: Repeats() for name in self._steps}
        self._gathering: dict[str, float] = {}  # step -> since when its batch fills
        self._lead = Lead(database.engine, "foreman")
        self._ears: PubSub | None = None
        self._told: str | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to lead, or to wait for it."""
        self._thread = self._database.start_beside(self._loop, name="foreman")

    def stop(self) -> None:
        """Let another one lead."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(10)
        self.leads = False
        self._lead.drop()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            try:
                was, self.leads = self.leads, self._lead.is_ours()
                if self.leads and not was:
                    log.info("this process hands out the work")
                if self.leads:
                    self._hand_out_for_a_while()
                else:
                    self._stopping.wait(TAKE_OVER)
                self._told = None
            except Exception as error:  # noqa: BLE001 (it outlives whatever happens; it is logged)
                if describe(error) != self._told:
                    log.warning("no work is handed out for now: %s", describe(error))
                self._told = describe(error)
                self._hang_up()
                self._stopping.wait(TAKE_OVER)

    def _hand_out_for_a_while(self) -> None:
        """Look at every step, and then at those that ring until it is time for the next look at all."""
        ears = self._listen()
        until, rung = time.monotonic() + POLL, set(self._steps)
        while rung or (time.monotonic() < until and not self._stopping.is_set()):
            self._hand_out(rung)
            self._stopping.wait(BREATH)
            rung = self._hear(ears, min(until, *self._gathering.values(), time.monotonic() + TAKE_OVER))
            if rung:
                rung |= self._gathering.keys()  # nothing more may come to them now
            if time.monotonic() >= until:
                return

    def _listen(self) -> PubSub:
        if self._ears is None:
            self._ears = open_ears(self._client, self._keys.bells)
        return self._ears

    def _hang_up(self) -> None:
        if self._ears is not None:
            try:
                self._ears.close()
            except (RedisError, OSError):
                log.debug("Redis is gone already")
            self._ears = None

    def _hear(self, ears: PubSub, until: float) -> set[str]:
        """Return the steps that rang, or whose batch has had its time to fill; wait for one, but not longer than that."""
        rung = {name for name, at in self._gathering.items() if at <= time.monotonic()}
        while True:
            wait = 0.0 if rung else max(0.0, until - time.monotonic())
            heard = ears.get_message(timeout=wait)
            if heard is not None and heard["data"] in self._steps:
                rung.add(heard["data"])
            elif heard is None:
                return rung | {name for name, at in self._gathering.items() if at <= time.monotonic()}

    def _hand_out(self, names: Collection[str]) -> None:
        closed = list_closed(self._client, self._keys)
        hands = self._count_hands() if names else {}
        for name, step in self._steps.items():
            if name in names and step.queue not in closed:
                self._fill(step, hands)

    def _count_hands(self) -> dict[str, int]:
        hands: dict[str, int] = {}
        for entry in self._roll.list_alive():
            for queue in entry.worker.queues:
                hands[queue] = hands.get(queue, 0) + entry.worker.concurrency
        return hands

    def _fill(self, step: Step[Any], hands: Mapping[str, int]) -> None:
        """Send as many batches of a step as there is room for."""
        wanted = 1 if step.queue in self._single else max(1, math.ceil(AHEAD * hands.get(step.queue, 0)))
        room = wanted - self._post.count(step.name)
        if room <= 0:
            return
        # First what is in flight, then what waits: whatever ended in between is done in what is read now.
        held = self._flight.ids(step.name)
        with self._database.read() as session:
            found = self._jobs[step.name].find(session, limit=room * step.batch, skip=frozenset(held))
        ids = self._repeats[step.name].let_through([i for i in found if i not in held])
        if not ids or self._fills_up(step, len(ids)):
            return
        for at in range(0, len(ids), step.batch):
            batch = ids[at : at + step.batch]
            self._flight.hold(step.name, batch, seconds=QUEUED)  # before: a lost hold would be a message too many
            self._post.send(step.name, batch)
            self._repeats[step.name].note(batch)

    def _fills_up(self, step: Step[Any], found: int) -> bool:
        """To many items at once the database and the network come hardly dearer than to one: more may come."""
        if step.gather and found < step.batch and any(map(self._is_busy, find_earlier(self._steps, step.name))):
            until = self._gathering.setdefault(step.name, time.monotonic() + step.gather)
            if time.monotonic() < until:
                return True
        self._gathering.pop(step.name, None)
        return False

    def _is_busy(self, name: str) -> bool:
        return bool(self._flight.ids(name))
