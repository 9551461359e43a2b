"""A real NGINX with our configuration, in front of a server that answers as a web process would."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from servers import PATIENCE

pytestmark = pytest.mark.enable_socket

STATUS = b'{"photos": "' + b"many " * 1000 + b'"}'


class Upstream(ThreadingHTTPServer):
    """Answers as a web process would, and notes what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.may_end = threading.Event()  # the stream of events


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Upstream

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if self.path == "/api/events":
            self._stream()
        elif self.path.startswith("/api/photos/"):
            self._say(b"", **{
                "Content-Type": "image/jpeg", "X-Accel-Redirect": "/derived/thumbs/0/1%20a.jpg", "ETag": '"ours"',
                "Cache-Control": "private, no-cache", "Content-Security-Policy": "sandbox",
            })  # fmt: skip
        else:
            self._say(STATUS, **{"Content-Type": "application/json"})

    def do_POST(self) -> None:
        self._say(str(len(self.rfile.read(int(self.headers["content-length"])))).encode())

    def _say(self, body: bytes, **headers: str) -> None:
        self.send_response(200)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b"data: first\n\n")
        self.server.may_end.wait(PATIENCE)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def upstream():
    with Upstream() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.may_end.set()
        server.shutdown()


@pytest.fixture
def browser(upstream, start_nginx, tmp_path):
    static, derived = tmp_path / "the $web 'app'", tmp_path / "derived"
    (static / "assets").mkdir(parents=True)
    (static / "assets/app-1a2b.js").write_text("let kenfolk = 1;\n" * 200)
    (derived / "thumbs/0").mkdir(parents=True)
    (derived / "thumbs/0/1 a.jpg").write_bytes(b"a picture")
    url = start_nginx(upstream.server_address[1], static=static, derived=derived, megabytes=1)
    with httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE) as browser:
        yield browser


class TestNginx:
    def test_sends_a_picture_itself_with_the_rules_it_was_given(self, browser):
        reply = browser.get("/api/photos/1/thumb")

        assert (reply.content, reply.headers["content-type"]) == (b"a picture", "image/jpeg")
        assert reply.headers["etag"] == '"ours"'
        assert reply.headers["cache-control"] == "private, no-cache"
        assert reply.headers["content-security-policy"] == "sandbox"
        assert "x-accel-redirect" not in reply.headers

    def test_sends_it_again_where_kenfolk_says_so_whatever_the_browser_has(self, browser):
        first = browser.get("/api/photos/1/thumb")
        since = {"If-Modified-Since": first.headers.get("last-modified", ""), "If-None-Match": '"older"'}

        assert browser.get("/api/photos/1/thumb", headers=since).content == b"a picture"

    def test_gives_no_picture_to_who_asks_for_its_file(self, browser, upstream):
        reply = browser.get("/derived/thumbs/0/1%20a.jpg")

        assert reply.status_code == 404
        assert upstream.asked == []

    def test_sends_the_web_app_itself_packed_and_for_ever(self, browser, upstream):
        reply = browser.get("/assets/app-1a2b.js")

        assert reply.text.startswith("let kenfolk")
        assert (reply.headers["content-encoding"], reply.headers["content-type"]) == ("gzip", "text/javascript")
        assert "immutable" in reply.headers["cache-control"]
        assert upstream.asked == []

    def test_asks_kenfolk_for_a_part_of_the_web_app_it_does_not_have(self, browser, upstream):
        browser.get("/assets/app-older.js")

        assert [path for path, _ in upstream.asked] == ["/assets/app-older.js"]

    def test_packs_answers_so_that_nobody_else_has_to(self, browser, upstream):
        reply = browser.get("/api/status")

        assert (reply.headers["content-encoding"], reply.content) == ("gzip", STATUS)
        assert "accept-encoding" not in upstream.asked[0][1]

    def test_names_the_host_the_browser_named(self, browser, upstream):
        browser.get("/api/status")

        assert upstream.asked[0][1]["host"] == f"{browser.base_url.host}:{browser.base_url.port}"

    def test_passes_on_what_is_said_at_once(self, browser, upstream):
        with browser.stream("GET", "/api/events") as stream:
            first = next(stream.iter_text())

            assert first == "data: first\n\n"
            assert not upstream.may_end.is_set()  # it was there before the end
            upstream.may_end.set()

    def test_takes_uploads_up_to_the_limit(self, browser):
        taken = browser.post("/api/uploads", content=b"x" * 2_500_000)
        refused = browser.post("/api/uploads", content=b"x" * 4_000_000)

        assert (taken.status_code, taken.text) == (200, "2500000")
        assert (refused.status_code, refused.json()["error"]["code"]) == (413, "http_error")

    def test_says_when_nobody_is_behind_it_that_this_will_pass(self, start_nginx, tmp_path):
        url = start_nginx(9, static=tmp_path, derived=tmp_path)  # nobody listens there

        reply = httpx.get(f"{url}/api/status", trust_env=False, timeout=PATIENCE)

        assert (reply.status_code, reply.headers["retry-after"]) == (503, "2")
        assert reply.json()["error"]["code"] == "starting"
