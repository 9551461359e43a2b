"""A folder of real photos, a library that looks at it, and the steps of the room."""

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient

from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.kit.failures import Failure, record_outcome
from kenfolk.kit.http import add_error_handlers
from kenfolk.kit.steps import Outcome
from kenfolk.photos import service
from kenfolk.photos.api import router
from kenfolk.photos.files import PhotoFiles
from kenfolk.photos.jobs import ReadPhotos, ScanSources
from kenfolk.photos.models import Photo, Source
from kenfolk.storage.memory import MemoryStorage

OLD = 1_600_000_000  # a file's time, long ago: nobody is writing it any more


@dataclass
class Library:
    """What a person does, and what the steps then do."""

    database: Database
    files: PhotoFiles
    folder: Path
    data: Path
    derived: MemoryStorage
    source_id: int = 0

    @property
    def settings(self) -> Settings:
        return Settings(data=self.data)

    def write(self, name: str | bytes, content: bytes, *, at: int = OLD) -> Path:
        path = self.folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (at, at))
        return path

    def add(self, folder: Path | None = None) -> int:
        return self.choose(str(folder or self.folder))

    def choose(self, path: str) -> int:
        chosen = service.choose_place(path, settings=self.settings)
        with self.database.write() as session:
            self.source_id = service.add_source(session, chosen)
        return self.source_id

    def scan(self, source_id: int | None = None) -> None:
        with self.database.write() as session:
            service.ask_scan(session, source_id or self.source_id)
        ScanSources(self.database).run([source_id or self.source_id])

    def read(self) -> dict[int, Outcome]:
        """Read all that waits, and write the outcomes down as the runner does."""
        job, ends = ReadPhotos(self.database, self.files, afresh=("faces.detect",)), {}
        for _ in range(20):
            with self.database.read() as session:
                ids = job.find(session, limit=4, skip=())
            if not ids:
                break
            outcomes = job.run(ids)
            ends |= outcomes
            with self.database.write() as session:
                for photo_id, outcome in outcomes.items():
                    record_outcome(session, "photos.read", photo_id, outcome)
        return ends

    def look(self) -> dict[int, Outcome]:
        self.scan()
        return self.read()

    def photos(self) -> dict[str, Photo]:
        with self.database.read() as session:
            return {photo.key: photo for photo in session.scalars(sa.select(Photo).order_by(Photo.id))}

    def states(self) -> dict[str, str]:
        return {key: photo.state for key, photo in self.photos().items()}

    def source(self) -> Source:
        with self.database.read() as session:
            return session.get_one(Source, self.source_id)

    def reasons(self) -> dict[int, str]:
        with self.database.read() as session:
            return {failure.subject_id: failure.reason for failure in session.scalars(sa.select(Failure))}

    def failures(self) -> set[tuple[str, int]]:
        with self.database.read() as session:
            return {(failure.step, failure.subject_id) for failure in session.scalars(sa.select(Failure))}


@pytest.fixture
def library(database, tmp_path) -> Library:
    """An empty folder in an otherwise empty library."""
    folder, data, derived = tmp_path / "Pictures", tmp_path / "data", MemoryStorage()
    folder.mkdir()
    data.mkdir()
    library = Library(database, PhotoFiles(database, derived), folder, data, derived)
    library.add()
    return library


@pytest.fixture
def forbid(monkeypatch) -> Callable[[str], None]:
    """Make the operating system refuse files or folders of a name, also to the super-user, whom modes do not stop."""

    def forbid(name: str) -> None:
        for asked in ("open", "scandir"):
            monkeypatch.setattr(os, asked, _refusing(getattr(os, asked), name))

    return forbid


def _refusing(real: Callable[..., Any], name: str) -> Callable[..., Any]:
    def refuse(path: Any, *more: Any, **named: Any) -> Any:
        if isinstance(path, str | Path) and Path(path).name == name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *more, **named)

    return refuse


@dataclass
class Parts:
    """As much of a server's parts as the room asks for."""

    photo_files: PhotoFiles


@pytest.fixture
def client(library) -> Iterator[TestClient]:
    """A client of the room's endpoints alone."""
    app = FastAPI()
    app.state.database, app.state.settings = library.database, Settings(data=library.data)
    app.state.parts = Parts(library.files)
    add_error_handlers(app)
    app.include_router(router)
    with TestClient(app) as client:
        yield client
