"""The command line: `kenfolk --help` shows what there is, and each command's help how it is used."""

import json
import platform
import sys
import webbrowser
from typing import Annotated

import typer

from kenfolk import __version__
from kenfolk.entry import cli_fleet, cli_library, cli_models, cli_people
from kenfolk.entry.cli_kit import DataOption, FriendlyGroup, out, remember_pack, settings_of
from kenfolk.entry.serve import serve as serve_library
from kenfolk.entry.sockets import lan_address
from kenfolk.entry.web import create_app
from kenfolk.kit.config import Settings
from kenfolk.kit.log import set_up_logging

app = typer.Typer(
    cls=FriendlyGroup, no_args_is_help=True, add_completion=False, rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False, context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


@app.callback()
def describe() -> None:
    """Kenfolk, a private photo library that learns who your people are.

    Begin with `kenfolk serve ~/Pictures`, then open the address it prints. Your photos are only read; names, faces and
    thumbnails are kept in the data folder. Nothing ever leaves this machine.
    """


@app.command()
def serve(
    folder: Annotated[
        str | None,
        typer.Argument(help="Folder of photos to add, or a bucket: s3://name/folder. Without one the web app asks."),
    ] = None,
    *,
    data: DataOption = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; 0.0.0.0 lets the network in.")] = None,
    pack: Annotated[str | None, typer.Option(help="Model pack to find and recognise faces with, from now on.")] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the web app in the browser.")] = False,
) -> None:
    """Open a library: find and recognise faces, and show them in the browser.

    Examples:
    * `kenfolk serve ~/Pictures`
    * `kenfolk serve ~/Wedding --data ~/wedding-names --port 0` keeps a second, separate library
    * `kenfolk serve --host 0.0.0.0` lets other machines on your network in; there is no password yet

    The first start fetches the networks once. A later start looks only at what has changed since. Stop with Ctrl-C:
    whatever is not done waits for the next start.

    """
    settings = settings_of(data, port=port, host=host, pack=remember_pack(data, pack))
    set_up_logging(settings.log_level)
    serve_library(settings, folder=folder, announce=lambda url: _announce(url, settings, show=show))


app.command()(cli_fleet.web)
app.command()(cli_fleet.worker)
app.command()(cli_fleet.cluster)
app.command()(cli_library.scan)
app.command()(cli_library.status)
app.command()(cli_library.retry)
app.command()(cli_library.doctor)
app.add_typer(cli_people.app, name="people")
app.add_typer(cli_models.app, name="models")


@app.command()
def openapi() -> None:
    """Print the API's OpenAPI 3.1 document: `kenfolk openapi > openapi.json`, then make a client from it."""
    json.dump(create_app(Settings()).openapi(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


@app.command()
def version() -> None:
    """Print the versions of Kenfolk and of what it runs on, for reports of mistakes."""
    out.print(f"kenfolk {__version__}, Python {platform.python_version()}, {platform.platform()}", highlight=False)


def _announce(url: str, settings: Settings, *, show: bool) -> None:
    out.print(f"\nKenfolk is ready at [bold]{url}[/bold]", highlight=False)
    if settings.host in ("0.0.0.0", "::"):  # noqa: S104 (asks, does not bind)
        address = lan_address() or "the address of this machine"
        out.print(f"Others on your network open http://{address}:{url.rpartition(':')[2]} (no password: trust them)")
    out.print(f"The library is in {settings.data}. Stop with Ctrl-C.\n", highlight=False, soft_wrap=True)
    if show:
        webbrowser.open(url)


if __name__ == "__main__":
    app()
