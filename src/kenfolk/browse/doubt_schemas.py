"""What the web app sees of names that may be wrong, and of people who may be two. Every field is always there."""

from typing import Annotated

from pydantic import BaseModel, Field

from kenfolk.browse.schemas import Face, SampleFace, Suggestion

Looking = Annotated[bool, Field(description="The search goes on: ask again in a moment.")]


class Somebody(BaseModel):
    """A person, to compare with."""

    id: int
    name: str
    faces: int
    cover_url: str | None
    sample: Annotated[list[SampleFace], Field(description="At most six, those most like the face first.")]


class Mistake(BaseModel):
    """A face that looks more like another person than like the one whose name it has."""

    face: Face
    person: Annotated[Somebody, Field(description="Whose name it has.")]
    other: Annotated[Somebody, Field(description="Whom it is more like.")]
    photo_url: Annotated[str, Field(description="The whole photo, small.")]


class Mistakes(BaseModel):
    """Names that may be wrong, the most suspicious first."""

    items: list[Mistake]
    total: int
    is_looking: Looking


class Side(BaseModel):
    """One of the two people that somebody may be."""

    share: Annotated[float, Field(description="Of the faces that were looked at, 0 to 1.")]
    sample: list[SampleFace]
    candidates: Annotated[list[Suggestion], Field(description="Who else this side could be, likeliest first.")]


class Mixed(BaseModel):
    """Somebody who seems to be two people."""

    id: int
    name: str
    faces: int
    larger: Side
    smaller: Side


class MixedPeople(BaseModel):
    """People who seem to be two, the surest first."""

    items: list[Mixed]
    total: int
    is_looking: Looking


class SplitSide(BaseModel):
    """All faces of one side."""

    face_ids: list[int]
    photos: int
    sample: list[SampleFace]


class SplitPreview(BaseModel):
    """What a split would do: both sides with all their faces."""

    id: int
    name: str
    larger: SplitSide
    smaller: SplitSide
    together_in: Annotated[int, Field(description="Photos in which both sides stand: two people for certain.")]


class DoubtCounts(BaseModel):
    """How many doubts there are."""

    mistakes: int
    mixed: int
    is_looking: Looking
