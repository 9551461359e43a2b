"""How fast is an album taken in? Against the bare cost of the networks, and against the face_recognition package.

    python benchmarks/ingest.py ALBUM --models HOME [--photos 200] [--rounds 2] [--package 10]

Everything is compared within one run, so that the machine and what else it does cancel out. Prints ratios, and writes
benchmarks/results/local/ingest.json.
"""

import argparse
import os
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bare import Cost, measure_bare
from library import measure_library
from package_env import run_package
from report import copy_album, describe_machine, print_table, save_results
from stages import Stages

from kenfolk.kit.config import Settings


@dataclass(frozen=True)
class Round:
    """The bare cost and ours, measured one after the other."""

    bare: Cost
    ours: Cost

    @property
    def ratio(self) -> float:
        return self.ours.photos_per_second / self.bare.photos_per_second

    @property
    def cpu_ratio(self) -> float:
        return self.ours.photos_per_cpu_second / self.bare.photos_per_cpu_second


def main() -> None:
    """Measure, print, save."""
    options = _read_options()
    files = sorted(file for file in options.album.rglob("*.jpg"))[: options.photos]
    results: dict[str, Any] = {"machine": describe_machine(), "photos": len(files), "pack": options.pack}
    with copy_album(options.album, files) as album:
        for file in files:
            file.read_bytes()  # the disk is not what we measure
        for cores in (1, None):
            with _on_cores(cores) as threads:
                results[f"{threads} core{'s' * (threads > 1)}"] = _measure(options, album, files, threads)
    if options.package:
        results["package"] = _compare_with_package(files[: options.package], results)
    save_results("ingest", results)


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("album", type=Path, help="folder of photos (JPEG, 12 megapixels)")
    parser.add_argument("--models", type=Path, default=Settings().models, help="home of the model packs")
    parser.add_argument("--pack", default="default")
    parser.add_argument("--photos", type=int, default=200, help="take so many of them")
    parser.add_argument("--rounds", type=int, default=2, help="measure so many times; the median counts")
    parser.add_argument("--package", type=int, default=10, help="photos for the package; 0 leaves it out")
    return parser.parse_args()


@contextmanager
def _on_cores(count: int | None) -> Iterator[int]:
    """Keep this process, and threads it starts, on so many cores; None is all."""
    if not hasattr(os, "sched_setaffinity"):
        yield os.cpu_count() or 1
        return
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(every)[-(count or len(every)) :])
    try:
        yield len(os.sched_getaffinity(0))
    finally:
        os.sched_setaffinity(0, every)


def _measure(options: argparse.Namespace, album: Path, files: Sequence[Path], threads: int) -> dict[str, Any]:
    stages, rounds = Stages(), []
    for at in range(options.rounds):
        both = {}
        for side in ("bare", "ours")[:: 1 if at % 2 == 0 else -1]:  # whoever comes second finds a warmer machine
            if side == "bare":
                both[side] = measure_bare(files, pack_name=options.pack, models=options.models, threads=threads)
            else:
                both[side] = measure_library(album, pack_name=options.pack, models=options.models, stages=stages)
        rounds.append(Round(**both))
    ratio, cpu_ratio = (statistics.median(getattr(one, name) for one in rounds) for name in ("ratio", "cpu_ratio"))
    print_table(
        f"{threads} core(s), {len(files)} photos, {rounds[0].ours.faces} faces",
        ["", "photos/s", "faces/s", "photos per CPU second"],
        [[name, *_speeds([getattr(one, name) for one in rounds])] for name in ("bare", "ours")],
    )
    print(f"ours / bare: {ratio:.0%} of the photos per second, {cpu_ratio:.0%} of the photos per CPU second")
    share = 1000 / (options.rounds * len(files))
    rows = {
        name: {"wall_ms": stages.wall[name] * share, "cpu_ms": stages.cpu[name] * share, "calls": stages.calls[name]}
        for name in sorted(stages.wall, key=lambda name: -stages.cpu[name])
    }
    print_table(
        "Milliseconds a photo, by stage", ["", "wall", "CPU"], [[n, r["wall_ms"], r["cpu_ms"]] for n, r in rows.items()]
    )
    return {
        "ratio": ratio,
        "cpu_ratio": cpu_ratio,
        "rounds": [{"bare": asdict(one.bare), "ours": asdict(one.ours)} for one in rounds],
        "stages": rows,
    }


def _speeds(costs: Sequence[Cost]) -> list[float]:
    return [
        statistics.median(cost.photos_per_second for cost in costs),
        statistics.median(cost.faces / cost.seconds for cost in costs),
        statistics.median(cost.photos_per_cpu_second for cost in costs),
    ]


def _compare_with_package(files: Sequence[Path], results: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for upsample in (1, 0):  # 1 is what the package does unless told otherwise; 0 finds no small faces
        theirs = Cost(**run_package(files, upsample=upsample))
        ours = {
            name: statistics.median(
                Cost(**one["ours"]).photos_per_second / theirs.photos_per_second for one in part["rounds"]
            )
            for name, part in results.items()
            if isinstance(part, dict) and "rounds" in part
        }
        print(
            f"face_recognition, upsampling {upsample}: {theirs.photos_per_second:.3f} photos/s,"
            f" {theirs.faces} faces in {theirs.photos} photos; ours is faster"
            f" {', '.join(f'{times:.0f} times on {name}' for name, times in ours.items())}"
        )
        found[f"upsample {upsample}"] = {**asdict(theirs), "ours_is_faster": ours}
    return found


if __name__ == "__main__":
    main()
