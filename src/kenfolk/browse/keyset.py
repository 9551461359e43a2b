"""Pages by place and not by number: the next page begins behind the last row, whatever was added meanwhile."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kenfolk.kit.db import ReadSession
from kenfolk.kit.errors import BadCursor
from kenfolk.kit.http import decode_cursor, encode_cursor

Row = sa.Row[*tuple[Any, ...]]
Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Order:
    """How a list is sorted: by a column, then by id in the same direction."""

    column: sa.SQLColumnExpression[Any]
    id: sa.SQLColumnExpression[int]
    kind: type  # of the column's values: int, float, str or datetime
    descending: bool = False


def fetch_page(
    session: ReadSession, query: Rows, *, order: Order, cursor: str | None, limit: int
) -> tuple[Sequence[Row], str | None]:
    """Return one page of rows, and the cursor of the next one."""
    place = _read_place(cursor, order.kind)
    if place is not None:
        query = query.where(_is_behind(order, place))
    ways = [c.desc() if order.descending else c.asc() for c in (order.column, order.id)]
    query = query.add_columns(order.column.label("_place"), order.id.label("_id")).order_by(*ways).limit(limit + 1)
    rows = session.execute(query).all()
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], encode_cursor(last._place, last._id)  # noqa: SLF001 (our own columns' names)


def _read_place(cursor: str | None, kind: type) -> tuple[Any, int] | None:
    place = decode_cursor(cursor, str if kind is dt.datetime else kind, int)
    if place is None:
        return None
    value, last_id = place
    try:
        return (dt.datetime.fromisoformat(value) if kind is dt.datetime else value), last_id
    except ValueError as error:
        raise BadCursor from error


def _is_behind(order: Order, place: tuple[Any, int]) -> sa.ColumnElement[bool]:
    value, last_id = place
    if order.descending:
        return sa.or_(order.column < value, sa.and_(order.column == value, order.id < last_id))
    return sa.or_(order.column > value, sa.and_(order.column == value, order.id > last_id))
