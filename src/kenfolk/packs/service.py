"""Model packs for the rest of the house: list, pull, verify, carry, load.

`home` is the folder that packs live in. Nobody outside this room knows a network's name: they ask for a pack.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from kenfolk.packs import archive, build, sources
from kenfolk.packs.errors import BrokenManifest, HomeUnusable, PackNotReady, PackUnusable, UnknownPack
from kenfolk.packs.manifest import OWN, Pack, read_manifests
from kenfolk.packs.package_index import Progress
from kenfolk.vision.centerface import CenterFaceDetector
from kenfolk.vision.detect import FaceDetector
from kenfolk.vision.embed import FaceEmbedder, NetworkInput, OnnxEmbedder
from kenfolk.vision.fake import FakeDetector, FakeEmbedder
from kenfolk.vision.session import OnnxSession
from kenfolk.vision.similarity import Cohort, to_unit

CPU = ("CPUExecutionProvider",)


@dataclass(frozen=True)
class ListedPack:
    pack: Pack
    is_ready: bool


def list_packs(home: Path, *, hidden: bool = False) -> list[ListedPack]:
    """Return the packs there are, and which of them are ready to use."""
    return [ListedPack(pack, is_ready(pack, home)) for pack in read_manifests(home) if hidden or not pack.hidden]


def find_pack(name: str, home: Path | None = None) -> Pack:
    """Return the pack of that name: one of Kenfolk's own, or one described in the home."""
    packs = {pack.name: pack for pack in reversed(list(read_manifests(home)))}
    if name not in packs:
        known = ", ".join(sorted(pack.name for pack in packs.values() if not pack.hidden))
        raise UnknownPack(name=name, known=known)
    return packs[name]


def is_ready(pack: Pack, home: Path) -> bool:
    """Tell whether the pack can be loaded."""
    return not pack.sources or build.is_built(pack, home)


def pull_pack(name: str, *, home: Path, progress: Progress | None = None) -> Pack:
    """Fetch and build a pack, unless it is ready; an interrupted pull goes on where that is possible."""
    pack = find_pack(name, home)
    if pack.sources:
        with _lock(home):
            if not build.is_built(pack, home) or build.find_damage(pack, home):
                for source in pack.sources:
                    sources.fetch(source, home, progress=progress or _stay_silent)
                build.build(pack, home)
    return pack


def verify_pack(pack: Pack, home: Path) -> list[str]:
    """Return the files of a ready pack that are damaged, by their hashes; raise PackNotReady where there is no pack."""
    _require(pack, home)
    return build.find_damage(pack, home) if pack.sources else []


def export_pack(name: str, file: Path, *, home: Path, progress: Progress | None = None) -> Path:
    """Write one file that brings the pack to a machine without a network."""
    pack = pull_pack(name, home=home, progress=progress)
    with _lock(home):
        for source in pack.sources:
            sources.fetch(source, home, progress=progress or _stay_silent)
        archive.write_archive(pack, home, file)
    return file


def import_pack(file: Path, *, home: Path) -> Pack:
    """Take in a pack from a file that `export_pack` wrote; its contents must have the hashes that we know."""
    pack = find_pack(archive.read_name(file), home)
    with _lock(home):
        archive.read_originals(pack, home, file)
        if pack.sources and not build.is_built(pack, home):
            build.build(pack, home)
    return pack


def load_detector(pack: Pack, home: Path, *, threads: int = 1, providers: Sequence[str] = CPU) -> FaceDetector:
    """Return the pack's detector, ready to run; it may be shared between threads."""
    _require(pack, home)
    plan = pack.detector
    if plan.kind == "fake":
        return FakeDetector(plan.version)
    session = OnnxSession(home / pack.name / build.DETECTOR, providers=providers, threads=threads)
    return CenterFaceDetector(
        session, version=plan.version, working=plan.working, threshold=plan.threshold, hint=plan.hint
    )


def load_embedder(pack: Pack, home: Path, *, threads: int = 1, providers: Sequence[str] = CPU) -> FaceEmbedder:
    """Return the pack's embedder, ready to run; it may be shared between threads."""
    _require(pack, home)
    plan = pack.embedder
    if plan.kind == "fake":
        return FakeEmbedder(plan.model)
    if plan.input is None:
        raise BrokenManifest(name=pack.name, reason="it doesn't say what its embedder's input is.")
    wants = NetworkInput(**{**asdict(plan.input), "template": np.array(plan.input.template, np.float32)})
    session = OnnxSession(home / pack.name / build.EMBEDDER, providers=providers, threads=threads)
    return OnnxEmbedder(session, wants, model=plan.model, dim=plan.dim, mirrored=plan.mirrored)


def load_cohort(pack: Pack, home: Path) -> Cohort:
    """Return the strangers beside which this pack's faces are seen; those of a person's own pack lie beside it."""
    name = pack.similarity.cohort
    if not name:
        return Cohort.empty(pack.embedder.dim)
    places = (home / OWN / name, files("kenfolk.packs") / "cohorts" / name)
    for place in places:
        if place.is_file():
            return Cohort(_read_cohort(pack, place.read_bytes()))
    raise PackUnusable(name=pack.name, reason=f"its cohort {name!r} is not there")


def _read_cohort(pack: Pack, data: bytes) -> NDArray[np.float32]:
    try:
        rows = to_unit(np.lib.format.read_array(io.BytesIO(data), allow_pickle=False))  # 8 bits a number
    except (ValueError, TypeError, EOFError, OSError) as error:
        raise PackUnusable(name=pack.name, reason=f"its cohort {pack.similarity.cohort!r} is damaged") from error
    if rows.ndim != 2 or rows.shape[1] != pack.embedder.dim or not np.isfinite(rows).all():
        raise PackUnusable(name=pack.name, reason="its cohort is one of another model")
    return rows


def _require(pack: Pack, home: Path) -> None:
    if not is_ready(pack, home):
        raise PackNotReady(name=pack.name)


@contextmanager
def _lock(home: Path) -> Iterator[None]:
    """One pull at a time in a home: whoever waits finds the work done."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / ".lock"):
            yield
    except OSError as error:  # no space, no permission, not a folder
        raise HomeUnusable(home=home, reason=error.strerror or error) from error


def _stay_silent(what: str, done: int, total: int | None) -> None:
    """Report to nobody."""
