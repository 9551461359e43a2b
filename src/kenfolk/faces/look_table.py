"""The looks of one model's faces as PostgreSQL's pgvector keeps them: a table for each model, with a graph (HNSW).

All of it follows from `face_vector` and can be dropped at any time. A look is a unit vector and one number more, and how
alike two looks are is the inner product of (vector, number) and (vector, 1), plus the number of the second (see
vision/similarity.py). So the graph is asked for the largest inner product, and finds what a scan would find.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.vision.similarity import Cohort, Looks

Ids = NDArray[np.int64]

PREFIX = "look_of_"  # of the tables: no model of ours knows them, see entry/schema.py
LINKS, CARE = 16, 128  # of the graph: links of each face, and how many are looked at for them
EXPLORED = 800  # faces looked at for a query: 400 found 99 of 100 of the nearest ten where nobody was known twice
MOST_EXPLORED = 1000  # pgvector takes no more
MEMORY = "2GB"  # for building a graph; what does not fit is built on disk, far slower
COPY_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
COPY_TRAILER = b"\xff\xff"


@dataclass(frozen=True, slots=True)
class LookTable:
    """The table of a model's looks beside a cohort; another cohort has another table."""

    name: str
    dim: int  # of a look: one more than of a vector

    @classmethod
    def of(cls, model: str, cohort: Cohort) -> "LookTable":
        """Return the table of a model's looks."""
        digest = hashlib.blake2b(model.encode() + cohort.vectors.tobytes(), digest_size=8).hexdigest()
        return cls(f"{PREFIX}{digest}", cohort.vectors.shape[1] + 1)

    def make(self, session: WriteSession) -> None:
        """Make the table where there is none."""
        session.execute(sa.text("CREATE EXTENSION IF NOT EXISTS vector"))
        session.execute(
            sa.text(
                f"CREATE TABLE IF NOT EXISTS {self.name} (face_id bigint PRIMARY KEY "
                f"REFERENCES face ON DELETE CASCADE, look halfvec({self.dim}) NOT NULL)"
            )
        )

    def make_graph(self, session: WriteSession) -> None:
        """Make the graph where there is none; over a filled table that takes minutes, and far less than face by face."""
        session.execute(sa.text(f"SET LOCAL maintenance_work_mem = '{MEMORY}'"))
        session.execute(
            sa.text(
                f"CREATE INDEX IF NOT EXISTS {self.name}_graph ON {self.name} "
                f"USING hnsw (look halfvec_ip_ops) WITH (m = {LINKS}, ef_construction = {CARE})"
            )
        )

    def is_there(self, session: ReadSession) -> bool:
        """Is there such a table?"""
        return session.scalar(sa.text("SELECT to_regclass(:name)"), {"name": self.name}) is not None

    def put(self, session: WriteSession, face_ids: Ids, looks: Looks) -> None:
        """Write looks over those that are there."""
        part = f"new_{self.name}"
        session.execute(sa.text(f"CREATE TEMP TABLE {part} (face_id bigint, look halfvec({self.dim})) ON COMMIT DROP"))
        connection = session.connection().connection.dbapi_connection
        with cast("Any", connection).cursor() as cursor, cursor.copy(f"COPY {part} FROM STDIN (FORMAT binary)") as copy:
            copy.write(pack_rows(face_ids, looks))
        session.execute(
            sa.text(
                f"INSERT INTO {self.name} SELECT new.* FROM {part} new JOIN face ON face.id = new.face_id "  # noqa: S608
                "ON CONFLICT (face_id) DO UPDATE SET look = excluded.look"
            )
        )
        session.execute(sa.text(f"DROP TABLE {part}"))

    def drop(self, session: WriteSession, face_ids: Sequence[int]) -> None:
        """Take faces out that do not count any more."""
        if face_ids:
            session.execute(sa.text(f"DELETE FROM {self.name} WHERE face_id = ANY(:ids)"), {"ids": list(face_ids)})  # noqa: S608

    def find(self, session: ReadSession, look: Looks, *, k: int, among: Sequence[int] | None = None) -> list[int]:
        """Return the faces nearest to a look, nearly always all of them; `among` goes on until enough are found."""
        session.execute(sa.text(f"SET LOCAL hnsw.ef_search = {min(MOST_EXPLORED, max(EXPLORED, 2 * k))}"))
        within = ""
        if among is not None:
            session.execute(sa.text("SET LOCAL hnsw.iterative_scan = relaxed_order"))
            within = "WHERE face_id = ANY(:among)"
        query = np.append(look[:-1], 1.0)
        found = session.execute(
            sa.text(f"SELECT face_id FROM {self.name} {within} ORDER BY look <#> CAST(:look AS halfvec) LIMIT :k"),  # noqa: S608
            {"look": write_vector(query), "k": k} | ({} if among is None else {"among": list(among)}),
        )
        return [face_id for (face_id,) in found]


def write_vector(vector: Looks) -> str:
    """Return a vector as pgvector reads it."""
    return "[" + ",".join(f"{number:.6g}" for number in vector.tolist()) + "]"


def pack_rows(face_ids: Ids, looks: Looks) -> bytes:
    """Return rows in the binary form of COPY: a hundred times as fast as text."""
    dim = looks.shape[1]
    row = np.dtype(
        [("fields", ">i2"), ("id_size", ">i4"), ("id", ">i8"), ("size", ">i4"), ("dim", ">i2"), ("spare", ">i2"),
         ("look", ">f2", (dim,))]
    )  # fmt: skip
    rows = np.zeros(len(face_ids), row)
    rows["fields"], rows["id_size"], rows["size"], rows["dim"] = 2, 8, 4 + 2 * dim, dim
    rows["id"], rows["look"] = face_ids, looks
    out = io.BytesIO()
    for part in (COPY_HEADER, rows.tobytes(), COPY_TRAILER):
        out.write(part)
    return out.getvalue()
