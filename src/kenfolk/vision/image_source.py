"""Where a photo's bytes come from, how much they may cost, and what can be wrong with them."""

import io
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import IO, BinaryIO, cast

from PIL import Image

from kenfolk.kit.errors import AppError


class ImageError(AppError):
    """This photo cannot be read."""

    status = 422


class NotAnImage(ImageError):
    """This file is not a photo of a kind Kenfolk reads (JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP, GIF)."""


class Empty(NotAnImage):
    """This file is empty."""


class Damaged(ImageError):
    """This photo is damaged or incomplete ({reason})."""


class TooManyBytes(ImageError):
    """This file has {megabytes:.0f} MB; the limit is {limit:.0f} MB."""

    status = 413


class TooManyPixels(ImageError):
    """This photo has more than {limit:.0f} megapixels, which is the limit."""

    status = 413


class TookTooLong(ImageError):
    """Reading this photo took longer than {seconds:g} seconds."""

    lasting = False  # the machine may have been busy


class OutOfMemory(ImageError):
    """There was not enough memory to read this photo."""

    status = 503
    lasting = False


class Unreadable(ImageError):
    """The file could not be read from its disk ({reason})."""

    status = 503
    lasting = False


@dataclass(frozen=True, slots=True)
class Budget:
    """The most one photo may cost.

    Bytes are checked before reading and pixels before decoding. Seconds are checked whenever a decoder asks for
    more bytes, and after each stage. That is often for JPEG, PNG, GIF and BMP: 2,000 tiny progressive scans over 144
    megapixels stop within a few seconds of the deadline. WebP, HEIC, AVIF and compressed TIFF are decoded in one go,
    which only the pixels keep short, and a disk that hangs in the middle of a read is not noticed.
    """

    max_bytes: int = 500_000_000
    max_pixels: int = 150_000_000
    max_seconds: float = 60.0

    def check_pixels(self, size: tuple[int, int]) -> None:
        """Refuse a photo that would fill the memory."""
        if size[0] * size[1] > self.max_pixels:
            raise TooManyPixels(limit=self.max_pixels / 1e6)


_BLOCK = 2**20  # bytes read between two looks at the clock


class BoundedFile:
    """The part of a file object that decoders use, with a size limit and a deadline."""

    def __init__(self, data: bytes | BinaryIO, budget: Budget) -> None:
        self._budget = budget
        self._deadline = time.monotonic() + budget.max_seconds
        self._data = data if isinstance(data, bytes) else None
        self._file = io.BytesIO(data) if isinstance(data, bytes) else data
        size = self.seek(0, io.SEEK_END)
        if size > budget.max_bytes:
            raise TooManyBytes(megabytes=size / 1e6, limit=budget.max_bytes / 1e6)
        if size == 0:
            raise Empty
        self.seek(0)

    def read(self, size: int = -1, /) -> bytes:
        self.check_time()
        try:
            return self._file.read(size)
        except OSError as error:  # decoders raise OSError for bad bytes; this one is about the disk
            raise Unreadable(reason=error.strerror or str(error)) from error

    def read_all(self) -> bytes:
        """Read everything from the beginning, and go back to where the file was."""
        if self._data is None:
            at = self.tell()
            self.seek(0)
            self._data = b"".join(iter(lambda: self.read(_BLOCK), b""))
            self.seek(at)
        return self._data

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        try:
            return self._file.seek(offset, whence)
        except OSError as error:
            raise Unreadable(reason=error.strerror or str(error)) from error

    def tell(self) -> int:
        return self._file.tell()

    def check_time(self) -> None:
        """Give up when the time is over."""
        if time.monotonic() > self._deadline:
            raise TookTooLong(seconds=self._budget.max_seconds)

    def as_file(self) -> IO[bytes]:
        """For Pillow, whose plugins need no more than read, seek and tell."""
        return cast("IO[bytes]", self)


class decoding(AbstractContextManager[None]):  # noqa: N801 (reads as a word: `with decoding():`)
    """Whatever a decoder raises about bad bytes means that the photo is damaged."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, MemoryError):
            raise OutOfMemory from error
        if isinstance(error, Image.DecompressionBombError):  # the WebP plugin looks before we can
            raise TooManyPixels(limit=2 * (Image.MAX_IMAGE_PIXELS or 0) / 1e6) from error
        if isinstance(error, Exception) and not isinstance(error, ImageError):
            raise Damaged(reason=" ".join(str(error).split())[:200] or type(error).__name__) from error
