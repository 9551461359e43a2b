"""Photos a second of an album in one process and in server mode on the same machine, one after the other.

    python benchmarks/server_ingest.py ALBUM [--models FOLDER] [--modes serve cluster ...] [--workers "reader=1,detector=2,..."]

Measured between a tenth and nine tenths of the photos, so that starting counts for nobody. Processor time is that of all
processes of the library, from their start to the end.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psutil

PATIENCE = 3600.0


def main() -> None:
    """Measure, print, and leave the numbers as JSON on the last line."""
    options = parse()
    results = [measure(mode, options) for mode in options.modes]
    print(json.dumps(results))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("album", type=Path)
    parser.add_argument("--models", default=None)
    parser.add_argument("--pack", default="default")
    parser.add_argument("--modes", nargs="+", default=["serve", "cluster"], choices=["serve", "cluster"])
    parser.add_argument("--workers", default="reader=1,detector=2,embedder=1,matcher=1")
    return parser.parse_args()


def measure(mode: str, options: argparse.Namespace) -> dict:
    photos = sum(1 for file in options.album.rglob("*") if file.suffix.lower() in {".jpg", ".jpeg", ".png"})
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "library"
        more = ["--workers", options.workers] if mode == "cluster" else []
        command = [sys.executable, "-m", "kenfolk.entry.cli", mode, str(options.album), "--data", str(data)]
        environment = os.environ | ({"KENFOLK_MODELS": options.models} if options.models else {})
        process = subprocess.Popen(
            [*command, "--port", "0", "--pack", options.pack, *more], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            done = watch(data, photos, process)
            used = sum(seconds_of(each) for each in [psutil.Process(process.pid), *descendants(process.pid)])
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(120)
    first = next(at for at, count in done if count >= photos / 10)
    last = next(at for at, count in done if count >= photos * 0.9)
    rate = 0.8 * photos / (last - first)
    found = {"mode": mode, "workers": options.workers if more else "", "photos": photos, "rate": round(rate, 2),
             "idle after": round(done[-1][0], 1), "cpu seconds": round(used, 1)}  # fmt: skip
    print(found, flush=True)
    return found


def watch(data: Path, photos: int, process: subprocess.Popen) -> list[tuple[float, int]]:
    """Return how many photos were done when, until nothing waits."""
    began, done = time.monotonic(), list[tuple[float, int]]()
    with httpx.Client(trust_env=False, timeout=30) as client:
        while time.monotonic() < began + PATIENCE and process.poll() is None:
            time.sleep(0.25)
            try:
                url = json.loads((data / "server.json").read_text())["url"]
                status = client.get(f"{url}/api/status").json()
            except (OSError, ValueError, httpx.HTTPError):
                continue
            if status.get("photos"):
                done.append(
                    (time.monotonic() - began, status["photos"]["done"] if status["photos"]["total"] == photos else 0)
                )
                if status["idle"] and status["photos"]["total"] >= photos:
                    return done
    raise SystemExit("it did not come to an end")


def descendants(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


def seconds_of(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system


if __name__ == "__main__":
    main()
