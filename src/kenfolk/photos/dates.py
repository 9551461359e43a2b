"""When a photo was taken, where the file itself does not say."""

import datetime as dt


def local_time(mtime_ns: int) -> dt.datetime:
    """The file's time as a camera here would have written it."""
    try:
        return dt.datetime.fromtimestamp(mtime_ns / 1e9)  # noqa: DTZ006 (a camera's clock has no zone)
    except (ValueError, OverflowError, OSError):  # a broken file system's year 60000
        return dt.datetime(1970, 1, 1)  # noqa: DTZ001
