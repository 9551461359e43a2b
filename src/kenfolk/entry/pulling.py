"""Fetching a model pack while a person watches."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from kenfolk.packs import service as packs
from kenfolk.packs.manifest import Pack


def pull_with_bar(name: str, home: Path) -> Pack:
    """Make sure that a pack is here, with a progress bar while it is fetched."""
    pack = packs.find_pack(name, home)
    if packs.is_ready(pack, home):
        return pack
    console = Console(stderr=True)
    console.print(f"Fetching the model pack {name}: {pack.title}. This happens once.", highlight=False, markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        tasks = {}

        def report(what: str, done: int, total: int | None) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done, total=total)

        return packs.pull_pack(name, home=home, progress=report)
