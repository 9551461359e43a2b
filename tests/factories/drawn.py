"""A library of drawn photos: files in a folder, rows that say they were read, and the faces steps with fake networks."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from factories.photos import make_photo, make_source
from kenfolk.faces import service
from kenfolk.faces.jobs import DetectFaces, EmbedFaces
from kenfolk.faces.models import Face
from kenfolk.faces.search import VectorIndex
from kenfolk.kit.db import Database
from kenfolk.kit.steps import Outcome
from kenfolk.photos.models import Photo, Source
from kenfolk.photos.service import PhotoFiles
from kenfolk.storage.local import LocalStorage
from kenfolk.vision.boxes import Box
from kenfolk.vision.fake import FakeDetector, FakeEmbedder, draw_photo

ADA, BOB, CLEO = 1, 2, 3
ON_THE_LEFT: Box = (60, 80, 180, 230)
ON_THE_RIGHT: Box = (400, 100, 500, 225)


@dataclass
class Library:
    """Everything a test of this room touches."""

    database: Database
    folder: Path
    derived: LocalStorage
    detector: FakeDetector = field(default_factory=FakeDetector)
    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)

    def add_photo(self, faces: Sequence[tuple[int, Box]] = (), *, size=(640, 480), name="a.png", profile=b"") -> int:
        """Save a drawn photo, and the row that says it was read."""
        data = self._save(faces, size, name, profile)
        with self.database.write() as session:
            source = session.get(Source, 1) or make_source(session, root=str(self.folder))
            photo = make_photo(session, source=source, key=name, width=size[0], height=size[1])
            self._describe(photo, data)
            return photo.id

    def change_photo(self, photo_id: int, faces: Sequence[tuple[int, Box]], *, size=(640, 480)) -> None:
        """Replace a photo's file with another one, as if it had been read again."""
        with self.database.write() as session:
            photo = session.get(Photo, photo_id)
            self._describe(photo, self._save(faces, size, photo.key))

    def rewrite_file(self, photo_id: int, faces: Sequence[tuple[int, Box]], *, size=(640, 480)) -> None:
        """Replace a photo's file with another one, and tell nobody."""
        with self.database.read() as session:
            key = session.get(Photo, photo_id).key
        self._save(faces, size, key)

    def detect(
        self, *ids: int, detector: FakeDetector | None = None, working_side: int = 4096, **options
    ) -> dict[int, Outcome]:
        """Run faces.detect on these photos, or on all that wait."""
        files = PhotoFiles(self.database, self.derived, working_side=working_side)
        job = DetectFaces(self.database, files, self.derived, detector or self.detector, **options)
        return self._run(job, ids)

    def embed(self, *ids: int, embedder: FakeEmbedder | None = None, **options) -> dict[int, Outcome]:
        """Run faces.embed on these faces, or on all that wait."""
        return self._run(EmbedFaces(self.database, self.derived, embedder or self.embedder, **options), ids)

    def faces(self, photo_id: int) -> list[Face]:
        """The visible faces of a photo, from left to right."""
        with self.database.read() as session:
            return sorted(service.list_faces_of_photo(session, photo_id), key=lambda face: face.left)

    def face(self, face_id: int) -> Face:
        with self.database.read() as session:
            return service.get_face(session, face_id)

    def chips(self) -> list[str]:
        """The keys of all chip files."""
        return [key for key, _ in self.derived.walk()]

    def index(self) -> VectorIndex:
        """A fresh index of everything embedded."""
        index = VectorIndex(model=self.embedder.model, dim=self.embedder.dim)
        with self.database.read() as session:
            index.refresh(session)
        return index

    def _run(self, job, ids):
        with self.database.read() as session:
            ids = ids or job.find(session, limit=1000, skip=())
        return job.run(ids)

    def _save(self, faces, size, name, profile=b"") -> bytes:
        out = io.BytesIO()
        Image.fromarray(draw_photo(faces, size)).save(out, "PNG", icc_profile=profile)
        (self.folder / name).write_bytes(out.getvalue())
        return out.getvalue()

    def _describe(self, photo: Photo, data: bytes) -> None:
        found = (self.folder / photo.key).stat()
        photo.size, photo.mtime_ns, photo.sha256 = found.st_size, found.st_mtime_ns, hashlib.sha256(data).hexdigest()
