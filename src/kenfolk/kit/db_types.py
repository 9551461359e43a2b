"""Column types that are the same on SQLite and PostgreSQL."""

import datetime as dt
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles

# SQLite counts rows up by itself only in a column that is exactly INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
Json = sa.JSON()


class UtcDateTime(sa.TypeDecorator[dt.datetime]):
    """An instant: aware UTC in Python, UTC without zone in the database."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 (the signature is SQLAlchemy's)
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant needs a time zone"
            raise ValueError(msg)
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 (the signature is SQLAlchemy's)
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Embedding(sa.TypeDecorator[NDArray[np.float32]]):
    """A unit vector, kept in half precision, little-endian: float32 (D,) in Python, 2*D bytes in the database."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002 (the signature is SQLAlchemy's)
        return None if value is None else np.asarray(value, "<f2").tobytes()

    def process_result_value(self, value: Any, dialect: Dialect) -> NDArray[np.float32] | None:  # noqa: ARG002 (the signature is SQLAlchemy's)
        return None if value is None else np.frombuffer(value, "<f2").astype(np.float32)


class month_of(sa.sql.functions.FunctionElement[str]):  # noqa: N801 (reads as a function: `month_of(column)`)
    """The month of a date without zone, such as "2024-01"."""

    type = sa.String()
    inherit_cache = True


@compiles(month_of, "postgresql")
def _month_of(element: Any, compiler: Any, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)}, 'YYYY-MM')"


@compiles(month_of, "sqlite")
def _month_of_text(element: Any, compiler: Any, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 1, 7)"  # dates are text there


class is_like(sa.sql.functions.FunctionElement[bool]):  # noqa: N801 (reads as a function: `is_like(text, pattern)`)
    """A text is like a pattern, whatever its case (of ASCII alone in SQLite); a backslash keeps what follows it."""

    type = sa.Boolean()
    inherit_cache = True


@compiles(is_like, "postgresql")
def _is_like(element: Any, compiler: Any, **options: Any) -> str:
    text, pattern = (compiler.process(part, **options) for part in element.clauses)
    return f"({text} ILIKE {pattern} ESCAPE '\\')"


@compiles(is_like, "sqlite")
def _is_like_in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    text, pattern = (compiler.process(part, **options) for part in element.clauses)
    return f"({text} LIKE {pattern} ESCAPE '\\')"  # lower() on both sides, as SQLAlchemy writes it, takes three times as long


def utc_now() -> dt.datetime:
    """Return this instant; the clock is read at the edge and passed on."""
    return dt.datetime.now(dt.UTC)
