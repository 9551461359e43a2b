"""The originals that packs are built from, each kept once, under its hash: `home/sources/<sha256>`."""

import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kenfolk.packs.download import fetch_url
from kenfolk.packs.errors import PullFailed
from kenfolk.packs.hashes import check_hash, hash_file
from kenfolk.packs.manifest import Source
from kenfolk.packs.package_index import Progress, fetch_package

FOLDER = "sources"


def locate(source: Source, home: Path) -> Path:
    """Return where the original is, or would be."""
    return home / FOLDER / source.wanted_sha256


def is_here(source: Source, home: Path) -> bool:
    """Tell whether the original is here and intact."""
    path = locate(source, home)
    return path.is_file() and hash_file(path) == source.wanted_sha256


def fetch(source: Source, home: Path, *, progress: Progress) -> Path:
    """Return the original, fetched first if it isn't here."""
    if not is_here(source, home):
        folder = home / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        get = fetch_url if source.url else fetch_package
        download = get(source, folder, progress=progress)
        if source.member:
            with _open_member(source, download) as stream:
                store(source, stream, home)
            download.unlink()
    return locate(source, home)


def store(source: Source, stream: IO[bytes], home: Path) -> None:
    """Keep the stream as the original, if it is the pinned one."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{source.wanted_sha256}.new"
    with kept.open("wb") as file:
        shutil.copyfileobj(stream, file)
    check_hash(kept, source.wanted_sha256, what=source.member or source.title)
    kept.replace(locate(source, home))


@contextmanager
def _open_member(source: Source, archive: Path) -> Iterator[IO[bytes]]:
    """Open one file inside a wheel, zip or tar, without unpacking anything else."""
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as box, box.open(source.member) as stream:
                yield stream
        else:
            with tarfile.open(archive) as bale:
                yield _extract(bale, source.member)
    except (KeyError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise PullFailed(what=source.title, reason=f"there is no {source.member} in it.") from error


def _extract(bale: tarfile.TarFile, member: str) -> IO[bytes]:
    stream = bale.extractfile(member)
    if stream is None:  # a folder or a device, not a file
        raise KeyError(member)
    return stream
