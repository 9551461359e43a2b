"""`kenfolk models`: the networks that find and recognise faces."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from kenfolk.entry.cli_kit import DataOption, FriendlyGroup, JsonOption, find_server, out, settings_of
from kenfolk.entry.pulling import pull_with_bar
from kenfolk.entry.settings import choose_pack
from kenfolk.packs import service as packs

app = typer.Typer(cls=FriendlyGroup, no_args_is_help=True, help="See, fetch, choose and carry model packs.")

NameArgument = Annotated[str, typer.Argument(help="Name of the pack, as `kenfolk models list` shows it.")]


@app.command("list")
def list_models(*, data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the packs, with their licences and which one this library uses."""
    settings = settings_of(data)
    listed = packs.list_packs(settings.models)
    if as_json:
        rows = [
            {"name": p.pack.name, "title": p.pack.title, "licence": p.pack.licence, "dim": p.pack.embedder.dim,
             "commercial_use": p.pack.commercial_use, "ready": p.is_ready, "active": p.pack.name == settings.pack}
            for p in listed
        ]  # fmt: skip
        out.print_json(data=rows)
        return
    table = Table("pack", "", "what it is", "licence", "numbers a face", box=None, header_style="bold", pad_edge=False)
    for item in listed:
        state = " ".join(["in use" if item.pack.name == settings.pack else "", "" if item.is_ready else "not fetched"])
        table.add_row(item.pack.name, state.strip(), item.pack.title, item.pack.licence, str(item.pack.embedder.dim))
    out.print(table)


@app.command()
def pull(name: NameArgument = "default") -> None:
    """Fetch a pack and check it: `kenfolk models pull`. What is here already is not fetched again."""
    home = settings_of(None).models
    pack = packs.pull_pack(pull_with_bar(name, home).name, home=home)  # mends files that were damaged since
    out.print(f"{pack.name} is ready: {pack.title}.", markup=False)


@app.command()
def use(name: NameArgument, *, data: DataOption = None) -> None:
    """Use another pack for this library from the next start on.

    Every face gets a new vector then; boxes and names stay. `kenfolk models use default` goes back.
    """
    settings = settings_of(data)
    pack = packs.find_pack(name, settings.models)
    choose_pack(settings.data, pack.name)
    again = " Restart the server to begin." if find_server(settings) else ""
    out.print(f"The library in {settings.data} will use {pack.name}.{again}", markup=False, soft_wrap=True)


@app.command("export")
def export_model(name: NameArgument, file: Annotated[Path, typer.Argument(help="File to write.")]) -> None:
    """Write a pack to one file, for a machine without internet: `kenfolk models export default default.kenfolkpack`."""
    settings = settings_of(None)
    pull_with_bar(name, settings.models)
    packs.export_pack(name, file, home=settings.models)
    out.print(f"Wrote {file}. On the other machine: kenfolk models import {file.name}", markup=False, soft_wrap=True)


@app.command("import")
def import_model(file: Annotated[Path, typer.Argument(help="File that `kenfolk models export` wrote.")]) -> None:
    """Take in a pack from a file; its contents are checked against the hashes that Kenfolk knows."""
    pack = packs.import_pack(file, home=settings_of(None).models)
    out.print(f"{pack.name} is ready: {pack.title}.", markup=False)
