"""A part of a file, as a browser asks for it that goes on with a download, or wants only the beginning."""

import re

from kenfolk.kit.errors import AppError

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class RangeOutside(AppError):
    """The file ends after {size} bytes, before the part that was asked for."""

    status = 416


def find_range(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first byte and the one after the last; None where the whole file is the answer.

    Several parts at once, and what is no range at all, get the whole file: the standard allows it, and nobody asks so.
    """
    found = _RANGE.fullmatch(asked.strip().replace(" ", ""))
    if found is None or found[1] == found[2] == "":
        return None
    if found[1] == "":  # the last so many bytes
        first, after = max(0, size - int(found[2])), size
    else:
        first, after = int(found[1]), min(size, int(found[2]) + 1) if found[2] else size
        if found[2] and int(found[2]) < first:
            return None
    if first >= size:
        raise RangeOutside(size=size)
    return first, after
