"""What a reviewer is asked, and what a reviewer answers."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from kenfolk.browse.service import Face, Suggestion
from kenfolk.kit.http import RowId

Kind = Literal["confirm", "identify"]
Purpose = Literal["ask", "audit"]
Verdict = Literal["yes", "no", "person", "new", "stranger", "skip"]


class Left(BaseModel):
    """An honest guess of how much is left to be asked."""

    faces: Annotated[int, Field(description="Unnamed faces that will be shown in questions.")]
    questions: Annotated[int, Field(description="Questions they will be shown in, about.")]
    actions: Annotated[int, Field(description="Keys and clicks they will take, about.")]
    is_counting: Annotated[bool, Field(description="A large library is still being thought through: there is more.")]


class AskedPerson(BaseModel):
    """The person a question is about."""

    id: int
    name: str


class Question(BaseModel):
    """One question.

    `confirm`: are all of `faces` this `person`? `identify`: who is this? `faces` are believed to be one person,
    `candidates` are the likeliest.
    """

    id: int
    kind: Kind
    faces: list[Face]
    person: AskedPerson | None
    candidates: Annotated[list[Suggestion], Field(description="At most five, likeliest first.")]
    left: Left


Held = Annotated[
    list[RowId],
    Field(
        description="Questions that are held already, in the order they will be shown, the one on screen first: "
        "another one must make sense whatever is said to them.",
        max_length=10,
    ),
]
About = Annotated[RowId | None, Field(description="Somebody to be asked about first.")]


class Wish(BaseModel):
    """Which question is wanted: none of this, and it is the one that is worth most."""

    model_config = ConfigDict(extra="forbid")

    besides: Held = []
    person_id: About = None


class Answer(BaseModel):
    """What the reviewer says."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict
    person_id: Annotated[RowId | None, Field(description='For "person": who it is.')] = None
    name: Annotated[str | None, Field(description='For "new": the name.', max_length=200)] = None
    wrong: Annotated[
        list[RowId], Field(description="Faces of the question that do not belong with the rest.", max_length=500)
    ] = []
    ahead: Annotated[Wish | None, Field(description="Say in the reply which question comes next, beside these.")] = None


class Answered(BaseModel):
    """The decisions an answer became; each can be undone."""

    decision_seqs: list[int]
    left: Left
    stale: Annotated[list[int], Field(description="Of the questions held, those that would be asked otherwise now.")]
    next: Annotated[Question | None, Field(description="One more question, if one was wished for and there is one.")]


class Undone(BaseModel):
    """The question whose answer was taken back, to be asked once more, and the decisions that were undone."""

    question: Question
    decision_seqs: list[int]
