"""Albums with known answers, composed once, and libraries of them, taken in once and lent as copies."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from served import Program, temporary_folder
from truths import truth_file

# What matching and grouping derived from the vectors: a copy thinks everything over again, with the code of today.
DERIVED = ("group_member", "face_group", "face_match", "tag", "question")


@dataclass(frozen=True)
class Kind:
    """What an album is made of."""

    people: int
    cap: int  # portraits of one person at the most
    strangers: float  # share of all faces


KINDS = {"standard": Kind(people=40, cap=40, strangers=0.3), "hard": Kind(people=80, cap=15, strangers=0.6)}


def compose_album(kind: str, seed: int, *, maker: Path, portraits: Path, size: str, work: Path) -> Path:
    """Return an album of this kind and seed; it is made if it is not there."""
    album, what = work / "albums" / f"{kind}-{seed}", KINDS[kind]
    if not truth_file(album).exists():
        shutil.rmtree(album, ignore_errors=True)
        album.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, str(maker), "--lfw", str(portraits), "--out", str(album), "--photos", "2000"]
        command += ["--people", str(what.people), "--cap", str(what.cap), "--stranger-share", str(what.strangers)]
        subprocess.run([*command, "--size", size, "--seed", str(seed)], check=True)
    return album


def take_in(album: Path, program: Program, *, work: Path) -> Path:
    """Return a library of the album that nobody has answered in; it is made if it is not there."""
    library = work / "libraries" / program.pack / album.name
    if not library.exists():
        begun = library.with_name(f"{library.name}.begun")
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir(parents=True)
        with program.serve(album, begun):
            pass
        begun.rename(library)
    return library


@contextmanager
def lend_copy(library: Path) -> Iterator[Path]:
    """Lend a copy of a library in which nobody is matched or grouped yet."""
    with temporary_folder() as folder:
        copy = folder / "library"
        shutil.copytree(library, copy, ignore=shutil.ignore_patterns("*.lock", "server.json"))
        with closing(sqlite3.connect(copy / "kenfolk.db")) as database, database:
            for table in DERIVED:
                database.execute(f"DELETE FROM {table}")
        yield copy
