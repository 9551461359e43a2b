"""Disks that are full, that may only be read, or that belong to somebody else's server."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from factories.contents import read_library
from needs import lack_rights, need
from servers import Server, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]

PHOTOS = 41


@pytest.fixture
def mount(tmp_path) -> Iterator[Callable[..., None]]:
    """Mount something, and undo it after the test."""
    mounted: list[Path] = []

    def mount(*arguments: str | Path, at: Path) -> None:
        done = subprocess.run(["mount", *map(str, arguments), str(at)], capture_output=True, text=True, check=False)
        if done.returncode:
            lack_rights(f"mount anything ({done.stderr.strip()})")
        if at not in mounted:
            mounted.append(at)

    need("mount", "it makes disks that are full or only to be read")
    if os.geteuid() != 0:
        lack_rights("mount anything (only the super-user may)")
    yield mount
    for at in reversed(mounted):
        subprocess.run(["umount", "--lazy", at], check=True)


def list_files(folder: Path) -> list[tuple]:
    """Return every file and folder with what a write would change."""
    return sorted(
        (str(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_mode)
        for path in [folder, *folder.rglob("*")]
        if (found := path.lstat())
    )


class TestReadOnlyPhotos:
    def test_are_enough(self, start_server, mount, album, tmp_path):
        photos = tmp_path / "photos"
        photos.mkdir()
        mount("--bind", album, at=photos)
        mount("-o", "remount,bind,ro", at=photos)
        with pytest.raises(OSError, match=r"[Rr]ead-only"):
            (photos / "x").touch()

        server = start_server(photos=photos)
        status = server.wait_until_idle(photos=PHOTOS)

        assert (status["photos"]["done"], status["photos"]["failed"], status["faces"]) == (PHOTOS - 1, 1, 100)

    def test_are_never_written_to_even_if_they_could_be(self, start_server, album):
        before = list_files(album)

        server = start_server(photos=album)
        server.wait_until_idle(photos=PHOTOS)
        face = server.get("/api/faces")["items"][0]
        server.post("/api/decisions", {"kind": "name", "face_ids": [face["id"]], "name": "Ada"})
        box = {"kind": "draw_box", "photo_id": face["photo_id"], "box": [0, 300, 90, 420]}
        server.post("/api/decisions", box)
        server.call("POST", "/api/sources/1/scan")
        server.wait_until_idle()
        server.call("DELETE", "/api/sources/1")
        server.stop()

        assert list_files(album) == before


class TestFullDisk:
    def test_is_waited_for_and_loses_nothing(self, start_server, mount, album, tmp_path, kenfolk):
        calm = start_server(data=tmp_path / "calm", photos=album)
        calm.wait_until_idle(photos=PHOTOS)
        calm.stop()
        disk = tmp_path / "disk"
        disk.mkdir()
        mount("-t", "tmpfs", "-o", "size=24m", "tmpfs", at=disk)
        server = start_server(data=disk / "library")
        fill(disk, leave=600_000)

        server.post("/api/sources", {"path": str(album)})
        wait_for(lambda: is_waiting_for_space(server), "the server says that the disk is full")
        answer = httpx.post(
            server.url + "/api/decisions", json={"kind": "name", "face_ids": [1], "name": "Ada" * 60}, trust_env=False
        )
        assert answer.status_code in (201, 507), answer.text
        assert "full" in answer.text or answer.status_code == 201
        assert server.process.poll() is None
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        for decision in server.get("/api/decisions")["items"]:
            server.call("POST", f"/api/decisions/{decision['seq']}/undo")
        server.wait_until_idle(photos=PHOTOS)
        server.stop()

        found, undisturbed = read_library(server.data), read_library(calm.data)
        assert {what: found[what] == undisturbed[what] for what in found} == dict.fromkeys(found, True)
        assert "Traceback" not in server.log
        examined = kenfolk("doctor", "--replay", "--data", server.data)
        assert examined.returncode == 0, examined.stdout

    def test_is_named_by_a_server_that_cannot_start(self, mount, tmp_path, kenfolk):
        disk = tmp_path / "disk"
        disk.mkdir()
        mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", at=disk)
        fill(disk, leave=20_000)

        refused = kenfolk("serve", "--data", disk / "library", "--port", "0", "--pack", "fake")

        assert refused.returncode == 1
        assert "full" in refused.stderr
        assert "Traceback" not in refused.stderr


def fill(disk: Path, *, leave: int) -> None:
    """Leave so many bytes free."""
    free = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(free.f_bavail * free.f_frsize - leave))


def is_waiting_for_space(server: Server) -> bool:
    status = server.get("/api/status")
    notes = [step["note"] for step in status["steps"] if step["note"]]
    return not status["idle"] and any("full" in note for note in notes)


class TestTwoServers:
    def test_never_work_on_one_library(self, start_server, album, kenfolk):
        first = start_server(photos=album)

        for command in (["serve", "--port", "0"], ["serve", album, "--port", "0"]):
            refused = kenfolk(*command, "--data", first.data, "--pack", "fake")
            assert refused.returncode == 1
            assert f"process {first.process.pid}" in refused.stderr
            assert str(first.data) in refused.stderr.replace("\n", "")
            assert "Traceback" not in refused.stderr

        assert first.wait_until_idle(photos=PHOTOS)["faces"] == 100

    def test_follow_each_other_at_once_when_one_is_killed(self, start_server, album):
        first = start_server(photos=album)
        first.stop(signal.SIGKILL)

        second = start_server(photos=album)

        assert second.process.pid != first.process.pid
        assert second.wait_until_idle(photos=PHOTOS)["faces"] == 100

    def test_find_each_other_however_the_folder_is_written(self, start_server, tmp_path, kenfolk):
        first = start_server()
        (tmp_path / "alias").symlink_to(first.data)

        refused = kenfolk("serve", "--data", tmp_path / "alias", "--port", "0", "--pack", "fake")

        assert refused.returncode == 1
        assert "Another Kenfolk" in refused.stderr
