"""What does it cost a person to name everybody in an album? An annotator's program answers a real server.

    python benchmarks/effort.py --album-maker PROGRAM --lfw PORTRAITS --annotator PROGRAM --work FOLDER
    python benchmarks/effort.py ALBUM... --annotator PROGRAM --work FOLDER

ALBUM is a folder of photos with its known answers beside it, ALBUM.truth.json; without one, albums of each kind and seed
are composed. On the vectors that the server found, the rules of other programs are priced in the same run.
"""

import argparse
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from albums import KINDS, compose_album, lend_copy, take_in
from effort_tables import print_measured, print_rivals, print_streams, sum_up
from fit_pack import group
from report import describe_machine, save_results
from rivals import price_rivals
from served import Program, temporary_folder
from stream import compare_halves, stream
from truths import read_faces, read_truth, truth_file

from kenfolk.kit.config import Settings
from kenfolk.packs.service import find_pack, load_cohort


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """Measure, print, save."""
    options = read_options(arguments)
    program = Program(options.models, options.pack, options.annotator)
    with temporary_folder() as temporary:
        work = options.work or temporary
        results = measure(options, program, work)
    results["summary"] = {kind: sum_up(albums) for kind, albums in results["albums"].items()}
    print_measured(results["summary"])
    print_rivals(results["summary"])
    print_streams(results["streams"])
    save_results("effort", results)
    return results


def measure(options: argparse.Namespace, program: Program, work: Path) -> dict[str, Any]:
    """Measure album by album; what is known so far is saved after each."""
    albums: dict[str, dict[str, Any]] = defaultdict(dict)
    results: dict[str, Any] = {"measured_on": describe_machine(), "pack": options.pack, "albums": albums, "streams": {}}
    for album in list_albums(options, work):
        kind = re.sub(r"-\d+$", "", album.name)
        library = take_in(album, program, work=work)
        found: dict[str, Any] = {"ours": {}}
        for name, way in list_ways(options).items():
            found["ours"][name] = measure_ours(album, library, program, **way)
            print(f"{album.name}, {name}:", _brief(found["ours"][name]), flush=True)
        if options.rivals:
            found["rivals"] = measure_rivals(album, library, options.pack, options.models)
        if options.stream and kind not in results["streams"]:
            steps = stream(album, program)
            results["streams"][kind] = {"album": album.name, "halves": compare_halves(steps), "steps": steps}
        albums[kind][album.name] = found
        save_results("effort", results)
    return results


def list_ways(options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Return in which ways each album is answered."""
    ways: dict[str, dict[str, Any]] = {"careful": {"slip": 0.0, "learning": True}}
    if options.slip:
        ways["with slips"] = {"slip": options.slip, "learning": True}
    if options.without_learning:
        ways["without learning"] = {"slip": 0.0, "learning": False}
    return ways


def list_albums(options: argparse.Namespace, work: Path) -> Iterator[Path]:
    """Return the given albums, or those of each seed and kind."""
    if options.albums:
        yield from (album.absolute() for album in options.albums)
        return
    where = {"maker": options.album_maker, "portraits": options.lfw, "size": options.size, "work": work.absolute()}
    for seed in options.seeds:
        for kind in options.kinds:
            yield compose_album(kind, seed, **where)


def measure_ours(album: Path, library: Path, program: Program, *, slip: float, learning: bool) -> dict[str, Any]:
    """Let the annotator answer until nothing is asked any more."""
    with lend_copy(library) as copy, program.serve(album, copy, learning=learning) as address:
        said = program.annotate(address, truth_file(album), slip=slip)
    right, ratio = said["named_right"], said["ua100"] / said["floor"]
    return {**said, "ua100_over_floor": round(ratio, 3), "seconds_per_100": round(100 * said["seconds"] / right, 1)}


def measure_rivals(album: Path, library: Path, pack_name: str, models: Path) -> dict[str, Any]:
    """Price the rules of other programs on the vectors of this library."""
    faces = read_faces(library, read_truth(album))
    people = [name for name in faces.names if name is not None]
    found: dict[str, Any] = {"floor": 200 * len(set(people)) / len(people)}
    pack = find_pack(pack_name, models)
    looks = load_cohort(pack, models).look(faces.vectors)
    for rule, choice in price_rivals(faces.vectors, faces.names, ours=group(looks, pack.similarity.group)).items():
        tail, free = choice.tail.per_100(len(people)), choice.free.per_100(len(people))
        found[rule] = {
            "tail": tail.actions, "tail_seconds": tail.seconds,
            "free": free.actions, "free_seconds": free.seconds, "settings": choice.settings,
        }  # fmt: skip
    return found


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("albums", nargs="*", type=Path)
    parser.add_argument("--annotator", type=Path, required=True, help="program that answers by the public API")
    parser.add_argument("--album-maker", type=Path, help="program that composes an album out of portraits")
    parser.add_argument("--lfw", type=Path, help="folder of portraits, a folder a person")
    parser.add_argument("--work", type=Path, help="albums and libraries are kept here; a temporary folder if none")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument("--size", default="2400x1800", help="of the composed photos")
    parser.add_argument("--slip", type=float, default=0.0, help="answer once more, with this share of wrong judgements")
    parser.add_argument("--without-learning", action="store_true", help="answer once more, with learning switched off")
    parser.add_argument("--stream", action="store_true", help="bring the first album of each kind event by event, too")
    parser.add_argument("--no-rivals", dest="rivals", action="store_false", help="leave the others' rules out")
    parser.add_argument("--models", type=Path, default=os.environ.get("KENFOLK_MODELS"), help="home of the packs")
    parser.add_argument("--pack", default="default")
    options = parser.parse_args(arguments)
    options.models = options.models or Settings().models
    if not options.albums and not (options.album_maker and options.lfw):
        parser.error("give albums, or --album-maker and --lfw")
    return options


def _brief(said: Mapping[str, Any]) -> str:
    names = ("ua100", "floor", "ua100_over_floor", "precision", "recall", "actions", "seconds", "next_ms_p95")
    return ", ".join(f"{name} {said[name]}" for name in names)


if __name__ == "__main__":
    main(sys.argv[1:])
