"""Logging: one line a fact, on standard error."""

import logging


def set_up_logging(level: str) -> None:
    """Send everything from `level` up to standard error."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    # What these say of a usual day would fill the log with nothing.
    for name in ("watchfiles", "alembic", "uvicorn", "httpx"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
