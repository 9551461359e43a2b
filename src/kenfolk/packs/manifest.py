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
    """What similarities of this model mean; see vision/similarity.py for what they are."""

    same: float  # 95 % of pairs as alike as that are one person
    suggest: float  # half of them are
    group: float  # faces as alike as that on average are put in a group
    cohort: str = ""  # the file of strangers beside which faces are seen; none: plain cosines


@dataclass(frozen=True)
class Prior:
    """A logistic function that turns what the matcher sees into a chance, as fitted on public data."""

    features: tuple[str, ...]
    weights: tuple[float, ...]  # the intercept first
    center: tuple[float, ...]
    scale: tuple[float, ...]


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
    prior: Prior | None = None  # none: one that follows from the thresholds
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
        prior=_build_prior(table.pop("prior")) if "prior" in table else None,
        sources=tuple(Source(**source) for source in table.pop("sources", ())),
        **table,
    )


def _build_input(table: Mapping[str, Any]) -> InputPlan:
    template = tuple((float(x), float(y)) for x, y in table["template"])
    return InputPlan(**{**table, "template": template})


def _build_prior(table: Mapping[str, Any]) -> Prior:
    numbers = {name: tuple(float(value) for value in table[name]) for name in ("weights", "center", "scale")}
    return Prior(features=tuple(table["features"]), **numbers)


def _find_fault(pack: Pack) -> str:
    names = {source.name for source in pack.sources}
    unknown = {pack.detector.source, pack.embedder.source} - names - {""}
    digests = [digest for source in pack.sources for digest in (source.sha256, source.wanted_sha256)]
    prior, points = pack.prior, pack.embedder.input
    rules = {
        "its name may have small letters, digits, dashes, dots and underscores only": (
            pack.name and set(pack.name) <= PLAIN_NAME and not pack.name.startswith(".")
        ),
        f"it names a source that isn't there: {', '.join(sorted(unknown))}": not unknown,
        "a template has five points": not points or len(points.template) == 5,
        "its cohort is the name of a file beside it": set(pack.similarity.cohort) <= PLAIN_NAME,
        "its prior has one center and scale a feature, and one weight more": (
            not prior or len(prior.weights) - 1 == len(prior.center) == len(prior.scale) == len(prior.features)
        ),
        "a sha256 has 64 digits": all(len(digest) == 64 for digest in digests),
        "a source has either a package or a url": all(bool(s.package) != bool(s.url) for s in pack.sources),
    }
    return next((fault for fault, is_kept in rules.items() if not is_kept), "")
