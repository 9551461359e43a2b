"""What the library has learned, and how well: measured on its own answers."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]


class Automatic(BaseModel):
    """How good the machine's names are. Measured by names that were mixed into questions at random."""

    faces: Annotated[int, Field(description="Faces that have their name from the machine now.")]
    share: Annotated[Share | None, Field(description="Their share of all named faces.")]
    promise: Annotated[Share, Field(description="The share of right names that is promised.")]
    audited: Annotated[int, Field(description="Names that a human has checked under the present model and calibrator.")]
    wrong: Annotated[int, Field(description="Those of them that were wrong.")]
    precision: Annotated[Share | None, Field(description="The share that was right; null before the first check.")]
    low: Annotated[Share, Field(description="With 95 % certainty the share is not below this,")]
    high: Annotated[Share, Field(description="and not above this.")]
    state: Annotated[
        Literal["provisional", "kept", "broken"],
        Field(description="Is the promise kept, is it broken, or do too few checks stand behind it yet?"),
    ]
    needed: Annotated[int, Field(description="Further checks without an error until it is known to be kept.")]
    expired: Annotated[
        int,
        Field(
            description="Checks that do not count any more, because more than a fifth of the machine's names are newer."
        ),
    ]


class Checks(BaseModel):
    """Checks in a row, and what they found. Some may have been made under an earlier calibrator."""

    first: dt.datetime
    last: dt.datetime
    audited: int
    wrong: int
    precision: Share
    low: Annotated[Share, Field(description="With 95 % certainty the share is not below this,")]
    high: Annotated[Share, Field(description="and not above this.")]


class Bin(BaseModel):
    """Faces of which about the same was said: what was said, and how often it was so."""

    low: float
    high: float
    count: int
    predicted: Share
    observed: Share


class Calibration(BaseModel):
    """Is what is said with 80 % certainty right four times out of five? From the newest answers to confirm questions.

    These faces were chosen to be asked, so they are not a fair sample of the library.
    """

    ece: Annotated[Share | None, Field(description="Expected calibration error; null without answers.")]
    answers: Annotated[int, Field(description="Faces that were shown with a probability, and answered.")]
    bins: Annotated[list[Bin], Field(description="By what was said; about as many faces in each.")]
    by_quality: Annotated[list[Bin], Field(description="By the quality of the face, from low to below high.")]
    by_person_size: Annotated[
        list[Bin], Field(description="By how many faces the person had by then, from low to below high.")
    ]


class Imported(BaseModel):
    """Faces that came together: what they cost, and by whom they have their names."""

    first: Annotated[dt.datetime, Field(description="When the first of these faces came,")]
    last: Annotated[dt.datetime, Field(description="and the last one.")]
    actions: Annotated[int, Field(description="Done for faces of this import, whenever that was.")]
    by_people: int
    by_machine: int
    per_100: Annotated[float | None, Field(description="Actions for a hundred names; null where there is none.")]
    share: Annotated[Share | None, Field(description="The machine's share of the names.")]


class FaceStates(BaseModel):
    """Every face is in exactly one of these, the first that fits. `not_faces` are in none: they were removed."""

    model_config = ConfigDict(from_attributes=True)

    by_people: int
    by_machine: int
    strangers: int
    unsure: Annotated[int, Field(description="Somebody looked, and could not tell.")]
    suggested: Annotated[int, Field(description="The machine thinks somebody, and does not say so by itself.")]
    grouped: Annotated[int, Field(description="In a group that looks like one person.")]
    alone: int
    not_faces: int


class Lookalike(BaseModel):
    """One of two people who are easily confused."""

    id: int
    name: str
    cover_url: str | None


class Confusable(BaseModel):
    """Two people who look more alike than others do."""

    person_a: Lookalike
    person_b: Lookalike
    similarity: float


class CalibratorVersion(BaseModel):
    """What the matcher learned at one time, and why it was taken or not."""

    version: Annotated[int, Field(description="0 is the one that came with the models.")]
    made_at: Annotated[dt.datetime | None, Field(description="Null for the one that came with the models.")]
    state: Annotated[
        Literal["champion", "lost", "retired", "rolled_back"],
        Field(description="In use, never used because it was no better, replaced by a better one, or taken back."),
    ]
    answers: Annotated[int, Field(description="Answers it learned from.")]
    champion_loss: Annotated[float | None, Field(description="Mean log loss of the one in use then, on the same test.")]
    challenger_loss: Annotated[float | None, Field(description="Its own mean log loss; lower is better.")]
    reason: str


class Insights(BaseModel):
    """How well this library recognises its people, and what it has learned."""

    measured_at: Annotated[dt.datetime, Field(description="In a large library this may be a while ago.")]
    is_current: Annotated[bool, Field(description="False: something has changed since, and it is measured anew.")]
    automatic: Automatic
    photos: Annotated[
        int, Field(description="Photos in which the machine names somebody now: what `automatic` covers.")
    ]
    calibration: Calibration
    checks: Annotated[list[Checks], Field(description="Oldest first.")]
    faces: FaceStates
    imports: Annotated[list[Imported], Field(description="Oldest first, at most 24.")]
    confusable: list[Confusable]
    models: Annotated[list[CalibratorVersion], Field(description="Newest first.")]
