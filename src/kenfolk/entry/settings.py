"""Settings as a command finds them: its options, then the environment, then what was chosen for this library."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kenfolk.kit.config import Settings
from kenfolk.kit.errors import AppError


class SettingsWrong(AppError):
    """The setting {name} cannot be used: {problem}. See docs/settings.md."""


def load_settings(**options: Any) -> Settings:
    """Return the settings; an option that is None was not given."""
    given = {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = "KENFOLK_" + "__".join(str(part).upper() for part in first["loc"])
        raise SettingsWrong(name=name, problem=first["msg"]) from None
    settings = settings.model_copy(update={"data": settings.data.expanduser().absolute()})
    chosen = read_chosen_pack(settings.data)
    if chosen and "pack" not in settings.model_fields_set:
        return settings.model_copy(update={"pack": chosen})
    return settings


def read_chosen_pack(data: Path) -> str | None:
    """Return the pack that `kenfolk models use` chose for this library."""
    try:
        return (data / "pack").read_text().strip() or None
    except OSError:
        return None


def choose_pack(data: Path, name: str) -> None:
    """Use this pack from the next start on."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / "pack").write_text(name + "\n")
