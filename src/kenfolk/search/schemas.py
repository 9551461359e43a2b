"""What the search says: how it understood a text, and what stands in the way. Every field is always there."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from kenfolk.browse.schemas import Face, Month, Photo

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
TermKind = Literal["person", "faces", "taken", "folder", "source", "unnamed"]


class MeantPerson(BaseModel):
    """Somebody who is meant by a name."""

    id: int
    name: str
    cover_url: str | None


class Term(BaseModel):
    """One thing that was asked for, and where it stands in the text."""

    kind: TermKind
    start: int
    end: int
    text: Annotated[str, Field(description="As the search itself would write it, without a minus.")]
    negated: bool
    name: Annotated[str | None, Field(description="Of the person, folder or source, as it was typed.")]
    people: Annotated[list[MeantPerson], Field(description="Who is meant; several: any of them. Nobody: see problems.")]
    low: Annotated[int | None, Field(description="Fewest faces.")]
    high: Annotated[int | None, Field(description="Most faces.")]
    first: Annotated[str | None, Field(description="First year, month or day, such as 2019 or 2019-06.")]
    last: str | None


class Problem(BaseModel):
    """What was not understood, in words, and where; the rest of the search is carried out."""

    code: str
    message: str
    start: int
    end: int
    suggestions: Annotated[list[str], Field(description="What could stand there instead.")]


class Simple(BaseModel):
    """A search that chips and forms can show: numbers of terms, by what is asked of them."""

    all: Annotated[list[int], Field(description="Everybody here is in the photo.")]
    any: Annotated[list[int], Field(description="At least one of these is.")]
    none: Annotated[list[int], Field(description="None of these is.")]
    only: Annotated[bool, Field(description="Nobody but those of `all` and `any` is in the photo.")]
    rest: Annotated[list[int], Field(description="Terms that are not about people.")]


class Understood(BaseModel):
    """A search as it was understood."""

    q: str
    text: Annotated[str, Field(description="The same search as the grammar writes it.")]
    terms: list[Term]
    simple: Annotated[Simple | None, Field(description="Null when it is too entangled for chips.")]
    problems: list[Problem]


class Found(Understood):
    """A search and what it found."""

    photos: int
    months: Annotated[list[Month], Field(description="As of the timeline of all photos.")]


class Count(BaseModel):
    """How many photos a search finds."""

    photos: Annotated[int, Field(description="10,000 at the most.")]
    is_more: Annotated[bool, Field(description="There are more than that.")]


class Completion(BaseModel):
    """One way to go on."""

    kind: Literal["person", "keyword", "folder", "source", "year"]
    text: Annotated[str, Field(description="What takes the place of the text from `start` to `end`.")]
    label: str
    person: MeantPerson | None


class Completions(BaseModel):
    """Ways to go on at a place in the text."""

    start: int
    end: int
    items: list[Completion]


class SearchToKeep(BaseModel):
    """A search to keep, and its name."""

    name: Name
    q: Annotated[str, Field(max_length=1000)]


class SearchToChange(BaseModel):
    """What changes about a kept search."""

    name: Name | None = None
    q: Annotated[str | None, Field(max_length=1000)] = None


class Saved(BaseModel):
    """A kept search."""

    id: int
    name: str
    q: str
    created_at: dt.datetime


class Likely(BaseModel):
    """Somebody a face looks like."""

    person: MeantPerson
    chance: Annotated[float, Field(description="From 0 to 1. A likeness, not an identification.")]


class LikeFace(BaseModel):
    """A face of the library that is like the one shown."""

    face: Face
    photo: Photo


class ShownFace(BaseModel):
    """A face in the picture that was shown; nothing of it is kept."""

    box: Annotated[tuple[float, float, float, float], Field(description="Pixels of the upright picture.")]
    quality: float
    people: Annotated[list[Likely], Field(description="Who it looks like, likeliest first; at most five.")]
    nearest: Annotated[list[LikeFace], Field(description="The faces most like it, one a photo.")]


class Looked(BaseModel):
    """What was seen in a picture that was shown."""

    width: int
    height: int
    faces: list[ShownFace]
