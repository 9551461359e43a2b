"""The home of the pulled model packs, for tests of the `models` kind."""

import os
from pathlib import Path

import pytest

from kenfolk.kit.config import user_data_folder
from kenfolk.packs.service import find_pack, is_ready


@pytest.fixture(scope="session")
def model_home() -> Path:
    """Where the default pack is: KENFOLK_MODELS, or the default folder; tests without it are skipped."""
    home = Path(os.environ.get("KENFOLK_MODELS") or user_data_folder() / "models")
    for name in ("default", "dlib-plain"):
        if not is_ready(find_pack(name, home), home):
            pytest.skip(f"the model pack {name} isn't in {home}: run `kenfolk models pull {name}` for this test")
    return home
