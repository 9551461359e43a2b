"""Pictures of faces for grids and lists."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response

from kenfolk.faces import service
from kenfolk.faces.chips import find_chip, read_chip
from kenfolk.faces.errors import ChipNotReady
from kenfolk.kit.db import Database
from kenfolk.kit.http import ERRORS, SENT_BY_PROXY, RowId, get_database
from kenfolk.storage.base import Storage
from kenfolk.storage.errors import Missing

router = APIRouter(prefix="/api", tags=["faces"], responses=ERRORS)

FOREVER = "private, max-age=31536000, immutable"
ASK_FIRST = "private, no-cache"


def get_derived(request: Request) -> Storage:
    """Return the storage of the derived files."""
    derived: Storage = request.app.state.parts.derived
    return derived


@router.get(
    "/faces/{face_id}/chip",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}, "description": "The face, upright, 256 x 256 pixels"}, 304: {}},
)
def get_face_chip(
    face_id: Annotated[RowId, Path(description="Number of the face")],
    database: Annotated[Database, Depends(get_database)],
    derived: Annotated[Storage, Depends(get_derived)],
    v: Annotated[str | None, Query(description="As in `chip_url`: with it, the picture may be kept for ever")] = None,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """Return the picture of a face as JPEG. No transaction is open while the file is read."""
    with database.read() as session:
        key = service.find_chip_key(session, face_id)
    etag = f'"{hashlib.blake2b(key.encode(), digest_size=8).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": FOREVER if v else ASK_FIRST}
    if if_none_match is not None and etag in if_none_match:
        return Response(status_code=304, headers=headers)
    try:
        if url := find_chip(derived, key):
            return Response(media_type="image/jpeg", headers=headers | {SENT_BY_PROXY: url})
        return Response(read_chip(derived, key), media_type="image/jpeg", headers=headers)
    except Missing as error:
        # Somebody tidied up the derived files, or a power cut did: the chip is cut again from the photo.
        with database.write() as session:
            service.forget_lost_chip(session, face_id, chip_key=key)
        raise ChipNotReady from error
