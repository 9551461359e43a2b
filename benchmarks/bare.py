"""The bare cost of an album: decode, detect, embed in a loop. No database, no thumbnails, no files written."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kenfolk.packs import service as packs
from kenfolk.photos.files import WORKING_SIDE
from kenfolk.vision.align import cut_chip
from kenfolk.vision.detect import FaceDetector
from kenfolk.vision.embed import BATCH, FaceEmbedder
from kenfolk.vision.image import decode_image
from kenfolk.vision.image_source import Budget


@dataclass(frozen=True)
class Cost:
    """What an album took."""

    photos: int
    faces: int
    seconds: float
    cpu_seconds: float

    @property
    def photos_per_second(self) -> float:
        return self.photos / self.seconds

    @property
    def photos_per_cpu_second(self) -> float:
        return self.photos / self.cpu_seconds


def measure_bare(files: Sequence[Path], *, pack_name: str, models: Path, threads: int) -> Cost:
    """Spread the photos over so many threads that share the networks."""
    pack = packs.find_pack(pack_name, models)
    detector, embedder = packs.load_detector(pack, models), packs.load_embedder(pack, models)
    faces, lock, waiting = [0] * threads, threading.Lock(), iter(files)

    def take() -> Iterator[Path]:
        while True:
            with lock:
                file = next(waiting, None)
            if file is None:
                return
            yield file

    def work(place: int) -> None:
        faces[place] = _work(take(), detector, embedder)

    began = time.perf_counter(), time.process_time()
    workers = [threading.Thread(target=work, args=(place,)) for place in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return Cost(len(files), sum(faces), time.perf_counter() - began[0], time.process_time() - began[1])


def _work(files: Iterator[Path], detector: FaceDetector, embedder: FaceEmbedder) -> int:
    chips: list[np.ndarray] = []
    faces = 0
    for file in files:
        pixels = decode_image(file.read_bytes(), budget=Budget(), want_side=WORKING_SIDE).pixels
        chips += [cut_chip(pixels, face.landmarks) for face in detector.detect(pixels)]
        while len(chips) >= BATCH:
            faces += len(embedder.embed(np.stack(chips[:BATCH])))
            del chips[:BATCH]
    return faces + (len(embedder.embed(np.stack(chips))) if chips else 0)
