import os
import socket

import pytest

from kenfolk.entry.library import (
    Address,
    DataFolderUnusable,
    LibraryInUse,
    is_locked,
    locked,
    prepare_data_folder,
    publish_address,
    read_address,
)
from kenfolk.entry.sockets import CannotListen, PortInUse, listen, url_of

HERE = Address(pid=os.getpid(), url="http://127.0.0.1:8000")


class TestLocked:
    def test_lets_one_process_in(self, tmp_path):
        with locked(tmp_path), pytest.raises(LibraryInUse) as refused, locked(tmp_path):
            pass

        assert str(tmp_path) in refused.value.message

    def test_names_the_process_that_was_first(self, tmp_path):
        with locked(tmp_path):
            publish_address(tmp_path, HERE)
            with pytest.raises(LibraryInUse) as refused, locked(tmp_path):
                pass

        assert str(os.getpid()) in refused.value.message
        assert HERE.url in refused.value.message

    def test_is_free_again_afterwards(self, tmp_path):
        with locked(tmp_path):
            assert is_locked(tmp_path)

        assert not is_locked(tmp_path)


class TestReadAddress:
    def test_finds_the_server_that_runs(self, tmp_path):
        with locked(tmp_path):
            publish_address(tmp_path, HERE)

            assert read_address(tmp_path) == HERE

    def test_does_not_believe_what_a_killed_server_left(self, tmp_path):
        publish_address(tmp_path, HERE)

        assert read_address(tmp_path) is None

    def test_finds_none_after_a_clean_stop(self, tmp_path):
        with locked(tmp_path):
            publish_address(tmp_path, HERE)

        assert not (tmp_path / "server.json").exists()


class TestPrepareDataFolder:
    def test_makes_it_for_its_owner_alone(self, tmp_path):
        prepare_data_folder(tmp_path / "a" / "b")

        assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700

    def test_says_why_it_cannot_be_used(self, tmp_path):
        (tmp_path / "file").write_text("")

        with pytest.raises(DataFolderUnusable) as refused:
            prepare_data_folder(tmp_path / "file" / "data")

        assert "Not a directory" in refused.value.message


class TestListen:
    def test_takes_a_free_port_when_asked_for_none(self):
        with listen("127.0.0.1", 0) as listener:
            assert listener.getsockname()[1] > 0

    def test_says_that_a_port_is_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortInUse) as refused:
            listen("127.0.0.1", other.getsockname()[1])

        assert "--port" in refused.value.message

    def test_says_that_an_address_is_not_ours(self):
        with pytest.raises(CannotListen):
            listen("192.0.2.1", 0)


class TestUrlOf:
    @pytest.mark.parametrize(
        ("host", "url"),
        [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
    )
    def test_is_an_address_a_browser_can_open(self, host, url):
        assert url_of(host, 80) == url
