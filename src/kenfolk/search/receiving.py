"""Takes a picture from a request into memory, and lets no more than a few in at once.

The web framework would put a larger upload into a temporary file; a picture somebody searches with never touches a disk.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

from kenfolk.search.errors import LooksBusy, PictureMissing, PictureTooLarge, PictureTooSlow

AT_ONCE = 2
LARGEST = 30 * 10**6  # bytes
PATIENCE = 2.0  # seconds to wait for a place
SLOWEST = 30.0  # seconds for the picture to arrive

_places = threading.BoundedSemaphore(AT_ONCE)  # for the process: it is its memory and its processor that are spared


async def receive_picture(request: Request) -> AsyncIterator[bytes]:
    """Hold one of the few places while a picture is looked at."""
    await _take_place()
    try:
        yield await _read(request)
    finally:
        _places.release()


async def _take_place() -> None:
    for _ in range(int(PATIENCE / 0.05)):
        if _places.acquire(blocking=False):
            return
        await asyncio.sleep(0.05)
    raise LooksBusy


async def _read(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise PictureMissing
    parser = MultiPartParser(request.headers, _limited(request), max_files=1, max_fields=4)
    parser.spool_max_size = LARGEST + 1
    try:
        async with asyncio.timeout(SLOWEST):
            form = await parser.parse()
    except TimeoutError as error:
        raise PictureTooSlow from error
    except (MultiPartException, HTTPException, KeyError, ValueError) as error:
        raise PictureMissing from error
    return await _take_file(form)


async def _take_file(form: FormData) -> bytes:
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise PictureMissing
        return await file.read()
    finally:
        await form.close()


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > LARGEST:
            raise PictureTooLarge(limit=LARGEST / 1e6)
        yield chunk


Picture = Annotated[bytes, Depends(receive_picture)]

# What the document says of it, because the framework does not read the form here.
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary", "description": "One picture"}},
                }
            }
        },
    }
}
