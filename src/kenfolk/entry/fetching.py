"""A server without its model pack tries to fetch it from time to time: the network may be back, or the disk mended."""

import logging
import threading
from collections.abc import Callable

from kenfolk.kit.errors import AppError

log = logging.getLogger(__name__)

PAUSE = 300.0  # seconds between two tries
PATIENCE = 1.0  # seconds a stopping server waits for a try; one that is cut short is begun again at the next start


class PackFetcher:
    """One thread that fetches what is missing; `wake` lets it try at once."""

    def __init__(
        self, *, is_needed: Callable[[], bool], fetch: Callable[[], object], arrived: Callable[[], None],
        pause: float = PAUSE,
    ) -> None:  # fmt: skip
        self._is_needed, self._fetch, self._arrived, self._pause = is_needed, fetch, arrived, pause
        self._bell, self._stopping = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._loop, name="pack-fetcher", daemon=True)

    def start(self) -> None:
        """Begin to wait: whoever starts a server has just tried."""
        self._thread.start()

    def stop(self) -> None:
        """Fetch no more."""
        self._stopping.set()
        self._bell.set()
        self._thread.join(PATIENCE)

    def wake(self) -> None:
        """A person asked: try now."""
        self._bell.set()

    def _loop(self) -> None:
        while True:
            self._bell.wait(self._pause)
            self._bell.clear()
            if self._stopping.is_set():
                return
            if self._is_needed():
                self._try()

    def _try(self) -> None:
        try:
            self._fetch()
        except AppError as error:
            log.warning("the model pack is still missing: %s", error.message)
        except Exception:
            log.exception("the model pack could not be fetched")
        else:
            self._arrived()
