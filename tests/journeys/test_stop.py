"""A server that is told to stop does so quickly, quietly and with a clean library, whoever is still listening."""

import contextlib
import signal
import socket
import time

import httpx
import pytest

from servers import PATIENCE

pytestmark = [pytest.mark.e2e, pytest.mark.enable_socket]


class TestStop:
    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_hangs_up_on_all_who_listen(self, start_server, album, how):
        server = start_server(photos=album)
        host, _, port = server.url.removeprefix("http://").partition(":")

        with contextlib.ExitStack() as listeners:
            for _ in range(3):
                stream = httpx.stream("GET", server.url + "/api/events", trust_env=False, timeout=PATIENCE)
                next(listeners.enter_context(stream).iter_lines())
            silent = listeners.enter_context(socket.create_connection((host, int(port))))
            silent.sendall(f"GET /api/events HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())  # and reads nothing
            listeners.enter_context(socket.create_connection((host, int(port))))  # and says nothing
            time.sleep(0.5)
            status = server.stop(how)

        assert status == 0
        assert "Traceback" not in server.log
        assert "Error" not in server.log
        assert not (server.data / "server.json").exists()

    def test_leaves_a_library_in_order_that_goes_on_later(self, start_server, album, kenfolk):
        server = start_server(photos=album)
        server.stop()
        examined = kenfolk("doctor", "--replay", "--data", server.data)
        assert examined.returncode == 0, examined.stdout

        server = start_server(photos=album)

        assert server.wait_until_idle(photos=41)["faces"] == 100
