"""What a worker process does with a message: run its items, write down how they ended, and say that it is done."""

import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from redis.exceptions import RedisError

from kenfolk.entry.batches import Batches
from kenfolk.entry.fleet.cell import Cell
from kenfolk.entry.fleet.flight import MOST_STARTS, QUEUED, RUNNING, InFlight, Starts, part
from kenfolk.entry.fleet.link import Herald
from kenfolk.entry.fleet.messages import LATER, Post, read_message
from kenfolk.entry.fleet.roll import Doing
from kenfolk.entry.news import TOPICS_OF_STEP
from kenfolk.entry.outcomes import Deadly, code_of, describe
from kenfolk.entry.rates import Rate
from kenfolk.kit.steps import Done, Failed

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds a worker waits when its machine is not ready for the step

Alone = Callable[[], contextlib.AbstractContextManager[None]]


def beside_others() -> contextlib.AbstractContextManager[None]:
    """Any number of processes may do this at the same time."""
    return contextlib.nullcontext()


class Bench:
    """One step in this process: what is in hand, how fast it goes, and why it stands still."""

    def __init__(self, batches: Batches, *, alone: Alone = beside_others, is_counted: bool = True) -> None:
        self.batches, self.step, self.alone, self.is_counted = batches, batches.step, alone, is_counted
        self._rate, self._lock = Rate(), threading.Lock()
        self._in_hand: dict[int, float] = {}  # id -> since when
        self.note: str | None = None
        self.note_code: str | None = None
        self.pause = FIRST_PAUSE
        self._since: float | None = None  # there was work without a break since then
        self._busy_at = 0.0

    def take(self, ids: Sequence[int]) -> None:
        """These are begun."""
        with self._lock:
            self._rate.begin()
            if not self._in_hand and time.time() - self._busy_at > RUNNING:
                self._since = time.time()
            self._in_hand.update(dict.fromkeys(ids, time.time()))

    def put_down(self, ids: Sequence[int], *, done: bool) -> None:
        """These are over."""
        with self._lock:
            for i in ids:
                self._in_hand.pop(i, None)
            self._busy_at = time.time()
            if done:
                self._rate.add(len(ids))
                self.note, self.note_code, self.pause = None, None, FIRST_PAUSE

    def in_hand(self) -> list[int]:
        """Return what is being worked on."""
        with self._lock:
            return list(self._in_hand)

    def describe(self) -> Doing:
        """Say what is done."""
        with self._lock:
            idle = not self._in_hand and time.time() - self._busy_at > RUNNING
            since = None if idle else self._since
            return Doing(
                running=len(self._in_hand), rate=self._rate.per_second(), note=self.note, note_code=self.note_code,
                since=since,
            )  # fmt: skip


class Hand:
    """The work of one process; each message comes in a thread of its own."""

    def __init__(
        self, benches: Mapping[str, Bench], *, flight: InFlight, starts: Starts, post: Post, herald: Herald,
        is_closed: Callable[[str], bool], stopping: threading.Event, follows: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """`follows`: the step that is done at once after another, in the same hands, while the photo is in memory."""
        self._benches, self._flight, self._starts, self._post = benches, flight, starts, post
        self._herald, self._is_closed, self._stopping = herald, is_closed, stopping
        self._follows = {first: then for first, then in (follows or {}).items() if then in benches}
        self._cell = Cell()
        self._refused: set[tuple[str, Any]] = set()

    def take(self, queue: str, body: Mapping[str, Any]) -> None:
        """Do what a message says. It is acknowledged when this returns."""
        message = read_message(body, steps=self._benches)
        if message is None:
            self._refuse(queue, body)
            return
        bench = self._benches[message.step]
        if self._is_closed(bench.step.queue):
            self._flight.free(message.step, message.ids)
            return
        try:
            self._do(bench, message.ids)
        except Exception as error:  # noqa: BLE001 (neither Redis nor the database may be there; it is found again)
            self._wait(bench, error)

    def _refuse(self, queue: str, body: Mapping[str, Any]) -> None:
        """A newer release wrote this: leave it to its workers."""
        kind = queue, body.get("v")
        if kind not in self._refused:
            self._refused.add(kind)
            log.warning("%s: messages of version %s are left to newer workers; this one is older", *kind)
        self._post.send_raw(queue, body, delay=LATER + random.randrange(LATER))  # noqa: S311 (no secret)

    def _do(self, bench: Bench, ids: Sequence[int]) -> None:
        name = bench.step.name
        if not bench.is_counted:
            self._run(bench, ids)
            return
        due = bench.batches.find_due(ids)
        self._flight.free(name, set(ids) - set(due))
        ids, starts = due, self._starts.count(name, due)
        fresh, parts, given_up = part(ids, starts, batch=bench.step.batch)
        self._give_up(bench, given_up)
        if fresh:
            with self._cell.together():
                self._run(bench, fresh)
        for suspects in parts:
            log.warning("%s: %s ended without a word when this was begun; it is run by itself", name, suspects)
            self._flight.hold(name, suspects, seconds=QUEUED)
            with self._cell.alone():
                self._run(bench, suspects)

    def _give_up(self, bench: Bench, ids: Sequence[int]) -> None:
        if ids:
            reason = Deadly(times=MOST_STARTS).message
            log.error("%s: gives up on %s: %s", bench.step.name, ids, reason)
            with self._guarded(bench, ids):
                bench.batches.record(dict.fromkeys(ids, Failed(reason)))

    def _run(self, bench: Bench, ids: Sequence[int]) -> None:
        """Run a batch to its end. What is the machine's fault lets this thread wait, and the items go to others."""
        name = bench.step.name
        then, done = self._follows.get(name), list[int]()
        with self._guarded(bench, ids):
            self._flight.hold(name, ids, seconds=RUNNING)
            if then is not None:  # before they can be found: they stay in these hands
                self._flight.hold(then, ids, seconds=2 * RUNNING)
            if bench.is_counted:
                self._starts.begin(name, ids)
            with bench.alone():
                outcomes = bench.batches.run(ids)
            bench.batches.record(outcomes)
            done = [i for i, outcome in outcomes.items() if isinstance(outcome, Done)]
        if then is not None:
            self._go_on(self._benches[then], ids, done)

    def _go_on(self, bench: Bench, ids: Sequence[int], done: Sequence[int]) -> None:
        """Do the next step at once, while the photo is in memory."""
        goes_on = bool(done) and not self._is_closed(bench.step.queue)
        self._flight.free(bench.step.name, set(ids) - set(done) if goes_on else ids)
        if goes_on:
            self._run(bench, done)

    @contextmanager
    def _guarded(self, bench: Bench, ids: Sequence[int]) -> Iterator[None]:
        name, trouble = bench.step.name, None
        bench.take(ids)
        try:
            yield
        except Exception as error:  # noqa: BLE001 (a thread outlives whatever happens; it is logged)
            trouble = error
        finally:
            bench.put_down(ids, done=trouble is None)
            self._free(name, ids)
        if trouble is not None:
            self._wait(bench, trouble)
        self._herald.ring(name)
        self._herald.tell(TOPICS_OF_STEP.get(name, ()))

    def _free(self, name: str, ids: Sequence[int]) -> None:
        with contextlib.suppress(RedisError):  # then it knows nothing of them any more, or forgets them by itself
            self._starts.end(name, ids)
            self._flight.free(name, ids)

    def _wait(self, bench: Bench, error: Exception) -> None:
        if bench.note != describe(error):
            log.warning("%s waits: %s", bench.step.name, describe(error))
        bench.note, bench.note_code = describe(error), code_of(error)
        wait = bench.pause * random.uniform(0.5, 1.0)  # noqa: S311 (no secret)
        bench.pause = min(LONGEST_PAUSE, bench.pause * 2)
        self._stopping.wait(wait)

    def keep_alive(self) -> None:
        """Go on holding what is in hand; called every few seconds."""
        for name, bench in self._benches.items():
            self._flight.hold(name, bench.in_hand(), seconds=RUNNING)

    def describe(self) -> dict[str, Doing]:
        """Say what each step does."""
        return {name: bench.describe() for name, bench in self._benches.items()}

    def steps(self) -> Collection[str]:
        """Return the names of the steps this process does."""
        return self._benches.keys()
