"""Routes of photos: sources, uploads, and the pictures themselves."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Query, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.kit.http import (
    ERRORS,
    Cursor,
    Limit,
    Page,
    Reading,
    RowId,
    Writing,
    decode_cursor,
    encode_cursor,
    get_database,
)
from kenfolk.photos import service
from kenfolk.photos.files import PhotoFiles
from kenfolk.photos.folders import list_folders
from kenfolk.photos.pictures import reply_original, reply_picture
from kenfolk.photos.uploads import keep_upload
from kenfolk.storage.base import stat_of

router = APIRouter(prefix="/api", tags=["photos"], responses=ERRORS)

Replies = dict[int | str, dict[str, Any]]
PICTURE: Replies = {
    200: {"content": {"image/jpeg": {}}, "description": "The picture"},
    304: {"description": "You have it"},
}
ORIGINAL: Replies = {
    200: {"content": {"image/*": {}}, "description": "The file"},
    206: {"content": {"image/*": {}}, "description": "The part of the file that was asked for"},
    304: {"description": "You have it"},
}


class Source(BaseModel):
    """A place photos come from; `error` says why the last scan could not look everywhere."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    kind: str
    root: str
    photos: int
    scanned_at: dt.datetime | None
    error: str | None
    scanning: bool


class NewSource(BaseModel):
    """A place to add: the whole path of a folder on the machine Kenfolk runs on, or a bucket: s3://bucket/folder."""

    path: str


class Folder(BaseModel):
    """A folder to choose, or to look into."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    path: str


class Folders(BaseModel):
    """A folder of this machine, and the visible folders in it."""

    model_config = ConfigDict(from_attributes=True)

    path: str
    parent: str | None
    folders: list[Folder]


class Upload(BaseModel):
    """Where an upload went; `duplicate`: the library had it already, and kept no second copy."""

    model_config = ConfigDict(from_attributes=True)

    photo_id: int
    path: str
    duplicate: bool


class ShotNotes(BaseModel):
    """How the photo was taken, as its camera noted it in the file; null is what it did not note."""

    model_config = ConfigDict(from_attributes=True)

    taken_at: Annotated[
        dt.datetime | None,
        Field(description="By the camera's clock; null: the library goes by the date of the file instead."),
    ]
    make: str | None
    model: str | None
    lens: str | None
    exposure_s: Annotated[float | None, Field(description="Seconds.")]
    f_number: float | None
    iso: int | None
    focal_mm: float | None
    focal_35mm: float | None
    software: str | None
    latitude: float | None
    longitude: float | None


def get_files(request: Request) -> PhotoFiles:
    """Return the library's photo files."""
    files: PhotoFiles = request.app.state.parts.photo_files
    return files


def get_settings(request: Request) -> Settings:
    """Return the settings Kenfolk was started with."""
    settings: Settings = request.app.state.settings
    return settings


Files = Annotated[PhotoFiles, Depends(get_files)]
Stored = Annotated[Database, Depends(get_database)]
Chosen = Annotated[Settings, Depends(get_settings)]
Version = Annotated[str | None, Query(description="First characters of the photo's sha256: lets a browser keep it")]


@router.get("/sources")
def list_sources(session: Reading, limit: Limit = 100, cursor: Cursor = None) -> Page[Source]:
    """List the places photos come from."""
    after = (decode_cursor(cursor, int) or [0])[0]
    found = service.list_sources(session, after_id=after, limit=limit + 1)
    items = [Source.model_validate(source) for source in found[:limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(found) > limit else None)


@router.post("/sources", status_code=201)
def add_source(database: Stored, settings: Chosen, body: NewSource) -> Source:
    """Add a folder or bucket; it is scanned at once, and only ever read. Credentials are in the environment, not here."""
    place = service.choose_place(body.path, settings=settings)
    with database.write() as session:
        return Source.model_validate(service.get_source(session, service.add_source(session, place)))


@router.delete("/sources/{source_id}", status_code=204)
def remove_source(session: Writing, source_id: RowId) -> None:
    """Take a place's photos out of the library. Files, faces and names are kept, should it be added again."""
    service.remove_source(session, source_id)


@router.post("/sources/{source_id}/scan", status_code=202)
def scan_source(session: Writing, source_id: RowId) -> Source:
    """Look through a source for what is new, changed or gone."""
    service.ask_scan(session, source_id)
    return Source.model_validate(service.get_source(session, source_id))


@router.get("/folders")
def choose_folder(path: str | None = None) -> Folders:
    """List the folders in a folder of the machine Kenfolk runs on, to choose one; the home folder by default."""
    return Folders.model_validate(list_folders(path))


@router.post("/uploads", status_code=201)
def upload_photo(
    database: Stored,
    files: Files,
    settings: Chosen,
    file: Annotated[UploadFile, File(description="One photo")],
) -> Upload:
    """Add one photo to the library. The same content is kept once."""
    name = file.filename or "photo"
    root = service.uploads_root(settings)
    return Upload.model_validate(keep_upload(database, file.file, name=name, root=root, budget=files.budget))


@router.get("/photos/{photo_id}/thumb", responses=PICTURE, response_class=Response)
def show_thumb(request: Request, files: Files, photo_id: RowId, v: Version = None) -> Response:
    """Return the photo with a long side of 512 pixels, upright."""
    return reply_picture(request, files.read_thumb(photo_id), kind="thumb", version=v)


@router.get("/photos/{photo_id}/image", responses=PICTURE, response_class=Response)
def show_image(request: Request, files: Files, photo_id: RowId, v: Version = None) -> Response:
    """Return the photo with a long side of up to 2560 pixels, upright."""
    return reply_picture(request, files.read_image(photo_id), kind="image", version=v)


@router.get("/photos/{photo_id}/shot")
def show_shot(files: Files, photo_id: RowId) -> ShotNotes:
    """Read from the file how the photo was taken: lens, exposure and place."""
    return ShotNotes.model_validate(files.read_shot(files.find(photo_id)))


@router.head("/photos/{photo_id}/original", include_in_schema=False)
@router.get("/photos/{photo_id}/original", responses=ORIGINAL, response_class=Response)
def show_original(request: Request, files: Files, photo_id: RowId, v: Version = None) -> Response:
    """Return the file as it is, or the part of it that `Range` asks for."""
    file = files.find(photo_id)
    opened = files.open_original(file)
    found = stat_of(opened)
    is_as_read = file.state == "ready" and found.is_as(file.stat)
    return reply_original(request, file, opened, size=found.size, is_as_read=is_as_read, version=v)
