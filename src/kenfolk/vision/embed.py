"""Chips in, unit vectors out."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kenfolk.vision.align import crop_from_chip
from kenfolk.vision.boxes import Floats
from kenfolk.vision.resize import Pixels
from kenfolk.vision.session import Array, Session
from kenfolk.vision.similarity import to_unit

BATCH = 32  # crops in one run of the network: more gains nothing and costs memory


class FaceEmbedder(Protocol):
    """Turns chips (n, 256, 256, 3) into unit vectors (n, dim); vectors of different `model`s are never compared."""

    model: str
    dim: int

    def embed(self, chips: Pixels) -> npt.NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True, eq=False)
class NetworkInput:
    """How a network wants its faces: crops of `size` with the landmarks at `template`."""

    size: int
    template: Floats
    name: str = "pixels"
    layout: str = "nhwc"  # or nchw
    colour: str = "rgb"  # or bgr
    kind: str = "uint8"  # or float32, then (pixel - mean) * scale
    mean: float = 0.0
    scale: float = 1.0

    def prepare(self, crops: Pixels) -> Array:
        """Return the crops as the network reads them."""
        array: Array = crops if self.colour == "rgb" else crops[..., ::-1]
        if self.kind == "float32":
            array = (array.astype(np.float32) - np.float32(self.mean)) * np.float32(self.scale)
        if self.layout == "nchw":
            array = array.transpose(0, 3, 1, 2)
        return np.ascontiguousarray(array)


class OnnxEmbedder:
    """An embedding network, described by its input.

    With `mirrored`, each vector is the mean of the face's and its mirror image's: twice the cost, fewer errors.
    """

    def __init__(self, session: Session, wants: NetworkInput, *, model: str, dim: int, mirrored: bool = False) -> None:
        self.model = model
        self.dim = dim
        self._session = session
        self._wants = wants
        self._mirrored = mirrored

    def embed(self, chips: Pixels) -> npt.NDArray[np.float32]:
        """Return the unit vectors of the chips, in their order."""
        vectors = np.empty((len(chips), self.dim), np.float32)
        for at in range(0, len(chips), BATCH):
            vectors[at : at + BATCH] = self._embed_batch(chips[at : at + BATCH])
        return to_unit(vectors)

    def _embed_batch(self, chips: Pixels) -> npt.NDArray[np.float32]:
        crops = crop_from_chip(chips, self._wants.size, self._wants.template)
        vectors = self._run(crops)
        if self._mirrored:
            vectors = (vectors + self._run(crops[:, :, ::-1])) * np.float32(0.5)
        return vectors

    def _run(self, crops: Pixels) -> npt.NDArray[np.float32]:
        return np.asarray(self._session.run({self._wants.name: self._wants.prepare(crops)})[0], np.float32)
