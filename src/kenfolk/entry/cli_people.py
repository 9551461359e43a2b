"""`kenfolk people`: who is in the library; every change is a decision in the ledger and can be undone."""

from typing import Annotated

import sqlalchemy as sa
import typer
from rich.table import Table

from kenfolk.entry.cli_kit import DataOption, FriendlyGroup, JsonOption, opened, out, settings_of
from kenfolk.kit.db import ReadSession, WriteSession
from kenfolk.kit.errors import AppError
from kenfolk.people import service as people
from kenfolk.people.models import Person, Tag
from kenfolk.people.schemas import AnyBody, Hide, Merge, Rename, Show

app = typer.Typer(cls=FriendlyGroup, no_args_is_help=True, help="See, rename, merge and hide people.")

USER = "cli"  # who decided, in the ledger

WhoArgument = Annotated[str, typer.Argument(help="A name, or the number that `kenfolk people list` shows.")]


class NobodyOfThatName(AppError):
    """There is nobody called {who!r} here. `kenfolk people list` shows who there is."""

    status = 404


class SeveralOfThatName(AppError):
    """There are several people called {who!r}: use one of the numbers {numbers}."""

    status = 409


@app.command("list")
def list_people(
    *,
    hidden: Annotated[bool, typer.Option("--hidden", help="Show the hidden people too.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the people with a name, those with most faces first."""
    with opened(settings_of(data)) as database, database.read() as session:
        faces = sa.func.count(Tag.face_id)
        query = sa.select(Person.id, Person.name, faces.label("faces"), Person.hidden).outerjoin(Tag)
        rows = session.execute(query.where(_is_there(hidden=hidden)).group_by(Person.id).order_by(faces.desc())).all()
    if as_json:
        out.print_json(data=[dict(row._mapping) for row in rows])  # noqa: SLF001 (SQLAlchemy's documented name)
        return
    table = Table("number", "name", "faces", "", box=None, header_style="bold", pad_edge=False)
    for number, name, count, is_hidden in rows:
        table.add_row(str(number), name, str(count), "hidden" if is_hidden else "")
    out.print(table if rows else "Nobody has a name yet.", markup=False)


@app.command()
def rename(
    who: WhoArgument, name: Annotated[str, typer.Argument(help="The new name.")], *, data: DataOption = None
) -> None:
    """Give somebody another name: `kenfolk people rename Ada "Ada Lovelace"`."""
    with opened(settings_of(data)) as database, database.write() as session:
        _decide(session, Rename(kind="rename", person_id=find_person(session, who).id, name=name))


@app.command()
def merge(
    who: Annotated[list[str], typer.Argument(help="Names or numbers of those who are one person.")],
    *,
    into: Annotated[str, typer.Option(help="Who they all are: a name or a number.")],
    data: DataOption = None,
) -> None:
    """Say that several people are one: `kenfolk people merge "Ada L." "A. Byron" --into Ada`."""
    with opened(settings_of(data)) as database, database.write() as session:
        numbers = [find_person(session, one).id for one in who]
        _decide(session, Merge(kind="merge", person_ids=numbers, into=find_person(session, into).id))


@app.command()
def hide(who: WhoArgument, *, data: DataOption = None) -> None:
    """Leave somebody out of the lists: `kenfolk people hide Ada`. Nothing is deleted."""
    with opened(settings_of(data)) as database, database.write() as session:
        _decide(session, Hide(kind="hide", person_id=find_person(session, who).id))


@app.command()
def show(who: WhoArgument, *, data: DataOption = None) -> None:
    """Bring somebody who was hidden back: `kenfolk people show Ada`."""
    with opened(settings_of(data)) as database, database.write() as session:
        _decide(session, Show(kind="show", person_id=find_person(session, who).id))


def find_person(session: ReadSession, who: str) -> Person:
    """Return the person of a number, or of a name in any case."""
    query = sa.select(Person).where(_is_there(hidden=True))
    if who.isdigit():
        query = query.where(Person.id == int(who))
    everybody = session.scalars(query).all()
    found = [p for p in everybody if who.isdigit() or p.name.casefold() == who.strip().casefold()]
    if not found:
        raise NobodyOfThatName(who=who)
    if len(found) > 1:
        raise SeveralOfThatName(who=who, numbers=", ".join(str(person.id) for person in found))
    return found[0]


def _is_there(*, hidden: bool) -> sa.ColumnElement[bool]:
    there = sa.and_(~Person.removed, Person.merged_into_id.is_(None))
    return there if hidden else sa.and_(there, ~Person.hidden)


def _decide(session: WriteSession, body: AnyBody) -> None:
    decision = people.decide(session, user=USER, body=body)
    out.print(people.view(session, [decision])[0].text, markup=False, highlight=False)
