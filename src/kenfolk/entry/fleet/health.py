"""Is a worker well? Whoever watches over its process asks by HTTP, as a web process is asked at /healthz and /readyz."""

import json
import threading
from collections.abc import Callable, Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Look = Callable[[], str | None]  # why it is not so; None if it is

PATIENCE = 10  # seconds for a request to arrive


class HealthServer:
    """Answers in threads of its own: 200 where all is well, 503 and why where it is not."""

    def __init__(self, host: str, port: int, looks: Mapping[str, Look]) -> None:
        self._server = ThreadingHTTPServer((host, port), partial(_Answers, looks))
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()

    def stop(self) -> None:
        """Answer no longer."""
        self._server.shutdown()
        self._server.server_close()


class _Answers(BaseHTTPRequestHandler):
    timeout = PATIENCE

    def __init__(self, looks: Mapping[str, Look], *request: object) -> None:
        self._looks = looks
        super().__init__(*request)  # type: ignore[arg-type]  # what a server of sockets gives

    def do_GET(self) -> None:
        look = self._looks.get(self.path)
        if look is None:
            self._say(404, {"ok": False, "why": "There is no such address."})
            return
        why = look()
        self._say(200, {"ok": True}) if why is None else self._say(503, {"ok": False, "why": why})

    def _say(self, status: int, words: Mapping[str, object]) -> None:
        body = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: it is asked every few seconds."""
