"""Archives from a package index, here a folder, with the user's own pip configuration."""

import dataclasses
import hashlib

import pytest

from kenfolk.packs.errors import PullFailed
from kenfolk.packs.manifest import Source
from kenfolk.packs.package_index import fetch_package


def ignore(*_):
    pass


class TestFetchPackage:
    def test_brings_a_wheel(self, wheel_source, origin, tmp_path):
        path = fetch_package(wheel_source, tmp_path, progress=ignore)

        assert path.read_bytes() == origin.wheel
        assert list(tmp_path.iterdir()) == [path]

    def test_brings_a_source_archive(self, origin, tmp_path):
        sha256 = hashlib.sha256(origin.sdist).hexdigest()
        source = Source(name="weights", package="tinyweights", version="0.3", kind="sdist", sha256=sha256)

        assert fetch_package(source, tmp_path, progress=ignore).read_bytes() == origin.sdist

    def test_refuses_an_archive_with_another_hash(self, wheel_source, tmp_path):
        other = dataclasses.replace(wheel_source, sha256="0" * 64)

        with pytest.raises(PullFailed, match=r"(?i)hash"):
            fetch_package(other, tmp_path, progress=ignore)

        assert list(tmp_path.iterdir()) == []

    def test_says_in_pips_words_what_is_missing(self, wheel_source, tmp_path):
        other = dataclasses.replace(wheel_source, version="9.9")

        with pytest.raises(PullFailed, match=r"tinyface==9\.9"):
            fetch_package(other, tmp_path, progress=ignore)

    def test_stops_pip_when_progress_raises(self, wheel_source, tmp_path):
        def stop(*_):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fetch_package(wheel_source, tmp_path, progress=stop)

        assert list(tmp_path.iterdir()) == []
