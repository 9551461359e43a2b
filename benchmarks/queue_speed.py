"""How long does the next question take, and what an answer teaches, where very many faces have no name?

    python benchmarks/queue_speed.py [--faces 10000 300000] [--people 200] [--answers 50] [--profile next]

The library is made up of people who don't exist (people_at_random.py) and its tables are filled directly: photos of one
face each, groups that are pieces of people, and the first faces of the biggest 200 people named. The matcher matches all
of it once. Then somebody who knows everybody answers one question after another in this process. "next" is the time until
a question is found; "updated" that from an answer until it is written, learned from and everything is matched again. CPU
seconds are those of this process, so that other work on the machine counts less. Each size has a process of its own.
"""

import argparse
import cProfile
import json
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa
from people_at_random import Crowd, draw_crowd
from report import describe_machine, print_table, save_results

from kenfolk.entry.schema import upgrade_schema
from kenfolk.faces.models import Face, FaceVector
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database, WriteSession
from kenfolk.kit.db_types import utc_now
from kenfolk.packs.service import find_pack
from kenfolk.people import service as people
from kenfolk.people.jobs import LearnDecisions, MatchFaces
from kenfolk.people.models import Arrangement, Group, GroupMember
from kenfolk.people.recogniser import Recogniser
from kenfolk.people.schemas import Name
from kenfolk.photos.models import Photo, Source
from kenfolk.review import models, service
from kenfolk.review.desk import Desk
from kenfolk.review.schemas import Answer

NAMED = 8  # faces of each person with a name, at the beginning
GROUP = 15  # faces of a group, at the most
BATCH = 5000
MIB = 1 << 20


class Clock:
    """Seconds on the clock and of the processors, by what they were spent on."""

    def __init__(self, profiled: str | None = None) -> None:
        self.profiled, self.profile = profiled, cProfile.Profile()
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.cpu: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def time(self, what: str) -> Iterator[None]:
        """Take the time of a block."""
        began, began_cpu = time.perf_counter(), time.process_time()
        if what == self.profiled:
            self.profile.enable()
        yield
        if what == self.profiled:
            self.profile.disable()
        self.seconds[what].append(time.perf_counter() - began)
        self.cpu[what].append(time.process_time() - began_cpu)

    def sum_up(self) -> dict[str, float]:
        """Return the middle and the 95th percentile of each, in milliseconds."""
        return {
            f"{what}_{name}": round(1000 * float(np.quantile(times[what], share)), 1)
            for what in self.seconds
            for name, times, share in (
                ("p50_ms", self.seconds, 0.5),
                ("p95_ms", self.seconds, 0.95),
                ("cpu_p50_ms", self.cpu, 0.5),
                ("cpu_p95_ms", self.cpu, 0.95),
            )
        }


def fill(session: WriteSession, crowd: Crowd, *, model: str) -> None:
    """Write photos, faces, vectors and groups; face and photo `i` is row `i - 1` of the crowd."""
    now, count = utc_now(), len(crowd.people)
    session.add(Source(id=1, kind="folder", root="/photos", added_at=now, scanned_at=now))
    session.flush()
    taken = now.replace(tzinfo=None)
    photo = {
        "source_id": 1, "size": 1, "mtime_ns": 1, "state": "ready", "format": "JPEG", "width": 1000, "height": 800,
        "orientation": 1, "taken_at": taken, "camera": None, "missing_at": None,
    }  # fmt: skip
    face = {
        "left": 100, "top": 100, "right": 200, "bottom": 220, "landmarks": [], "score": 0.9, "measures": {},
        "origin": "detector", "detector_version": "made-up", "created_at": now, "removed_at": None,
    }  # fmt: skip
    qualities = np.random.default_rng(1).uniform(0.3, 1, count)
    for at in range(0, count, BATCH):
        ids = range(at + 1, min(at + BATCH, count) + 1)
        session.execute(sa.insert(Photo), [photo | {"id": i, "key": f"{i}.jpg", "sha256": f"{i:064x}"} for i in ids])
        session.execute(
            sa.insert(Face),
            [face | {"id": i, "photo_id": i, "quality": float(qualities[i - 1]), "chip_key": f"{i}"} for i in ids],
        )
        session.execute(
            sa.insert(FaceVector),
            [
                {"face_id": i, "model": model, "chip_key": f"{i}", "vector": crowd.looks[i - 1, :-1], "changed": 1}
                for i in ids
            ],
        )


def group_pieces(session: WriteSession, crowd: Crowd, named: set[int], *, model: str) -> None:
    """Put faces of one person into groups, up to so many at a time."""
    session.add(Arrangement(model=model, version=1))
    faces: dict[int, list[int]] = defaultdict(list)
    for row, person in enumerate(crowd.people.tolist()):
        if row + 1 not in named:
            faces[person].append(row + 1)
    pieces = [theirs[at : at + GROUP] for theirs in faces.values() for at in range(0, len(theirs), GROUP)]
    pieces = [piece for piece in pieces if len(piece) > 1]
    now = utc_now()
    groups = [{"id": i, "model": model, "created_at": now, "settled": True} for i in range(1, len(pieces) + 1)]
    session.execute(sa.insert(Group), groups)
    members = [{"face_id": f, "group_id": i} for i, piece in enumerate(pieces, 1) for f in piece]
    session.execute(sa.insert(GroupMember), members)


def name_people(session: WriteSession, crowd: Crowd, count: int) -> set[int]:
    """Name the first faces of the biggest people, and return these faces."""
    named = set[int]()
    for person, _ in Counter(crowd.people.tolist()).most_common(count):
        rows = np.flatnonzero(crowd.people == person)[:NAMED]
        face_ids = (rows + 1).tolist()
        people.decide(session, user="owner", body=Name(kind="name", face_ids=face_ids, name=name_of(person)))
        named.update(face_ids)
    return named


def name_of(person: int) -> str:
    """Return what somebody is called."""
    return f"Person {person}"


class Reviewer:
    """Somebody who knows everybody."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.sizes = Counter(crowd.people.tolist())

    def answer(self, question: models.Question, names: dict[str, int]) -> Answer:
        """Return the right answer."""
        who = {face_id: int(self.crowd.people[face_id - 1]) for face_id in question.face_ids}
        if question.kind == "confirm":
            asked = next(name for name, person_id in names.items() if person_id == question.person_id)
            return Answer(verdict="yes", wrong=[f for f, person in who.items() if name_of(person) != asked])
        person = Counter(who.values()).most_common(1)[0][0]
        wrong = [face_id for face_id, other in who.items() if other != person]
        if self.sizes[person] == 1:
            return Answer(verdict="stranger", wrong=wrong)
        if name_of(person) in names:
            return Answer(verdict="person", person_id=names[name_of(person)], wrong=wrong)
        return Answer(verdict="new", name=name_of(person), wrong=wrong)


def play(database: Database, desk: Desk, reviewer: Reviewer, clock: Clock, steps: list[Any], *, answers: int) -> int:
    """Answer so many questions, and return how many there were."""
    for number in range(answers):
        with clock.time("next"), database.read() as session:
            following = service.find_next(session, desk)
        if following.draft is None:
            return number
        with database.write() as session:
            question = service.keep_question(session, following)
            names = {name: person_id for person_id, name in session.execute(sa.text("SELECT id, name FROM person"))}
        with clock.time("updated"):
            with clock.time("answer"), database.write() as session:
                service.answer_question(session, question.id, reviewer.answer(question, names), user="owner")
            with clock.time("learn_and_match"):
                think(database, steps, clock)
    return answers


def think(database: Database, steps: list[Any], clock: Clock | None = None, *, batch: int = 500) -> None:
    """Learn and match until nothing waits."""
    clock = clock or Clock()
    busy = True
    while busy:
        busy = False
        for step in steps:
            name = type(step).__name__
            with clock.time(f"{name}_find"), database.read() as session:
                ids = step.find(session, limit=batch, skip=())
            if ids:
                busy = True
                with clock.time(f"{name}_run"):
                    step.run(ids)


def measure(folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Make a library and play."""
    count = arguments.faces[0]
    crowd, pack = draw_crowd(count, seed=arguments.seed), find_pack("default", Settings().models)
    database = Database(f"sqlite:///{folder / 'kenfolk.db'}")
    upgrade_schema(database.engine)
    with database.write() as session:
        fill(session, crowd, model=pack.embedder.model)
    with database.write() as session:
        named = name_people(session, crowd, arguments.people)
        group_pieces(session, crowd, named, model=pack.embedder.model)
    index = VectorIndex(model=pack.embedder.model, dim=pack.embedder.dim, cohort=crowd.cohort)
    recogniser = Recogniser(index, pack)
    clock, desk = Clock(arguments.profile), Desk(recogniser)
    steps = [] if arguments.no_matcher else [LearnDecisions(database, recogniser), MatchFaces(database, recogniser)]
    with clock.time("match_all"):
        think(database, steps, batch=BATCH)
    with clock.time("first"), database.read() as session:
        service.find_next(session, desk)
    answered = play(database, desk, Reviewer(crowd), clock, steps, answers=arguments.answers)
    if arguments.profile:
        pstats.Stats(clock.profile, stream=sys.stderr).sort_stats("tottime").print_stats(40)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB
    return {"faces": count, "answers": answered, "peak_mib": round(peak), **clock.sum_up()}


def main() -> None:
    """Measure each size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, nargs="+", default=[10_000, 300_000])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--answers", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--profile", metavar="WHAT", help='say where the time of this went: "next", for example, or "updated"'
    )
    parser.add_argument("--no-matcher", action="store_true", help="let nothing be learned and matched: only questions")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        with tempfile.TemporaryDirectory(prefix="kenfolk-queue-") as folder:
            print(json.dumps(measure(Path(folder), arguments)))
        return
    results = []
    for count in arguments.faces:
        command = [sys.executable, __file__, *sys.argv[1:], "--faces", str(count), "--one"]
        results.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
        print_table(f"{count:,} faces", ["", "value"], [[name, float(value)] for name, value in results[-1].items()])
    print(save_results("queue_speed", {"machine": describe_machine(), "results": results}))


if __name__ == "__main__":
    main()
