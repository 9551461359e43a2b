"""What can be wrong with a picture somebody searches with, told so that a person knows what to do."""

from kenfolk.kit.errors import AppError


class LooksBusy(AppError):
    """Kenfolk is looking at other pictures right now. Try again in a moment."""

    status = 503
    lasting = False


class PictureMissing(AppError):
    """Send one picture, as the field `file` of a form."""

    status = 422


class PictureTooLarge(AppError):
    """This picture is larger than {limit:.0f} MB. A smaller one shows the face just as well."""

    status = 413


class PictureTooSlow(AppError):
    """The picture did not arrive in time. Try again, or take a smaller one."""

    status = 408
    lasting = False


class FaceNotSeenYet(AppError):
    """Nothing is known yet of what this face looks like. Try again when Kenfolk has looked at it."""

    status = 409
    lasting = False
