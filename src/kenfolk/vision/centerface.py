"""CenterFace: one look at the whole photo, made small, and a closer look wherever it hints at more.

Where faces are too small for the network its heat still rises, without reaching the threshold. So every hint that is
weak or small is cut from the full photo and looked at again, at a size at which the network is sure and its
landmarks are good. That costs a fraction of looking at the whole photo at a larger size, and finds more.
"""

from collections.abc import Iterator, Sequence
from typing import TypeGuard

import numpy as np

from kenfolk.vision.boxes import are_sane, clip_to_picture, suppress
from kenfolk.vision.closer import are_whole, plan_crops
from kenfolk.vision.detect import Detection
from kenfolk.vision.found import Faces, join, merge
from kenfolk.vision.resize import Pixels, scale_by, scaled_sides
from kenfolk.vision.session import Array, Session

STRIDE = 4  # pixels per cell of the network's answer
GRID = 32  # the network's sides are multiples of it
LONGEST = 8.0  # limit of the logarithm of a box's side in cells, so that nonsense doesn't overflow
AT_ONCE = 8  # closer looks in one run of the network


class CenterFaceDetector:
    """Finds faces with CenterFace; see the module for how it looks."""

    def __init__(
        self,
        session: Session,
        *,
        version: str,
        working: int = 640,
        threshold: float = 0.5,
        hint: float = 0.04,
        clear: float = 32,
    ) -> None:
        """Look at photos with their longer side made `working` pixels at most.

        A face with a score of `threshold` is found; below it down to `hint`, or if it is smaller than `clear` pixels
        at the working size, it gets a closer look.
        """
        self.version = version
        self._session = session
        self._working = working
        self._threshold = threshold
        self._hint = hint
        self._clear = clear

    def detect(self, pixels: Pixels, *, overview: Pixels | None = None) -> list[Detection]:
        """Return the faces in an upright photo (rows, columns, 3), red first, the surest first.

        Shrinking the photo is a tenth of the work: an `overview` of the size that is wanted saves it.
        """
        if pixels.size == 0:
            return []
        height, width = pixels.shape[:2]
        scale = min(1.0, self._working / max(width, height))
        whole = overview if _is_scaled(overview, pixels, scale) else scale_by(pixels, scale)
        first = self._look([whole], threshold=self._hint)[0]
        sure, clear = first.scores >= self._threshold, first.sizes >= self._clear
        first = first.move(1 / scale, 0, 0)
        closer = join(list(self._look_closer(pixels, first.pick(~(sure & clear)), scale)))
        return list(_list_detections(merge([first.pick(sure & clear), closer, first.pick(sure)]), width, height))

    def _look(self, pictures: Sequence[Pixels], *, threshold: float) -> list[Faces]:
        """Run the network on pictures, each put in the corner of a common canvas."""
        rows, columns = (-(-max(picture.shape[axis] for picture in pictures) // GRID) * GRID for axis in (0, 1))
        canvas = np.zeros((len(pictures), rows, columns, 3), np.uint8)
        for place, picture in zip(canvas, pictures, strict=True):
            place[: picture.shape[0], : picture.shape[1]] = picture
        outputs = self._session.run({"pixels": canvas})
        return [decode([output[at] for output in outputs], threshold) for at in range(len(pictures))]

    def _look_closer(self, pixels: Pixels, hints: Faces, scale: float) -> Iterator[Faces]:
        plans = list(plan_crops(pixels, hints, scale))
        for at in range(0, len(plans), AT_ONCE):
            batch = plans[at : at + AT_ONCE]
            crops = [scale_by(pixels[plan.top : plan.bottom, plan.left : plan.right], plan.scale) for plan in batch]
            for faces, plan in zip(self._look(crops, threshold=self._threshold), batch, strict=True):
                moved = faces.move(1 / plan.scale, plan.left, plan.top)
                yield moved.pick(are_whole(moved.boxes, plan, pixels))


def decode(outputs: Sequence[Array], threshold: float) -> Faces:
    """Turn the network's answer for one picture into faces, without duplicates.

    A cell's heat is a score; scale is the logarithm of height and width in cells; the offset moves the centre;
    landmarks are fractions of the box from its corner. All come with y before x.
    """
    heat, scale, offset, marks = outputs
    y, x = np.nonzero(heat[0] >= threshold)
    heights, widths = np.exp(np.minimum(scale[:, y, x], LONGEST)) * STRIDE
    tops = (y + offset[0, y, x] + 0.5) * STRIDE - heights / 2
    lefts = (x + offset[1, y, x] + 0.5) * STRIDE - widths / 2
    boxes = np.stack([lefts, tops, lefts + widths, tops + heights], axis=1).astype(np.float32)
    points = marks[:, y, x].T.reshape(-1, 5, 2)[:, :, ::-1]
    landmarks = points * np.stack([widths, heights], axis=1)[:, None] + boxes[:, None, :2]
    faces = Faces(boxes, landmarks.astype(np.float32), heat[0, y, x].astype(np.float32))
    return faces.pick(suppress(faces.boxes, faces.scores))


def _is_scaled(overview: Pixels | None, pixels: Pixels, scale: float) -> TypeGuard[Pixels]:
    return overview is not None and overview.shape[1::-1] == scaled_sides(pixels, scale)


def _list_detections(faces: Faces, width: int, height: int) -> Iterator[Detection]:
    faces = faces.pick(are_sane(faces.boxes, width, height))
    for at in np.argsort(-faces.scores, kind="stable"):
        box = clip_to_picture(faces.boxes[at], width, height)
        yield Detection(box, faces.landmarks[at], float(faces.scores[at]))
