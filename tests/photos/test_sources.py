"""Sources: which folders are taken, and that removing one loses no human word."""

import os
from pathlib import Path

import pytest

from factories.pictures import draw
from kenfolk.kit.config import Settings
from kenfolk.kit.failures import record_outcome
from kenfolk.kit.steps import Failed
from kenfolk.photos import service
from kenfolk.photos.errors import (
    DataFolder,
    FolderMissing,
    FolderNotReadable,
    NotAbsolute,
    NotOnADisk,
    SourceMissing,
    SourceOverlaps,
    UploadsStay,
)
from kenfolk.photos.models import Source


class TestAddSource:
    def test_asks_for_a_scan(self, library, bell):
        with library.database.read() as session:
            view = service.get_source(session, library.source_id)

        assert view.scanning
        assert view.root == str(library.folder)
        assert "photos.scan" in bell.rung

    def test_follows_links_to_the_real_folder(self, library, tmp_path):
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "real")

        library.add(tmp_path / "link")

        assert library.source().root == str(tmp_path / "real")

    def test_is_done_once_however_often_it_is_asked(self, library):
        first = library.source_id

        assert library.add() == first

    @pytest.mark.parametrize("name", ["below", ".."])
    def test_refuses_overlapping_folders(self, library, name):
        (library.folder / "below").mkdir()
        library.data = library.data / ".hidden"

        with pytest.raises(SourceOverlaps):
            library.add((library.folder / name).resolve())

    @pytest.mark.parametrize("name", ["", "derived"])
    def test_refuses_the_data_folder(self, library, name):
        (library.data / "derived").mkdir()

        with pytest.raises(DataFolder):
            library.add(library.data / name)

    @pytest.mark.parametrize("folder", ["/proc", "/proc/self/fdinfo", "/sys", "/dev"])
    def test_refuses_what_is_no_folder_on_a_disk(self, library, folder):
        if not Path(folder).is_dir():
            pytest.skip(f"this system has no {folder}")

        with pytest.raises(NotOnADisk, match="inside of the running system"):
            library.add(Path(folder))

    def test_accepts_a_home_folder_that_hides_the_data(self, library, tmp_path):
        library.data = tmp_path / "home" / ".local" / "kenfolk"
        library.data.mkdir(parents=True)

        library.add(tmp_path / "home")

        assert library.source().root == str(tmp_path / "home")

    @pytest.mark.parametrize(
        ("path", "error"), [("/no/such/folder", FolderMissing), ("Pictures", NotAbsolute), ("/a\0b", FolderMissing)]
    )
    def test_says_what_is_wrong_with_a_path(self, library, path, error):
        with pytest.raises(error):
            library.choose(path)

    def test_refuses_a_file(self, library):
        file = library.write("a.jpg", draw(1))

        with pytest.raises(FolderMissing):
            library.add(file)

    def test_refuses_a_folder_it_cannot_read(self, library, tmp_path, forbid):
        (tmp_path / "locked").mkdir()
        forbid("locked")

        with pytest.raises(FolderNotReadable):
            library.add(tmp_path / "locked")

    def test_takes_a_folder_whose_name_is_not_utf_8(self, library, tmp_path):
        folder = tmp_path / os.fsdecode(b"caf\xe9")
        folder.mkdir()
        (folder / "a.jpg").write_bytes(draw(1))
        library.choose(service.write_path(folder))

        library.look()

        assert library.states() == {"a.jpg": "ready"}


class TestRemoveSource:
    def test_takes_its_photos_out_and_keeps_the_rows(self, library):
        library.write("a.jpg", draw(1))
        library.look()

        with library.database.write() as session:
            service.remove_source(session, library.source_id)

        assert library.states() == {"a.jpg": "missing"}
        with library.database.read() as session:
            assert service.list_sources(session) == []

    def test_forgets_what_failed_on_its_photos_and_nothing_else(self, library, tmp_path):
        library.write("a.jpg", b"no photo")
        library.write("b.jpg", draw(1))
        library.look()
        photo_id = library.photos()["b.jpg"].id
        with library.database.write() as session:
            for step, subject_id in (("faces.detect", photo_id), ("people.learn", photo_id), ("photos.read", 999)):
                record_outcome(session, step, subject_id, Failed("broken"))

        with library.database.write() as session:
            service.remove_source(session, library.source_id)

        assert library.failures() == {("people.learn", photo_id), ("photos.read", 999)}

    def test_gives_everything_back_when_the_folder_is_added_again(self, library):
        library.write("a.jpg", draw(1))
        library.look()
        before = library.photos()["a.jpg"]
        source_id = library.source_id
        with library.database.write() as session:
            service.remove_source(session, source_id)

        library.add()
        library.look()

        assert library.source_id == source_id
        assert library.photos()["a.jpg"].id == before.id
        assert library.states() == {"a.jpg": "ready"}

    def test_does_not_remove_uploads(self, library, database):
        with database.write() as session:
            session.add(Source(kind="upload", root="/data/uploads", added_at=library.source().added_at))
            session.flush()
            uploads = max(source.id for source in service.list_sources(session))

        with pytest.raises(UploadsStay), database.write() as session:
            service.remove_source(session, uploads)

    def test_knows_only_sources_in_the_library(self, database):
        with pytest.raises(SourceMissing), database.write() as session:
            service.remove_source(session, 999)


class TestAskAllScans:
    def test_finds_the_uploads_where_the_data_folder_is_now(self, library, database, tmp_path):
        with database.write() as session:
            session.add(Source(kind="upload", root="/old/data/uploads", added_at=library.source().added_at))

        with database.write() as session:
            service.ask_all_scans(session, settings=Settings(data=tmp_path / "data"))

        with database.read() as session:
            assert [view.root for view in service.list_sources(session)] == [
                str(library.folder),
                str(tmp_path / "data" / "uploads"),
            ]
            assert all(view.scanning for view in service.list_sources(session))
