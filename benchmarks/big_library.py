"""Makes a library as large as any family's: 300,000 photos, a million faces, 5,000 people, none of whom exist.

    python benchmarks/big_library.py FOLDER [--scale 0.01] [--portraits FOLDER] [--database URL] [--pack default]

FOLDER/data is the library, FOLDER/photos are the photos; serve it with `kenfolk serve --data FOLDER/data`. Rows are written
directly, as if all of it had been read, found, matched and grouped (crowd.py says what it is like). Pictures are real
JPEGs, a few hundred of them, each under the many names that photos, thumbnails and chips have: hard links, so that files
and folders are as many as they would be, and the disk holds little. The same seed makes the same library.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from big_crowd import Sizes, draw_big_crowd
from big_pictures import link_all, make_pool
from big_rows import Maker, Rows

from kenfolk.entry.library import prepare_data_folder
from kenfolk.entry.schema import upgrade_schema
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Base, Database
from kenfolk.packs import service as packs

BATCH = 20_000
FULL = Sizes(photos=300_000, faces=1_000_000, people=5_000, unnamed=7_000)


def make_library(
    folder: Path, *, scale: float = 1.0, seed: int = 1, portraits: Path | None = None, database: str = "",
    pack: str = "default", say: Callable[[str], None] = lambda _words: None,
) -> Mapping[str, int]:  # fmt: skip
    """Make the library in an empty folder, and return how many rows there are of what."""
    chosen = packs.find_pack(pack, Settings().models)
    cohort = packs.load_cohort(chosen, Settings().models)
    settings = Settings(data=folder / "data", pack=pack, database=database)
    prepare_data_folder(settings.data)
    with _timed(say, "crowd"):
        crowd = draw_big_crowd(
            FULL.scaled(scale), dim=chosen.embedder.dim, cohort=None if cohort is None else cohort.vectors, seed=seed
        )
    with _timed(say, "pictures"):
        few = min(1.0, 10 * scale)
        pool = make_pool(
            folder / "pool", photos=round(8 + 40 * few), chips=round(20 + 300 * few), portraits=portraits, seed=seed
        )
    maker = Maker(crowd, pool, detector=chosen.detector.version, model=chosen.embedder.model, photos=folder / "photos")
    with _timed(say, "files"), ThreadPoolExecutor(2) as hands:
        links = maker.list_links(folder / "photos", settings.data / "derived")
        list(hands.map(link_all, links))
    base = Database(settings.database_url)
    try:
        upgrade_schema(base.engine)
        counts = {}
        for rows in maker.list_rows():
            with _timed(say, rows.table.__tablename__):
                counts[rows.table.__tablename__] = _insert(base, rows)
        with _timed(say, "statistics"):
            _finish(base)
    finally:
        base.close()
    return counts


def _insert(database: Database, rows: Rows) -> int:
    count = 0
    table = rows.table.__table__
    with database.engine.connect().execution_options(write=True) as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA synchronous=OFF")
        for batch in _batches(rows.values):
            connection.execute(sa.insert(table), batch)
            count += len(batch)
        connection.commit()
    return count


def _batches(values: Iterator[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in values:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _finish(database: Database) -> None:
    """Let PostgreSQL count on after the numbers that were given, and both know how large the tables are."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            for table in Base.metadata.sorted_tables:
                key = list(table.primary_key.columns)
                if len(key) == 1 and key[0].autoincrement and isinstance(key[0].type, sa.Integer | sa.BigInteger):
                    name = sa.select(sa.func.pg_get_serial_sequence(table.name, key[0].name))
                    if sequence := connection.scalar(name):
                        newest = sa.select(sa.func.coalesce(sa.func.max(key[0]), 1)).scalar_subquery()
                        connection.execute(sa.select(sa.func.setval(sequence, newest)))
            connection.exec_driver_sql("VACUUM ANALYZE")
        else:
            connection.exec_driver_sql("PRAGMA analysis_limit=1000")
            connection.exec_driver_sql("ANALYZE")


@contextmanager
def _timed(say: Callable[[str], None], what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    say(f"{what}: {time.perf_counter() - began:.1f} s")


def main() -> None:
    """Make one, and print what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where to make it; there must be no library yet")
    parser.add_argument("--scale", type=float, default=1.0, help="of 300,000 photos; 0.01 is made in seconds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--portraits", type=Path, help="a folder of JPEGs of faces, to look like people")
    parser.add_argument("--database", default="", help="fill this database and not a file of SQLite")
    parser.add_argument("--pack", default="default", help="the model pack it is to be served with")
    arguments = parser.parse_args()
    if (arguments.folder / "data").exists():
        parser.error(f"{arguments.folder} has a library already")
    began = time.perf_counter()
    counts = make_library(
        arguments.folder, scale=arguments.scale, seed=arguments.seed, portraits=arguments.portraits,
        database=arguments.database, pack=arguments.pack, say=lambda words: print(words, file=sys.stderr, flush=True),
    )  # fmt: skip
    print(json.dumps({"seconds": round(time.perf_counter() - began, 1), "rows": counts}, indent=2))


if __name__ == "__main__":
    main()
