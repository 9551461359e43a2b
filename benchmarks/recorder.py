"""Stands between an annotator's program and a server, passes everything on, and keeps each question with its answer."""

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from costs import NOTHING, Cost, price_answer

ANSWER = re.compile(r"/api/review/(\d+)/answer")
HELD_BACK = {"connection", "transfer-encoding", "content-length", "date", "server", "host", "accept-encoding"}


@dataclass
class Record:
    """What was asked and answered."""

    questions: dict[int, dict[str, Any]] = field(default_factory=dict)
    answers: dict[int, dict[str, Any]] = field(default_factory=dict)

    def note(self, path: str, said: bytes, reply: bytes) -> None:
        """Keep it, if it was a question or an answer."""
        if path == "/api/review/next" and reply:
            question = json.loads(reply)
            if "id" in question:  # otherwise there is none yet
                self.questions[question["id"]] = question
        elif found := ANSWER.fullmatch(path):
            self.answers[int(found[1])] = json.loads(said)

    def price(self) -> Cost:
        """Return what all the answers took."""
        prices = (price_answer(self.questions[number], answer) for number, answer in self.answers.items())
        return sum(prices, NOTHING)


@contextmanager
def record(server: str) -> Iterator[tuple[str, Record]]:
    """Lend an address that answers like the server, and the record of what passes there."""
    kept = Record()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on()

        do_POST = do_GET  # noqa: N815 (the base class finds it by this name)

        def _pass_on(self) -> None:
            said = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HELD_BACK}
            request = urllib.request.Request(server + self.path, said or None, headers, method=self.command)
            try:
                with urllib.request.urlopen(request, timeout=120) as reply:
                    status, body = reply.status, reply.read()
                kept.note(self.path, said, body)
            except urllib.error.HTTPError as error:
                status, body = error.code, error.read()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    passing = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=passing.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{passing.server_port}", kept
    finally:
        passing.shutdown()
        passing.server_close()
