"""An environment of its own for the package we compare with: made once, in the system's folder for temporary files."""

import hashlib
import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LOCK = HERE.parent / "requirements" / "bench-package.txt"


def make_environment() -> Path:
    """Return the Python of an environment with exactly what the lock says."""
    name = f"{sys.version_info.major}.{sys.version_info.minor}-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    home = Path(tempfile.gettempdir()) / f"kenfolk-bench-{name}"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (home / "complete").exists():
        print("Installing the package to compare with (once, some minutes) ...", file=sys.stderr, flush=True)
        venv.create(home, with_pip=True, clear=True)
        # Without dependencies: face-recognition asks for dlib, whose source takes long to build; dlib-bin is the same.
        install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(LOCK)]
        subprocess.run(install, check=True)
        (home / "complete").touch()
    return python


def run_package(files: Sequence[Path], *, upsample: int) -> dict[str, Any]:
    """Let the package find and recognise the faces of these photos, one after the other, as it does by itself."""
    command = [str(make_environment()), "-W", "ignore", str(HERE / "package.py"), str(upsample), *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result
