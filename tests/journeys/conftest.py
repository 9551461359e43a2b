"""What the journeys share: an album, and commands as a person types them."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from factories.album import draw_album
from servers import PATIENCE


@pytest.fixture
def kenfolk() -> Callable[..., subprocess.CompletedProcess]:
    """Run a command to its end."""

    def run(*arguments: str | Path, environment: Mapping[str, str] = {}) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "kenfolk.entry.cli", *map(str, arguments)]
        surroundings = os.environ | environment
        return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, env=surroundings)

    return run


@pytest.fixture(scope="module")
def album(tmp_path_factory) -> Path:
    """Forty photos with a hundred faces, and a file that is no photo; only to be read."""
    return draw_album(tmp_path_factory.mktemp("photos") / "album")
