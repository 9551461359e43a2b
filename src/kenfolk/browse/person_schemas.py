"""What the web app sees on one person's page, beyond what the list of people shows. Every field is always there."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from kenfolk.browse.schemas import TagSource


class Together(BaseModel):
    """Somebody who is in the same photos."""

    person_id: int
    name: str
    photos: Annotated[int, Field(description="That show both.")]
    cover_url: str | None


class Profile(BaseModel):
    """Whose word a person's names are, where their story begins and ends, and with whom they are seen."""

    person_id: int
    named_by_people: int
    named_by_machine: int
    first_photo_id: int | None
    last_photo_id: int | None
    together: Annotated[list[Together], Field(description="At most twelve, most photos first.")]
    together_of: Annotated[int, Field(description="So many of their photos, the newest, were looked at for that.")]


class Fate(BaseModel):
    """What became of somebody."""

    id: int
    name: Annotated[str, Field(description="As it was last.")]
    state: Literal["there", "hidden", "merged", "removed"]
    into_id: Annotated[int | None, Field(description="Who has their faces now, if they were merged.")]
    into_name: str | None


class AgedFace(BaseModel):
    """A face of one time of somebody's life."""

    face_id: int
    photo_id: int
    chip_url: str
    taken_at: dt.datetime
    source: TagSource


class Age(BaseModel):
    """One year of somebody's life, or of the calendar where the birth date is not known."""

    number: Annotated[int, Field(description="The age, less than 0 before birth; the year where the age is not known.")]
    since: Annotated[dt.date, Field(description="The first day of it.")]
    until: Annotated[dt.date, Field(description="The last day of it.")]
    faces: int
    best: Annotated[list[AgedFace], Field(description="The best faces, spread over the months, oldest first.")]


class Ages(BaseModel):
    """Somebody growing up, the earliest first."""

    birth_date: dt.date | None
    ages: list[Age]
