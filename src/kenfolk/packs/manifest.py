"""The description of a model pack: a TOML file, read into frozen data."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from kenfolk.packs.errors import BrokenManifest

OWN = "manifests"  # a folder in the home of packs where people put manifests of their own
PLAIN_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_.")


@dataclass(frozen=True)
class Source:
    """Where a file comes from: a package on the index, or a URL; always pinned by hash."""

    name: str
    sha256: str  # of what is downloaded
    package: str = ""
    version: str = ""
    kind: str = ""  # wheel or sdist
    url: str = ""
    member: str = ""  # the file inside the download, if it is an archive
    member_sha256: str = ""
    member_size: int = 0

    @property
    def wanted_sha256(self) -> str:
        """The hash of the file we are after."""
        return self.member_sha256 or self.sha256

    @property
    def title(self) -> str:
        return self.url or f"{self.package} {self.version}"


@dataclass(frozen=True)
class DetectorPlan:
    kind: str
    version: str
    source: str = ""
    working: int = 640
    threshold: float = 0.5
    hint: float = 0.04


@dataclass(frozen=True)
class InputPlan:
    size: int
    template: tuple[tuple[float, float], ...]
    name: str = "pixels"
    layout: str = "nhwc"
    colour: str = "rgb"
    kind: str = "uint8"
    mean: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True)
class EmbedderPlan:
    kind: str
    model: str
    dim: int
    source: str = ""
    mirrored: bool = False
    clip: float | None = None
    input: InputPlan | None = None
    ranges: tuple[tuple[float, float], ...] = ()  # of the activations; with them the network computes in 8 bits


@dataclass(frozen=True)
class Similarity:
    """Cosines: from `same` on a machine may name, from `suggest` on it may ask, from `group` on it puts together."""

    same: float
    suggest: float
    group: float


@dataclass(frozen=True)
class Pack:
    """A detector and an embedder that were measured together."""

    name: str
    title: str
    licence: str
    commercial_use: bool
    detector: DetectorPlan
    embedder: EmbedderPlan
    similarity: Similarity
    about: str = ""
    hidden: bool = False
    sources: tuple[Source, ...] = field(default=())

    def find_source(self, name: str) -> Source:
        return next(source for source in self.sources if source.name == name)

    @property
    def fingerprint(self) -> str:
        """Changes when anything changes that the built files depend on."""
        originals = {source.name: source.wanted_sha256 for source in self.sources}
        detector = [self.detector.kind, originals.get(self.detector.source)]
        embedder = [self.embedder.kind, originals.get(self.embedder.source), self.embedder.clip, self.embedder.ranges]
        return hashlib.sha256(json.dumps([detector, embedder]).encode()).hexdigest()


def read_manifests(home: Path | None = None) -> Iterator[Pack]:
    """Yield every pack there is: Kenfolk's own, then those described in the home's folder `manifests`."""
    for file in sorted((files("kenfolk.packs") / OWN).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            yield parse_manifest(file.read_text(encoding="utf-8"), name=file.name)
    if home is not None:
        for path in sorted((home / OWN).glob("*.toml")):
            yield parse_manifest(path.read_text(encoding="utf-8"), name=path.name)


def parse_manifest(text: str, *, name: str) -> Pack:
    """Read one manifest, or say in one sentence why it can't be used."""
    try:
        pack = _build_pack(tomllib.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenManifest(name=name, reason=error) from error
    if reason := _find_fault(pack):
        raise BrokenManifest(name=name, reason=reason)
    return pack


def _build_pack(table: dict[str, Any]) -> Pack:
    embedder = dict(table.pop("embedder"))
    if "input" in embedder:
        embedder["input"] = _build_input(embedder["input"])
    embedder["ranges"] = tuple((float(low), float(high)) for low, high in embedder.get("ranges", ()))
    return Pack(
        detector=DetectorPlan(**table.pop("detector")),
        embedder=EmbedderPlan(**embedder),
        similarity=Similarity(**table.pop("similarity")),
        sources=tuple(Source(**source) for source in table.pop("sources", ())),
        **table,
    )


def _build_input(table: Mapping[str, Any]) -> InputPlan:
    template = tuple((float(x), float(y)) for x, y in table["template"])
    return InputPlan(**{**table, "template": template})


def _find_fault(pack: Pack) -> str:
    names = {source.name for source in pack.sources}
    if not pack.name or not set(pack.name) <= PLAIN_NAME or pack.name.startswith("."):
        return "its name may have small letters, digits, dashes, dots and underscores only"
    if unknown := {pack.detector.source, pack.embedder.source} - names - {""}:
        return f"it names a source that isn't there: {', '.join(sorted(unknown))}"
    if pack.embedder.input and len(pack.embedder.input.template) != 5:
        return "a template has five points"
    if any(len(digest) != 64 for source in pack.sources for digest in (source.sha256, source.wanted_sha256)):
        return "a sha256 has 64 digits"
    if any(bool(source.package) == bool(source.url) for source in pack.sources):
        return "a source has either a package or a url"
    return ""
