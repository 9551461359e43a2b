"""Whom does a face look like that somebody shows? The picture and its vectors live in memory while this runs, no longer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kenfolk.browse.service import Face, faces_as_shown, photos_as_shown
from kenfolk.kit.db import Database, ReadSession
from kenfolk.people.service import Recogniser
from kenfolk.search import schemas, store
from kenfolk.search.errors import FaceNotSeenYet
from kenfolk.search.service import show_people
from kenfolk.vision.align import cut_chip
from kenfolk.vision.boxes import clip_to_picture
from kenfolk.vision.detect import Detection, FaceDetector
from kenfolk.vision.embed import FaceEmbedder
from kenfolk.vision.image import DecodedImage, decode_image
from kenfolk.vision.image_source import Budget
from kenfolk.vision.quality import measure_quality
from kenfolk.vision.similarity import Looks

BUDGET = Budget(max_bytes=40_000_000, max_pixels=60_000_000, max_seconds=20)
WORKING_SIDE = 2048  # pixels: whoever shows a face shows it large enough
MOST_FACES = 12
MOST_LIKELY = 5
LEAST_CHANCE = 0.1
NEAREST = 24
ASKED = 80  # nearest faces, of which one a photo is shown


@dataclass(frozen=True, slots=True)
class Eyes:
    """The networks of the active pack, and what the library knows in them."""

    database: Database
    detector: FaceDetector
    embedder: FaceEmbedder
    recogniser: Recogniser


@dataclass(frozen=True, slots=True)
class Seen:
    """A face in the picture, in pixels of the whole of it."""

    detection: Detection
    quality: float


def look_at(eyes: Eyes, picture: bytes) -> schemas.Looked:
    """Find the faces in a picture, the largest first, and say whom they look like. No transaction while networks run."""
    image = decode_image(picture, budget=BUDGET, want_side=WORKING_SIDE)
    found = sorted(eyes.detector.detect(image.pixels), key=lambda face: -_area(face))[:MOST_FACES]
    chips = [cut_chip(image.pixels, face.landmarks) for face in found]
    seen = [
        Seen(_to_whole(image, face), measure_quality(chip, face).value) for face, chip in zip(found, chips, strict=True)
    ]
    people: list[list[schemas.Likely]] = []
    nearest: list[list[schemas.LikeFace]] = []
    if seen:
        looks = eyes.recogniser.search.cohort.look(eyes.embedder.embed(np.stack(chips)))
        with eyes.database.read() as session:
            people, nearest = _find_people(session, eyes, looks), _find_nearest(session, eyes, looks)
    faces = [
        schemas.ShownFace(box=each.detection.box, quality=each.quality, people=likely, nearest=near)
        for each, likely, near in zip(seen, people, nearest, strict=True)
    ]
    return schemas.Looked(width=image.width, height=image.height, faces=faces)


def look_like(session: ReadSession, eyes: Eyes, face: Face) -> schemas.ShownFace:
    """Say whom a face of the library looks like, whatever it is called."""
    known, looks = eyes.recogniser.looks(session, [face.id])
    if not len(known):
        raise FaceNotSeenYet
    near = _find_nearest(session, eyes, looks, but=face.id)[0]
    return schemas.ShownFace(
        box=face.box, quality=face.quality, people=_find_people(session, eyes, looks)[0], nearest=near
    )


def _area(face: Detection) -> float:
    left, top, right, bottom = face.box
    return (right - left) * (bottom - top)


def _to_whole(image: DecodedImage, face: Detection) -> Detection:
    whole = face.move(scale=1 / image.scale, x=0, y=0)
    return replace(whole, box=clip_to_picture(np.array(whole.box), image.width, image.height))


def _find_people(session: ReadSession, eyes: Eyes, looks: Looks) -> list[list[schemas.Likely]]:
    judged = eyes.recogniser.judge(session, looks, np.arange(len(looks)))
    likely = [
        [
            (known, chance)
            for person_id, chance in zip(ids, chances, strict=True)
            if chance >= LEAST_CHANCE and (known := store.find_person(session, person_id)) and not known.hidden
        ][:MOST_LIKELY]
        for ids, chances in zip(judged.person_ids().tolist(), judged.chances.tolist(), strict=True)
    ]
    refs = show_people(session, [known for row in likely for known, _ in row])
    return [
        [schemas.Likely(person=refs[known.id], chance=round(chance, 4)) for known, chance in sorted(row, key=_surest)]
        for row in likely
    ]


def _surest(pair: tuple[object, float]) -> float:
    return -pair[1]


def _find_nearest(
    session: ReadSession, eyes: Eyes, looks: Looks, *, but: int | None = None
) -> list[list[schemas.LikeFace]]:
    found = eyes.recogniser.search.find_nearest(session, looks, k=ASKED)
    near = [
        [f for f, alike in zip(ids, alikes, strict=True) if alike >= eyes.recogniser.least and f != but]
        for ids, alikes in zip(found.face_ids.tolist(), found.similarities.tolist(), strict=True)
    ]
    return [_one_a_photo(session, face_ids) for face_ids in near]


def _one_a_photo(session: ReadSession, face_ids: Sequence[int]) -> list[schemas.LikeFace]:
    first: dict[int, Face] = {}
    for face in faces_as_shown(session, face_ids):
        first.setdefault(face.photo_id, face)
    photos = photos_as_shown(session, list(first))
    shown = [schemas.LikeFace(face=face, photo=photos[p]) for p, face in first.items() if p in photos]
    return shown[:NEAREST]
