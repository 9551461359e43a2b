"""The command line."""

import json
import sys

import typer

app = typer.Typer()


@app.callback()
def main() -> None:
    """Kenfolk: a private photo library that learns who your people are."""


@app.command()
def openapi() -> None:
    """Print the API's OpenAPI 3.1 document, for making clients."""
    from kenfolk.entry.web import create_app
    from kenfolk.kit.config import Settings

    json.dump(create_app(Settings()).openapi(), sys.stdout, indent=2)
