"""Tables of people. `Decision` is the truth about identity, append-only; every other table here is derived from it."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kenfolk.kit.db import Base
from kenfolk.kit.db_types import Id, Json, UtcDateTime


class Decision(Base):
    """One human word. Never changed, never deleted: `undo` is a row too."""

    __tablename__ = "decision"
    __table_args__ = (sa.Index("ix_decision_at", "at"), sa.Index("ix_decision_kind", "kind", "seq"))

    seq: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    user: Mapped[str]
    kind: Mapped[str]  # see people/ledger.py
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    question: Mapped[dict[str, Any] | None] = mapped_column(Json)  # what was asked, with the probability that was shown
    undoes: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.seq"), index=True)


class DecisionFace(Base):
    """Which faces a decision speaks of, so that a face's history is a look-up."""

    __tablename__ = "decision_face"

    seq: Mapped[int] = mapped_column(sa.ForeignKey("decision.seq"), primary_key=True)
    face_id: Mapped[int] = mapped_column(sa.ForeignKey("face.id"), primary_key=True, index=True)


class DecisionPerson(Base):
    """Which people a decision speaks of."""

    __tablename__ = "decision_person"

    seq: Mapped[int] = mapped_column(sa.ForeignKey("decision.seq"), primary_key=True)
    person_id: Mapped[int] = mapped_column(Id, primary_key=True, index=True)


class Person(Base):
    """Somebody with a name. A merged person keeps the row, so that the merge can be undone."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(index=True)  # casefold(): databases disagree on lower() beyond ASCII
    cover_face_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("face.id")
    )  # chosen by a human; None: the best face
    birth_date: Mapped[dt.date | None]
    hidden: Mapped[bool]
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    removed: Mapped[bool]  # the naming that made this person was undone
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Tag(Base):
    """Who a face is. A machine's word never stands over a human's."""

    __tablename__ = "tag"
    # The source beside the person, so that "how many has the machine named?" never reads the rows themselves.
    __table_args__ = (sa.Index("ix_tag_person_source", "person_id", "source"),)

    face_id: Mapped[int] = mapped_column(sa.ForeignKey("face.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    source: Mapped[str]  # human | machine | import
    probability: Mapped[float | None]  # a machine's, 0..1
    decision_seq: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.seq"))


class Mark(Base):
    """A human said of a face: a stranger nobody wants named, or one that nobody can tell."""

    __tablename__ = "mark"

    face_id: Mapped[int] = mapped_column(sa.ForeignKey("face.id"), primary_key=True)
    kind: Mapped[str]  # stranger | unsure
    decision_seq: Mapped[int] = mapped_column(sa.ForeignKey("decision.seq"))


class Rejection(Base):
    """A human said: this face is not this person."""

    __tablename__ = "rejection"

    face_id: Mapped[int] = mapped_column(sa.ForeignKey("face.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True, index=True)
    decision_seq: Mapped[int] = mapped_column(sa.ForeignKey("decision.seq"))


class Constraint(Base):
    """A human said of two unnamed faces that they are one person (must) or two (cannot). face_a < face_b."""

    __tablename__ = "face_constraint"

    face_a: Mapped[int] = mapped_column(sa.ForeignKey("face.id"), primary_key=True)
    face_b: Mapped[int] = mapped_column(sa.ForeignKey("face.id"), primary_key=True, index=True)
    kind: Mapped[str]  # must | cannot
    decision_seq: Mapped[int] = mapped_column(sa.ForeignKey("decision.seq"))


class Match(Base):
    """What the matcher thinks of a face that no human has spoken of: the most likely person, or nobody yet."""

    __tablename__ = "face_match"
    __table_args__ = (
        # The faces that wait to be grouped are few: an index of them alone makes "which?" and "how many?" free.
        sa.Index(
            "ix_face_match_waiting",
            "face_id",
            sqlite_where=sa.text("NOT compared"),
            postgresql_where=sa.text("NOT compared"),
        ),
    )

    face_id: Mapped[int] = mapped_column(sa.ForeignKey("face.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    probability: Mapped[float | None]
    chip_key: Mapped[str]  # the look it is about: a face that looks different now is matched again
    compared: Mapped[bool]  # with the other unnamed faces, for groups


class Group(Base):
    """Faces without a name that look like one person. A group grows; it never splits by itself."""

    __tablename__ = "face_group"
    __table_args__ = ({"sqlite_autoincrement": True},)  # decisions remember groups: a number never comes again

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    model: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    settled: Mapped[bool]  # made when no photo was waiting: from then on it only grows


class GroupMember(Base):
    """A face belongs to one group at most."""

    __tablename__ = "group_member"

    face_id: Mapped[int] = mapped_column(sa.ForeignKey("face.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("face_group.id"), index=True)


class Learned(Base):
    """How far into the ledger the matcher has learned, for each model."""

    __tablename__ = "learned"

    model: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(Id)


class CalibratorVersion(Base):
    """A calibrator that was made from answers, whether it won or not: what the gate said stays to be read."""

    __tablename__ = "calibrator"
    __table_args__ = ({"sqlite_autoincrement": True},)  # decisions remember versions: a number never comes again

    id: Mapped[int] = mapped_column(Id, primary_key=True)  # the version; 0 stands for the pack's prior
    model: Mapped[str]
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    answers: Mapped[int]  # it was made from
    seq: Mapped[int] = mapped_column(Id)  # the newest decision then
    weights: Mapped[str]  # as learning.Calibrator writes itself
    gate: Mapped[dict[str, Any]] = mapped_column(Json)  # losses, folds and the reason, see learning.Gate
    state: Mapped[str]  # champion | lost | retired | rolled_back


class Arrangement(Base):
    """Counts how often groups were arranged, so that whoever keeps them in memory knows when to look again."""

    __tablename__ = "arrangement"

    model: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Id)
