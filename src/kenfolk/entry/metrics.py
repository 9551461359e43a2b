"""The state of the library and of its queues as numbers, in the text that Prometheus reads."""

from collections.abc import Callable, Iterable, Iterator

from kenfolk.entry.queues import Queues, QueueState
from kenfolk.entry.status import Status
from kenfolk.kit.db_types import utc_now

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def age_of(queue: QueueState) -> float:
    """Return how long the oldest item may have waited, in seconds."""
    return (utc_now() - queue.waiting_since).total_seconds() if queue.waiting_since else 0.0


OF_A_QUEUE: tuple[tuple[str, str, Callable[[QueueState], float]], ...] = (
    ("depth", "Items that wait in the database, with those in hand.", lambda queue: queue.depth),
    ("ahead", "Items handed out to workers.", lambda queue: queue.ahead),
    ("running", "Items being worked on.", lambda queue: queue.running),
    ("rate", "Items a second.", lambda queue: queue.rate or 0.0),
    ("failures", "Items that failed.", lambda queue: queue.failures),
    ("dead", "Items that were given up.", lambda queue: queue.dead),
    ("paused", "1 if the queue is held back.", lambda queue: float(queue.paused)),
    ("workers", "Processes that work on it.", lambda queue: len(queue.workers)),
    ("oldest_seconds", "The oldest item has waited no longer than that.", age_of),
)


def render_metrics(status: Status, queues: Queues) -> str:
    """Return all numbers, each with what it means."""
    photos = status.photos
    states = {"done": photos.done, "failed": photos.failed, "missing": photos.missing}
    lines = [
        *_gauge("info", "Always 1.", [(f'version="{status.version}",pack="{status.pack}"', 1)]),
        *_gauge("photos", "Photos by state.", [(f'state="{state}"', count) for state, count in states.items()]),
        *_gauge("photos_total", "Photos of the library.", [("", photos.total)]),
        *_gauge("faces", "Faces in them.", [("", status.faces)]),
        *_gauge("named_faces", "Faces with a name.", [("", status.named_faces)]),
        *_gauge("people", "People with a name.", [("", status.people)]),
        *_gauge("decisions", "What people said, in all.", [("", status.seq)]),
    ]
    if queues.redis is not None:
        lines += _gauge("redis_up", "1 if the queue's server answers.", [("", float(queues.redis))])
    for name, meaning, value in OF_A_QUEUE:
        values = [(f'queue="{queue.name}"', value(queue)) for queue in queues.queues]
        lines += _gauge(f"queue_{name}", meaning, values)
    return "\n".join(lines) + "\n"


def _gauge(name: str, meaning: str, values: Iterable[tuple[str, float]]) -> Iterator[str]:
    yield f"# HELP kenfolk_{name} {meaning}"
    yield f"# TYPE kenfolk_{name} gauge"
    for labels, value in values:
        yield f"kenfolk_{name}{{{labels}}} {value:.12g}" if labels else f"kenfolk_{name} {value:.12g}"
