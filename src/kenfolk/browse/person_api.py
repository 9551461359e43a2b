"""What one person's page asks for. Nothing here changes anything."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query

from kenfolk.browse import ages, likeness, person_schemas, profile, schemas
from kenfolk.browse.api import Looking
from kenfolk.kit.http import ERRORS, Cursor, Limit, Page, Reading, RowId

router = APIRouter(prefix="/api/people/{person_id}", tags=["browse"], responses=ERRORS)


@router.get("/profile")
def get_profile(session: Reading, person_id: RowId) -> person_schemas.Profile:
    """Tell whose word a person's names are, their first and last photo, and with whom they are seen."""
    return profile.get_profile(session, person_id)


@router.get("/fate")
def get_fate(session: Reading, person_id: RowId) -> person_schemas.Fate:
    """Tell what became of somebody: there, hidden, merged into somebody, or their naming undone."""
    return profile.tell_fate(session, person_id)


@router.get("/ages")
def list_ages(
    session: Reading,
    person_id: RowId,
    each: Annotated[int, Query(ge=1, le=60, description="Faces of each age at the most")] = 14,
) -> person_schemas.Ages:
    """List the years of a person's life with their best faces: by age, or by year where the birth date is not known."""
    return ages.list_ages(session, person_id, each=each)


@router.get("/faces/least-alike")
def list_least_alike(
    *,
    session: Reading,
    recogniser: Looking,
    person_id: RowId,
    limit: Limit = 100,
    cursor: Cursor = None,
    since: Annotated[dt.date | None, Query(description="Only faces in photos of this day or later")] = None,
    until: Annotated[dt.date | None, Query(description="Only faces in photos of this day or earlier")] = None,
    source: Annotated[schemas.TagSource | None, Query(description="Only faces that were named by")] = None,
) -> Page[schemas.Face]:
    """List a person's faces, those that look least like the others first: a mistake is among the first."""
    person = profile.find_living(session, person_id)
    items, after = likeness.list_least_alike(
        session,
        recogniser,
        person_id=person.id,
        limit=limit,
        cursor=cursor,
        since=since,
        until=until,
        source=source,
    )
    return Page(items=items, next_cursor=after)
