from kenfolk.entry.halves import begin_work, end_work
from kenfolk.storage.local import LocalStorage


def begin(tmp_path) -> bool:
    return begin_work(tmp_path, [LocalStorage(tmp_path / name, writable=True) for name in ("derived", "uploads")])


def leave_half(tmp_path):
    half = tmp_path / "derived" / "chips" / "0" / ".kenfolk-0123.part"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    return half


class TestBeginWork:
    def test_deletes_what_a_killed_process_left(self, tmp_path):
        begin(tmp_path)
        half = leave_half(tmp_path)
        whole = half.with_name("1.jpg")
        whole.write_bytes(b"whole")

        begin(tmp_path)

        assert not half.exists()
        assert whole.exists()

    def test_deletes_halves_of_uploads_too(self, tmp_path):
        begin(tmp_path)
        (tmp_path / "uploads").mkdir()
        half = tmp_path / "uploads" / ".kenfolk-0123.part"
        half.touch()

        ended_well = begin(tmp_path)

        assert not ended_well
        assert not half.exists()

    def test_does_not_search_a_library_that_was_closed_well(self, tmp_path):
        begin(tmp_path)
        end_work(tmp_path)
        half = leave_half(tmp_path)

        begin(tmp_path)

        assert half.exists()
