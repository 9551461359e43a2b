"""Settings: read once at start from the environment (KENFOLK_...) and passed on. Nothing else reads the environment."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, PositiveFloat, PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict


def user_data_folder() -> Path:
    """Where programs keep a user's data, by the XDG base directory specification."""
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "kenfolk"


def read_foreign(*names: str) -> str:
    """Return the first of these variables that is set. They are not ours: how programs commonly find a cloud's storage."""
    return next(filter(None, (os.environ.get(name, "") for name in names)), "")


class DecodingSettings(BaseModel):
    """What one image file may cost before it is refused."""

    max_megabytes: Annotated[PositiveFloat, Field(description="Largest file, in megabytes.")] = 500
    max_megapixels: Annotated[PositiveFloat, Field(description="Largest picture, in millions of pixels.")] = 150
    max_seconds: Annotated[PositiveFloat, Field(description="Longest time to decode one file.")] = 60


class WorkSettings(BaseModel):
    """How many threads each step may use in the one-process mode; 0 stands for one a CPU core."""

    readers: Annotated[int, Field(ge=0, description="Threads that hash, date and shrink photos.")] = 1
    detectors: Annotated[int, Field(ge=0, description="Threads that look for faces.")] = 0
    embedders: Annotated[int, Field(ge=0, description="Threads that turn faces into vectors.")] = 1
    matchers: Annotated[PositiveInt, Field(description="Threads that compare faces with known people.")] = 1
    providers: Annotated[
        list[str],
        Field(min_length=1, description="What networks run on, by onnxruntime's names, the first that is there."),
    ] = ["CPUExecutionProvider"]
    session_threads: Annotated[PositiveInt, Field(description="Threads inside one run of a network.")] = 1


class Settings(BaseSettings):
    """Everything that can be set. Each has a line in docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix="KENFOLK_", env_nested_delimiter="__", frozen=True, extra="forbid")

    data: Annotated[Path, Field(description="Folder of the database, thumbnails and face chips.")] = Field(
        default_factory=lambda: user_data_folder() / "library"
    )
    models: Annotated[Path, Field(description="Folder of the model packs, shared by all libraries.")] = Field(
        default_factory=lambda: user_data_folder() / "models"
    )
    database: Annotated[str, Field(description="Database URL; empty is a SQLite file in the data folder.")] = ""
    derived: Annotated[
        str, Field(description="Folder or bucket of thumbnails and chips; empty is a folder in the data folder.")
    ] = ""
    derived_at: Annotated[
        str,
        Field(
            pattern=r"^(/[A-Za-z0-9._/-]+)?$",
            description="Address at which the proxy in front has the derived folder, to send pictures itself.",
        ),
    ] = ""
    uploads: Annotated[
        str, Field(description="Folder or bucket uploaded photos go to; empty is a folder in the data folder.")
    ] = ""
    redis: Annotated[
        str, Field(description="Redis URL of server mode; processes that share it work on one library together.")
    ] = ""
    connections: Annotated[
        int, Field(ge=0, description="Connections a process of server mode opens to the database at most; 0: enough.")
    ] = 0
    health_port: Annotated[
        int, Field(ge=0, le=65535, description="Port at which a worker says whether it is well; 0: at none.")
    ] = 0
    host: Annotated[str, Field(description="Address to listen on; 0.0.0.0 is everyone on the network.")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="Port to listen on.")] = 8000
    host_names: Annotated[list[str], Field(description="Names, beside this machine's own, it may be reached by.")] = []
    pack: Annotated[str, Field(description="Model pack that finds and recognises faces.")] = "default"
    promise: Annotated[
        float,
        Field(
            ge=0.9, lt=1, description="Share of automatic names that are to be right; fewer faces are named for more."
        ),
    ] = 0.99
    learning: Annotated[bool, Field(description="Whether answers teach more than the names they give.")] = True
    log_level: Annotated[str, Field(description="debug, info, warning or error.")] = "info"
    decoding: DecodingSettings = DecodingSettings()
    work: WorkSettings = WorkSettings()

    @property
    def database_url(self) -> str:
        """The database this library lives in."""
        return self.database or f"sqlite:///{self.data / 'kenfolk.db'}"


def environment_with(**more: str) -> dict[str, str]:
    """Return this process' environment and more, for processes it starts."""
    return os.environ | more
