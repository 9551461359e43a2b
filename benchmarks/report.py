"""What benchmarks share: an album as a folder of its own, a table on the screen, a file of results."""

import datetime as dt
import json
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results" / "local"  # git ignores it


@contextmanager
def copy_album(album: Path, files: Sequence[Path]) -> Iterator[Path]:
    """Lend a folder with exactly these photos of the album: the same files under other names where that can be."""
    with tempfile.TemporaryDirectory(prefix="kenfolk-album-") as folder:
        for file in files:
            place = Path(folder) / file.relative_to(album)
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(file, place)
            except OSError:
                place.write_bytes(file.read_bytes())
        yield Path(folder)


def describe_machine() -> dict[str, Any]:
    """Say what was measured on, without names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"system": platform.system(), "machine": platform.machine(), "cores": cores, "cpu": _name_cpu()}


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str | float]]) -> None:
    """Print numbers under their names."""
    print(f"\n{title}")
    texts = [list(head), *([cell if isinstance(cell, str) else f"{cell:.2f}" for cell in row] for row in rows)]
    widths = [max(len(line[at]) for line in texts) for at in range(len(head))]
    for first, *others in texts:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        print("  ".join([first.ljust(widths[0]), *cells]))


def save_results(name: str, results: dict[str, Any]) -> Path:
    """Keep the results of the newest run."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    file = RESULTS / f"{name}.json"
    measured = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    file.write_text(json.dumps({"measured_at": measured, **results}, indent=1) + "\n")
    return file


def _name_cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")
