import errno
import os
from pathlib import Path

import pytest

from kenfolk.storage import local
from kenfolk.storage.errors import BadKey, Full, LeadsOutside, Missing, NotAllowed, StorageError
from kenfolk.storage.local import LocalStorage

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX file system")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


@pytest.fixture
def storage(root: Path) -> LocalStorage:
    return LocalStorage(root, writable=True)


def walk(storage: LocalStorage) -> tuple[list[str], dict[str, StorageError]]:
    told: dict[str, StorageError] = {}
    return [key for key, _ in storage.walk(on_error=told.__setitem__)], told


class TestSave:
    def test_leaves_the_old_file_and_no_trace_when_the_disk_is_full(self, storage, root, monkeypatch):
        storage.save("a.jpg", b"old")

        def fail(_handle):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(local.os, "fsync", fail)
        with pytest.raises(Full, match="disk is full") as caught:
            storage.save("a.jpg", b"new")

        assert not caught.value.lasting
        assert list(root.iterdir()) == [root / "a.jpg"]
        assert storage.read("a.jpg") == b"old"

    @pytest.mark.parametrize("durable", [True, False])
    def test_waits_for_the_disk_only_when_it_is_to_last(self, storage, monkeypatch, durable):
        waited = []
        monkeypatch.setattr(local.os, "fsync", waited.append)

        storage.save("a.jpg", b"bytes", durable=durable)

        assert bool(waited) == durable

    def test_says_so_when_a_file_stands_where_a_folder_is_needed(self, storage):
        storage.save("a", b"")

        with pytest.raises(StorageError, match=r"'a/b\.jpg'"):
            storage.save("a/b.jpg", b"")

    def test_says_so_when_the_name_is_too_long(self, storage):
        with pytest.raises(BadKey):
            storage.save("x" * 300, b"")


@posix_only
class TestOpen:
    def test_does_not_wait_for_a_pipe(self, storage, root):
        os.mkfifo(root / "pipe.jpg")

        with pytest.raises(Missing):
            storage.open("pipe.jpg")

    def test_refuses_a_folder(self, storage, root):
        (root / "a").mkdir()

        with pytest.raises(Missing):
            storage.open("a")

    def test_refuses_a_link_that_leads_outside(self, storage, root, tmp_path):
        (tmp_path / "secret").write_bytes(b"secret")
        (root / "a.jpg").symlink_to(tmp_path / "secret")
        (root / "up").symlink_to(tmp_path)

        for key in ["a.jpg", "up/secret"]:
            with pytest.raises(LeadsOutside):
                storage.open(key)

    def test_refuses_to_write_through_a_link_that_leads_outside(self, storage, root, tmp_path):
        (root / "up").symlink_to(tmp_path)

        with pytest.raises(LeadsOutside):
            storage.save("up/a.jpg", b"")

        assert not (tmp_path / "a.jpg").exists()

    def test_follows_a_link_within_the_root(self, storage, root):
        storage.save("a.jpg", b"bytes")
        (root / "b.jpg").symlink_to("a.jpg")

        assert storage.read("b.jpg") == b"bytes"

    def test_takes_a_link_that_goes_in_circles_for_missing(self, storage, root):
        (root / "a.jpg").symlink_to("a.jpg")

        with pytest.raises(Missing):
            storage.read("a.jpg")

    def test_says_when_it_is_not_allowed(self, storage, monkeypatch):
        storage.save("a.jpg", b"")

        def refuse(*_args):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(local.os, "open", refuse)

        with pytest.raises(NotAllowed, match="permissions"):
            storage.open("a.jpg")


class TestWalk:
    def test_raises_when_the_root_is_gone(self, storage, root):
        root.rmdir()

        with pytest.raises(Missing):
            list(storage.walk())

    @posix_only
    def test_finds_names_that_are_no_utf8(self, storage, root):
        try:
            Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.jpg")).write_bytes(b"bytes")
        except OSError:
            pytest.skip("this file system allows UTF-8 only")

        keys, _ = walk(storage)

        assert keys == ["caf\uf7e9.jpg"]
        assert storage.read(keys[0]) == b"bytes"

    @posix_only
    def test_walks_no_link_twice_and_tells_of_those_that_lead_outside(self, storage, root, tmp_path):
        storage.save("b/a.jpg", b"")
        (root / "a_link").symlink_to("b")
        (root / "b" / "loop").symlink_to("..")
        (root / "dangling").symlink_to("nowhere")
        (root / "outside").symlink_to(tmp_path)

        keys, told = walk(storage)

        assert keys == ["b/a.jpg"]
        assert list(told) == ["outside"]
        assert isinstance(told["outside"], LeadsOutside)

    @posix_only
    def test_leaves_out_pipes(self, storage, root):
        os.mkfifo(root / "pipe.jpg")

        assert walk(storage) == ([], {})

    def test_tells_of_an_unreadable_folder_and_goes_on(self, storage, root, monkeypatch):
        for key in ["a/a.jpg", "b/b.jpg", "c/c.jpg"]:
            storage.save(key, b"")
        real = os.scandir

        def refuse_b(path):
            if Path(path).name == "b":
                raise PermissionError(errno.EACCES, "Permission denied")
            return real(path)

        monkeypatch.setattr("kenfolk.storage.walk.os.scandir", refuse_b)
        keys, told = walk(storage)

        assert keys == ["a/a.jpg", "c/c.jpg"]
        assert isinstance(told["b"], NotAllowed)

    def test_does_not_mind_a_folder_that_vanishes(self, storage, root):
        for key in ["a.jpg", "b/b.jpg"]:
            storage.save(key, b"")
        found = storage.walk()

        first = next(found)[0]
        (root / "b" / "b.jpg").unlink()
        (root / "b").rmdir()

        assert [first, *found] == ["a.jpg"]


class TestKeyOf:
    def test_is_the_key_a_walk_would_have_shown(self, storage, root):
        storage.save("a/b.jpg", b"")

        assert storage.key_of(root / "a" / "b.jpg") == "a/b.jpg"
        assert storage.key_of(str(root / "gone.jpg")) == "gone.jpg"

    def test_is_none_for_what_a_walk_would_not_have_shown(self, storage, root, tmp_path):
        for path in [tmp_path, root, tmp_path / "a.jpg", root / ".a.jpg", root / "@eaDir" / "a.jpg"]:
            assert storage.key_of(path) is None


class TestRemoveLeftovers:
    def test_removes_only_old_parts(self, storage, root):
        storage.save("a/b.jpg", b"")
        old, young, foreign = root / "a" / ".kenfolk-01.part", root / ".kenfolk-02.part", root / ".film.part"
        for part in [old, young, foreign]:
            part.write_bytes(b"")
        os.utime(old, (0, 0))
        os.utime(foreign, (0, 0))

        assert storage.remove_leftovers() == 1

        assert not old.exists()
        assert young.exists()
        assert foreign.exists()
        assert storage.exists("a/b.jpg")
