"""A real S3 endpoint in this process, and in front of it a proxy that makes trouble on request."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import quote, urlsplit

from moto.server import ThreadedMotoServer

BUCKETS = count(1)
DROPPED = {"connection", "host", "transfer-encoding", "keep-alive", "server", "date", "content-length"}


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer."""

    status: int = 503
    code: str = "SlowDown"
    hangs: float = 0.0  # seconds until then
    cuts: int | None = None  # so many bytes of the true answer are sent, and then the line is cut


@dataclass
class Trouble:
    """What the proxy is to do, and what it has seen."""

    choose: Callable[[str, str], Fault | None] = lambda _method, _path: None
    asked: Counter[str] = field(default_factory=Counter)  # by method
    sent: int = 0  # bytes of bodies

    @contextmanager
    def on(
        self, fault: Fault, *, method: str = "", part: str = "", times: int = 1_000_000, after: int = 0
    ) -> Iterator[None]:
        """Make trouble with so many requests whose address has this part, after so many that go well."""
        left, before = [times + after], self.choose

        def choose(asked: str, path: str) -> Fault | None:
            if left[0] > 0 and asked.startswith(method) and part in path:
                left[0] -= 1
                return fault if left[0] < times else None
            return None

        self.choose = choose
        try:
            yield
        finally:
            self.choose = before

    def reset(self) -> None:
        self.choose, self.asked, self.sent = (lambda _method, _path: None), Counter(), 0


class Endpoint:
    """An S3 endpoint: `url` leads through the proxy."""

    def __init__(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._moto.start()
        self.host, self.port = self._moto.get_host_and_port()
        self.trouble = Trouble()
        self._proxy = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._proxy.daemon_threads = True
        self._thread = threading.Thread(target=self._proxy.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._proxy.server_port}"

    def stop(self) -> None:
        self._proxy.shutdown()
        self._proxy.server_close()
        self._moto.stop()

    def make_bucket(self) -> str:
        name = f"photos-{next(BUCKETS)}"
        self.put(f"/{name}")
        return name

    def put(self, path: str, body: bytes = b"") -> None:
        """Put something there past the proxy, also under names no library of ours would write."""
        self._ask("PUT", path, body)

    def delete(self, path: str) -> None:
        self._ask("DELETE", path, b"")

    def _ask(self, method: str, path: str, body: bytes) -> None:
        connection = HTTPConnection(self.host, self.port)
        signed = {"Authorization": "AWS4-HMAC-SHA256 Credential=test/20200101/us-east-1/s3/aws4_request"}
        connection.request(method, quote(path, safe="/"), body, signed)
        assert connection.getresponse().status < 300
        connection.close()


def _handler(endpoint: Endpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            trouble = endpoint.trouble
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            trouble.asked[self.command] += 1
            fault = trouble.choose(self.command, self.path)
            if fault and fault.hangs:
                time.sleep(fault.hangs)
            if fault and fault.cuts is None:
                self._refuse(fault)
                return
            connection = HTTPConnection(endpoint.host, endpoint.port)
            headers = {name: value for name, value in self.headers.items() if name.lower() not in DROPPED - {"host"}}
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            self._send(answer.status, dict(answer.getheaders()), answer.read(), cuts=fault and fault.cuts)
            connection.close()

        def _refuse(self, fault: Fault) -> None:
            words = f"<Error><Code>{fault.code}</Code><Message>as told</Message></Error>".encode()
            self._send(fault.status, {}, b"" if self.command == "HEAD" else words)

        def _send(self, status: int, headers: dict[str, str], body: bytes, *, cuts: int | None = None) -> None:
            kept = {name: value for name, value in headers.items() if name.lower() not in DROPPED}
            length = {name.lower(): value for name, value in headers.items()}.get("content-length", str(len(body)))
            self.send_response(status)
            for name, value in {**kept, "Content-Length": length if self.command == "HEAD" else str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            endpoint.trouble.sent += len(body)
            try:
                self.wfile.write(body if cuts is None else body[:cuts])
            except OSError:
                self.close_connection = True  # whoever asked has given up
            if cuts is not None:
                self.close_connection = True
                self.connection.close()

        do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = _pass_on  # noqa: N815 (the names are the library's)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def name_of(url: str) -> str:
    """The path of a bucket's URL at its endpoint."""
    parts = urlsplit(url)
    return f"/{parts.netloc}{parts.path}"
