"""One file that carries a pack to a machine without a network.

A zip with the pack's name and its originals, each named by its sha256. The machine that imports it builds the
networks itself, from originals whose hashes its own manifest knows: the file is trusted for nothing.
"""

import json
import zipfile
import zlib
from pathlib import Path

from kenfolk.packs.download import LARGEST
from kenfolk.packs.errors import BadPackFile, PackFileUnwritable
from kenfolk.packs.manifest import Pack, Source
from kenfolk.packs.sources import locate, store

ABOUT = "kenfolk-pack.json"
LARGEST_ABOUT = 64 * 1024  # bytes


def write_archive(pack: Pack, home: Path, file: Path) -> None:
    """Write the pack's file; it appears under its name only when it is complete."""
    scratch = file.with_name(f".{file.name}.new")
    try:
        with zipfile.ZipFile(scratch, "w") as box:
            box.writestr(ABOUT, json.dumps({"format": 1, "pack": pack.name, "licence": pack.licence}))
            for source in pack.sources:
                box.write(locate(source, home), source.wanted_sha256)
        scratch.replace(file)
    except OSError as error:
        raise PackFileUnwritable(file=file, reason=error.strerror or error) from error
    finally:
        scratch.unlink(missing_ok=True)


def read_name(file: Path) -> str:
    """Return which pack the file carries."""
    try:
        with zipfile.ZipFile(file) as box, box.open(ABOUT) as stream:
            about = json.loads(stream.read(LARGEST_ABOUT))
        return str(about["pack"])
    except FileNotFoundError as error:
        raise BadPackFile(file=file, reason="there is no such file.") from error
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise BadPackFile(file=file, reason="it wasn't written by `kenfolk models export`.") from error


def read_originals(pack: Pack, home: Path, file: Path) -> None:
    """Take the pack's originals out of the file: only those, only under their hashes, only if they have them."""
    with zipfile.ZipFile(file) as box:
        for source in pack.sources:
            try:
                with box.open(_find_member(box, source)) as stream:
                    store(source, stream, home)
            except (KeyError, RuntimeError, zlib.error, zipfile.BadZipFile) as error:
                raise BadPackFile(file=file, reason=f"{source.title} is missing or damaged in it.") from error


def _find_member(box: zipfile.ZipFile, source: Source) -> zipfile.ZipInfo:
    """Return the original's place in the file; one of an impossible size fills no disk."""
    member = box.getinfo(source.wanted_sha256)
    if member.file_size > (source.member_size or LARGEST):
        raise KeyError(member.filename)
    return member
