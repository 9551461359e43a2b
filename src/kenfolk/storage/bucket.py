"""Files in a bucket: S3 and whatever speaks like it, Google Cloud Storage, Azure Blob Storage."""

import mimetypes
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, BinaryIO, TypeVar, cast

import obstore
from obstore.exceptions import InvalidPathError

from kenfolk.storage.base import FileStat, OnError, OnSize, Root, ignore_size
from kenfolk.storage.bucket_errors import explain, status_of
from kenfolk.storage.bucket_file import BucketFile
from kenfolk.storage.errors import BadKey, Missing, ReadOnly, StorageAway, StorageError
from kenfolk.storage.names import is_walked, name_from_key
from kenfolk.storage.providers import clean_url, mark_of, open_store

__all__ = ["Bucket", "clean_url"]

HEAD = 256 * 1024  # bytes fetched when a file is opened: a photo's notes are in them, and mostly its embedded preview
PAGE = 1000  # objects a bucket lists at a time
OUTSIDE = 416  # the status for a part that begins after the end, as every part of an empty file does

Found = TypeVar("Found")


class Bucket:
    """The objects below one prefix. May be used by many threads."""

    def __init__(self, url: str, *, writable: bool, own: bool = False) -> None:
        self.url, self.writable, self._own = url, writable, own
        self._store = open_store(url)

    def open(self, key: str) -> BinaryIO:
        _check(key)
        try:
            result = self._ask(key, lambda: self._get(key, 0, HEAD, None), tell=OUTSIDE)
            found, head = _stat_of(result.meta), self._ask(key, lambda: bytes(result.bytes()))
        except _Told:
            found, head = self.stat(key), b""
        etag = found.etag
        file = BucketFile(key, found, head, lambda begin, after: self._read_part(key, begin, after, etag))
        return cast("BinaryIO", file)

    def read(self, key: str) -> bytes:
        return self.fetch(key)[0]

    def fetch(self, key: str, *, check: OnSize = ignore_size) -> tuple[bytes, FileStat]:
        _check(key)
        result = self._ask(key, lambda: self._store.get(key))
        found = _stat_of(result.meta)
        check(found.size)
        return self._ask(key, lambda: bytes(result.bytes())), found

    def save(self, key: str, data: bytes | BinaryIO, *, durable: bool = True) -> None:  # noqa: ARG002 (it always is)
        self._check_writable(key)
        kind = mimetypes.guess_type(key)[0]
        attributes = {"Content-Type": kind} if kind else None
        self._ask(key, lambda: self._store.put(key, data, attributes=attributes))

    def delete(self, key: str) -> None:
        self._check_writable(key)
        with suppress(Missing):  # some say so, some do not
            self._ask(key, lambda: self._store.delete(key))

    def exists(self, key: str) -> bool:
        try:
            self.stat(key)
        except Missing:
            return False
        return True

    def stat(self, key: str, *, as_walked: bool = False) -> FileStat:  # noqa: ARG002 (there are no links)
        _check(key)
        try:
            return _stat_of(self._ask(key, lambda: self._store.head(key), tell=400))
        except _Told:
            pass
        except StorageError as error:
            if error.status != 403:
                raise
        # Such an answer has no words in it. The root's own has, if it is refused too.
        self.look_at_root()
        return _stat_of(self._ask(key, lambda: self._store.get(key)).meta)

    def walk(self, *, on_error: OnError | None = None) -> Iterator[tuple[str, FileStat]]:
        try:
            pages = self._store.list(chunk_size=PAGE)
            while page := self._ask(self.url, lambda: next(pages, None), keep=InvalidPathError):
                yield from _visible(page, on_error)
        except InvalidPathError:
            # One name no key can stand for spoils the whole list: only the folder it is in is left out.
            yield from self._walk_folder("", on_error)

    def look_at_root(self) -> Root:
        try:
            pages = self._store.list(chunk_size=1)
            is_empty = not self._ask(self.url, lambda: next(pages, None), keep=InvalidPathError)
        except InvalidPathError:
            is_empty = False
        except StorageAway:
            raise
        except StorageError as error:
            raise StorageAway(place=self.url, reason=error.message) from error
        return Root(mark=mark_of(self.url), is_empty=is_empty)

    def served_url(self, key: str) -> str | None:  # noqa: ARG002 (no proxy of ours has a bucket)
        return None

    def remove_leftovers(self, *, older_than_s: float = 3600) -> int:  # noqa: ARG002 (an object is whole or not there)
        return 0

    def _walk_folder(self, folder: str, on_error: OnError | None) -> Iterator[tuple[str, FileStat]]:
        try:
            listed = self._ask(folder or self.url, lambda: self._store.list_with_delimiter(folder or None))
        except BadKey as error:
            if not folder:
                raise
            if on_error:
                on_error(folder, error)
            return
        yield from _visible(listed["objects"], on_error)
        for below in sorted(filter(None, listed["common_prefixes"])):
            if is_walked(below.rpartition("/")[2]):
                yield from self._walk_folder(below, on_error)

    def _get(self, key: str, begin: int, after: int, etag: str | None) -> Any:
        options: dict[str, Any] = {"range": (begin, after)}
        if etag is not None:
            options["if_match"] = etag
        return obstore.get(self._store, key, options=options)  # type: ignore[arg-type]

    def _read_part(self, key: str, begin: int, after: int, etag: str | None) -> bytes:
        return self._ask(key, lambda: bytes(self._get(key, begin, after, etag).bytes()))

    def _ask(self, key: str, ask: Callable[[], Found], *, tell: int = 0, keep: type[Exception] = StorageError) -> Found:
        """Return the answer. Errors are explained; `tell` is a status the caller knows, `keep` an error of theirs."""
        try:
            return ask()
        except keep:
            raise
        except Exception as error:
            if tell and status_of(error) == tell:
                raise _Told from error
            raise explain(error, place=self.url, key=key, own=self._own) from error

    def _check_writable(self, key: str) -> None:
        _check(key)
        if not self.writable:
            raise ReadOnly(key=key)


class _Told(Exception):
    """The bucket gave the one answer the caller knows better than anybody what to make of."""


def _stat_of(meta: Any) -> FileStat:
    # Lists are to the millisecond where single answers are to the second.
    return FileStat(size=meta["size"], mtime_ns=int(meta["last_modified"].timestamp()) * 10**9, etag=meta["e_tag"])


def _visible(objects: Any, on_error: OnError | None) -> Iterator[tuple[str, FileStat]]:
    for meta in objects:
        key = meta["path"]
        if not all(map(is_walked, key.split("/"))):
            continue
        try:
            name_from_key(key)
        except BadKey as error:
            if on_error:
                on_error(key, error)
        else:
            yield key, _stat_of(meta)


def _check(key: str) -> None:
    name_from_key(key)
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in key):
        raise BadKey(key=key, reason="not a name that can be used in a bucket")
