"""Networks that are loaded when they are first used: in a worker's thread, and only once their pack is here.

Whatever goes wrong while they are loaded is the machine's fault, never that of the photo that was first in line.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from kenfolk.packs.errors import PackNotReady, PackUnusable
from kenfolk.vision.detect import Detection, FaceDetector
from kenfolk.vision.embed import FaceEmbedder
from kenfolk.vision.resize import Pixels

Network = TypeVar("Network")


class Once(Generic[Network]):
    """Makes a thing at its first use, in one thread while others wait; a failure is tried again at the next use."""

    def __init__(self, load: Callable[[], Network], *, pack: str) -> None:
        self._load, self._pack = load, pack
        self.is_broken = False  # the last try failed
        self._lock = threading.Lock()
        self._made: Network | None = None

    def get(self) -> Network:
        """Return the thing."""
        with self._lock:
            if self._made is None:
                self.is_broken = True
                self._made = self._try()
                self.is_broken = False
            return self._made

    def _try(self) -> Network:
        try:
            return self._load()
        except PackNotReady:
            raise
        except Exception as error:
            raise PackUnusable(name=self._pack, reason=str(error) or type(error).__name__) from error


class LazyDetector:
    """Knows its version at once, and the network when needed."""

    def __init__(self, version: str, load: Callable[[], FaceDetector], *, pack: str) -> None:
        self.version = version
        self._network = Once(load, pack=pack)

    @property
    def is_broken(self) -> bool:
        """Could the network not be loaded when it was wanted last?"""
        return self._network.is_broken

    def detect(self, pixels: Pixels, *, overview: Pixels | None = None) -> list[Detection]:
        return self._network.get().detect(pixels, overview=overview)


class LazyEmbedder:
    """Knows its model and dimension at once, and the network when needed."""

    def __init__(self, model: str, dim: int, load: Callable[[], FaceEmbedder], *, pack: str) -> None:
        self.model, self.dim = model, dim
        self._network = Once(load, pack=pack)

    @property
    def is_broken(self) -> bool:
        """Could the network not be loaded when it was wanted last?"""
        return self._network.is_broken

    def embed(self, chips: Pixels) -> npt.NDArray[np.float32]:
        return self._network.get().embed(chips)
