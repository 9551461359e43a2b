"""The journey of a photo: which step does what, in whose hands, and what follows. One table, and no other."""

from kenfolk.entry.parts import Parts
from kenfolk.faces.jobs import DetectFaces, EmbedFaces
from kenfolk.kit.steps import Job, Step
from kenfolk.people import service as people
from kenfolk.people.jobs import LearnDecisions, MatchFaces
from kenfolk.photos.jobs import ReadPhotos, ScanSources


def _scan(parts: Parts) -> Job:
    return ScanSources(parts.database, stopping=parts.stopping)


def _read(parts: Parts) -> Job:
    return ReadPhotos(parts.database, parts.photo_files, afresh=("faces.detect",))


def _detect(parts: Parts) -> Job:
    return DetectFaces(parts.database, parts.photo_files, parts.derived, parts.detector, spoken_of=people.spoken_of)


def _embed(parts: Parts) -> Job:
    return EmbedFaces(parts.database, parts.derived, parts.embedder, kinship=parts.recogniser.kinship)


def _match(parts: Parts) -> Job:
    before = [make(parts) for make in (_scan, _read, _detect, _embed)]
    return MatchFaces(
        parts.database, parts.recogniser, is_quiet=lambda session: not any(job.count(session) for job in before)
    )


def _learn(parts: Parts) -> Job:
    return LearnDecisions(parts.database, parts.recogniser)


STEPS: tuple[Step[Parts], ...] = (
    Step("photos.scan", queue="scanner", make=_scan, then=("photos.read",)),
    Step("photos.read", queue="reader", make=_read, then=("faces.detect",), batch=2),
    Step("faces.detect", queue="detector", make=_detect, then=("faces.embed",), batch=2),
    Step("faces.embed", queue="embedder", make=_embed, then=("people.match",), batch=32, gather=1.0),
    Step("people.match", queue="matcher", make=_match, batch=256, gather=2.0),
    Step("people.learn", queue="matcher", make=_learn, then=("people.match",), batch=500),
)

# These queues work on what people say: while the machine's work is held back, answers go on to teach.
ANSWERS = frozenset({"matcher"})

# A paced step stays close to the one after it, which then finds its results still in memory: a photo is decoded once.
PACED = {"photos.read": "faces.detect"}
