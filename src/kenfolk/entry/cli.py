"""The command line."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from kenfolk.entry.serve import serve as serve_library
from kenfolk.entry.web import create_app
from kenfolk.kit.config import Settings
from kenfolk.kit.log import set_up_logging

app = typer.Typer()


@app.callback()
def main() -> None:
    """Kenfolk: a private photo library that learns who your people are."""


@app.command()
def serve(
    folder: Annotated[Path | None, typer.Argument()] = None, data: Path | None = None, port: int | None = None,
    host: str | None = None, pack: str | None = None,
) -> None:
    """Serve."""
    given = {"data": data, "port": port, "host": host, "pack": pack}
    settings = Settings(**{key: value for key, value in given.items() if value is not None})
    set_up_logging(settings.log_level)
    serve_library(settings, announce=print, prepare=lambda engine: None)


@app.command()
def openapi() -> None:
    """Print the API's OpenAPI 3.1 document, for making clients."""
    json.dump(create_app(Settings()).openapi(), sys.stdout, indent=2)
