"""What every storage promises, on the disk and in memory."""

import io
from pathlib import Path

import pytest

from kenfolk.storage.base import FileStat, Storage
from kenfolk.storage.errors import BadKey, Missing, ReadOnly
from kenfolk.storage.local import LocalStorage
from kenfolk.storage.memory import MemoryStorage


@pytest.fixture(params=["local", "memory"])
def storage(request, tmp_path: Path) -> Storage:
    return LocalStorage(tmp_path, writable=True) if request.param == "local" else MemoryStorage()


@pytest.fixture(params=["local", "memory"])
def read_only(request, tmp_path: Path) -> Storage:
    (tmp_path / "a.jpg").write_bytes(b"old")
    return (
        LocalStorage(tmp_path, writable=False)
        if request.param == "local"
        else MemoryStorage({"a.jpg": b"old"}, writable=False)
    )


class TestSave:
    @pytest.mark.parametrize("key", ["a.jpg", "2019/Été/😀 1.jpg", "line\nbreak.jpg", "caf\uf7e9.jpg", " .jpg"])
    def test_keeps_the_bytes_under_their_key(self, storage, key):
        storage.save(key, b"bytes")

        assert storage.read(key) == b"bytes"
        assert [found for found, _ in storage.walk()] == [key]

    def test_takes_a_stream_too(self, storage):
        storage.save("a.jpg", io.BytesIO(b"bytes"))

        assert storage.read("a.jpg") == b"bytes"

    def test_keeps_what_need_not_be_durable(self, storage):
        storage.save("a/b.jpg", b"bytes", durable=False)

        assert storage.read("a/b.jpg") == b"bytes"

    def test_replaces_what_was_there(self, storage):
        storage.save("a.jpg", b"old")

        storage.save("a.jpg", b"new")

        assert storage.read("a.jpg") == b"new"

    def test_refuses_when_read_only(self, read_only):
        with pytest.raises(ReadOnly, match="read-only"):
            read_only.save("a.jpg", b"new")

        assert read_only.read("a.jpg") == b"old"


class TestRead:
    def test_tells_that_a_file_is_missing(self, storage):
        with pytest.raises(Missing) as caught:
            storage.read("a.jpg")

        assert caught.value.status == 404
        assert caught.value.lasting

    @pytest.mark.parametrize("key", ["../a.jpg", "/etc/passwd", "a\0", ""])
    def test_refuses_a_key_that_is_none(self, storage, key):
        with pytest.raises(BadKey):
            storage.read(key)


class TestOpen:
    def test_gives_a_file_to_read_from(self, storage):
        storage.save("a.jpg", b"0123456789")

        with storage.open("a.jpg") as file:
            file.seek(4)

            assert file.read(3) == b"456"

    def test_tells_that_a_file_is_missing(self, storage):
        with pytest.raises(Missing):
            storage.open("a/b.jpg")


class TestDelete:
    def test_removes_the_file(self, storage):
        storage.save("a.jpg", b"bytes")

        storage.delete("a.jpg")

        assert not storage.exists("a.jpg")

    def test_does_not_mind_a_file_that_is_gone(self, storage):
        storage.delete("a.jpg")

        assert not storage.exists("a.jpg")

    def test_refuses_when_read_only(self, read_only):
        with pytest.raises(ReadOnly):
            read_only.delete("a.jpg")

        assert read_only.exists("a.jpg")


class TestStat:
    def test_knows_size_and_time(self, storage):
        storage.save("a.jpg", b"12345")

        found = storage.stat("a.jpg")

        assert found.size == 5
        assert dict(storage.walk()) == {"a.jpg": FileStat(size=5, mtime_ns=found.mtime_ns)}

    def test_tells_that_a_file_is_missing(self, storage):
        with pytest.raises(Missing):
            storage.stat("a.jpg")


class TestWalk:
    def test_finds_nothing_in_an_empty_storage(self, storage):
        assert list(storage.walk()) == []

    def test_leaves_out_hidden_files_and_junk(self, storage):
        for key in ["b/a.jpg", "a.jpg", ".hidden/a.jpg", "b/.a.jpg", "@eaDir/a.jpg", "b/Thumbs.db"]:
            storage.save(key, b"")

        assert [key for key, _ in storage.walk()] == ["a.jpg", "b/a.jpg"]
