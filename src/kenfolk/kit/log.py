"""Logging: one line a fact, on standard error."""

import logging


def set_up_logging(level: str) -> None:
    """Send everything from `level` up to standard error."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    # The bell and the status polls would fill the log with nothing.
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
