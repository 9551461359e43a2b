"""What a step is doing right now; how much still waits is the database's to say."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Seen from the threads of a step."""

    running: int = 0
    rate: float | None = None  # items a second
    note: str | None = None  # why it stands still
    note_code: str | None = None  # the same, for programs, where it is an expected error
    since: dt.datetime | None = None  # it has had work without a break since then
