"""Real servers for tests: `kenfolk serve` as a process, on a free port, with drawn faces and the fake pack."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from PIL import Image

from kenfolk.vision.boxes import Box
from kenfolk.vision.fake import draw_photo

PATIENCE = 120.0  # seconds; a busy machine is slow, a hanging server is much slower
LEFT: Box = (100, 100, 200, 220)
RIGHT: Box = (350, 150, 450, 270)
BACK: Box = (240, 60, 310, 145)


def draw(file: Path, *people: int) -> Path:
    """Save a photo of up to three drawn people."""
    file.parent.mkdir(parents=True, exist_ok=True)
    pixels = draw_photo(list(zip(people, (LEFT, RIGHT, BACK), strict=False)))
    part = file.with_suffix(".part")
    Image.fromarray(pixels).save(part, "JPEG", quality=95)
    part.replace(file)
    return file


def wait_for(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"it took too long until {what}"
        time.sleep(0.05)


@dataclass
class Server:
    """A `kenfolk serve` process and its library."""

    data: Path
    photos: Path | None = None
    options: Sequence[str] = ()
    before: Sequence[str] = ()  # a command to run it under
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def log(self) -> str:
        """What it has said so far."""
        return self.data.with_suffix(".log").read_text()

    @property
    def command(self) -> list[str]:
        folder = [str(self.photos)] if self.photos else []
        kenfolk = [sys.executable, "-m", "kenfolk.entry.cli", "serve", *folder, "--data", str(self.data)]
        return [*self.before, *kenfolk, "--port", "0", "--pack", "fake", *self.options]

    def start(self) -> "Server":
        """Start, and wait until it answers."""
        self.launch()
        wait_for(self._is_there, "the server answers")
        return self

    def launch(self) -> "Server":
        """Start, and wait for nothing."""
        with self.data.with_suffix(".log").open("w") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=subprocess.STDOUT, env=os.environ | self.environment
            )
        return self

    def peak_megabytes(self) -> float:
        """The most memory the process has had so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def _is_there(self) -> bool:
        assert self.process.poll() is None, f"the server ended: {self.log}"
        return self._address() is not None

    def _address(self) -> str | None:
        try:
            said = json.loads((self.data / "server.json").read_text())
        except (OSError, ValueError):
            return None
        return said["url"] if said["pid"] == self.process.pid else None

    @property
    def url(self) -> str:
        return self._address()

    def call(self, method: str, path: str, body=None, **options):
        """Call the API and return what it says; any error fails the test."""
        reply = httpx.request(method, self.url + path, json=body, trust_env=False, timeout=PATIENCE, **options)
        assert reply.is_success, f"{method} {path}: {reply.status_code} {reply.text}"
        return reply.json() if reply.content else None

    def fetch(self, path: str) -> bytes:
        """Return a file."""
        reply = httpx.get(self.url + path, trust_env=False, timeout=PATIENCE)
        assert reply.is_success, f"{path}: {reply.status_code} {reply.text}"
        return reply.content

    def get(self, path: str):
        return self.call("GET", path)

    def post(self, path: str, body):
        return self.call("POST", path, body)

    def wait_until_idle(self, *, photos: int | None = None) -> dict:
        """Wait until no step has work (and, if given, until there are so many photos); return the status."""

        def is_done() -> bool:
            status = self.get("/api/status")
            return status["idle"] and (photos is None or status["photos"]["total"] == photos)

        wait_for(is_done, f"the library is idle: {self.get('/api/status')}")
        return self.get("/api/status")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(PATIENCE)


@pytest.fixture
def start_server(tmp_path) -> Iterator[Callable[..., Server]]:
    """Start servers that are gone after the test."""
    started: list[Server] = []

    def start(*, wait: bool = True, **how) -> Server:
        server = Server(data=how.pop("data", tmp_path / "library"), **how)
        started.append(server)
        return server.start() if wait else server.launch()

    yield start
    for server in started:
        if server.process is not None:
            server.stop(signal.SIGKILL)
