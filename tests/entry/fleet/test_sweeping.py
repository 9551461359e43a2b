import os
import threading
import time

from kenfolk.entry.fleet.sweeping import Sweeper
from kenfolk.storage.local import LocalStorage


class TestSweeper:
    def test_removes_halves_that_nobody_can_still_be_writing(self, tmp_path):
        old, young = tmp_path / "thumbs/.kenfolk-a.part", tmp_path / "thumbs/.kenfolk-b.part"
        old.parent.mkdir()
        for half in (old, young):
            half.write_bytes(b"half a pict")
        os.utime(old, (time.time() - 7200,) * 2)

        Sweeper([LocalStorage(tmp_path, writable=True)], stopping=threading.Event(), when=lambda: True).sweep()

        assert [file.name for file in tmp_path.rglob("*.part")] == [".kenfolk-b.part"]

    def test_lets_a_storage_that_is_away_not_keep_it_from_the_others(self, tmp_path, caplog):
        class Away(LocalStorage):
            def remove_leftovers(self, *, older_than_s=0):
                raise OSError("the disk is gone")

        half = tmp_path / ".kenfolk-a.part"
        half.touch()
        os.utime(half, (0, 0))
        own = [Away(tmp_path, writable=True), LocalStorage(tmp_path, writable=True)]

        Sweeper(own, stopping=threading.Event(), when=lambda: True).sweep()

        assert not half.exists()
        assert "the disk is gone" in caplog.text
