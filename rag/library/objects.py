"""Originals in an object store that many machines reach, by way of fsspec.

    --originals s3://BUCKET/PREFIX    or file:///FOLDER, or another that fsspec opens

Below that a library has a folder of its own, in which its files lie as they would in
`articles`; `originals.json` beside the records names it. A record comes after its
object, and goes before it: a kill leaves at most an object too many.
"""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rag.disk import TEMPORARY_PREFIX, read_json, replace_file, replace_json, sha256_of
from rag.errors import LibraryError, ReadError, StoreError
from rag.library.locks import writers_lock
from rag.library.stored_article import StoredArticle

RECORD, MARK = "originals.json", "about.txt"
CACHE_BYTES, CACHE_PARTS = 2**30, 16
S3_TRIES, S3_ANSWER_S, S3_PUT_S = 2, 3, 120


def store_of(root: Path) -> "ObjectStore | None":
    """Give the store of a library's originals; None where they lie in its folder.

    Raises:
        LibraryError: The record of it can't be read.
    """
    try:
        return ObjectStore(**read_json(root / RECORD))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        mend = f'write {{"url": "…"}} there, of the folder that has {MARK}'
        raise LibraryError(f"{root / RECORD} can't be read", mend) from error


def adopt(root: Path, url: str) -> None:
    """Have a library put its originals into a store, from the next article on.

    Raises:
        LibraryError: It can't be used, or the library has another.
    """
    url = url.rstrip("/")
    # A path from the folder one is in would be another one's the next time.
    if "://" not in url or (url.startswith("file:") and not url.startswith("file:///")):
        mend = "write s3://BUCKET/PREFIX or file:///FOLDER"
        raise LibraryError(f"{url!r} is no store", mend)
    if (known := store_of(root)) is None:
        with writers_lock(root).held():
            if (known := store_of(root)) is None:  # nor has another server noted one
                known = ObjectStore(f"{url}/{uuid.uuid4().hex[:12]}")
                known.put(MARK, b"Files of the articles of a Quotewell library\n")
                replace_json(root / RECORD, asdict(known))
    if url not in (known.url, known.url.rpartition("/")[0]):
        mend = 'to move them copy that folder, and write {"url": "…"} into '
        mend += f"{root / RECORD}"
        raise LibraryError(f"the originals are in {known.url}, not in {url}", mend)


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """The folder of one library's originals in a store."""

    url: str

    def put(self, name: str, data: bytes) -> None:
        """Put an object there; it is whole before this returns."""
        if name != MARK:
            self._read(MARK)  # fails where the store is away, or its disk not mounted
        with self._used(S3_PUT_S) as (files, root):
            if "file" in files.protocol:
                Path(root, name).parent.mkdir(parents=True, exist_ok=True)
                replace_file(Path(root, name), data)
            else:
                files.pipe_file(f"{root}/{name}", data)  # one request: all or nothing

    def has(self, stored: StoredArticle) -> bool:
        """Tell whether an article's file is there, as it was added.

        Raises:
            StoreError: The store is away.
        """
        data = self._read(stored.original)
        return hashlib.sha256(data).hexdigest() == stored.sha256

    def path(self, stored: StoredArticle) -> Path:
        """Give this machine's copy of an article's file; it is what was added.

        Raises:
            ReadError: It is missing there, or isn't what was added.
            StoreError: The store is away.
        """
        kept = copy_of(stored)
        with suppress(OSError):
            if sha256_of(kept) == stored.sha256:
                kept.touch()
                return kept
        data = self._read(stored.original)
        if hashlib.sha256(data).hexdigest() != stored.sha256:
            reason = f"{self.url}/{stored.original} is missing or isn't what was added"
            raise ReadError(reason, f"add {stored.name} again")
        COPIES.keep(kept, data)
        return kept

    def sweep(self, known: Iterable[str]) -> int:
        """Delete the objects of articles that aren't known; gives how many bytes."""
        kept = {*known, MARK}
        with self._used() as (files, root):
            found = files.find(root, detail=True)
            names = {path: path.removeprefix(f"{root}/") for path in found}
            gone = [
                path
                for path, name in names.items()
                if name.partition("/")[0] not in kept or TEMPORARY_PREFIX in name
            ]
            for path in gone:
                files.rm_file(path)
        return sum(found[path]["size"] for path in gone)

    def _read(self, name: str) -> bytes:
        """Read an object; gives nothing where only that is missing, not the store."""
        with self._used() as (files, root):
            try:
                return bytes(files.cat_file(f"{root}/{name}"))
            except FileNotFoundError:
                files.cat_file(f"{root}/{MARK}")
                return b""

    @contextmanager
    def _used(self, answer_s: float | None = None) -> Iterator[tuple[Any, str]]:
        """Give the file system and the path in it; its errors are raised as ours."""
        try:
            from fsspec.core import url_to_fs

            patience = {"read_timeout": answer_s or S3_ANSWER_S}
            patience |= {"connect_timeout": S3_ANSWER_S}
            s3 = {"config_kwargs": patience | {"retries": {"total_max_attempts": 1}}}
            options = s3 if self.url.startswith("s3:") else {}
            files, root = url_to_fs(self.url, **options)
            files.retries = S3_TRIES
            yield files, root
        except Exception as error:  # each kind of store has errors of its own
            mend = "start it, or set its address and keys"
            if isinstance(error, ImportError):
                mend = "install that; `pip install 'quotewell[scale]'` has that of S3"
            reason = f"the store of originals {self.url} can't be used ({error})"
            raise StoreError(" ".join(reason.split())[:400], mend) from error


def copy_of(stored: StoredArticle) -> Path:
    """Say where this machine keeps a copy of an article's file."""
    from platformdirs import user_cache_path

    return user_cache_path("quotewell", appauthor=False) / "originals" / stored.sha256


class Copies:
    """The copies that this machine keeps: those used longest ago make room for others.

    All are looked at after some more bytes only, as there may be as many as articles.
    """

    def __init__(self) -> None:
        self._unseen = 0

    def keep(self, path: Path, data: bytes) -> None:
        """Keep a copy.

        Raises:
            LibraryError: It can't be written.
        """
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(path, data)
        except OSError as error:
            reason = f"{path.parent} can't be written ({error.strerror or error})"
            mend = "set XDG_CACHE_HOME to another folder"
            raise LibraryError(reason, mend) from error
        self._unseen -= len(data)
        if self._unseen < 0:
            self._unseen = CACHE_BYTES // CACHE_PARTS
            _make_room(path.parent, CACHE_BYTES - self._unseen)


COPIES = Copies()


def _make_room(folder: Path, room: int) -> None:
    with suppress(FileNotFoundError):  # another program does the same
        found = [(each.stat(), each) for each in folder.iterdir()]
        for status, each in sorted(found, key=lambda pair: -pair[0].st_mtime_ns):
            room -= status.st_size
            if room < 0:
                each.unlink()
