"""What a proof needs of the machine: where it is missing a test is skipped, but not where every proof is to be given."""

import os
import shutil
import subprocess
from typing import NoReturn

import pytest

EVERY_TOOL = "KENFOLK_CI"  # set by .ci/run, which installs the tools


def need(tool: str, why: str) -> None:
    """Go on if the program is here. Otherwise skip the test, or fail it where nothing may be missing."""
    if shutil.which(tool):
        return
    if os.environ.get(EVERY_TOOL):
        pytest.fail(f"{tool} is missing: {why}")
    pytest.skip(f"{tool} is missing: {why}")


def lack_rights(what: str) -> NoReturn:
    """Skip a test over what this machine does not let us do, as in a container; no tool would help."""
    pytest.skip(f"no rights to {what} here")


def can_run(*command: str) -> bool:
    """Does the machine let us run things under this command?"""
    return subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
