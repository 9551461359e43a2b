"""Fetch a file from a URL: resumed after an interruption, refused when it isn't the pinned one."""

from pathlib import Path

import httpx

from kenfolk.packs.errors import PullFailed
from kenfolk.packs.hashes import check_hash
from kenfolk.packs.manifest import Source
from kenfolk.packs.package_index import Progress

TRIES = 4
SILENCE = 30.0  # seconds without a byte, then it is tried again from where it stopped
LARGEST = 4 * 2**30  # bytes: no pack's file is larger, so a stream without end is cut here


def fetch_url(
    source: Source, folder: Path, *, progress: Progress, silence: float = SILENCE, largest: int = LARGEST
) -> Path:
    """Download the file into the folder and return its path; an earlier, incomplete attempt goes on."""
    part, whole = folder / f"{source.sha256}.part", folder / source.sha256
    reason: object = "nothing came."
    for _ in range(TRIES):
        try:
            _continue(source, part, progress, httpx.Timeout(silence), largest)
        except httpx.TransportError as error:
            reason = error or type(error).__name__
            continue
        except httpx.HTTPError as error:
            raise PullFailed(what=source.title, reason=error) from error
        check_hash(part, source.sha256, what=source.title)
        return part.rename(whole)
    raise PullFailed(what=source.title, reason=f"{reason} Try again: what has come so far is kept.")


def _continue(source: Source, part: Path, progress: Progress, timeout: httpx.Timeout, largest: int) -> None:
    have = part.stat().st_size if part.exists() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    with httpx.stream("GET", source.url, headers=headers, timeout=timeout, follow_redirects=True) as reply:
        if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # all of it is here already, or it is wrong, which its hash will tell
        reply.raise_for_status()
        resumed = reply.status_code == httpx.codes.PARTIAL_CONTENT and _starts_at(reply, have)
        _receive(source, part, reply, progress, have=have if resumed else 0, largest=largest)


def _starts_at(reply: httpx.Response, have: int) -> bool:
    if reply.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
        return True
    raise httpx.RequestError("The server sent another part than the one asked for.", request=reply.request)


def _receive(source: Source, part: Path, reply: httpx.Response, progress: Progress, *, have: int, largest: int) -> None:
    length = reply.headers.get("Content-Length", "")
    total = have + int(length) if length.isdigit() else None
    with part.open("ab" if have else "wb") as stream:
        for piece in reply.iter_raw():  # unbuffered: what came before a stall is kept
            have += len(piece)
            if have > largest:
                raise PullFailed(what=source.title, reason=f"more than {largest} bytes came.")
            stream.write(piece)
            progress(source.title, have, total)
