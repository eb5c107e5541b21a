"""The files of a folder that can become articles: regular ones, that lie inside it."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.disk import is_unicode
from rag.errors import FileTooLargeError, ReadError
from rag.library.article_records import RECORD
from rag.readers.formats import DOCUMENT_SUFFIXES
from rag.settings import MAX_FILE_BYTES

LIBRARY_PARTS = ("articles", "generations", "models")
HASH_KEY, HEAD_BYTES = b'"sha256": "', 2**14
"""What a record has near its beginning, behind id, name and title."""


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """A folder's files by their names in it, and why others in it are left out."""

    paths: dict[str, Path]
    refused: tuple[ReadError, ...]


def files_in(folder: Path) -> FolderFiles:
    """Find the files of a folder, and of those in it, whose names end as a format's.

    Hidden ones are passed over, and so are libraries: what is in one was added already.

    Raises:
        ReadError: It can't be read, or is a library or a part of one.
    """
    _check_folder(folder)
    root = folder.resolve()
    paths: dict[str, Path] = {}
    refused: list[ReadError] = []
    for path in sorted(_walk(folder, refused)):
        name = path.relative_to(folder).as_posix()
        try:
            _check_file(path, name, root)
        except ReadError as error:
            refused.append(error)
        else:
            paths[name] = path
    return FolderFiles(paths, tuple(refused))


def content_of(path: Path, name: str) -> bytes:
    """Read a regular file that isn't too large; nothing is read of any other.

    Raises:
        ReadError: It is something else, too large, or can't be read.
    """
    try:
        # Opening a pipe would wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise ReadError(f"{name} is no regular file; add a copy of it")
            if status.st_size > MAX_FILE_BYTES:
                raise FileTooLargeError(
                    f"{name} has {status.st_size:,} bytes, the limit is "
                    f"{MAX_FILE_BYTES:,}; divide it"
                )
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise ReadError(
            f"{name} can't be read ({error.strerror}); check the name and permissions"
        ) from error


def gone_from(folder: Path, names: Iterable[str]) -> list[str]:
    """List the files of a folder that aren't there any more, or are a library's own."""
    # Each folder is looked into once, however many of the files lie below it.
    look = cache(is_library)
    return [name for name in names if _is_gone(folder / name, look)]


def is_library(folder: Path) -> bool:
    """Tell whether a folder is a library's, by the records of the articles in it."""
    return any(map(_is_record, folder.glob(f"{LIBRARY_PARTS[0]}/*/{RECORD}")))


def _is_record(path: Path) -> bool:
    """Tell a record from what anybody may have called so: it has the file's hash."""
    with suppress(OSError):
        if path.is_file():  # a pipe would be waited for
            with path.open("rb") as file:
                return HASH_KEY in file.read(HEAD_BYTES)
    return False


def _is_in_library(path: Path, look: Callable[[Path], bool]) -> bool:
    """Tell whether a path leads to a library, or into what one keeps."""
    parents = zip(path.parents, reversed(path.parts), strict=False)
    return look(path) or any(
        part in LIBRARY_PARTS and look(parent) for parent, part in parents
    )


def _is_gone(path: Path, look: Callable[[Path], bool]) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    # What can't be looked at isn't gone, or an article would be pruned for a mode.
    except OSError:
        return False
    return _is_in_library(path.resolve(), look)


def _check_folder(folder: Path) -> None:
    name = _shown(str(folder))
    try:
        next(folder.iterdir(), None)
    except NotADirectoryError as error:
        raise ReadError(f"{name} is a file; add it, or give its folder") from error
    except OSError as error:
        raise ReadError(
            f"{name} can't be read ({error.strerror}); check the name and permissions"
        ) from error
    if not is_unicode(str(folder.resolve())):
        raise ReadError(f"the name {name} isn't UTF-8; rename the folder")
    if _is_in_library(folder.resolve(), is_library):
        raise ReadError(
            f"{name} is a library of Quotewell; add the files that it was made of"
        )


def _walk(folder: Path, refused: list[ReadError]) -> Iterator[Path]:
    """Go through all files that are worth a look."""

    def note(error: OSError) -> None:
        name = _shown(str(error.filename))
        refused.append(ReadError(f"{name} can't be read ({error.strerror})"))

    for parent, folders, names in os.walk(folder, onerror=note):
        # In place: so `os.walk` is told where not to go.
        folders[:] = [
            name
            for name in folders
            if not (name.startswith(".") or is_library(Path(parent, name)))
        ]
        for name in names:
            if name.lower().endswith(DOCUMENT_SUFFIXES) and not name.startswith("."):
                yield Path(parent, name)


def _check_file(path: Path, name: str, root: Path) -> None:
    if not is_unicode(name):
        raise ReadError(f"the name {_shown(name)} isn't UTF-8; rename the file")
    # `Path.resolve` fails at a link to itself; this leaves it to be told on opening.
    target = Path(os.path.realpath(path))
    # What is no link lies in the folder, and in no library, or nobody had come here.
    if target == root / name:
        return
    if not target.is_relative_to(root) or _is_in_library(target, is_library):
        raise ReadError(f"{name} leads out of the folder; add the file that it names")


def _shown(name: str) -> str:
    return os.fsencode(name).decode(errors="replace")
