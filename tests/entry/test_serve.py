import json
import shutil
import signal
import subprocess
import sys

import httpx
import pytest

from servers import PATIENCE, Server, draw, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]


def run(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "kenfolk.entry.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)


def list_faces(server: Server, **query) -> list[dict]:
    return server.call("GET", "/api/faces", params={"limit": 500, **query})["items"]


def list_groups(server: Server) -> list[dict]:
    return server.get("/api/groups")["items"]


def faces_by_photo(server: Server) -> dict[str, list[dict]]:
    paths = {photo["id"]: photo["path"] for photo in server.get("/api/photos?limit=500")["items"]}
    faces: dict[str, list[dict]] = {}
    for face in list_faces(server):
        faces.setdefault(paths[face["photo_id"]], []).append(face)
    return faces


class TestServe:
    def test_finds_groups_names_and_then_recognises(self, start_server, photos):
        server = start_server(photos=photos)
        status = server.wait_until_idle(photos=6)
        assert (status["photos"]["done"], status["faces"], status["groups"]) == (6, 12, 3)

        group = list_groups(server)[0]
        faces = [face["id"] for face in list_faces(server, group_id=group["id"])]
        said = server.post("/api/decisions", {"kind": "name", "face_ids": faces, "name": "Ada"})
        server.wait_until_idle()
        known = {face["photo_id"]: face for face in list_faces(server, person_id=said["person"]["id"])}
        assert len(known) == 4

        before = faces_by_photo(server)
        who = {0: 0, 1: 1, 2: 2, 3: 0, 4: 1, 5: 2}
        ada = next(
            who[int(path[0])] if face["box"][0] < 250 else (who[int(path[0])] + 1) % 3
            for path, found in before.items()
            for face in found
            if face["tag"]
        )
        draw(photos / "new.jpg", ada)
        server.wait_until_idle(photos=7)
        new = faces_by_photo(server)["new.jpg"]
        assert [face["tag"]["name"] for face in new] == ["Ada"]
        assert [face["tag"]["source"] for face in new] == ["machine"]

    def test_starts_again_and_looks_only_at_what_has_changed(self, start_server, photos):
        server = start_server(photos=photos)
        server.wait_until_idle(photos=6)
        before = faces_by_photo(server)
        assert server.stop() == 0
        draw(photos / "late.jpg", 1)
        (photos / "0.jpg").unlink()

        server = start_server(photos=photos)
        status = server.wait_until_idle(photos=6)
        after = faces_by_photo(server)

        assert status["photos"] == {"total": 6, "done": 6, "failed": 0, "missing": 1}
        assert [face["id"] for face in after["3.jpg"]] == [face["id"] for face in before["3.jpg"]]
        assert len(after["late.jpg"]) == 1

    def test_notices_new_and_deleted_files_while_it_runs(self, start_server, photos):
        server = start_server(photos=photos)
        server.wait_until_idle(photos=6)

        draw(photos / "deep" / "folder" / "new.jpg", 2)
        server.wait_until_idle(photos=7)
        (photos / "1.jpg").unlink()
        status = server.wait_until_idle(photos=6)

        assert status["photos"]["missing"] == 1

    def test_a_second_server_is_refused_and_told_why(self, start_server, photos, tmp_path):
        server = start_server(photos=photos)

        second = run("serve", "--data", str(server.data), "--port", "0", "--pack", "fake")

        assert second.returncode == 1
        assert f"process {server.process.pid}" in second.stderr
        assert "Traceback" not in second.stderr

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_stops_cleanly_in_the_middle_of_work(self, start_server, photos, how):
        server = start_server(photos=photos)
        stream = httpx.stream("GET", server.url + "/api/events", trust_env=False, timeout=PATIENCE)
        with stream as events:
            assert next(events.iter_lines()) == "event: status"
            status = server.stop(how)

        assert status == 0
        assert "Traceback" not in server.log
        assert not (server.data / "server.json").exists()

    def test_goes_on_after_it_was_killed(self, start_server, photos):
        server = start_server(photos=photos)
        server.stop(signal.SIGKILL)

        server = start_server(photos=photos)

        assert server.wait_until_idle(photos=6)["faces"] == 12

    def test_tells_the_browser_what_changes(self, start_server, photos):
        server = start_server(photos=photos)
        server.wait_until_idle(photos=6)
        face = list_faces(server)[0]["id"]
        topics: set[str] = set()

        with httpx.stream("GET", server.url + "/api/events", trust_env=False, timeout=PATIENCE) as events:
            lines = events.iter_lines()
            next(lines)
            server.post("/api/decisions", {"kind": "name", "face_ids": [face], "name": "Ada"})
            while "people" not in topics:
                line = next(lines)
                if line.startswith('data: {"topics"'):
                    topics |= set(json.loads(line.removeprefix("data: "))["topics"])

        assert {"people", "faces", "review"} <= topics


class TestRefusals:
    def test_of_a_folder_that_is_not_there(self, tmp_path):
        refused = run("serve", str(tmp_path / "nothing"), "--data", str(tmp_path / "data"), "--port", "0")

        assert refused.returncode == 1
        assert "nothing" in refused.stderr
        assert "Traceback" not in refused.stderr

    def test_of_photos_that_hold_the_data(self, photos):
        refused = run("serve", str(photos), "--data", str(photos / "data"), "--port", "0", "--pack", "fake")

        assert refused.returncode == 1
        assert len(refused.stderr.strip().splitlines()) == 1

    def test_of_a_port_that_is_taken(self, start_server, tmp_path):
        server = start_server()
        port = server.url.rpartition(":")[2]

        refused = run("serve", "--data", str(tmp_path / "other"), "--port", port, "--pack", "fake")

        assert refused.returncode == 1
        assert f"Port {port} is in use" in refused.stderr
        assert "--port (make serve PORT=...)" in refused.stderr

    def test_of_a_pack_nobody_knows(self, tmp_path):
        refused = run("serve", "--data", str(tmp_path / "data"), "--port", "0", "--pack", "nonsense")

        assert refused.returncode == 1
        assert "nonsense" in refused.stderr

    def test_of_a_damaged_database(self, tmp_path):
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "kenfolk.db").write_bytes(b"this is no database" * 1000)

        refused = run("serve", "--data", str(tmp_path / "data"), "--port", "0", "--pack", "fake")

        assert refused.returncode == 1
        assert "damaged" in refused.stderr
        assert "Traceback" not in refused.stderr


@pytest.fixture
def done(start_server, photos) -> Server:
    """A library in which all is done, and its server."""
    server = start_server(photos=photos)
    server.wait_until_idle(photos=6)
    return server


class TestCommands:
    def test_say_the_same_with_and_without_a_server(self, done):
        with_server = json.loads(run("status", "--json", "--data", str(done.data)).stdout)
        done.stop()
        without = json.loads(run("status", "--json", "--data", str(done.data)).stdout)

        for key in ("photos", "faces", "people", "idle"):
            assert with_server[key] == without[key]

    def test_find_a_library_in_order(self, done):
        done.stop()

        examined = run("doctor", "--replay", "--data", str(done.data))

        assert examined.returncode == 0, examined.stdout
        assert "bad" not in examined.stdout

    def test_find_what_is_wrong_with_a_library(self, done, photos):
        done.stop()
        chip = next((done.data / "derived" / "chips").rglob("*.jpg"))
        chip.rename(chip.with_name("stray.jpg"))
        shutil.rmtree(photos)

        examined = run("doctor", "--data", str(done.data))

        assert examined.returncode == 1
        assert "stray.jpg" in examined.stdout
        assert chip.name in examined.stdout
        assert str(photos) in examined.stdout.replace("\n", "")

    def test_rename_people_and_undo_is_there(self, done):
        faces = [face["id"] for face in list_faces(done)[:1]]
        done.post("/api/decisions", {"kind": "name", "face_ids": faces, "name": "Ada"})

        renamed = run("people", "rename", "ada", "Ada Lovelace", "--data", str(done.data))
        listed = json.loads(run("people", "list", "--json", "--data", str(done.data)).stdout)

        assert renamed.returncode == 0, renamed.stderr
        assert [person["name"] for person in listed] == ["Ada Lovelace"]
        assert done.get("/api/decisions")["items"][0]["kind"] == "rename"

    def test_scan_hands_the_folder_to_the_server_that_runs(self, done, tmp_path):
        draw(tmp_path / "more" / "a.jpg", 1)

        handed = run("scan", str(tmp_path / "more"), "--data", str(done.data))

        assert handed.returncode == 0, handed.stderr
        assert done.wait_until_idle(photos=7)["sources"] == 2


class TestNoLibrary:
    def test_is_said_with_what_to_do(self, tmp_path):
        refused = run("status", "--data", str(tmp_path / "none"))

        assert refused.returncode == 1
        assert "kenfolk serve" in refused.stderr
        assert "--data FOLDER or KENFOLK_DATA" in refused.stderr
        assert not (tmp_path / "none").exists()


class TestWaitFor:
    def test_says_what_did_not_happen(self):
        with pytest.raises(AssertionError, match="pigs fly"):
            wait_for(lambda: False, "pigs fly", seconds=0.01)
