"""What the queue of server mode costs: empty jobs a second, and how long one takes from its bell to its end.

    KENFOLK_DATABASE=postgresql+psycopg://... KENFOLK_REDIS=redis://... python benchmarks/server_queue.py [--jobs 3000]

The database has to be an empty one of its own. One foreman and one worker in this process; each message is one job.
"""

import argparse
import statistics
import threading
import time
from collections.abc import Collection, Mapping, Sequence

from kenfolk.entry.batches import Batches
from kenfolk.entry.fleet.crew import Crew, join_crew
from kenfolk.entry.fleet.foreman import Foreman
from kenfolk.entry.fleet.hand import Bench, Hand
from kenfolk.entry.fleet.messages import make_broker, make_worker
from kenfolk.entry.fleet.roll import Entry
from kenfolk.entry.queues import WorkerState
from kenfolk.kit.config import Settings
from kenfolk.kit.db import ReadSession
from kenfolk.kit.db_types import utc_now
from kenfolk.kit.steps import Done, Outcome, Step


class Nothing:
    """Jobs without work."""

    def __init__(self) -> None:
        self.waiting: set[int] = set()
        self.ended: dict[int, float] = {}

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:  # noqa: ARG002 (as every job)
        return sorted(self.waiting - set(skip))[:limit]

    def count(self, session: ReadSession) -> int:  # noqa: ARG002
        return len(self.waiting)

    def total(self, session: ReadSession) -> int:  # noqa: ARG002
        return len(self.waiting)

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]:
        self.waiting -= set(ids)
        self.ended |= dict.fromkeys(ids, time.monotonic())
        return dict.fromkeys(ids, Done())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=3000)
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    settings = Settings()
    crew = join_crew(settings, connections=20)
    for batch in (1, 32):
        job, step = Nothing(), Step(f"nothing-{batch}", queue="nothing", make=lambda _: None, batch=batch)
        rate, waits = measure(crew, settings, job, step, options)
        print(f"batches of {batch}: {rate:.0f} jobs a second, {rate / batch:.0f} messages a second; "
              f"an idle system ends a job {1000 * statistics.median(waits):.0f} ms after its bell (median of {len(waits)})")  # fmt: skip


def measure(
    crew: Crew, settings: Settings, job: Nothing, step: Step, options: argparse.Namespace
) -> tuple[float, list]:
    stopping = threading.Event()
    hand = Hand(
        {step.name: Bench(Batches(step, job, crew.database))}, flight=crew.flight, starts=crew.starts, post=crew.post,
        herald=crew.herald, is_closed=lambda _queue: False, stopping=stopping,
    )  # fmt: skip
    foreman = Foreman(
        crew.database, [(step, job)], client=crew.client, keys=crew.keys, post=crew.post, stopping=stopping
    )
    worker = make_worker(
        make_broker(settings.redis, crew.keys), {step.name: lambda body: hand.take(step.name, body)},
        threads=options.threads,
    )  # fmt: skip
    sign(crew, step, options.threads)
    foreman.start()
    worker.start()
    time.sleep(2)
    job.waiting = set(range(1, options.jobs * step.batch + 1))
    began = time.monotonic()
    crew.herald.ring(step.name)
    while job.waiting:
        sign(crew, step, options.threads)
        time.sleep(0.05)
    rate = options.jobs * step.batch / (time.monotonic() - began)
    waits = [wait_once(crew, job, step, 10_000_000 + number) for number in range(30)]
    foreman.stop()
    worker.stop(timeout=10_000)
    return rate, waits


def wait_once(crew: Crew, job: Nothing, step: Step, number: int) -> float:
    time.sleep(0.3)
    began = time.monotonic()
    job.waiting.add(number)
    crew.herald.ring(step.name)
    while number not in job.ended:
        time.sleep(0.001)
    return job.ended[number] - began


def sign(crew: Crew, step: Step, threads: int) -> None:
    now = utc_now()
    worker = WorkerState(
        id="here", host="here", pid=1, queues=[step.queue], concurrency=threads, model="", provider="", version="",
        started_at=now, seen_at=now,
    )  # fmt: skip
    crew.roll.sign(Entry(worker=worker, doing={}))


if __name__ == "__main__":
    main()
