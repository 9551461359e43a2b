"""Commands on a whole library: `scan`, `status`, `retry` and `doctor`."""

import time
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from kenfolk.entry import failures
from kenfolk.entry.checkup import check_library
from kenfolk.entry.cli_kit import (
    DataOption,
    JsonOption,
    ask,
    errors,
    find_server,
    opened,
    out,
    remember_pack,
    settings_of,
)
from kenfolk.entry.engine import Engine
from kenfolk.entry.library import locked, prepare_data_folder
from kenfolk.entry.opening import claimed
from kenfolk.entry.parts import build_parts
from kenfolk.entry.pipeline import STEPS
from kenfolk.entry.serve import add_folder, fetch_models, whole_path
from kenfolk.entry.status import Status, read_status
from kenfolk.kit.config import Settings
from kenfolk.kit.log import set_up_logging

PAUSE = 0.5  # seconds between two looks at the progress


def scan(
    folder: Annotated[
        str, typer.Argument(help="Folder of photos to add, or to look through again; or a bucket: s3://name/folder.")
    ],
    *,
    data: DataOption = None,
    pack: Annotated[str | None, typer.Option(help="Model pack to find and recognise faces with, from now on.")] = None,
) -> None:
    """Add a folder and do all the work on it, without a web server: `kenfolk scan ~/Pictures`.

    Where a server works on the library already, that one is told of the folder and does the work.
    """
    settings = settings_of(data, pack=remember_pack(data, pack))
    set_up_logging("warning")
    server = find_server(settings)
    if server is not None:
        ask(server, "POST", "/api/sources", {"path": whole_path(folder)})
        out.print(f"The running server ({server.url}) looks through {folder}.", markup=False, soft_wrap=True)
        return
    prepare_data_folder(settings.data)
    with locked(settings.data), claimed(settings):
        engine = Engine(settings)
        try:
            add_folder(engine, folder)
            fetch_models(settings)
            engine.start(watch=False)
            status = _watch(engine)
        finally:
            engine.stop()
    _print_status(status)


def status(*, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Show how many photos, faces and people there are, and how far each step is.

    `kenfolk status --json` prints the same as GET /api/status; `idle` there means that no step has work left.
    """
    settings = settings_of(data)
    server = find_server(settings)
    now = Status.model_validate(ask(server, "GET", "/api/status")) if server else _read_status(settings)
    if as_json:
        out.print_json(now.model_dump_json())
        return
    _print_status(now)
    out.print(f"Server: {server.url}" if server else "No server is running.", markup=False, highlight=False)


def retry(
    *,
    step: Annotated[str | None, typer.Option(help="Only failures of this step, for example photos.read.")] = None,
    data: DataOption = None,
) -> None:
    """Try everything that failed again, now: `kenfolk retry`, after a disk was full or a share was away."""
    settings = settings_of(data)
    with opened(settings) as database, database.write() as session:
        known = failures.find_ids(session, step=step)
        failures.retry(session, known)
    later = "" if find_server(settings) else " They run when the server runs."
    out.print(f"{len(known)} to be tried again.{later}")


def doctor(
    *,
    data: DataOption = None,
    pack: Annotated[str | None, typer.Option(help="Model pack to look at, if not the library's own.")] = None,
    replay: Annotated[
        bool, typer.Option("--replay", help="Rebuild names, marks and rejections from the ledger, and compare.")
    ] = False,
) -> None:
    """Examine a library and say what to do: `kenfolk doctor --replay`. Changes nothing.

    Looks at the database, its schema, the folders of photos, the model pack and the derived files. Exits with 1 when
    something is wrong.
    """
    settings = settings_of(data, pack=pack)
    with opened(settings) as database:
        findings = list(check_library(settings, database, replay=replay))
    for finding in findings:
        mark = "[green]ok[/green]  " if finding.problem is None else "[red]bad[/red] "
        out.print(f"{mark} {finding.what}", highlight=False)
        if finding.problem is not None:
            out.print(f"     {finding.problem}", markup=False, highlight=False, soft_wrap=True)
    if any(finding.problem is not None for finding in findings):
        raise typer.Exit(1)


def _read_status(settings: Settings) -> Status:
    with opened(settings) as database:
        parts = build_parts(settings, database)
        return read_status(database, {step.name: step.make(parts) for step in STEPS}, pack=settings.pack)


def _watch(engine: Engine) -> Status:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as bars:
        tasks = {step.name: bars.add_task(step.name, total=None) for step in STEPS}
        while not (now := look(engine)).idle:
            for step in now.steps:
                bars.update(tasks[step.name], completed=step.done, total=step.done + step.waiting)
            if all(step.note for step in now.steps if step.waiting):
                return engine.read_status(is_exact=True)  # nothing goes on any more: what is missing is said below
            time.sleep(PAUSE)
        return now


def look(engine: Engine) -> Status:
    """Return how far the work is. That it is done is said only of what was counted this very moment."""
    now = engine.read_status()
    return engine.read_status(is_exact=True) if now.idle else now


def _print_status(now: Status) -> None:
    photos = now.photos
    out.print(
        f"{photos.total} photos ({photos.done} done, {photos.failed} failed, {photos.missing} missing), "
        f"{now.faces} faces, {now.named_faces} of them named, {now.people} people, {now.groups} unnamed groups.",
        highlight=False, soft_wrap=True,
    )  # fmt: skip
    table = Table("step", "waiting", "failed", "done", "", box=None, header_style="bold", pad_edge=False)
    for step in now.steps:
        rate = f"{step.rate:.1f} a second" if step.rate else ""
        table.add_row(step.name, str(step.waiting), str(step.failed), str(step.done), step.note or rate)
    out.print(table)
