"""The table of searches somebody keeps."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kenfolk.kit.db import Base
from kenfolk.kit.db_types import Id, UtcDateTime


class SavedSearch(Base):
    """A search with a name. Only its text is kept, so that it finds what is there when it is opened."""

    __tablename__ = "saved_search"
    __table_args__ = (sa.Index("ix_saved_search_name", "name_folded", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    name_folded: Mapped[str]
    q: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
