"""What the web app sees of photos, faces, people and groups. Every field is always there."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

FaceState = Literal["open", "tagged", "marked"]
TagSource = Literal["human", "machine", "import"]
PhotoState = Literal["new", "ready", "failed", "missing"]
Box = Annotated[
    tuple[float, float, float, float], Field(description="Left, top, right, bottom: pixels of the upright photo.")
]


class Tag(BaseModel):
    """Who a face is, and who says so."""

    person_id: int
    name: str
    source: TagSource
    probability: float | None


class Suggestion(BaseModel):
    """Who a face could be."""

    person_id: int
    name: str
    probability: float


class Face(BaseModel):
    """A face in a photo, with all that is known of it."""

    id: int
    photo_id: int
    box: Box
    score: float
    quality: float
    origin: Literal["detector", "human", "import"]
    tag: Tag | None
    suggestion: Suggestion | None
    mark: Literal["stranger", "unsure"] | None
    group_id: Annotated[int | None, Field(description="The group of unnamed faces it is in, while it is unnamed.")]
    chip_url: Annotated[str, Field(description="Changes when the box moves, so the picture can be kept for ever.")]


class Photo(BaseModel):
    """One image file."""

    id: int
    source_id: int
    path: Annotated[str, Field(description="Inside its source, with '/' between folders.")]
    width: Annotated[int | None, Field(description="Pixels of the upright photo; null until it was read.")]
    height: int | None
    taken_at: Annotated[dt.datetime, Field(description="Local time of the camera, without a zone.")]
    state: PhotoState
    faces: int
    thumb_url: str
    image_url: str
    original_url: str


class PhotoDetail(Photo):
    """One image file with everything known of it."""

    size: int
    format: str | None
    camera: str | None
    sha256: str | None
    file_path: Annotated[str, Field(description="Where the file lies, for people to read.")]
    error: Annotated[str | None, Field(description="Why it could not be read or looked at.")]
    seq: Annotated[int, Field(description="The newest decision of all: `if_seq` of what is said about these faces.")]
    faces_list: list[Face]


class Month(BaseModel):
    """How many photos were taken in a month."""

    month: Annotated[str, Field(description="Such as 2024-01.")]
    photos: int


class Timeline(BaseModel):
    """Months that have photos, newest first."""

    months: list[Month]


class Bucket(BaseModel):
    """The photos of a month, newest first, one entry a photo in every column: enough to lay them out exactly."""

    month: str
    ids: list[int]
    ratios: Annotated[list[int], Field(description="A thousand times width by height of the upright photo.")]
    days: Annotated[list[int], Field(description="Day of the month.")]
    colours: Annotated[list[int | None], Field(description="Average colour as the number 0xRRGGBB.")]
    faces: Annotated[list[int], Field(description="How many faces are in it.")]
    versions: Annotated[list[str], Field(description="`v` of the addresses of its pictures; empty until it was read.")]
    failed: Annotated[list[int], Field(description="Places in the columns of photos that could not be read.")]
    waiting: Annotated[list[int], Field(description="Places of photos that have not been read yet.")]
    next_cursor: str | None


class Person(BaseModel):
    """Somebody with a name."""

    id: int
    name: str
    faces: int
    photos: int
    suggestions: Annotated[int, Field(description="Unnamed faces that are probably this person.")]
    cover_face_id: int | None
    cover_url: str | None
    hidden: bool
    birth_date: dt.date | None
    first_seen: Annotated[dt.datetime | None, Field(description="Date of the oldest photo, in the camera's time.")]
    last_seen: dt.datetime | None


class SampleFace(BaseModel):
    """A face that stands for its group."""

    face_id: int
    chip_url: str


class Group(BaseModel):
    """Unnamed faces that look like one person."""

    id: int
    faces: int
    photos: int
    sample: Annotated[list[SampleFace], Field(description="At most six, the best first.")]
    candidates: Annotated[list[Suggestion], Field(description="Who it could be: at most five, likeliest first.")]


class Brief(BaseModel):
    """Somebody with a name, in as few words as a list of thousands needs."""

    id: int
    name: str
    faces: int
    to_check: Annotated[int, Field(description="Unnamed faces that are probably this person.")]
    last_seen: Annotated[dt.datetime | None, Field(description="Date of the newest photo, in the camera's time.")]


class Crowd(BaseModel):
    """Everybody, by name."""

    people: list[Brief]
    hidden: Annotated[int, Field(description="How many people are hidden.")]
    is_current: Annotated[
        bool, Field(description="False while what is to check and the dates are counted anew: ask again in a moment.")
    ]


class Cover(BaseModel):
    """The picture that stands for a person."""

    id: Annotated[int, Field(description="The person.")]
    face_id: int
    url: str


class Thumb(BaseModel):
    """A photo, small."""

    photo_id: int
    url: str


class Merging(BaseModel):
    """Somebody who is to become one with others, to be looked at once more."""

    person: Person
    sample: Annotated[list[SampleFace], Field(description="At most eight, the best first.")]


class MergePreview(BaseModel):
    """What is worth knowing before people are made one."""

    people: list[Merging]
    together: Annotated[list[Thumb], Field(description="Photos in which two of them stand; at most six, newest first.")]
    together_in: Annotated[int, Field(description="How many such photos there are.")]
