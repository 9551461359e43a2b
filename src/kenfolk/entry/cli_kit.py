"""What every command shares: the data folder, errors as one sentence, and how to find the running server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from typer.core import TyperGroup

from kenfolk.entry.library import Address, prepare_data_folder, read_address
from kenfolk.entry.opening import open_database
from kenfolk.entry.settings import choose_pack, load_settings
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.kit.errors import AppError
from kenfolk.packs import service as packs

PATIENCE = 30.0  # seconds for an answer of the running server

out = Console()
errors = Console(stderr=True)

DataOption = Annotated[
    Path | None, typer.Option("--data", help="Folder of the library. Else KENFOLK_DATA, else a folder of your own.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="For programs: one JSON object.")]


class NoLibrary(AppError):
    """There is no library in {folder}. If yours is elsewhere, say where with --data FOLDER or KENFOLK_DATA. To make a new
    one: kenfolk serve PHOTOS --data {folder}
    """

    status = 404


class ServerRefused(AppError):
    """The running server ({url}) says: {reason}"""


class FriendlyGroup(TyperGroup):
    """Tells expected errors in one sentence, without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except AppError as error:
            errors.print(error.message, style="red", markup=False, highlight=False, soft_wrap=True)
            raise typer.Exit(1) from None


def settings_of(data: Path | None, **options: Any) -> Settings:
    """Return the settings for a command."""
    return load_settings(data=data, **options)


def remember_pack(data: Path | None, pack: str | None) -> str | None:
    """Let the library keep to the pack that was asked for, also in commands to come."""
    settings = load_settings(data=data)
    if pack is None or pack == settings.pack:
        return pack
    packs.find_pack(pack, settings.models)  # refuses a name that nobody knows
    prepare_data_folder(settings.data)
    choose_pack(settings.data, pack)
    return pack


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open an existing library's database."""
    if not settings.database and not (settings.data / "kenfolk.db").exists():
        raise NoLibrary(folder=settings.data)
    database = open_database(settings)
    try:
        yield database
    finally:
        database.close()


def find_server(settings: Settings) -> Address | None:
    """Return where the server of this library answers, if one runs."""
    return read_address(settings.data)


def ask(server: Address, method: str, path: str, body: Any = None) -> Any:
    """Ask the running server; proxies of the environment have no business on this machine."""
    try:
        with httpx.Client(base_url=server.url, trust_env=False, timeout=PATIENCE) as client:
            reply = client.request(method, path, json=body)
            content: Any = reply.json() if reply.content else None
    except (httpx.HTTPError, ValueError) as error:
        raise ServerRefused(url=server.url, reason=error) from error
    if reply.is_error:
        raise ServerRefused(url=server.url, reason=content["error"]["message"])
    return content
