"""The same album through the whole of Kenfolk: a library is made, and watched until it is idle."""

import tempfile
import time
from pathlib import Path

from bare import Cost
from stages import Stages

from kenfolk.entry import credit, intake, lazy, worker
from kenfolk.entry.engine import Engine
from kenfolk.entry.serve import add_folder
from kenfolk.faces import jobs as faces_jobs
from kenfolk.faces import look
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.photos import content, files
from kenfolk.photos import jobs as photos_jobs

POLL = 0.1  # seconds between two looks whether the library is idle


def measure_library(album: Path, *, pack_name: str, models: Path, stages: Stages | None) -> Cost:
    """Return what it took from the start of the engine until nothing is left to do."""
    with tempfile.TemporaryDirectory(prefix="kenfolk-bench-", ignore_cleanup_errors=True) as data:
        settings = Settings(data=Path(data), models=models, pack=pack_name, log_level="warning")
        engine = Engine(settings)
        try:
            add_folder(engine, album)
            if stages:
                _wrap(stages, engine)
            return _run(engine)
        finally:
            engine.stop()
            if stages:
                stages.unwrap()


def _run(engine: Engine) -> Cost:
    began = time.perf_counter(), time.process_time()
    engine.start(watch=False)
    while not _is_idle(engine):
        time.sleep(POLL)
    took = time.perf_counter() - began[0], time.process_time() - began[1]
    status = engine.read_status()
    if status.photos.failed or not status.photos.total:
        message = f"{status.photos.failed} of {status.photos.total} photos failed; only a sound album can be measured"
        raise RuntimeError(message)
    return Cost(status.photos.done, status.faces, *took)


def _is_idle(engine: Engine) -> bool:
    if any(engine.runner.progress(step).running for step in engine.runner.jobs):
        return False  # the database is asked only when it may be over: watching is to cost nothing
    with engine.database.read() as session:
        return all(job.count(session) == 0 for job in engine.runner.jobs.values())


def _wrap(stages: Stages, engine: Engine) -> None:
    stages.wrap(photos_jobs, "scan_source", "scan the folder")
    stages.wrap(photos_jobs, "find_content", "read and hash")
    stages.wrap(content, "decode_image", "decode")
    stages.wrap(content, "with_overview", "overview, for thumbnail and detector")
    stages.wrap(files, "decode_image", "decode again")
    stages.wrap(files.PhotoFiles, "save_thumb", "thumbnail")
    stages.wrap(lazy.LazyDetector, "detect", "detect")
    stages.wrap(look, "save_chip", "cut, judge and save chips")
    stages.wrap(faces_jobs, "load_chip", "load chips")
    stages.wrap(lazy.LazyEmbedder, "embed", "embed")
    stages.wrap_block(Database, "read", "database, reading", by_thread=True)
    stages.wrap_block(Database, "write", "database, writing", by_thread=True)
    stages.wrap(credit.Credit, "wait", "wait for the next step")
    stages.wrap(intake.Intake, "wait", "wait for work")
    stages.wrap(worker.Worker, "_take_and_run", "the runner")
    for name, job in engine.runner.jobs.items():
        stages.wrap(job, "run", f"{name}, the rest")
