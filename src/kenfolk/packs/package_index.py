"""Fetch an archive from the package index with the user's own pip: mirrors, proxies and credentials as configured.

The package is never imported nor installed. pip checks the pinned hash before it does anything with the archive.
"""

import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from pathlib import Path

from kenfolk.packs.errors import PullFailed
from kenfolk.packs.hashes import check_hash
from kenfolk.packs.manifest import Source

Progress = Callable[[str, int, int | None], None]  # what is fetched, bytes so far, bytes in all if known

REMEMBERED = 5  # lines of pip's complaint that are passed on


def fetch_package(source: Source, folder: Path, *, progress: Progress) -> Path:
    """Download the archive into the folder and return its path."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        pinned = Path(scratch) / "requirements.txt"
        pinned.write_text(f"{source.package}=={source.version} --hash=sha256:{source.sha256}\n")
        got = Path(scratch) / "got"
        _run_pip(source, [*_choose_format(source), "--dest", str(got), "-r", str(pinned)], progress)
        archives = list(got.iterdir()) if got.is_dir() else []
        if len(archives) != 1:
            raise PullFailed(what=source.title, reason="pip left no archive.")
        return _keep(source, archives[0], folder)


def _keep(source: Source, archive: Path, folder: Path) -> Path:
    check_hash(archive, source.sha256, what=source.title)
    return archive.rename(folder / archive.name)


def _choose_format(source: Source) -> list[str]:
    return ["--only-binary" if source.kind == "wheel" else "--no-binary", source.package]


def _run_pip(source: Source, arguments: list[str], progress: Progress) -> None:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--no-build-isolation"]
    command += ["--no-input", "--progress-bar", "raw", *arguments]
    last: deque[str] = deque(maxlen=REMEMBERED)
    progress(source.title, 0, None)
    with subprocess.Popen(  # noqa: S603 -- our own interpreter, arguments from a manifest, no shell
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        assert pip.stdout
        try:
            for line in pip.stdout:
                _report(source, line, progress, last)
        except BaseException:
            pip.kill()
            raise
    if pip.returncode:
        raise PullFailed(what=source.title, reason=" ".join(last) or "pip failed without a word.")


def _report(source: Source, line: str, progress: Progress, last: deque[str]) -> None:
    words = line.split()
    if len(words) == 4 and words[0] == "Progress" and words[1].isdigit() and words[3].isdigit():
        progress(source.title, int(words[1]), int(words[3]) or None)
    elif words and not line.startswith(("WARNING", "[notice]")):
        last.append(line.strip())
