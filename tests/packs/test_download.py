"""Downloads from a server that is slow, lies or breaks off."""

import hashlib

import pytest

from kenfolk.packs.download import fetch_url
from kenfolk.packs.errors import PullFailed, WrongHash
from kenfolk.packs.manifest import Source


@pytest.fixture
def fetch(server, tmp_path):
    """Fetch the server's file into a folder, giving up on silence quickly."""
    source = Source(name="weights", url=server.url, sha256=hashlib.sha256(server.data).hexdigest())

    def call(**options):
        options = {"progress": lambda *_: None, "silence": 0.3, **options}
        return fetch_url(source, tmp_path, **options)

    return call


class TestFetchUrl:
    def test_brings_the_file_and_reports_progress(self, fetch, server):
        reports = []

        path = fetch(progress=lambda *report: reports.append(report))

        assert path.read_bytes() == server.data
        assert reports[-1] == (server.url, len(server.data), len(server.data))
        assert [done for _, done, _ in reports] == sorted(done for _, done, _ in reports)

    @pytest.mark.parametrize("fault", ["stall", "short"])
    def test_goes_on_where_the_server_stalled_or_broke_off(self, fetch, server, fault):
        server.faults = [fault, fault]

        assert fetch().read_bytes() == server.data

        assert server.asked == ["", "bytes=300000-", "bytes=600000-"]

    def test_goes_on_where_an_earlier_run_was_interrupted(self, fetch, server, tmp_path):
        part = tmp_path / f"{hashlib.sha256(server.data).hexdigest()}.part"
        part.write_bytes(server.data[:1000])

        assert fetch().read_bytes() == server.data

        assert server.asked == ["bytes=1000-"]

    def test_starts_again_where_the_server_knows_no_ranges(self, fetch, server):
        server.faults = ["short", "no ranges"]

        assert fetch().read_bytes() == server.data

    def test_takes_a_part_that_is_complete_already(self, fetch, server, tmp_path):
        (tmp_path / f"{hashlib.sha256(server.data).hexdigest()}.part").write_bytes(server.data)

        assert fetch().read_bytes() == server.data

    def test_gives_up_in_the_end_and_keeps_what_came(self, fetch, server, tmp_path):
        server.data = server.data * 3
        server.faults = ["short"] * 4

        with pytest.raises(PullFailed, match="what has come so far is kept"):
            fetch()

        (part,) = tmp_path.glob("*.part")
        assert part.stat().st_size == 1_200_000

    def test_refuses_another_file_and_does_not_keep_it(self, fetch, server, tmp_path):
        server.faults = ["wrong"]

        with pytest.raises(WrongHash):
            fetch()

        assert list(tmp_path.iterdir()) == []

    def test_refuses_another_part_than_the_one_it_asked_for(self, fetch, server):
        server.faults = ["short", "another part"]

        with pytest.raises(PullFailed, match="another part"):
            fetch()

    def test_refuses_more_bytes_than_any_pack_has(self, fetch):
        with pytest.raises(PullFailed, match="more than 1000 bytes"):
            fetch(largest=1000)

    @pytest.mark.parametrize("status", ["404", "500"])
    def test_says_what_the_server_said(self, fetch, server, status):
        server.faults = [status]

        with pytest.raises(PullFailed, match=status):
            fetch()

    def test_says_that_nobody_listens(self, tmp_path):
        source = Source(name="weights", url="http://127.0.0.1:9/x", sha256="0" * 64)

        with pytest.raises(PullFailed, match="could not be fetched"):
            fetch_url(source, tmp_path, progress=lambda *_: None)
