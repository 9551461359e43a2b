"""Search: photos by who is in them, when, where and how many; and searches that are kept."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from kenfolk.browse.schemas import Bucket, Photo, Timeline
from kenfolk.browse.service import count_months, get_bucket, get_face, is_taken_in, list_photos_that
from kenfolk.kit.db import Database
from kenfolk.kit.http import ERRORS, Cursor, Limit, Page, Reading, RowId, Writing, get_database
from kenfolk.search import schemas, service, store
from kenfolk.search.completing import complete
from kenfolk.search.looking import Eyes, look_at, look_like
from kenfolk.search.receiving import BODY, Picture
from kenfolk.search.understanding import read

MOST_COUNTED = 10_000
MONTH = r"^[1-8]\d{3}-(0[1-9]|1[0-2])$"

router = APIRouter(prefix="/api/search", tags=["search"], responses=ERRORS)

Text = Annotated[str, Query(description="Such as: Anna & Ben -Carl 2019..2021", max_length=4000)]


def get_eyes(request: Request, database: Annotated[Database, Depends(get_database)]) -> Eyes:
    """Return the networks of the active pack."""
    parts = request.app.state.parts
    return Eyes(database, parts.detector, parts.embedder, parts.onlooker)


Seeing = Annotated[Eyes, Depends(get_eyes)]


@router.get("")
def search_photos(session: Reading, q: Text = "") -> schemas.Found:
    """Say how a search is understood and how many photos of each month it finds.

    What is not understood is left out and told under `problems`, with its place in the text; the reply is a 200 all the
    same, because a search is read while it is being typed. A name nobody has finds no photo.
    """
    reading = read(session, q)
    months = count_months(session, reading.condition).months
    return schemas.Found(**dict(service.show(session, reading)), photos=sum(m.photos for m in months), months=months)


@router.get("/count")
def count_found(session: Reading, q: Text = "") -> schemas.Count:
    """Count what a search finds, up to 10,000: for lists of searches."""
    found = store.count_photos(session, read(session, q).condition, most=MOST_COUNTED + 1)
    return schemas.Count(photos=min(found, MOST_COUNTED), is_more=found > MOST_COUNTED)


@router.get("/photos")
def list_found(session: Reading, q: Text = "", limit: Limit = 100, cursor: Cursor = None) -> Page[Photo]:
    """List what a search finds, newest first."""
    items, after = list_photos_that(session, read(session, q).condition, limit=limit, cursor=cursor)
    return Page(items=items, next_cursor=after)


@router.get("/timeline")
def get_found_months(session: Reading, q: Text = "") -> Timeline:
    """Count the photos of each month that a search finds, newest first."""
    return count_months(session, read(session, q).condition)


@router.get("/timeline/{month}")
def get_found_bucket(
    session: Reading,
    month: Annotated[str, Path(description="Such as 2024-01", pattern=MONTH)],
    q: Text = "",
    cursor: Cursor = None,
) -> Bucket:
    """Show a month's photos that a search finds as columns of numbers, newest first."""
    wanted = read(session, q).condition & is_taken_in(month)
    return get_bucket(session, wanted, month=month, cursor=cursor)


@router.get("/complete")
def complete_search(
    session: Reading, at: Annotated[int, Query(ge=0, le=4000, description="Where the caret stands")], q: Text = ""
) -> schemas.Completions:
    """Say how a search could go on where the caret stands."""
    return complete(session, q, at=at)


@router.post("/face", openapi_extra=BODY)
def search_by_picture(eyes: Seeing, picture: Picture) -> schemas.Looked:
    """Find the faces in a picture, and say whom they look like. Nothing of it is kept."""
    return look_at(eyes, picture)


@router.get("/face/{face_id}")
def search_by_face(session: Reading, eyes: Seeing, face_id: RowId) -> schemas.ShownFace:
    """Say whom a face of the library looks like, and which faces are most like it."""
    return look_like(session, eyes, get_face(session, face_id))


@router.get("/saved")
def list_saved(session: Reading) -> list[schemas.Saved]:
    """List the searches that are kept, by name."""
    return service.list_saved(session)


@router.post("/saved", status_code=201)
def keep_search(session: Writing, body: schemas.SearchToKeep) -> schemas.Saved:
    """Keep a search under a name."""
    return service.keep(session, name=body.name, q=body.q)


@router.patch("/saved/{saved_id}")
def change_saved(session: Writing, saved_id: RowId, body: schemas.SearchToChange) -> schemas.Saved:
    """Give a kept search another name, or another text."""
    return service.change_saved(session, saved_id, name=body.name, q=body.q)


@router.delete("/saved/{saved_id}", status_code=204)
def forget_search(session: Writing, saved_id: RowId) -> None:
    """Keep a search no longer."""
    service.forget(session, saved_id)
