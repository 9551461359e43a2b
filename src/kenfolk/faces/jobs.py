"""The two steps of this room: faces.detect finds faces and cuts their chips, faces.embed turns chips into vectors."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

import numpy as np

from kenfolk.faces import service, store
from kenfolk.faces.chips import load_chip, sweep_stale_chips
from kenfolk.faces.look import Look, Looker
from kenfolk.faces.parting import Kinship
from kenfolk.faces.plan import make_plans
from kenfolk.faces.store import NewVector
from kenfolk.faces.waiting import Waiting
from kenfolk.kit.db import Database, ReadSession, WriteSession
from kenfolk.kit.errors import AppError
from kenfolk.kit.steps import Done, Failed, Outcome, Retry, Skipped
from kenfolk.photos.errors import FileGone, PhotoChanged
from kenfolk.photos.service import PhotoFiles
from kenfolk.storage.base import Storage
from kenfolk.vision.detect import FaceDetector
from kenfolk.vision.embed import FaceEmbedder
from kenfolk.vision.image import Pixels

# Tells which of these faces a human has spoken of: only the rooms above know.
SpokenOf = Callable[[ReadSession, Collection[int]], Collection[int]]
SOON = 60.0  # seconds


def nobody_spoke(_session: ReadSession, _face_ids: Collection[int]) -> Collection[int]:
    """No human has spoken of any face."""
    return ()


class DetectFaces:
    """faces.detect: ids are photos which this detector has not seen as they are, or with a box that waits for a chip."""

    def __init__(
        self, database: Database, files: PhotoFiles, derived: Storage, detector: FaceDetector,
        *, spoken_of: SpokenOf = nobody_spoke,
    ) -> None:  # fmt: skip
        self._database, self._derived, self._version = database, derived, detector.version
        self._looker = Looker(files, derived, detector)
        self._spoken_of = spoken_of
        self._waiting = Waiting(
            service.DETECT,
            store.photos_to_look_at(detector.version),
            first=store.photos_somebody_waits_for(detector.version),
        )

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
        """Return photos that wait: drawn boxes first, then uploads, then the others in the order they came."""
        return self._waiting.find(session, limit=limit, skip=skip)

    def count(self, session: ReadSession) -> int:
        """Return how many photos wait."""
        return self._waiting.count(session)

    def total(self, session: ReadSession) -> int:
        """Return how many photos can be looked at."""
        return store.count_ready_photos(session)

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]:
        """Look at these photos; what was seen in all of them is one transaction."""
        with self._database.read() as session:
            plans = make_plans(session, ids, detector_version=self._version)
        outcomes: dict[int, Outcome] = {photo_id: Skipped("gone or done") for photo_id in ids}
        looks = []
        for plan in plans:
            try:
                looks.append(self._looker.look(plan))
            except AppError as error:
                outcomes[plan.photo_id] = _outcome_of(error)
        if looks:
            with self._database.write() as session:
                contents = store.find_contents(session, [look.plan.photo_id for look in looks])
                for look in looks:
                    outcomes[look.plan.photo_id] = self._record(session, look, contents.get(look.plan.photo_id))
                    service.retire_unused_chips(session, photo_id=look.plan.photo_id, chip_keys=look.chip_keys)
        sweep_stale_chips(self._database, self._derived)
        return outcomes

    def _record(self, session: WriteSession, look: Look, content: str | None) -> Outcome:
        if content != look.plan.sha256:
            return Skipped("the file has changed meanwhile")
        for face_id, found in look.drawn.items():
            service.record_chip(session, face_id, found=found)
        if not look.plan.is_seen:
            service.record_faces(
                session, photo_id=look.plan.photo_id, sha256=content, detector_version=self._version,
                found=look.found, protected=partial(self._spoken_of, session),
            )  # fmt: skip
        return Done()


class EmbedFaces:
    """faces.embed: ids are visible faces whose chip this model has not seen."""

    def __init__(
        self, database: Database, derived: Storage, embedder: FaceEmbedder, *, kinship: Kinship = service.same_for_all
    ) -> None:
        self._kinship = kinship  # tells whether a face is the one that was in its place, once the file is another
        self._database, self._derived, self._embedder = database, derived, embedder
        self._waiting = Waiting(
            service.EMBED, store.faces_to_embed(embedder.model), first=store.faces_somebody_waits_for(embedder.model)
        )

    def find(self, session: ReadSession, *, limit: int, skip: Collection[int]) -> Sequence[int]:
        """Return faces that wait: drawn ones first, then those in uploads, then the others in the order they were found."""
        return self._waiting.find(session, limit=limit, skip=skip)

    def count(self, session: ReadSession) -> int:
        """Return how many faces wait."""
        return self._waiting.count(session)

    def total(self, session: ReadSession) -> int:
        """Return how many faces there are."""
        return store.count_visible_faces(session)

    def run(self, ids: Sequence[int]) -> Mapping[int, Outcome]:
        """Turn the chips of these faces into vectors, in one run of the network and one transaction."""
        with self._database.read() as session:
            keys = store.list_chips_to_embed(session, ids, model=self._embedder.model)
        outcomes: dict[int, Outcome] = {face_id: Skipped("gone or done") for face_id in ids}
        chips = {face_id: chip for face_id, key in keys.items() if (chip := self._load(face_id, key)) is not None}
        outcomes |= {face_id: Skipped("its chip was lost and is cut again") for face_id in keys.keys() - chips.keys()}
        if chips:
            vectors = self._embedder.embed(np.stack(list(chips.values())))
            new = [
                NewVector(face_id=face_id, chip_key=keys[face_id], vector=vector)
                for face_id, vector in zip(chips, vectors, strict=True)
            ]
            outcomes |= self._record(new)
        sweep_stale_chips(self._database, self._derived)
        return outcomes

    def _load(self, face_id: int, key: str) -> Pixels | None:
        chip = load_chip(self._derived, key)
        if chip is None:
            with self._database.write() as session:
                service.forget_lost_chip(session, face_id, chip_key=key)
        return chip

    def _record(self, vectors: Sequence[NewVector]) -> dict[int, Outcome]:
        usable = [new for new in vectors if np.isfinite(new.vector).all() and new.vector.any()]
        outcomes: dict[int, Outcome] = {new.face_id: Failed("The model gives no usable vector.") for new in vectors}
        with self._database.write() as session:
            saved = service.save_vectors(session, usable, model=self._embedder.model, kinship=self._kinship)
        for new in usable:
            outcomes[new.face_id] = Done() if new.face_id in saved else Skipped("removed or moved meanwhile")
        return outcomes


def _outcome_of(error: AppError) -> Outcome:
    if isinstance(error, PhotoChanged):  # it waits for photos.read now, and comes back when that is done
        return Skipped(error.message)
    if isinstance(error, FileGone):  # the next scan says where it is, or that it is missing
        return Retry(error.message, after=SOON)
    if not error.lasting:
        raise error  # whoever runs the step knows whether the machine or this one photo is to blame
    return Failed(error.message)
