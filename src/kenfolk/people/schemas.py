"""What the API takes and gives: the bodies of decisions, one class a kind, and their rows in the ledger."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from kenfolk.kit.http import RowId

FaceIds = Annotated[list[RowId], Field(description="The faces, 10,000 at most; doubles count once")]
# With its zone, and not so far away that its clock has no UTC.
Instant = Annotated[
    AwareDatetime, Field(ge=dt.datetime(1900, 1, 1, tzinfo=dt.UTC), le=dt.datetime(9000, 1, 1, tzinfo=dt.UTC))
]
Kind = Annotated[str, Field(pattern=r"^[a-z_]{1,30}$")]
BoxNumbers = Annotated[
    list[Annotated[float, Field(allow_inf_nan=False)]],
    Field(min_length=4, max_length=4, description="left, top, right, bottom in pixels of the upright photo"),
]


class Said(BaseModel):
    """What every decision may carry."""

    model_config = ConfigDict(extra="forbid")

    if_seq: Annotated[
        int | None,
        Field(description="The newest decision you have seen on these faces: refused with 409 if there is a newer one"),
    ] = None


class Name(Said):
    """These faces are the person of that name (any case, outer spaces ignored), made if there is none."""

    kind: Literal["name"]
    face_ids: FaceIds
    name: str


class Confirm(Said):
    """These faces are that person."""

    kind: Literal["confirm"]
    face_ids: FaceIds
    person_id: RowId
    checked: Annotated[
        bool, Field(description="Somebody looked at these faces beside others: do not doubt this name again")
    ] = False


class Reject(Said):
    """These faces are not that person; a tag of that person goes."""

    kind: Literal["reject"]
    face_ids: FaceIds
    person_id: RowId


class Stranger(Said):
    """Nobody wants these faces named."""

    kind: Literal["stranger"]
    face_ids: FaceIds


class Unsure(Said):
    """Nobody can tell who these faces are."""

    kind: Literal["unsure"]
    face_ids: FaceIds


class Open(Said):
    """Take names and marks off these faces; it says nothing about who they are not."""

    kind: Literal["open"]
    face_ids: FaceIds


class Separate(Said):
    """None of these faces is the person of any of those."""

    kind: Literal["separate"]
    face_ids: FaceIds
    from_face_ids: FaceIds


class Join(Said):
    """These faces are one person, whoever it is."""

    kind: Literal["join"]
    face_ids: FaceIds


class Merge(Said):
    """These people are that person."""

    kind: Literal["merge"]
    person_ids: Annotated[list[RowId], Field(min_length=1, max_length=1000)]
    into: RowId


class Rename(Said):
    """Give a person another name."""

    kind: Literal["rename"]
    person_id: RowId
    name: str


class Hide(Said):
    """Leave a person out of lists."""

    kind: Literal["hide"]
    person_id: RowId


class Show(Said):
    """Bring a hidden person back."""

    kind: Literal["show"]
    person_id: RowId


class Cover(Said):
    """Let one of a person's faces stand for them."""

    kind: Literal["cover"]
    person_id: RowId
    face_id: RowId


class BirthDate(Said):
    """Note when a person was born, or forget it."""

    kind: Literal["birth_date"]
    person_id: RowId
    date: dt.date | None


class DrawBox(Said):
    """Here is a face that was not found, perhaps with its name or person."""

    kind: Literal["draw_box"]
    photo_id: RowId
    box: BoxNumbers
    name: str | None = None
    person_id: RowId | None = None


class MoveBox(Said):
    """The face is here."""

    kind: Literal["move_box"]
    face_id: RowId
    box: BoxNumbers


class NotAFace(Said):
    """These boxes hold no face."""

    kind: Literal["not_a_face"]
    face_ids: FaceIds


AnyBody = (
    Name
    | Confirm
    | Reject
    | Stranger
    | Unsure
    | Open
    | Separate
    | Join
    | Merge
    | Rename
    | Hide
    | Show
    | Cover
    | BirthDate
    | DrawBox
    | MoveBox
    | NotAFace
)
DecisionBody = Annotated[AnyBody, Field(discriminator="kind")]


class PersonRef(BaseModel):
    """Who a decision was about."""

    id: int
    name: str


class Told(BaseModel):
    """What a decision says, in parts: for whoever writes the sentence in another language than `text`."""

    form: Annotated[
        str,
        Field(
            description="The kind; of an undo or redo, the kind of what it is about. Also `draw_box_with_name` and "
            "`no_birth_date`. Kinds may be added."
        ),
    ]
    undo: Literal["undo", "redo"] | None
    faces: int
    others: Annotated[int, Field(description="The faces that those of a `separate` are kept apart from.")]
    person: Annotated[PersonRef | None, Field(description="Whom it is about, by the name of then.")]
    names: Annotated[list[str], Field(description="Who was merged, by the names of then.")]
    old_name: str | None
    date: dt.date | None
    before: Annotated[list[PersonRef], Field(description="Who lost faces by it, by the names of now.")]


class DecisionOut(BaseModel):
    """One row of the history."""

    seq: int
    at: dt.datetime
    user: str
    kind: str
    payload: dict[str, Any]
    face_ids: Sequence[int]
    person_ids: Sequence[int]
    undoes: int | None
    undone_by: int | None
    text: str
    told: Told


class DecidedOut(BaseModel):
    """What a decision became: the person it named, and the face it drew."""

    decision: DecisionOut
    person: PersonRef | None
    face_id: int | None


class Span(BaseModel):
    """What would be taken back at once: everything that still holds of some time."""

    decisions: int
    faces: Annotated[int, Field(description="One that is spoken of twice counts twice.")]
    from_seq: int | None
    to_seq: Annotated[int | None, Field(description="The newest of them: undo up to here, and nothing newer goes.")]
    too_much: bool
    most_decisions: int
    most_faces: int


class UndoSpan(BaseModel):
    """Everything to take back: from a time or a decision on, and only what is about a person or of some kinds."""

    model_config = ConfigDict(extra="forbid")

    since: Instant | None = None
    until: Instant | None = None
    from_seq: RowId | None = None
    to_seq: RowId | None = None
    person_id: RowId | None = None
    kinds: Annotated[list[Kind] | None, Field(max_length=50)] = None


class UndoneSpan(BaseModel):
    """The rows that took something back; undoing from the first to the last of them brings it all back."""

    decisions: int
    from_seq: int | None
    to_seq: int | None
