"""What can be wrong with a face, told so that a person knows what to do."""

from kenfolk.kit.errors import AppError


class FaceMissing(AppError):
    """There is no face with the number {face_id}."""

    status = 404


class BoxOutsidePhoto(AppError):
    """This box is not inside the photo, which has {width} x {height} pixels."""

    status = 422


class BoxTooSmall(AppError):
    """A face needs a box of at least {smallest:.0f} x {smallest:.0f} pixels; draw a larger one."""

    status = 422


class PhotoNotRead(AppError):
    """This photo has not been read yet, so nothing can be marked in it. Try again in a moment."""

    status = 409
    lasting = False


class FaceAlreadyThere(AppError):
    """There is a face in this place already. Move its box, or name it."""

    status = 409


class ChipNotReady(AppError):
    """The picture of this face is not cut yet. Try again in a moment."""

    status = 404
    lasting = False
