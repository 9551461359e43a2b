"""Everything that is made once when a process starts, and that the rooms' jobs and routes are given."""

import threading
from dataclasses import dataclass, field

from kenfolk.browse.doubts import Doubter
from kenfolk.browse.tallies import Tallies
from kenfolk.entry.events import Broadcaster
from kenfolk.entry.lazy import LazyDetector, LazyEmbedder
from kenfolk.faces.postgres_search import PostgresSearch, can_search
from kenfolk.faces.search import FaceSearch, VectorIndex
from kenfolk.kit.beginning import Beginning
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.packs import service as packs
from kenfolk.packs.manifest import Pack
from kenfolk.people.recogniser import Recogniser
from kenfolk.photos.service import HANDOVER_BYTES, PhotoFiles
from kenfolk.review.desk import Desk
from kenfolk.storage.base import Storage
from kenfolk.storage.places import open_storage, own_root
from kenfolk.vision.image_source import Budget


@dataclass(frozen=True)
class Parts:
    """What the house is made of. The networks are loaded at their first use, so that the web app never waits."""

    settings: Settings
    database: Database
    derived: Storage  # thumbnails and chips: everything in it can be made again
    photo_files: PhotoFiles
    pack: Pack
    detector: LazyDetector
    embedder: LazyEmbedder
    index: VectorIndex
    recogniser: Recogniser  # who compares everything with everything, and holds it in memory
    onlooker: Recogniser  # who looks at single faces; in PostgreSQL without holding any vector
    desk: Desk
    doubter: Doubter
    tallies: Tallies
    events: Broadcaster = field(default_factory=Broadcaster)
    stopping: threading.Event = field(default_factory=threading.Event)  # long work looks at it now and then


def build_parts(settings: Settings, database: Database, *, hands_over: bool = True) -> Parts:
    """Make the parts for a library. `hands_over`: who reads photos also looks for faces in them."""
    derived = open_derived(settings)
    pack = packs.find_pack(settings.pack, settings.models)
    cohort = packs.load_cohort(pack, settings.models)
    index = VectorIndex(model=pack.embedder.model, dim=pack.embedder.dim, cohort=cohort)
    search = _choose_search(database, index)
    threads, providers = settings.work.session_threads, settings.work.providers
    recogniser = Recogniser(index, pack, promise=settings.promise, learns=settings.learning)
    stopping = threading.Event()
    desk = Desk(recogniser, database=database)
    desk.beginning = Beginning(database, desk.look, name="desk", stopping=stopping)
    recogniser.beginning = Beginning(database, recogniser.known.gallery, name="people", stopping=stopping)
    return Parts(
        settings=settings,
        database=database,
        derived=derived,
        photo_files=PhotoFiles(
            database, derived, budget=_budget(settings), handover_bytes=HANDOVER_BYTES if hands_over else 0
        ),
        pack=pack,
        detector=LazyDetector(
            pack.detector.version,
            lambda: packs.load_detector(pack, settings.models, threads=threads, providers=providers), pack=pack.name,
        ),
        embedder=LazyEmbedder(
            pack.embedder.model, pack.embedder.dim,
            lambda: packs.load_embedder(pack, settings.models, threads=threads, providers=providers), pack=pack.name,
        ),
        index=index,
        recogniser=recogniser,
        onlooker=recogniser if search is index else Recogniser(search, pack, promise=settings.promise, learns=settings.learning),
        desk=desk,
        doubter=Doubter(database, recogniser, stopping=stopping),
        tallies=Tallies(database, stopping=stopping),
        stopping=stopping,
    )  # fmt: skip


def _choose_search(database: Database, index: VectorIndex) -> FaceSearch:
    """Return the database's own search where it has one."""
    with database.read() as session:
        if can_search(session):
            return PostgresSearch(model=index.model, dim=index.dim, cohort=index.cohort)
    return index


def open_derived(settings: Settings) -> Storage:
    """Open the place of thumbnails and chips."""
    root = own_root(settings.derived, otherwise=settings.data / "derived")
    return open_storage(root, writable=True, own=True, served_at=settings.derived_at)


def _budget(settings: Settings) -> Budget:
    limits = settings.decoding
    return Budget(
        max_bytes=int(limits.max_megabytes * 1e6), max_pixels=int(limits.max_megapixels * 1e6),
        max_seconds=limits.max_seconds,
    )  # fmt: skip
