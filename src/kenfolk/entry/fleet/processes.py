"""Processes that are started, watched, started again when they end, and stopped together."""

import ctypes
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

log = logging.getLogger(__name__)

PATIENCE = 30.0  # seconds for a process to finish what is in its hands
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds until what ended is started again
STEADY = 60.0  # seconds a process has to live for its next end to count as the first
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


@dataclass
class Process:
    """One of them. What it says goes into a file of its own."""

    name: str
    command: Sequence[str | Path]
    log_file: Path
    environment: Mapping[str, str]
    popen: subprocess.Popen[bytes] | None = None
    _started_at: float = 0.0
    _again_at: float = 0.0
    _pause: float = FIRST_PAUSE
    _stops: bool = field(default=False)

    def start(self) -> None:
        """Start it."""
        with self.log_file.open("ab") as said:
            self.popen = subprocess.Popen(  # noqa: S603 (our own command)
                [str(word) for word in self.command], stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                env=dict(self.environment), start_new_session=True, preexec_fn=_die_with_parent,  # noqa: PLW1509 (one call, of libc)
            )  # fmt: skip
        self._started_at, self._again_at = time.monotonic(), 0.0

    def keep_alive(self) -> None:
        """Start it again if it ended, after a while that grows."""
        if self._stops or self.popen is None or self.popen.poll() is None:
            return
        now = time.monotonic()
        if not self._again_at:
            self._pause = FIRST_PAUSE if now - self._started_at > STEADY else min(LONGEST_PAUSE, self._pause * 2)
            self._again_at = now + self._pause
            log.warning("%s ended (%s); it is started again in %.0f s. See %s",
                        self.name, self.popen.returncode, self._pause, self.log_file)  # fmt: skip
        if now >= self._again_at:
            self.start()

    def ask_to_stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Let it finish."""
        self._stops = True
        if self.popen is not None and self.popen.poll() is None:
            self.popen.send_signal(how)

    def wait(self, seconds: float = PATIENCE) -> None:
        """Wait until it has ended; end it, if it takes too long."""
        if self.popen is None:
            return
        try:
            self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            log.warning("%s does not end; it is killed", self.name)
            self.popen.kill()
            self.popen.wait()


def _die_with_parent() -> None:
    # Whoever kills the supervisor wants them all gone.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
