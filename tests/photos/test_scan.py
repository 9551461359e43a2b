"""Scanning: what is new, changed, gone and back, whatever a folder may throw at us."""

import shutil

from factories.faces import make_face
from factories.pictures import draw
from kenfolk.kit.failures import record_outcome
from kenfolk.kit.steps import Failed
from kenfolk.photos import service
from kenfolk.photos.jobs import ScanSources
from kenfolk.photos.models import Photo
from kenfolk.photos.scan import look_at


class TestScanSource:
    def test_takes_photos_and_leaves_other_files(self, library, bell):
        library.write("a.jpg", draw(1))
        library.write("below/deep/b.PNG", draw(2, kind="PNG"))
        library.write("notes.txt", b"no photo")
        library.write(".hidden/c.jpg", draw(3))

        library.scan()

        assert library.states() == {"a.jpg": "new", "below/deep/b.PNG": "new"}
        assert "photos.read" in bell.rung

    def test_finds_nothing_new_the_second_time(self, library, bell):
        library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"].id

        library.scan()

        assert library.states() == {"a.jpg": "ready"}
        assert library.photos()["a.jpg"].id == before

    def test_has_a_changed_file_read_again(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        library.write("a.jpg", draw(2), at=1_600_000_100)

        library.scan()

        assert library.states() == {"a.jpg": "new"}

    def test_keeps_a_vanished_photo_as_missing(self, library):
        file = library.write("a.jpg", draw(1))
        library.write("b.jpg", draw(2))
        library.look()
        photo_id = library.photos()["a.jpg"].id
        file.unlink()

        library.scan()

        assert library.states() == {"a.jpg": "missing", "b.jpg": "ready"}
        assert library.photos()["a.jpg"].missing_at is not None
        assert library.photos()["a.jpg"].id == photo_id

    def test_forgets_what_failed_on_a_vanished_photo(self, library):
        file = library.write("a.jpg", draw(1))
        library.look()
        with library.database.write() as session:
            record_outcome(session, "faces.detect", library.photos()["a.jpg"].id, Failed("broken"))
        file.unlink()

        library.scan()

        assert library.failures() == set()

    def test_welcomes_a_photo_back(self, library):
        file = library.write("a.jpg", draw(1))
        library.look()
        photo_id = library.photos()["a.jpg"].id
        file.unlink()
        library.look()
        library.write("a.jpg", draw(1))

        library.look()

        assert library.states() == {"a.jpg": "ready"}
        assert library.photos()["a.jpg"].id == photo_id
        assert library.photos()["a.jpg"].missing_at is None

    def test_forgets_a_file_that_was_never_read(self, library):
        file = library.write("a.jpg", draw(1))
        library.scan()
        file.unlink()

        library.scan()

        assert library.photos() == {}

    def test_keeps_a_file_that_was_never_read_if_somebody_spoke_of_it(self, library):
        file = library.write("a.jpg", b"no photo")
        library.look()
        with library.database.write() as session:
            make_face(session, photo=session.get_one(Photo, library.photos()["a.jpg"].id))
        file.unlink()

        library.scan()

        assert library.states() == {"a.jpg": "missing"}

    def test_takes_every_name_the_disk_allows(self, library):
        names = [
            "with space.jpg",
            "émoji 👪.jpg",
            "new\nline.jpg",
            "quote'\"%.jpg",
            b"latin-1-\xe9.jpg",
            ".jpg.jpg"[1:],
        ]
        for number, name in enumerate(names):
            library.write(name, draw(number))

        library.look()

        assert len(library.photos()) == len(names)
        assert set(library.states().values()) == {"ready"}

    def test_is_not_caught_in_a_circle_of_links(self, library):
        library.write("a.jpg", draw(1))
        (library.folder / "again").symlink_to(library.folder)
        (library.folder / "itself.jpg").symlink_to(library.folder / "itself.jpg")

        library.look()

        assert library.states() == {"a.jpg": "ready"}

    def test_says_that_a_link_leads_outside(self, library, tmp_path):
        (tmp_path / "elsewhere.jpg").write_bytes(draw(1))
        (library.folder / "a.jpg").symlink_to(tmp_path / "elsewhere.jpg")

        library.scan()

        assert library.photos() == {}
        assert "leads out" in library.source().error

    def test_keeps_what_lies_in_an_unreadable_folder(self, library, forbid):
        library.write("locked/a.jpg", draw(1))
        library.write("b.jpg", draw(2))
        library.look()
        (library.folder / "locked" / "a.jpg").unlink()
        forbid("locked")

        library.scan()

        assert library.states() == {"locked/a.jpg": "ready", "b.jpg": "ready"}
        assert "locked" in library.source().error

    def test_marks_nothing_missing_when_the_folder_is_away(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        library.folder.rename(library.folder.with_name("unplugged"))

        library.scan()

        assert library.states() == {"a.jpg": "ready"}
        assert "cannot be reached" in library.source().error
        assert library.source().away_at is not None

    def test_takes_an_empty_mount_point_for_an_unplugged_disk(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        library.folder.rename(library.folder.with_name("unplugged"))
        library.folder.mkdir()

        library.scan()

        assert library.states() == {"a.jpg": "ready"}
        assert "not connected" in library.source().error

    def test_believes_an_emptied_folder(self, library):
        file = library.write("a.jpg", draw(1))
        library.look()
        file.unlink()

        library.scan()

        assert library.states() == {"a.jpg": "missing"}

    def test_goes_on_when_the_folder_is_back(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        library.folder.rename(library.folder.with_name("unplugged"))
        library.scan()
        library.folder.with_name("unplugged").rename(library.folder)

        library.scan()

        assert library.source().error is None
        assert library.source().away_at is None

    def test_handles_more_files_than_a_batch(self, library):
        for number in range(1100):
            library.write(f"{number % 7}/{number}.jpg", b"")
        library.scan()
        shutil.rmtree(library.folder / "3")

        library.scan()

        assert len(library.photos()) == 1100 - len(range(3, 1100, 7))

    def test_reads_only_from_a_read_only_folder(self, library):
        library.write("a.jpg", draw(1))
        library.folder.chmod(0o500)

        library.look()
        library.folder.chmod(0o700)

        assert library.states() == {"a.jpg": "ready"}
        assert [file.name for file in library.folder.iterdir()] == ["a.jpg"]

    def test_leaves_a_source_alone_that_was_removed(self, library):
        library.write("a.jpg", draw(1))
        with library.database.write() as session:
            service.remove_source(session, library.source_id)

        ScanSources(library.database).run([library.source_id])

        assert library.photos() == {}


class TestLookAt:
    def test_notes_new_changed_and_vanished_files(self, library):
        library.write("changed.jpg", draw(1))
        gone = library.write("gone.jpg", draw(2))
        library.look()
        library.write("changed.jpg", draw(3), at=1_600_000_100)
        library.write("new.jpg", draw(4))
        gone.unlink()

        look_at(library.database, library.source_id, ["changed.jpg", "gone.jpg", "new.jpg", "unknown.txt", "never.jpg"])

        assert library.states() == {"changed.jpg": "new", "gone.jpg": "missing", "new.jpg": "new"}


class TestScanSources:
    def test_finds_the_sources_that_ask_for_it(self, library):
        job = ScanSources(library.database)
        with library.database.read() as session:
            before = job.find(session, limit=10, skip=())

        job.run(before)

        assert before == [library.source_id]
        with library.database.read() as session:
            assert job.find(session, limit=10, skip=()) == []
            assert job.count(session) == 0

    def test_scans_again_when_asked_during_a_scan(self, library):
        job = ScanSources(library.database)
        library.scan()

        with library.database.write() as session:
            service.ask_scan(session, library.source_id)

        with library.database.read() as session:
            assert job.count(session) == 1
