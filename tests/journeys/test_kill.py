"""kill -9 at any moment: the next start ends where an undisturbed run would have ended, and no human word is lost."""

import itertools
import random
import signal
import threading
import time

import httpx
import pytest

from factories.album import draw_album, name_of
from factories.contents import read_library
from servers import Server, draw, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]

PHOTOS = 41
FILES = 120  # about as many as an ingest of the album makes; where it is killed is counted in them
STARTING = 3  # kills while the server starts, before it has made anything


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, album) -> dict:
    """The library as it is when nothing goes wrong."""
    server = Server(data=tmp_path_factory.mktemp("calm") / "library", photos=album).start()
    try:
        server.wait_until_idle(photos=PHOTOS)
    finally:
        server.stop()
    return read_library(server.data)


class TestKill:
    def test_loses_doubles_and_orphans_nothing(self, start_server, album, undisturbed, kenfolk):
        chance = seeded(1)

        for moment in choose_moments(chance, kills=20):
            server = start_server(photos=album, wait=False)
            wait_for_files(server, moment)
            time.sleep(chance.uniform(0, 1.5 if moment == 0 else 0.03))
            server.stop(signal.SIGKILL)
            assert "Traceback" not in server.log
        server = start_server(photos=album)
        server.wait_until_idle(photos=PHOTOS)
        server.stop()

        assert_same(read_library(server.data), undisturbed)
        examined = kenfolk("doctor", "--replay", "--data", server.data)
        assert examined.returncode == 0, examined.stdout

    def test_leaves_nothing_of_photos_that_changed_meanwhile(self, start_server, tmp_path, kenfolk):
        chance, album = seeded(2), draw_album(tmp_path / "album", photos=16)
        others = itertools.product(range(5, 10), range(10, 15))

        for moment in (8, 20, 32, 40):
            server = start_server(photos=album, wait=False)
            wait_for_files(server, moment)
            server.stop(signal.SIGKILL)
            for number in chance.sample(range(16), 4):
                draw(album / f"{number % 4}" / f"{number:02}.jpg", *next(others))
        server = start_server(photos=album)
        server.wait_until_idle(photos=17)
        wait_for(lambda: "belong to nothing" in server.log, "the server has tidied up")
        server.stop()
        calm = start_server(data=tmp_path / "calm", photos=album)
        calm.wait_until_idle(photos=17)
        calm.stop()

        assert_same(read_library(server.data), read_library(calm.data))
        examined = kenfolk("doctor", "--replay", "--data", server.data)
        assert examined.returncode == 0, examined.stdout

    def test_keeps_every_word_that_was_acknowledged(self, start_server, album, undisturbed, kenfolk):
        chance = seeded(3)
        said: dict[int, tuple[int, str]] = {}

        for moment in choose_moments(chance, kills=8):
            server = start_server(photos=album)
            speaker = Speaker(server, said)
            speaker.start()
            wait_for_files(server, moment)
            time.sleep(chance.uniform(0, 0.5))
            server.stop(signal.SIGKILL)
            speaker.join()
            assert speaker.refused == []
        server = start_server(photos=album)
        server.wait_until_idle(photos=PHOTOS)
        tags = {face["id"]: face["tag"] for face in list_all(server, "/api/faces")}
        decisions = {decision["seq"]: decision for decision in list_all(server, "/api/decisions")}
        server.stop()

        assert said
        for seq, (face_id, name) in said.items():
            assert decisions[seq]["face_ids"] == [face_id]
            assert (tags[face_id]["name"], tags[face_id]["source"]) == (name, "human")
        found = read_library(server.data)
        for what in ("photos", "faces", "vectors", "files"):
            assert found[what] == undisturbed[what]
        assert all(name == name_of(key, box) for key, box, name, *_ in found["tags"])
        examined = kenfolk("doctor", "--replay", "--data", server.data)
        assert examined.returncode == 0, examined.stdout


class Speaker(threading.Thread):
    """Names faces as they appear, each once, until the server is gone."""

    def __init__(self, server: Server, said: dict[int, tuple[int, str]]) -> None:
        super().__init__(daemon=True)
        self.server, self.said, self.refused = server, said, list[str]()
        self._url = server.url

    def run(self) -> None:
        with httpx.Client(base_url=self._url, trust_env=False, timeout=10) as client:
            try:
                while self._say_something(client):
                    pass
            except httpx.TransportError:
                return

    def _say_something(self, client: httpx.Client) -> bool:
        paths = {photo["id"]: photo["path"] for photo in client.get("/api/photos?limit=500").json()["items"]}
        named = {face_id for face_id, _ in self.said.values()}
        for face in client.get("/api/faces?limit=500&state=open").json()["items"]:
            if face["id"] in named or face["id"] % 3 or face["photo_id"] not in paths:
                continue
            name = name_of(paths[face["photo_id"]], face["box"])
            reply = client.post("/api/decisions", json={"kind": "name", "face_ids": [face["id"]], "name": name})
            if reply.status_code != 201:
                self.refused.append(reply.text)
                return False
            self.said[reply.json()["decision"]["seq"]] = (face["id"], name)
            time.sleep(0.03)
        return True


def seeded(seed: int) -> random.Random:
    """Return a chance that can be repeated; pytest shows what is printed beside a failure."""
    print(f"The moments are those of random.Random({seed}).")  # noqa: T201 (what a failure is repeated with)
    return random.Random(seed)


def choose_moments(chance: random.Random, *, kills: int) -> list[int]:
    """Return how many files there are to be when the server is killed, each time more."""
    return [0] * STARTING + sorted(chance.sample(range(FILES), kills - STARTING))


def wait_for_files(server: Server, number: int) -> None:
    derived = server.data / "derived"
    wait_for(lambda: sum(1 for file in derived.rglob("*.jpg")) >= number, f"there are {number} files")


def list_all(server: Server, path: str) -> list[dict]:
    return server.get(f"{path}?limit=500")["items"]


def assert_same(found: dict, wanted: dict) -> None:
    """Compare part by part, so that a difference can be read."""
    for what, value in wanted.items():
        assert found[what] == value, what
