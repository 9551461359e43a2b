"""What `kenfolk doctor` looks at. Each check says what it looked at, and what to do if something is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from kenfolk.entry.derived_files import find_lost_and_orphaned
from kenfolk.entry.parts import open_derived
from kenfolk.entry.schema import find_drift
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database, ReadSession
from kenfolk.kit.errors import AppError
from kenfolk.packs import service as packs
from kenfolk.people import service as people
from kenfolk.photos import service as photos


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `problem` is None when it is well."""

    what: str
    problem: str | None = None


def check_library(settings: Settings, database: Database, *, replay: bool) -> Iterator[Finding]:
    """Examine the whole library, cheapest first."""
    with database.read() as session:
        yield _check_integrity(session)
        yield _check_schema(database)
        yield _check_pack(settings)
        yield from _check_folders(session)
        yield from _check_derived(settings, session)
    if replay:
        yield _check_ledger(database)


def _check_integrity(session: ReadSession) -> Finding:
    if session.get_bind().dialect.name != "sqlite":
        return Finding("The database answers.")
    rows = [str(row[0]) for row in session.execute(sa.text("PRAGMA quick_check(5)"))]
    rows += [f"row {row[1]} of {row[0]} points nowhere" for row in session.execute(sa.text("PRAGMA foreign_key_check"))]
    problem = None if rows == ["ok"] else f"{'; '.join(rows)}. Stop the server and put back your last copy of it."
    return Finding("The database is whole.", problem)


def _check_schema(database: Database) -> Finding:
    drift = find_drift(database.engine)
    problem = f"It differs in {len(drift)} places from what this release wants: {drift[0]}." if drift else None
    return Finding("The tables are those of this release.", problem)


def _check_pack(settings: Settings) -> Finding:
    what = f"The model pack {settings.pack} is here and unchanged."
    try:
        damaged = packs.verify_pack(packs.find_pack(settings.pack, settings.models), settings.models)
    except AppError as error:
        return Finding(what, error.message)
    if damaged:
        return Finding(what, f"Damaged: {', '.join(damaged)}. Run: kenfolk models pull {settings.pack}")
    return Finding(what)


def _check_folders(session: ReadSession) -> Iterator[Finding]:
    for source in photos.list_sources(session):
        if source.kind != "upload":
            yield Finding(f"The photos in {source.root!r} can be read.", photos.find_trouble(source.root))


def _check_derived(settings: Settings, session: ReadSession) -> Iterator[Finding]:
    lost, orphaned = find_lost_and_orphaned(open_derived(settings), session)
    hint = "They are made again when somebody looks at them or a step needs them."
    yield Finding(
        "No chip or thumbnail is missing.", f"{len(lost)} are, for example {lost[0]}. {hint}" if lost else None
    )
    tidy = "They do no harm; delete them if you like."
    what = "Every chip and thumbnail belongs to something."
    yield Finding(what, f"{len(orphaned)} do not, for example {orphaned[0]}. {tidy}" if orphaned else None)


def _check_ledger(database: Database) -> Finding:
    with database.read() as session:
        differences = people.replay(session)
    what = "Names, marks and rejections are what people have said."
    problem = f"{len(differences)} differences to the ledger, for example: {differences[0]}." if differences else None
    return Finding(what, problem)
