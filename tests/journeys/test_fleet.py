"""Server mode ends where one process would have ended, whatever happens to its processes."""

import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from factories.album import draw_album
from factories.contents import read_library
from fleets import Fleet, Web
from kenfolk.faces.models import DetectedPhoto
from kenfolk.kit.db import Database
from servers import PATIENCE, Server, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]

PHOTOS = 41
EVERY_QUEUE = ("reader", "detector", "embedder", "matcher")
# A photo that kills its process, as a fault in a decoder could: the real worker, with one line of its own.
DEADLY = """
import os, sys
from kenfolk.entry.cli import app
from kenfolk.faces.jobs import DetectFaces
run = DetectFaces.run
DetectFaces.run = lambda self, ids: os._exit(3) if {photo} in ids else run(self, ids)
app()
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, album) -> dict:
    """The library as one process makes it."""
    server = Server(data=tmp_path_factory.mktemp("calm") / "library", photos=album).start()
    try:
        server.wait_until_idle(photos=PHOTOS)
    finally:
        server.stop()
    return read_library(server.data)


def assert_same(found: dict, wanted: dict) -> None:
    """Compare part by part, so that a difference can be read."""
    for what, value in wanted.items():
        assert found[what] == value, what


def count_seen(fleet: Fleet) -> int:
    """Return how many photos were looked at."""
    database = Database(fleet.database_url)
    try:
        with database.read() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(DetectedPhoto))
    finally:
        database.close()


def listen(web: Web, told: list[str]) -> None:
    """Collect what a browser at this process is told."""
    address = f"{web.url}/api/events"
    with suppress(httpx.TransportError), httpx.stream("GET", address, trust_env=False, timeout=PATIENCE) as stream:
        events = iter(stream.iter_lines())
        for line in events:
            if line == "event: changed":
                told.append(next(events))
            elif not told:
                told.append("listens")


class TestFleet:
    def test_makes_the_same_library_as_one_process(self, fleet, album, undisturbed):
        for queue in (*EVERY_QUEUE, "detector", "matcher"):
            fleet.worker(queue)
        fleet.wait_until_all_work()
        web, other = fleet.web(album), fleet.web()

        web.wait_until_idle(photos=PHOTOS)

        assert_same(fleet.contents(), undisturbed)
        self._learns_everywhere(web, other)
        assert other.get("/api/status")["faces"] == web.get("/api/status")["faces"]
        states = {queue["name"]: queue for queue in other.get("/api/queues")["queues"]}
        assert {name: len(state["workers"]) for name, state in states.items()} == {
            "scanner": 1, "reader": 1, "detector": 2, "embedder": 1, "matcher": 2,
        }  # fmt: skip
        assert states["reader"]["dead"] == 1  # the file that is no photo

    def _learns_everywhere(self, web: Web, other: Web) -> None:
        """What is said to one process is told to those who look at another, learned by a worker, and seen by all."""
        told: list[str] = []
        listener = threading.Thread(target=listen, args=(other, told), daemon=True)
        listener.start()
        wait_for(lambda: told, "the browser listens")
        group = web.get("/api/groups")["items"][0]
        faces = [face["id"] for face in web.get(f"/api/faces?group_id={group['id']}&limit=100")["items"]]

        web.post("/api/decisions", {"kind": "name", "face_ids": faces[:3], "name": "Ada"})

        wait_for(lambda: any("people" in line for line in told), "another process tells of it")
        web.wait_until_idle(photos=PHOTOS)
        (ada,) = other.get("/api/people")["items"]
        assert (ada["name"], ada["faces"] + ada["suggestions"]) == ("Ada", len(faces))

    def test_loses_and_doubles_nothing_when_processes_and_redis_die(self, fleet, album, undisturbed):
        web, other = fleet.web(album), fleet.web()
        workers = {queue: fleet.worker(queue) for queue in EVERY_QUEUE}
        second = fleet.worker("detector")

        fleet.wait_until_all_work()
        wait_for(lambda: count_seen(fleet) >= 5, "a few photos were looked at")
        second.stop(signal.SIGKILL)
        wait_for(lambda: count_seen(fleet) >= 12, "some photos were looked at")
        fleet.redis.kill()
        status = other.get("/api/status")  # the web app goes on
        fleet.redis.start()
        web.process.stop(signal.SIGKILL)  # the one that hands out the work
        workers["detector"].stop(signal.SIGKILL)
        fleet.worker("detector")
        other.wait_until_idle(photos=PHOTOS)

        assert not status["idle"]
        assert_same(fleet.contents(), undisturbed)

    def test_gives_up_on_the_one_photo_that_kills_its_workers(self, fleet, tmp_path):
        album = draw_album(tmp_path / "album", photos=8)
        program = tmp_path / "deadly.py"
        program.write_text(DEADLY.format(photo=3))
        web = fleet.web(album)
        for queue in ("reader", "embedder", "matcher"):
            fleet.worker(queue)

        deaths = self._keep_alive(fleet, web, program)

        (problem,) = [f for f in web.get("/api/failures")["items"] if f["step"] == "faces.detect"]
        assert deaths == 3
        assert (problem["retry_at"], problem["code"]) == (None, "deadly")
        assert "broke down" in problem["reason"]
        assert count_seen(fleet) == 7

    def _keep_alive(self, fleet: Fleet, web: Web, program: Path) -> int:
        """Start a worker anew whenever it dies, until all is done; return how often that was."""
        worker, deaths = fleet.worker("detector", program=[str(program)]), 0
        end = time.monotonic() + 3 * PATIENCE
        while not ((status := web.get("/api/status"))["idle"] and status["photos"]["total"] == 9):
            assert time.monotonic() < end, f"it is not over after {deaths} deaths: {worker.log}"
            if not worker.is_alive:
                deaths += 1
                worker = fleet.worker("detector", program=[str(program)])
            time.sleep(0.2)
        return deaths
