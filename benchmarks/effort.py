"""What does it cost a person to name everybody in an album? An annotator's program answers a real server.

    python benchmarks/effort.py ALBUM --annotator PROGRAM --models HOME

ALBUM is a folder of photos with its known answers beside it, ALBUM.truth.json. PROGRAM speaks the public API, is called
with --url and --truth, and prints one JSON object: actions per 100 right names (`ua100`), the `floor` of that, precision,
recall. The server is a process of its own on a library of its own, and nobody answers before it is idle.
"""

import argparse
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
from pathlib import Path
from typing import Any

from report import describe_machine, save_results


@contextmanager
def serve(album: Path, models: Path, pack: str) -> Iterator[str]:
    """Serve a fresh library of the album, and lend its address once all is found."""
    with tempfile.TemporaryDirectory(prefix="kenfolk-effort-") as data:
        command = [sys.executable, "-m", "kenfolk.entry.cli", "serve", str(album), "--data", data, "--port", "0"]
        server = subprocess.Popen(
            [*command, "--pack", pack], env=os.environ | {"KENFOLK_MODELS": str(models)}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            address = _read_address(server)
            _wait_until_idle(address)
            yield address
        finally:
            server.terminate()
            server.wait(60)


def _read_address(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    for line in server.stdout:
        if found := re.search(r"http://[\w.]+:\d+", line):
            return found[0]
    raise SystemExit("The server ended before it said its address.")


def _wait_until_idle(address: str) -> None:
    while True:
        with urllib.request.urlopen(f"{address}/api/status", timeout=60) as reply:
            status = json.load(reply)
        if status["idle"] and status["photos"]["total"]:
            return
        time.sleep(1)


def run(arguments: list[str]) -> dict[str, Any]:
    """Measure, print and return."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("album", type=Path)
    parser.add_argument("--annotator", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=os.environ.get("KENFOLK_MODELS"), help="home of the packs")
    parser.add_argument("--pack", default="default")
    parser.add_argument("--slip", type=float, default=0.0, help="share of wrong judgements")
    given = parser.parse_args(arguments)
    truth = given.album.with_name(f"{given.album.name}.truth.json")
    with serve(given.album, given.models, given.pack) as address:
        command = [sys.executable, str(given.annotator), "--url", address, "--truth", str(truth)]
        said = subprocess.run([*command, "--slip", str(given.slip)], capture_output=True, text=True, check=True).stdout
    result = {"measured_on": describe_machine(), "pack": given.pack, "slip": given.slip, **json.loads(said)}
    result["ua100_over_floor"] = round(result["ua100"] / result["floor"], 3)
    print(json.dumps({key: value for key, value in result.items() if key != "curve"}, indent=1))
    save_results("effort", result)
    return result


if __name__ == "__main__":
    run(sys.argv[1:])
