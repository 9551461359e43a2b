"""The kinds of layers in dlib's face recognition network, in the order that data goes through them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Convolution:
    filters: Floats  # (out, in, rows, columns)
    biases: Floats
    stride: int
    padding: int


@dataclass(frozen=True)
class Affine:
    gamma: Floats
    beta: Floats


@dataclass(frozen=True)
class Relu:
    pass


@dataclass(frozen=True)
class Pool:
    kind: str  # "max" or "average"
    size: int  # 0 means the whole picture
    stride: int


@dataclass(frozen=True)
class Add:
    pass


@dataclass(frozen=True)
class Remember:
    """A tag: what comes in here is added back later."""


@dataclass(frozen=True)
class Return:
    """Two tags in a row: put the result aside and go back to what was remembered."""


@dataclass(frozen=True)
class Dense:
    weights: Floats  # (in, out)


Layer = Convolution | Affine | Relu | Pool | Add | Remember | Return | Dense


@dataclass(frozen=True)
class Network:
    mean: tuple[float, float, float]
    size: int
    layers: tuple[Layer, ...]
