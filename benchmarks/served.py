"""A real server on a library, and an annotator's program that answers it."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recorder import record


@dataclass(frozen=True)
class Program:
    """How Kenfolk is started, and how its questions are answered."""

    models: Path
    pack: str
    annotator: Path

    @contextmanager
    def serve(self, photos: Path, data: Path, *, learning: bool = True) -> Iterator[str]:
        """Serve a library of the photos, and lend its address once all is found."""
        command = [sys.executable, "-m", "kenfolk.entry.cli", "serve", str(photos), "--data", str(data), "--port", "0"]
        told = {"KENFOLK_MODELS": str(self.models), "KENFOLK_LEARNING": "on" if learning else "off"}
        server = subprocess.Popen(
            [*command, "--pack", self.pack], env=os.environ | told, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            address = _read_address(server)
            wait_until_idle(address, photos=1)
            yield address
        finally:
            server.terminate()
            server.wait(120)

    def annotate(self, address: str, truth: Path, *, slip: float = 0.0, most: int | None = None) -> dict[str, Any]:
        """Let the annotator answer until nothing is asked any more, or until so many actions are spent."""
        with record(address) as (passage, kept):
            command = [sys.executable, str(self.annotator), "--url", passage, "--truth", str(truth)]
            command += ["--slip", str(slip), *(["--max-actions", str(most)] if most else [])]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise SystemExit("The annotator's program failed: what it said is above.")
        said: dict[str, Any] = json.loads(done.stdout)
        price = kept.price()
        return {**said, "seconds": round(price.seconds, 1), "actions_by_record": price.actions}


def call(address: str, path: str, body: Any = None) -> Any:
    """Call the API."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as reply:
        return json.load(reply)


def wait_until_idle(address: str, *, photos: int) -> dict[str, Any]:
    """Wait until no step has work left and so many photos are there."""
    while True:
        status: dict[str, Any] = call(address, "/api/status")
        if status["idle"] and status["photos"]["total"] >= photos:
            return status
        time.sleep(0.5)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Lend an empty folder."""
    with tempfile.TemporaryDirectory(prefix="kenfolk-effort-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _read_address(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"http://[\w.]+:\d+", line):
            return found[0]
    raise SystemExit("The server ended before it said its address.")
