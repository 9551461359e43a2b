"""Watching real folders with the real operating system."""

import os
import time
from collections.abc import Callable, Iterator

import pytest

from factories.pictures import draw
from kenfolk.photos import service, watch
from kenfolk.photos.jobs import ScanSources
from kenfolk.photos.watch import Watcher

PATIENCE = 20.0  # seconds; usually two


@pytest.fixture
def watcher(library) -> Iterator[Watcher]:
    watcher = Watcher(library.database, poll=0.3)
    watcher.start()
    yield watcher
    watcher.stop()


def until(fact: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not fact():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def watched(library, watcher):
    """A library whose folder is watched by now: the first sign of it is the scan the watcher asks for."""
    library.write("here.jpg", draw(1))
    library.write("below/deep.jpg", draw(2))
    library.look()
    assert until(lambda: is_scan_asked(library))
    library.look()
    return library


def is_scan_asked(library) -> bool:
    with library.database.read() as session:
        return service.is_scanning(session)


class TestWatcher:
    def test_notices_a_new_file(self, watched):
        watched.write("new.jpg", draw(3))

        assert until(lambda: watched.states().get("new.jpg") == "new")

    def test_notices_a_changed_file(self, watched):
        watched.write("here.jpg", draw(3), at=1_600_000_100)

        assert until(lambda: watched.states()["here.jpg"] == "new")

    def test_notices_a_deleted_file(self, watched):
        (watched.folder / "here.jpg").unlink()

        assert until(lambda: watched.states()["here.jpg"] == "missing")

    def test_notices_a_renamed_file_and_keeps_its_photo(self, watched):
        before = watched.photos()["here.jpg"].id
        (watched.folder / "here.jpg").rename(watched.folder / "there.jpg")

        assert until(lambda: "there.jpg" in watched.states())
        watched.read()
        assert watched.photos()["there.jpg"].id == before

    def test_asks_for_a_scan_when_a_folder_moves(self, watched):
        (watched.folder / "below").rename(watched.folder / "above")

        assert until(lambda: is_scan_asked(watched))
        ScanSources(watched.database).run([watched.source_id])
        assert watched.states()["above/deep.jpg"] == "new"

    def test_asks_for_a_scan_when_a_name_cannot_be_told(self, watched):
        watched.write(b"caf\xe9.jpg", draw(3))

        assert until(lambda: is_scan_asked(watched))

    def test_does_not_follow_links(self, watched):
        (watched.folder / "again").symlink_to(watched.folder)
        watched.write("new.jpg", draw(3))

        assert until(lambda: "new.jpg" in watched.states())
        assert [key for key in watched.states() if key.startswith("again/")] == []

    def test_watches_a_source_that_is_added_later(self, watched, tmp_path):
        (tmp_path / "More").mkdir()
        watched.add(tmp_path / "More")
        watched.scan()
        assert until(lambda: is_scan_asked(watched))
        watched.scan()
        (tmp_path / "More" / "a.jpg").write_bytes(draw(5))

        assert until(lambda: "a.jpg" in watched.states())

    def test_leaves_a_removed_source_alone(self, watched):
        with watched.database.write() as session:
            service.remove_source(session, watched.source_id)
        (watched.folder / "new.jpg").write_bytes(draw(3))
        time.sleep(1)

        assert "new.jpg" not in watched.states()

    def test_asks_for_scans_where_it_cannot_watch(self, library, monkeypatch):
        def refuse(*_: object, **__: object) -> Iterator[None]:
            raise OSError(28, "OS file watch limit reached")
            yield

        monkeypatch.setattr(watch, "watch", refuse)
        library.scan()
        watcher = Watcher(library.database, poll=0.1)
        watcher.start()

        asked = until(lambda: is_scan_asked(library))

        watcher.stop()
        assert asked

    def test_comes_back_with_the_folder(self, watched):
        away = watched.folder.with_name("unplugged")
        watched.folder.rename(away)
        assert until(lambda: is_scan_asked(watched))
        watched.scan()
        assert watched.source().error is not None
        away.rename(watched.folder)
        assert until(lambda: is_scan_asked(watched))

        watched.look()

        assert watched.source().error is None
        assert set(watched.states().values()) == {"ready"}

    def test_does_no_more_when_stopped(self, watched, watcher):
        watcher.stop()
        watched.write("new.jpg", draw(3))
        os.sync()

        assert "new.jpg" not in watched.states()
