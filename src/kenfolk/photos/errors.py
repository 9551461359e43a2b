"""What can go wrong with photos and their sources, told so that a person knows what to do."""

from kenfolk.kit.errors import AppError, NotFound


class PhotoMissing(NotFound):
    """There is no photo with the number {id}."""


class FileGone(AppError):
    """The file {path!r} is no longer there. It may have been moved or deleted."""

    status = 404


class NoPictureYet(AppError):
    """The photo {id} has not been read yet, or could not be."""

    status = 404
    lasting = False


class PhotoChanged(AppError):
    """The file {path!r} has just changed, and will be read again."""

    status = 409
    lasting = False


class SourceMissing(NotFound):
    """There is no source with the number {id}."""


class SourceAway(AppError):
    """{root!r} cannot be reached: {reason}. Its photos and names are kept until it is back."""

    # Not a 503: one unplugged disk does not stop the photos of the others.
    status = 502
    lasting = False


class FolderMissing(AppError):
    """There is no folder {path!r}."""

    status = 404


class NotAbsolute(AppError):
    """{path!r} is not a whole path: write the folder from its beginning, like /home/ada/Pictures."""


class FolderNotReadable(AppError):
    """Kenfolk cannot look into {path!r}: {reason}."""

    status = 403


class NotOnADisk(AppError):
    """{path!r} shows the inside of the running system, not files on a disk: there are no photos in it."""


class SourceOverlaps(AppError):
    """{path!r} overlaps with {other!r}, which is in the library already: one of the two is inside the other."""

    status = 409


class DataFolder(AppError):
    """{path!r} holds, or lies in, the folder where Kenfolk keeps its own files ({data!r}). Choose another one."""

    status = 409


class UploadsStay(AppError):
    """The uploads live in Kenfolk's own folder and cannot be taken out of the library as a whole."""

    status = 409


class UploadTooLarge(AppError):
    """This file is larger than {limit:.0f} MB."""

    status = 413
