"""Replies that are pictures: kept by browsers as long as they are true, and never taken for anything but a picture."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from kenfolk.kit.http import SENT_BY_PROXY
from kenfolk.photos.files import Picture
from kenfolk.photos.names import MEDIA_TYPES
from kenfolk.photos.ranges import find_range
from kenfolk.photos.store import PhotoFile

FOR_EVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"
BLOCK = 256 * 1024
# A file of a stranger's may be a web page in disguise: it is shown as a picture or not at all.
SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}


def reply_picture(request: Request, picture: Picture, *, kind: str, version: str | None) -> Response:
    """Return a JPEG of ours, or where the proxy in front of us has it."""
    headers = SAFE | _caching(f"{picture.sha256[:32]}-{kind}", version, picture.sha256)
    if _has_it(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if picture.url is not None:
        headers[SENT_BY_PROXY] = picture.url
    return Response(picture.data, media_type="image/jpeg", headers=headers)


def reply_original(
    request: Request, file: PhotoFile, opened: BinaryIO, *, size: int, is_as_read: bool, version: str | None
) -> Response:
    """Return the file itself, block by block; or the part of it that was asked for, or only what it would be."""
    try:
        headers = SAFE | {"Content-Disposition": _disposition(file), "Accept-Ranges": "bytes"}
        if is_as_read and file.sha256:
            headers |= _caching(file.sha256[:32], version, file.sha256)
            if _has_it(request, headers["ETag"]):
                opened.close()
                return Response(status_code=304, headers=headers)
        else:
            headers["Cache-Control"] = "no-store"
        part = _part(request, size, headers.get("ETag"))
        first, after = part or (0, size)
        headers["Content-Length"] = str(after - first)
        if part:
            headers["Content-Range"] = f"bytes {first}-{after - 1}/{size}"
        status = 206 if part else 200
        if request.method == "HEAD":
            opened.close()
            return Response(status_code=status, media_type=_media_type(file), headers=headers)
        opened.seek(first)
    except BaseException:
        opened.close()
        raise
    blocks = _blocks(opened, after - first)
    return StreamingResponse(blocks, status_code=status, media_type=_media_type(file), headers=headers)


def _part(request: Request, size: int, tag: str | None) -> tuple[int, int] | None:
    """The part that was asked for; the whole file when it is no longer the one the first part was of."""
    asked, of = request.headers.get("range"), request.headers.get("if-range")
    return find_range(asked, size) if asked and (of is None or of == tag) else None


def _caching(tag: str, version: str | None, sha256: str) -> dict[str, str]:
    is_exact = bool(version) and sha256.startswith(version or "")
    return {"ETag": f'"{tag}"', "Cache-Control": FOR_EVER if is_exact else ASK_AGAIN}


def _has_it(request: Request, tag: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return tag in known or "*" in known


def _media_type(file: PhotoFile) -> str:
    return MEDIA_TYPES.get(file.format or "", "application/octet-stream")


def _disposition(file: PhotoFile) -> str:
    kind = "inline" if file.format in MEDIA_TYPES else "attachment"
    name = PurePosixPath(file.key).name
    plain = "".join(c if c.isascii() and (c.isalnum() or c in " ._-()") else "_" for c in name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _blocks(opened: BinaryIO, size: int) -> Iterator[bytes]:
    """No more than was promised, also when the file grows meanwhile."""
    with opened:
        while size > 0 and (block := opened.read(min(BLOCK, size))):
            size -= len(block)
            yield block
