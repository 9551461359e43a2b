"""Commands of server mode: `web`, `worker` and `cluster`."""

from typing import Annotated

import typer

from kenfolk.entry.cli_kit import DataOption, out, settings_of
from kenfolk.kit.log import set_up_logging


def web(
    folder: Annotated[str | None, typer.Argument(help="Folder of photos to add, or a bucket: s3://name/folder.")] = None,
    *,
    data: DataOption = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; 0.0.0.0 lets the network in.")] = None,
    pack: Annotated[str | None, typer.Option(help="Model pack that finds and recognises faces.")] = None,
) -> None:
    """Server mode: serve the web app and the API; `kenfolk worker` does the work, on this machine or on others.

    Needs KENFOLK_DATABASE in PostgreSQL and KENFOLK_REDIS. Any number of them serve one library, behind a proxy.
    """
    from kenfolk.entry.fleet.web import serve_web  # noqa: PLC0415 (server mode's libraries are loaded only for it)

    settings = settings_of(data, port=port, host=host, pack=pack)
    set_up_logging(settings.log_level)
    serve_web(settings, folder=folder, announce=lambda url: out.print(f"Kenfolk's web process answers at {url}"))


def worker(
    queues: Annotated[list[str], typer.Argument(help="What to work on: reader, detector, embedder, matcher.")],
    *,
    concurrency: Annotated[
        int | None, typer.Option(help="Batches at once; else as KENFOLK_WORK__... says.", min=1, max=256)
    ] = None,
    data: DataOption = None,
    pack: Annotated[str | None, typer.Option(help="Model pack that finds and recognises faces.")] = None,
) -> None:
    """Server mode: do the work of some queues, on any machine that reaches database, Redis and images.

    Examples:
    * `kenfolk worker detector --concurrency 4`
    * `kenfolk worker reader detector` decodes each photo once
    * `kenfolk worker embedder matcher`

    Any number of them share the work, and one that dies loses nothing. Stop with Ctrl-C: what is in hand is finished.

    """
    from kenfolk.entry.fleet.worker import QUEUES, work  # noqa: PLC0415 (server mode's libraries are loaded only for it)

    unknown = sorted(set(queues) - set(QUEUES))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: there are {', '.join(QUEUES)}")
    settings = settings_of(data, pack=pack)
    set_up_logging(settings.log_level)
    work(settings, queues=queues, concurrency=concurrency, announce=lambda what: out.print(f"Working on {what}"))
