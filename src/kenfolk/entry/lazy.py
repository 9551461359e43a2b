"""Networks that are loaded when they are first used: in a worker's thread, and only once their pack is here."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from kenfolk.vision.detect import Detection, FaceDetector
from kenfolk.vision.embed import FaceEmbedder
from kenfolk.vision.resize import Pixels

Network = TypeVar("Network")


class Once(Generic[Network]):
    """Makes a thing at its first use, in one thread while others wait; a failure is tried again at the next use."""

    def __init__(self, load: Callable[[], Network]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._made: Network | None = None

    def get(self) -> Network:
        """Return the thing."""
        with self._lock:
            if self._made is None:
                self._made = self._load()
            return self._made


class LazyDetector:
    """Knows its version at once, and the network when needed."""

    def __init__(self, version: str, load: Callable[[], FaceDetector]) -> None:
        self.version = version
        self._network = Once(load)

    def detect(self, pixels: Pixels, *, overview: Pixels | None = None) -> list[Detection]:
        return self._network.get().detect(pixels, overview=overview)


class LazyEmbedder:
    """Knows its model and dimension at once, and the network when needed."""

    def __init__(self, model: str, dim: int, load: Callable[[], FaceEmbedder]) -> None:
        self.model, self.dim = model, dim
        self._network = Once(load)

    def embed(self, chips: Pixels) -> npt.NDArray[np.float32]:
        return self._network.get().embed(chips)
