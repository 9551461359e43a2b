"""Names of files as keys: valid Unicode for any name the operating system allows, and back without loss.

A name is bytes, usually UTF-8 but not always, and databases and JSON want text. A byte 0xNN that is not UTF-8
becomes the private character U+F7NN. A name that really holds one of U+F780..U+F7FF would then be read as such a
byte, so the three bytes of that character are written as three private characters. Every name has one key.
"""

import os
from pathlib import PurePath

from kenfolk.storage.errors import BadKey

# Python's own trick for such bytes, U+DCNN, is reversible too, but half a surrogate is no valid UTF-8.
_BYTES = range(0x80, 0x100)
_TO_PRIVATE: dict[int, str] = {0xDC00 + byte: chr(0xF700 + byte) for byte in _BYTES} | {
    0xF700 + byte: "".join(chr(0xF700 + part) for part in chr(0xF700 + byte).encode()) for byte in _BYTES
}
_FROM_PRIVATE: dict[int, int] = {0xF700 + byte: 0xDC00 + byte for byte in _BYTES}

# Written by cameras, network drives and file managers next to the photos, never a photo itself.
_JUNK = frozenset({"@eadir", "#recycle", "$recycle.bin", "thumbs.db", "desktop.ini", "lost+found", "__macosx"})


def key_from_name(name: str | bytes) -> str:
    """The key of a relative path, as given by the operating system."""
    return os.fsencode(name).decode("utf-8", "surrogateescape").translate(_TO_PRIVATE)


def name_from_key(key: str) -> str:
    """The relative path a key stands for, as the operating system wants it. Refuses what no walk could have found."""
    parts = key.split("/")
    if "\0" in key or any(part in {"", ".", ".."} for part in parts):
        raise BadKey(key=key, reason="not a plain relative path")
    try:
        name = os.fsdecode(key.translate(_FROM_PRIVATE).encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError as error:
        raise BadKey(key=key, reason="not valid text") from error
    if key_from_name(name) != key:  # a second spelling of the same file would be a second photo
        raise BadKey(key=key, reason="not the usual spelling")
    if PurePath(name).drive or (os.sep != "/" and os.sep in name):  # Windows: C:photo.jpg leads elsewhere
        raise BadKey(key=key, reason="not a relative path")
    return name


def is_walked(name: str) -> bool:
    """Hidden files and folders are private to somebody, and junk is not worth a look."""
    return not name.startswith(".") and name.lower() not in _JUNK
