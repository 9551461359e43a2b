"""The grid of people, the look before a merge, and the names that may be wrong. Nothing here changes anything."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from kenfolk.browse import crowd, doubt_schemas, doubt_views, schemas
from kenfolk.browse.doubts import Doubter
from kenfolk.browse.tallies import Tallies
from kenfolk.kit.http import Reading, RowId

router = APIRouter(prefix="/people")

MOST_COVERS = 200
MOST_MERGED = 50

Few = Annotated[int, Query(ge=1, le=50, description="How many at the most")]


def get_doubter(request: Request) -> Doubter:
    """Return who looks for names that may be wrong."""
    doubter: Doubter = request.app.state.parts.doubter
    return doubter


Doubting = Annotated[Doubter, Depends(get_doubter)]


def get_tallies(request: Request) -> Tallies:
    """Return who counts for everybody."""
    tallies: Tallies = request.app.state.parts.tallies
    return tallies


Counting = Annotated[Tallies, Depends(get_tallies)]


@router.get("/crowd")
def list_crowd(
    *,
    session: Reading,
    tallies: Counting,
    hidden: Annotated[bool, Query(description="The hidden people instead of the others")] = False,
) -> schemas.Crowd:
    """List everybody with a name in few words, by name: to sort, filter and jump in without asking again."""
    return crowd.list_crowd(session, tallies, hidden=hidden)


@router.get("/covers")
def list_covers(
    session: Reading,
    ids: Annotated[list[RowId], Query(min_length=1, max_length=MOST_COVERS, description="The people")],
) -> list[schemas.Cover]:
    """Give the pictures of these people; who has no face has none."""
    return crowd.list_covers(session, ids)


@router.get("/merge-preview")
def preview_merge(
    session: Reading,
    ids: Annotated[list[RowId], Query(min_length=1, max_length=MOST_MERGED, description="The people")],
) -> schemas.MergePreview:
    """Show what there is to know before these people are made one."""
    return crowd.preview_merge(session, ids)


@router.get("/doubts")
def count_doubts(session: Reading, doubter: Doubting) -> doubt_schemas.DoubtCounts:
    """Count the names that may be wrong, and the people who may be two."""
    return doubt_views.count_doubts(session, doubter)


@router.get("/mistakes")
def list_mistakes(session: Reading, doubter: Doubting, limit: Few = 20) -> doubt_schemas.Mistakes:
    """List faces that look more like another person, the most suspicious first; one that was answered is out."""
    return doubt_views.list_mistakes(session, doubter, limit=limit)


@router.get("/mixed")
def list_mixed(session: Reading, doubter: Doubting, limit: Few = 20) -> doubt_schemas.MixedPeople:
    """List people who seem to be two, the surest first; one that was answered is out."""
    return doubt_views.list_mixed(session, doubter, limit=limit)


@router.get("/mixed/{person_id}")
def preview_split(session: Reading, doubter: Doubting, person_id: RowId) -> doubt_schemas.SplitPreview:
    """Show all faces of both people that somebody seems to be."""
    return doubt_views.preview_split(session, doubter, person_id)
