"""Tables of review: what was asked, and how it was answered."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kenfolk.kit.db import Base
from kenfolk.kit.db_types import Id, Json, UtcDateTime


class Question(Base):
    """One question, kept so that it survives a restart and is answered once."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str]  # confirm | identify
    face_ids: Mapped[list[int]] = mapped_column(Json)
    other_face_ids: Mapped[list[int]] = mapped_column(Json)  # always empty: nobody is asked to compare two any more
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    group_id: Mapped[int | None] = mapped_column(Id, index=True)  # the group it is about; it may be gone by now
    is_tight: Mapped[bool] = mapped_column(server_default=sa.false())  # its faces were very alike
    members: Mapped[int]  # faces it speaks for: the group may have more than a screen shows
    shown: Mapped[dict[str, Any]] = mapped_column(Json)  # probabilities and candidates as they were shown
    asked_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    verdict: Mapped[str | None] = mapped_column(index=True)
    answer: Mapped[dict[str, Any] | None] = mapped_column(Json)  # as it came, so that the same one twice is known
    decision_seqs: Mapped[list[int]] = mapped_column(Json)  # the ledger rows the answer became
