"""Commands of server mode: `web`, `worker` and `cluster`."""

from typing import Annotated

import typer

from kenfolk.entry.cli_kit import DataOption, out, remember_pack, settings_of
from kenfolk.kit.config import Settings
from kenfolk.kit.log import set_up_logging


def web(
    folder: Annotated[
        str | None, typer.Argument(help="Folder of photos to add, or a bucket: s3://name/folder.")
    ] = None,
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


def cluster(
    folder: Annotated[
        str | None, typer.Argument(help="Folder of photos to add, or a bucket: s3://name/folder.")
    ] = None,
    *,
    data: DataOption = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65535)] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on; 0.0.0.0 lets the network in.")] = None,
    pack: Annotated[str | None, typer.Option(help="Model pack to find and recognise faces with, from now on.")] = None,
    web_processes: Annotated[int, typer.Option("--web", help="Web processes behind NGINX.", min=1, max=32)] = 2,
    workers: Annotated[
        str, typer.Option(help="How many workers of each kind; a kind may have several queues.")
    ] = "reader+detector=2,embedder=1,matcher=1",
    concurrency: Annotated[int, typer.Option(help="Batches at once in each worker.", min=1, max=256)] = 1,
) -> None:
    """Server mode on this machine: Redis, PostgreSQL, NGINX, web processes and workers under one command.

    Examples:
    * `kenfolk cluster ~/Pictures --data ~/library --port 8000`
    * `kenfolk cluster --workers reader=1,detector=4,embedder=1,matcher=1`; those that do both decode a photo once

    Needs redis-server and nginx. Each process says what it has to say in DATA/logs. Stop with Ctrl-C.

    """
    from kenfolk.entry.fleet.cluster import Crowd, run_cluster  # noqa: PLC0415 (server mode's libraries, only for it)

    try:
        wanted = {kind: int(count or 1) for kind, _, count in (each.partition("=") for each in workers.split(","))}
    except ValueError as error:
        raise typer.BadParameter("it looks like detector=2,embedder=1", param_hint="--workers") from error
    settings = settings_of(data, port=port, host=host, pack=remember_pack(data, pack))
    set_up_logging(settings.log_level)
    crowd = Crowd(web=web_processes, workers=wanted, concurrency=concurrency)
    run_cluster(settings, folder=folder, crowd=crowd, announce=lambda url: _announce(url, settings))


def _announce(url: str, settings: Settings) -> None:
    out.print(f"\nKenfolk is ready at [bold]{url}[/bold]", highlight=False)
    out.print(f"Logs are in {settings.data / 'logs'}. Stop with Ctrl-C.\n", highlight=False, soft_wrap=True)
