"""One door to the inference engine: the rest of the room runs networks without knowing onnxruntime."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

QUIET = 3  # onnxruntime's word for "errors only": its warnings about graph details help nobody who tags photos

CUDA = "CUDAExecutionProvider"

Array = npt.NDArray[Any]


class Session(Protocol):
    """A loaded network: named arrays in, its outputs in the network's own order out."""

    def run(self, inputs: Mapping[str, Array]) -> list[Array]: ...


def list_usable(providers: Sequence[str]) -> list[str]:
    """Return those of the providers that the onnxruntime installed here was built with; the processor is always there."""
    runtime: Any = ort
    built_in = runtime.get_available_providers()
    return [provider for provider in providers if provider in built_in] or ["CPUExecutionProvider"]


class OnnxSession:
    """A network in an ONNX file, run by onnxruntime; safe to share between threads."""

    def __init__(self, path: Path, *, providers: Sequence[str] = ("CPUExecutionProvider",), threads: int = 1) -> None:
        runtime: Any = ort  # its package re-exports without saying so
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads  # parallel photos use the cores better than parallel loops in one
        options.inter_op_num_threads = 1
        options.log_severity_level = QUIET
        runtime.disable_telemetry_events()
        usable = list_usable(providers)
        if CUDA in usable:
            runtime.preload_dlls()  # NVIDIA's libraries may have come as packages, where no loader looks for them
        self._session = runtime.InferenceSession(str(path), options, providers=usable)

    def run(self, inputs: Mapping[str, Array]) -> list[Array]:
        return [np.asarray(output) for output in self._session.run(None, dict(inputs))]
