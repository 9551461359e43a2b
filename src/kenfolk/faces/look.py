"""One look at one photo: find its faces, and cut the chips of boxes that were drawn. No transaction in here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kenfolk.faces.chips import FoundFace, save_chip, to_pixels, to_whole_photo
from kenfolk.faces.plan import Drawn, Plan
from kenfolk.photos.service import PhotoFiles
from kenfolk.storage.base import Storage
from kenfolk.vision.boxes import clip_to_picture
from kenfolk.vision.detect import Detection, FaceDetector, detect_landmarks_in
from kenfolk.vision.image import DecodedImage
from kenfolk.vision.quality import GOOD_SIZE


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen; the chips are saved already."""

    plan: Plan
    found: list[FoundFace]
    drawn: dict[int, FoundFace]

    @property
    def chip_keys(self) -> list[str]:
        """The chips that were saved."""
        return [face.chip_key for face in (*self.found, *self.drawn.values())]


@dataclass(frozen=True, slots=True)
class Looker:
    """Carries out plans."""

    files: PhotoFiles
    derived: Storage
    detector: FaceDetector

    def look(self, plan: Plan) -> Look:
        """Decode the photo once, find what is to be found, and save the chips."""
        image = self.files.decode(plan.photo_id, sha256=plan.sha256)
        faces = [] if plan.is_seen else self._detect(image)
        drawn = {face.face_id: self._find_landmarks(image, face) for face in plan.drawn}
        image = self._sharpest(image, [*faces, *drawn.values()], plan.photo_id)
        return Look(
            plan,
            found=[self._save(image, face, plan) for face in faces],
            drawn={face_id: self._save(image, face, plan) for face_id, face in drawn.items()},
        )

    def _detect(self, image: DecodedImage) -> list[Detection]:
        found = (to_whole_photo(image, face) for face in self.detector.detect(image.pixels, overview=image.overview))
        clipped = (replace(face, box=clip_to_picture(np.array(face.box), image.width, image.height)) for face in found)
        return list(clipped)

    def _find_landmarks(self, image: DecodedImage, face: Drawn) -> Detection:
        if face.landmarks:
            return Detection(face.box, np.array(face.landmarks, np.float32), face.score)
        inside = to_pixels(image, Detection(face.box, np.zeros((5, 2), np.float32), 1.0)).box
        found = to_whole_photo(image, detect_landmarks_in(self.detector, image.pixels, inside))
        return replace(
            found, box=face.box
        )  # score 0, so quality 0, where only the human sees a face: it teaches nothing

    def _sharpest(self, image: DecodedImage, faces: Sequence[Detection], photo_id: int) -> DecodedImage:
        """Decode a huge photo once more and in full, if it has faces so small that its halved pixels spoil them."""
        sides = [min(box[2] - box[0], box[3] - box[1]) * image.scale for box in (face.box for face in faces)]
        if image.scale > 0.99 or min(sides, default=GOOD_SIZE) >= GOOD_SIZE:
            return image
        return self.files.decode(photo_id, want_side=max(image.width, image.height))

    def _save(self, image: DecodedImage, face: Detection, plan: Plan) -> FoundFace:
        return save_chip(
            self.derived, image, face,
            photo_id=plan.photo_id, sha256=plan.sha256, detector_version=self.detector.version,
        )  # fmt: skip
