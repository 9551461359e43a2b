"""One folder with everything that goes wrong with files: each ends in a clear state, and none stops the others."""

import os
import shutil
import time

import pytest

from factories.album import LONG_AGO, draw_album
from factories.bad_files import Case, list_cases, write_cases
from needs import can_run, lack_rights, need
from servers import Server, draw, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]

MEGABYTES = 900  # the whole process, with Python, NumPy, onnxruntime and a photo or two in memory
# The super-user may read everything; without this privilege modes count for him too.
OBEYING_MODES = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


def photos_by_path(server: Server) -> dict[str, dict]:
    return {photo["path"]: photo for photo in server.get("/api/photos?limit=500")["items"]}


def reasons_by_path(server: Server) -> dict[str, str]:
    return {failure["subject"]: failure["reason"] for failure in server.get("/api/failures?limit=500")["items"]}


def key_of(case: Case) -> str:
    return os.fsencode(case.name).decode(errors="surrogateescape").translate({0xDCE9: "\uf7e9", 0xDCFF: "\uf7ff"})


class TestBadFiles:
    def test_end_in_a_clear_state_and_stop_nobody(self, start_server, tmp_path):
        cases = list_cases()
        write_cases(tmp_path / "photos", cases)
        wanted = [case for case in cases if case.faces is not None or case.reason]

        server = start_server(photos=tmp_path / "photos")
        status = server.wait_until_idle(photos=len(wanted))

        photos, reasons = photos_by_path(server), reasons_by_path(server)
        assert photos.keys() == {key_of(case) for case in wanted}
        for case in wanted:
            photo = photos[key_of(case)]
            assert (photo["state"], photo["faces"]) == ("failed" if case.reason else "ready", case.faces or 0), (
                case.name
            )
            assert reasons.pop(key_of(case), "").startswith(case.reason or ""), case.name
        assert not reasons
        bad = sum(case.reason is not None for case in cases)
        assert (status["photos"]["failed"], status["photos"]["done"]) == (bad, len(wanted) - bad)
        assert server.peak_megabytes() < MEGABYTES
        assert "Traceback" not in server.log

    def test_show_pictures_of_all_that_could_be_read(self, start_server, tmp_path):
        write_cases(tmp_path / "photos", [case for case in list_cases() if case.faces is not None])
        server = start_server(photos=tmp_path / "photos")
        server.wait_until_idle()

        for photo in photos_by_path(server).values():
            for url in ("thumb_url", "image_url", "original_url"):
                assert server.fetch(photo[url]), photo["path"]
            assert server.get(f"/api/photos/{photo['id']}")["path"] == photo["path"]

    def test_are_read_once_somebody_may(self, start_server, tmp_path):
        if os.geteuid() == 0:
            need("setpriv", "it lets modes count for the super-user too")
            if not can_run(*OBEYING_MODES):
                lack_rights("give up the super-user's privileges")
        folder = tmp_path / "photos"
        for name in ("open.jpg", "locked.jpg", "closed/inside.jpg"):
            os.utime(draw(folder / name, 1, 2), (LONG_AGO, LONG_AGO))
        (folder / "locked.jpg").chmod(0)
        (folder / "closed").chmod(0)
        try:
            server = start_server(photos=folder, before=OBEYING_MODES if os.geteuid() == 0 else ())
            status = server.wait_until_idle(photos=2)
            assert status["photos"] == {"total": 2, "done": 1, "failed": 1, "missing": 0}
            assert "not allowed to use 'locked.jpg'" in reasons_by_path(server)["locked.jpg"]
            assert "closed" in server.get("/api/sources")["items"][0]["error"]
        finally:
            (folder / "locked.jpg").chmod(0o600)
            (folder / "closed").chmod(0o700)

        server.post("/api/failures/retry", {"ids": None})
        server.call("POST", "/api/sources/1/scan")
        server.wait_until_idle(photos=3)

        assert {photo["state"] for photo in photos_by_path(server).values()} == {"ready"}
        assert server.get("/api/sources")["items"][0]["error"] is None

    def test_may_vanish_while_they_are_read(self, start_server, tmp_path):
        folder = draw_album(tmp_path / "photos")
        server = start_server(photos=folder)
        for file in sorted(folder.glob("[12]/*.jpg")):
            file.unlink()
            time.sleep(0.02)
        shutil.rmtree(folder / "3")

        status = server.wait_until_idle(photos=11)

        assert status["photos"]["failed"] == 1
        assert {photo["state"] for photo in photos_by_path(server).values()} == {"ready", "failed"}
        assert all(path[0] in "0b" for path in photos_by_path(server))
        assert "Traceback" not in server.log

    def test_are_not_found_through_links_in_circles_or_out_of_the_folder(self, start_server, tmp_path):
        folder = draw(tmp_path / "photos" / "deep" / "a.jpg", 1).parents[1]
        elsewhere = draw(tmp_path / "elsewhere" / "b.jpg", 2)
        (folder / "deep" / "up").symlink_to(folder)
        (folder / "self.jpg").symlink_to(folder / "self.jpg")
        (folder / "out.jpg").symlink_to(elsewhere)
        (folder / "outside").symlink_to(elsewhere.parent)
        os.mkfifo(folder / "pipe.jpg")

        server = start_server(photos=folder)
        server.wait_until_idle(photos=1)

        assert photos_by_path(server).keys() == {"deep/a.jpg"}
        said = server.get("/api/sources")["items"][0]["error"]
        assert "out.jpg" in said
        assert "outside" in said

    def test_may_be_written_slowly(self, start_server, tmp_path):
        whole = draw(tmp_path / "whole.jpg", 1, 2).read_bytes()
        folder = draw(tmp_path / "photos" / "a.jpg", 1).parent
        server = start_server(photos=folder)
        server.wait_until_idle(photos=1)

        with (folder / "slow.jpg").open("wb") as file:
            for at in range(0, len(whole), len(whole) // 8):
                file.write(whole[at : at + len(whole) // 8])
                file.flush()
                time.sleep(0.3)

        server.wait_until_idle(photos=2)
        wait_for(lambda: photos_by_path(server)["slow.jpg"]["state"] == "ready", "the whole file is read")
        server.wait_until_idle()
        assert photos_by_path(server)["slow.jpg"]["faces"] == 2
        assert reasons_by_path(server) == {}
