"""The folders that are followed: which they are, and what became of their files.

Where the record of them, `folders.json`, is damaged, each raises LibraryError.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from rag.errors import LibraryError, ReadError
from rag.library.folder_files import content_of, gone_from
from rag.library.folder_record import (
    Files,
    FollowedFile,
    read_record,
    without_pruned,
    write_record,
)
from rag.library.library import Library


@dataclass(frozen=True, slots=True)
class FollowedFolder:
    """A folder that is followed.

    Its path, of how many files it has articles, if it is there now, and how many of
    these files are gone, where it is there.
    """

    path: str
    files: int
    is_there: bool
    gone: int = 0


def followed_folders(library: Library) -> list[FollowedFolder]:
    """List the folders that are followed, in the order in which they were added."""
    return [
        FollowedFolder(
            path,
            len(files),
            Path(path).is_dir(),
            sum(is_away for _, is_away in _looked_for(path, files)),
        )
        for path, files in _record(library).items()
    ]


def articles_of_folders(library: Library) -> dict[str, list[str]]:
    """Give the ids of each followed folder's articles, and of each folder in it."""
    found: dict[str, list[str]] = {}
    there = _ids(library)
    for root, files in _record(library).items():
        found[root] = []
        for name, file in files.items():
            for folder in (PurePath(root, part) for part in PurePath(name).parents):
                found.setdefault(str(folder), []).extend(file.articles_now(there))
    return found


def articles_without_file(library: Library) -> set[str]:
    """Give the ids of articles all of whose files have gone from followed folders.

    Of a folder that isn't there nobody can tell: it may be on a disk that is not in.
    """
    gone: set[str] = set()
    kept: set[str] = set()
    there = _ids(library)
    for path, files in _record(library).items():
        for file, is_away in _looked_for(path, files):
            (gone if is_away else kept).update(file.articles_now(there))
    return gone - kept


def _record(library: Library) -> dict[str, Files]:
    """Give the files of each folder, but for those whose articles were pruned."""
    every = library.originals.records.everything()
    found = read_record(library.root).items()
    return {path: without_pruned(files, every) for path, files in found}


def _ids(library: Library) -> set[str]:
    return {stored.id for stored in library.articles()}


def _looked_for(
    folder: str, files: dict[str, FollowedFile]
) -> Iterator[tuple[FollowedFile, bool]]:
    """Give each file of a folder, and whether it has gone from it."""
    root = Path(folder)
    gone = set(gone_from(root, files)) if root.is_dir() else set()
    for name, file in files.items():
        yield file, name in gone


def unfollow(library: Library, path: str) -> None:
    """Follow a folder no longer; its articles stay, as articles of their own.

    Args:
        library: The library.
        path: The folder, as `followed_folders` lists it.

    Raises:
        LibraryError: It isn't followed, or nothing can be written.
    """
    with library.writing():
        record = read_record(library.root)
        if record.pop(path, None) is None:
            raise LibraryError(f"the folder {path!r} is not followed")
        write_record(library.root, record)


def stale_files(library: Library) -> list[tuple[str, int]]:
    """Count, for each followed folder, the files that have changed or gone since."""
    return [
        (folder, sum(not _is_same(Path(folder) / name, files[name]) for name in files))
        for folder, files in _record(library).items()
    ]


def _is_same(path: Path, file: FollowedFile) -> bool:
    try:
        return hashlib.sha256(content_of(path, path.name)).hexdigest() == file.sha256
    except ReadError:
        return False
