"""Lists and details of photos, faces, people and groups. Nothing here changes anything."""

import datetime as dt
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request

from kenfolk.browse import faces, groups, people, photos, schemas, timeline
from kenfolk.browse.candidates import find_candidates
from kenfolk.browse.people_api import router as people_router
from kenfolk.kit.http import ERRORS, Cursor, Limit, Page, Reading, RowId
from kenfolk.people.recogniser import Recogniser

MONTH = r"^[1-8]\d{3}-(0[1-9]|1[0-2])$"

router = APIRouter(prefix="/api", tags=["browse"], responses=ERRORS)


def get_recogniser(request: Request) -> Recogniser:
    """Return who compares faces with people."""
    recogniser: Recogniser = request.app.state.parts.recogniser
    return recogniser


Looking = Annotated[Recogniser, Depends(get_recogniser)]


@router.get("/photos")
def list_photos(
    *,
    session: Reading,
    limit: Limit = 100,
    cursor: Cursor = None,
    person_id: Annotated[RowId | None, Query(description="Only photos with this person")] = None,
    source_id: Annotated[RowId | None, Query(description="Only photos of this source")] = None,
    state: Annotated[
        schemas.PhotoState | None, Query(description="Only photos in this state; all but missing ones if left out")
    ] = None,
    month: Annotated[
        str | None, Query(description="Only photos taken in this month, such as 2024-01", pattern=MONTH)
    ] = None,
    order: Annotated[Literal["newest", "oldest"], Query(description="By the date taken")] = "newest",
) -> Page[schemas.Photo]:
    """List photos by the date they were taken."""
    items, after = photos.list_photos(
        session,
        limit=limit,
        cursor=cursor,
        person_id=person_id,
        source_id=source_id,
        state=state,
        month=month,
        order=order,
    )
    return Page(items=items, next_cursor=after)


@router.get("/photos/timeline")
def get_timeline(session: Reading, person_id: RowId | None = None, source_id: RowId | None = None) -> schemas.Timeline:
    """Count the photos of each month, newest first."""
    wanted = photos.is_wanted(person_id, source_id)
    count = timeline.count_all_months if person_id is None else timeline.count_months
    return count(session, wanted)


@router.get("/photos/timeline/{month}")
def get_bucket(
    session: Reading,
    month: Annotated[str, Path(description="Such as 2024-01", pattern=MONTH)],
    cursor: Cursor = None,
    person_id: RowId | None = None,
    source_id: RowId | None = None,
) -> schemas.Bucket:
    """Show a month's photos as columns of numbers, newest first: enough to lay them out before a picture is there."""
    return timeline.get_bucket(session, photos.is_wanted(person_id, source_id, month=month), month=month, cursor=cursor)


@router.get("/photos/{photo_id}")
def get_photo(session: Reading, photo_id: RowId) -> schemas.PhotoDetail:
    """Show one photo with its faces."""
    return photos.get_photo(session, photo_id)


@router.get("/faces")
def list_faces(
    *,
    session: Reading,
    limit: Limit = 100,
    cursor: Cursor = None,
    photo_id: Annotated[RowId | None, Query(description="Only faces in this photo")] = None,
    person_id: Annotated[RowId | None, Query(description="Only faces tagged as this person, newest first")] = None,
    group_id: Annotated[RowId | None, Query(description="Only open faces of this group, best first")] = None,
    suggested_person_id: Annotated[
        RowId | None, Query(description="Only faces suggested for this person, likeliest first")
    ] = None,
    state: Annotated[
        schemas.FaceState | None, Query(description="Without name and mark, with a name, or with a mark")
    ] = None,
    since: Annotated[dt.date | None, Query(description="Only faces in photos of this day or later")] = None,
    until: Annotated[dt.date | None, Query(description="Only faces in photos of this day or earlier")] = None,
    source: Annotated[schemas.TagSource | None, Query(description="Only faces that were named by")] = None,
    sort: Annotated[faces.FaceSort | None, Query(description="Another order than each list's own")] = None,
) -> Page[schemas.Face]:
    """List faces. Removed faces never appear, nor those of missing photos."""
    items, after = faces.list_faces(
        session,
        limit=limit,
        cursor=cursor,
        photo_id=photo_id,
        person_id=person_id,
        group_id=group_id,
        suggested_person_id=suggested_person_id,
        state=state,
        since=since,
        until=until,
        source=source,
        sort=sort,
    )
    return Page(items=items, next_cursor=after)


@router.get("/faces/{face_id}")
def get_face(session: Reading, face_id: RowId) -> schemas.Face:
    """Show one face."""
    return faces.get_face(session, face_id)


@router.get("/faces/{face_id}/candidates")
def list_candidates(session: Reading, recogniser: Looking, face_id: RowId) -> list[schemas.Suggestion]:
    """Say who this face could be: at most five, likeliest first, as of now."""
    faces.get_face(session, face_id)
    return find_candidates(session, recogniser, {face_id: [face_id]}).get(face_id, [])


@router.get("/people")
def list_people(
    *,
    session: Reading,
    limit: Limit = 100,
    cursor: Cursor = None,
    q: Annotated[str | None, Query(description="Part of the name")] = None,
    hidden: Annotated[bool, Query(description="The hidden people instead of the others")] = False,
    sort: Annotated[people.PersonSort, Query(description="Most faces first, by name, or seen last first")] = "faces",
) -> Page[schemas.Person]:
    """List people with a name."""
    items, after = people.list_people(session, limit=limit, cursor=cursor, q=q, hidden=hidden, sort=sort)
    return Page(items=items, next_cursor=after)


# Before the people by number, which would take a word for one.
router.include_router(people_router)


@router.get("/people/{person_id}")
def get_person(session: Reading, person_id: RowId) -> schemas.Person:
    """Show one person; of somebody who was merged, the person who has their faces now."""
    return people.get_person(session, person_id)


@router.get("/groups")
def list_groups(
    session: Reading, recogniser: Looking, limit: Limit = 100, cursor: Cursor = None
) -> Page[schemas.Group]:
    """List groups of at least two unnamed faces that look like one person, biggest first."""
    items, after = groups.list_groups(session, recogniser, limit=limit, cursor=cursor)
    return Page(items=items, next_cursor=after)


@router.get("/groups/{group_id}")
def get_group(session: Reading, recogniser: Looking, group_id: RowId) -> schemas.Group:
    """Show one group of unnamed faces."""
    return groups.get_group(session, recogniser, group_id)
