"""What runs here: versions, networks, settings, and the packages Kenfolk stands on with their licences."""

import platform
from functools import cache
from importlib import metadata
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from kenfolk import __version__
from kenfolk.entry.hub import PackSummary
from kenfolk.kit.config import Settings
from kenfolk.packs import service as packs
from kenfolk.packs.manifest import Pack

LONGEST = 80  # letters of a licence's name; some packages put the whole text there


class Origin(BaseModel):
    """Where a file of a pack comes from."""

    name: str
    title: Annotated[str, Field(description="The package and version, or the address.")]
    sha256: str


class PackInUse(PackSummary):
    """The pack in use, and where it comes from."""

    about: str
    sources: list[Origin]


class LibrarySettings(BaseModel):
    """What was set when the server was started."""

    promise: Annotated[float, Field(description="Share of automatic names that are to be right.")]
    learning: Annotated[bool, Field(description="Whether answers teach more than the names they give.")]
    data: Annotated[str, Field(description="Folder of the database, thumbnails and face chips.")]
    given: Annotated[list[str], Field(description="Settings that are not as delivered.")]


class About(BaseModel):
    """What this server runs on."""

    version: str
    pack: PackInUse
    settings: LibrarySettings
    python: str
    platform: str
    database: Literal["sqlite", "postgresql"]


class PythonPackage(BaseModel):
    """A package of this installation."""

    name: str
    version: str
    licence: Annotated[str, Field(description="As the package says it; empty where it says nothing.")]


def describe(settings: Settings, *, dialect: str) -> About:
    """Say which version this is and what it runs on."""
    return About(
        version=__version__,
        pack=_describe_pack(packs.find_pack(settings.pack, settings.models)),
        settings=LibrarySettings(
            promise=settings.promise, learning=settings.learning, data=str(settings.data),
            given=sorted(settings.model_fields_set & {"promise", "learning", "pack", "database"}),
        ),
        python=platform.python_version(),
        platform=platform.platform(),
        database="sqlite" if dialect == "sqlite" else "postgresql",
    )  # fmt: skip


def _describe_pack(pack: Pack) -> PackInUse:
    return PackInUse(
        name=pack.name, title=pack.title, about=pack.about, licence=pack.licence,
        commercial_use=pack.commercial_use, dim=pack.embedder.dim,
        sources=[Origin(name=one.name, title=one.title, sha256=one.sha256) for one in pack.sources],
    )  # fmt: skip


@cache  # what is installed does not change while a server runs
def list_python_packages() -> list[PythonPackage]:
    """List what is installed beside Kenfolk itself, by name."""
    found = {
        (name := str(one.metadata["Name"])).lower(): PythonPackage(
            name=name, version=one.version, licence=_licence_of(one.metadata)
        )
        for one in metadata.distributions()
        if one.metadata["Name"] and one.metadata["Name"] != "kenfolk"
    }
    return [found[name] for name in sorted(found)]


def _licence_of(about: metadata.PackageMetadata) -> str:
    """Return the licence: as an expression, in the old free field, or by the package's classifiers."""
    for field in ("License-Expression", "License"):
        told = " ".join(about.get_all(field, [])).strip()
        if told and "\n" not in told and len(told) <= LONGEST and told != "UNKNOWN":
            return told
    classifiers = [str(one).split(" :: ")[-1] for one in about.get_all("Classifier", []) if one.startswith("License")]
    return ", ".join(one for one in classifiers if one != "OSI Approved")
