"""Server mode ends where one process would have ended, whatever happens to its processes."""

import io
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from urllib.parse import urlsplit

import httpx
import pytest
import sqlalchemy as sa
from PIL import Image

from factories.album import draw_album
from factories.contents import read_library
from fleets import Fleet, Process, Web, break_down_over
from kenfolk.faces.models import DetectedPhoto, FaceVector, LookProgress
from kenfolk.kit.db import Database
from servers import PATIENCE, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]

PHOTOS = 41


@pytest.fixture
def undisturbed(tmp_path, album) -> dict:
    """The library as one process makes it."""
    data = tmp_path / "calm"
    words = ["scan", str(album), "--data", str(data), "--pack", "fake"]
    scan = Process("scan", words, tmp_path / "scan.log", {"KENFOLK_DATABASE": ""}).start()
    assert scan.wait() == 0, scan.log
    return read_library(data)


def assert_same(found: dict, wanted: dict) -> None:
    """Compare part by part, so that a difference can be read."""
    for what, value in wanted.items():
        assert found[what] == value, what


def without_halves(found: dict) -> dict:
    """Leave out what a killed process was just writing: nobody reads it, and it is removed when it is an hour old."""
    return found | {"files": [(name, content) for name, content in found["files"] if not name.endswith(".part")]}


def ask(fleet: Fleet, question: sa.Select) -> int | None:
    """Return one number from the library's database."""
    database = Database(fleet.database_url)
    try:
        with database.read() as session:
            return session.scalar(question)
    finally:
        database.close()


def count_seen(fleet: Fleet) -> int:
    """Return how many photos were looked at."""
    return ask(fleet, sa.select(sa.func.count()).select_from(DetectedPhoto))


def has_looks(fleet: Fleet) -> bool:
    """Is the table of looks as new as the vectors?"""
    newest = sa.select(sa.func.max(FaceVector.changed)).scalar_subquery()
    return ask(fleet, sa.select(sa.func.count()).select_from(LookProgress).where(LookProgress.tick == newest)) == 1


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
    def test_makes_the_same_library_as_one_process_whatever_dies(
        self, fleet, album, undisturbed, start_nginx, tmp_path
    ):
        web, other = fleet.web(album), fleet.web()
        for queues in (["reader"], ["embedder", "matcher"], ["matcher"]):
            fleet.worker(*queues)
        first, second = fleet.worker("detector"), fleet.worker("detector")
        fleet.wait_until_all_work()

        wait_for(lambda: count_seen(fleet) >= 5, "a few photos were looked at")
        first.stop(signal.SIGKILL)
        wait_for(lambda: count_seen(fleet) >= 12, "some photos were looked at")
        fleet.redis.kill()
        status = other.get("/api/status")  # the web app goes on
        fleet.redis.start()
        web.process.stop(signal.SIGKILL)  # the one that hands out the work
        second.stop(signal.SIGKILL)
        fleet.worker("detector")
        third = fleet.web()
        other.wait_until_idle(photos=PHOTOS)

        assert not status["idle"]
        assert_same(without_halves(fleet.contents()), undisturbed)
        self._is_told_of_truly(other, {"scanner": 1, "reader": 1, "detector": 1, "embedder": 1, "matcher": 2})
        self._learns_everywhere(other, third)
        ports = [urlsplit(each.url).port for each in (other, third)]
        self._shows_pictures(start_nginx(*ports, static=tmp_path, derived=fleet.data / "derived"))
        wait_for(lambda: has_looks(fleet), "whoever hands out the work keeps the table of looks")

    def _shows_pictures(self, url: str) -> None:
        """The proxy sends them itself, and only those Kenfolk lets it."""
        with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE) as browser:
            (face,) = browser.get("/api/faces?limit=1").json()["items"]
            for address in (face["chip_url"], f"/api/photos/{face['photo_id']}/image"):
                browser.get(address)  # the large one is made when somebody looks at it first
                reply = browser.get(address)
                assert (reply.status_code, reply.headers["content-type"]) == (200, "image/jpeg")
                assert Image.open(io.BytesIO(reply.content)).size[0] >= 256
                assert reply.headers["x-content-type-options"] == "nosniff"
                again = browser.get(address, headers={"If-None-Match": reply.headers["etag"]})
                assert again.status_code == 304
            assert browser.get("/api/photos/9999/thumb").status_code == 404
            assert browser.get("/derived/chips/0/").status_code == 404

    def _is_told_of_truly(self, web: Web, workers: dict[str, int]) -> None:
        """The dead are forgotten, and what was given up is known."""

        def states() -> dict:
            return {queue["name"]: queue for queue in web.get("/api/queues")["queues"]}

        wait_for(lambda: {name: len(state["workers"]) for name, state in states().items()} == workers, "they are gone")
        assert states()["reader"]["dead"] == 1  # the file that is no photo

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

    def test_gives_up_on_the_one_photo_that_kills_its_workers(self, fleet, tmp_path):
        web = fleet.web(draw_album(tmp_path / "album", photos=8))
        fleet.worker("reader", "embedder", "matcher")

        deaths = self._keep_alive(fleet, web, partial(break_down_over, 3))

        (problem,) = [f for f in web.get("/api/failures")["items"] if f["step"] == "faces.detect"]
        assert deaths == 3
        assert (problem["retry_at"], problem["code"]) == (None, "deadly")
        assert "broke down" in problem["reason"]
        assert count_seen(fleet) == 7

    def _keep_alive(self, fleet: Fleet, web: Web, before: Callable[[], None]) -> int:
        """Start a worker anew whenever it dies, until all is done; return how often that was."""
        worker, deaths = fleet.worker("detector", before=before), 0
        end = time.monotonic() + 3 * PATIENCE
        while not ((status := web.get("/api/status"))["idle"] and status["photos"]["total"] == 9):
            assert time.monotonic() < end, f"it is not over after {deaths} deaths: {worker.log}"
            if not worker.is_alive:
                deaths += 1
                worker = fleet.worker("detector", before=before)
            time.sleep(0.2)
        return deaths
