"""Folders that are followed: what is new, changed or gone since they were added.

`folders.json` keeps, for each folder, the hash of each file in it and the article that
was made of it. Files are compared by their content, never by time.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.errors import ArticleNotFoundError, LibraryError, ReadError
from rag.library import Library
from rag.readers import SUFFIXES
from rag.settings import MAX_FILE_BYTES
from rag.storage import replace_file, sha256_of

RECORD = "folders.json"


@dataclass(frozen=True, slots=True)
class FollowedFile:
    """A file of a followed folder, as it was when it was last read."""

    sha256: str
    article_id: str


@dataclass(frozen=True, slots=True)
class FollowedFolder:
    """A folder that is followed: its path, how many files, and if it is there now."""

    path: str
    files: int
    is_there: bool


Files = dict[str, FollowedFile]
"""By their names in the folder."""


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """What following a folder found; names are relative to it.

    Args:
        added: Files that became articles.
        changed: Files whose articles were replaced.
        vanished: Files that are gone; their articles stay, or with `prune` go.
        pruned: Whether the articles of the vanished went.
        unchanged: How many files were as before.
        refused: Why each of the other files can't become an article.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    pruned: bool
    unchanged: int
    refused: tuple[ReadError, ...]


def follow_folder(
    library: Library, folder: Path, *, prune: bool = False
) -> FolderChanges:
    """Add a folder's files to the library, or what changed since it was last done.

    A changed file's article is replaced and keeps a title that a person gave it. Hidden
    files, and files whose names don't end as a format's do, are passed over.

    Args:
        library: Where the articles go.
        folder: The folder; folders in it are gone through, too.
        prune: Remove the articles of files that are gone.

    Raises:
        LibraryError: `folders.json` is damaged, or nothing can be written.
        ReadError: The folder can't be read.
    """
    paths = _readable_files(folder)
    with library.writing():
        record = _read_record(library)
        place = str(folder.resolve())
        follower = _Follower(library, record.get(place, {}))
        for path in paths:
            follower.take(path, path.relative_to(folder).as_posix())
        vanished = [name for name in follower.files if not (folder / name).exists()]
        if prune:
            follower.drop(vanished)
        _write_record(library, record | {place: follower.files})
    return FolderChanges(
        added=tuple(follower.added),
        changed=tuple(follower.changed),
        vanished=tuple(vanished),
        pruned=prune,
        unchanged=follower.unchanged,
        refused=tuple(follower.refused),
    )


def followed_folders(library: Library) -> list[FollowedFolder]:
    """List the folders that are followed, in the order in which they were added.

    Raises:
        LibraryError: `folders.json` is damaged.
    """
    return [
        FollowedFolder(path, len(files), Path(path).is_dir())
        for path, files in _read_record(library).items()
    ]


def follow_again(library: Library, path: str) -> FolderChanges:
    """Look into a folder again that is followed already, and into no other one.

    For whoever may name a folder but not choose one: the page.

    Args:
        library: Where the articles go.
        path: The folder, as `followed_folders` lists it.

    Raises:
        LibraryError: It isn't followed, or see `follow_folder`.
        ReadError: The folder can't be read.
    """
    if path not in _read_record(library):
        raise LibraryError(
            f"the folder {path!r} is not followed; add it with `quotewell add DIR`"
        )
    return follow_folder(library, Path(path))


def stale_files(library: Library) -> list[tuple[str, int]]:
    """Count, for each followed folder, the files that have changed or gone since.

    Raises:
        LibraryError: `folders.json` is damaged.
    """
    return [
        (folder, sum(not _is_same(Path(folder) / name, files[name]) for name in files))
        for folder, files in _read_record(library).items()
    ]


def _is_same(path: Path, file: FollowedFile) -> bool:
    try:
        return sha256_of(path) == file.sha256
    except OSError:
        return False


class _Follower:
    """Brings the library to what a folder holds, file by file.

    Args:
        library: The library.
        files: The folder's files as they were; afterwards, as they are.
    """

    def __init__(self, library: Library, files: Files) -> None:
        self._library = library
        self.files = dict(files)
        self.added: list[str] = []
        self.changed: list[str] = []
        self.unchanged = 0
        self.refused: list[ReadError] = []

    def take(self, path: Path, name: str) -> None:
        """Add one file, unless its content is known."""
        before = self.files.get(name)
        try:
            sha256 = sha256_of(path)
            if before is not None and before.sha256 == sha256:
                self.unchanged += 1
                return
            title = self._own_title(before) if before else None
            stored = self._library.add(_content(path), path.name, title)
        except OSError as error:
            self.refused.append(ReadError(f"{name} can't be read ({error.strerror})"))
        except ReadError as error:
            self.refused.append(error)
        else:
            self.files[name] = FollowedFile(sha256, stored.id)
            (self.added if before is None else self.changed).append(name)
            if before is not None:
                self._remove(before)

    def drop(self, names: Sequence[str]) -> None:
        """Remove the articles of these files."""
        for file in [self.files.pop(name) for name in names]:
            self._remove(file)

    def _own_title(self, file: FollowedFile) -> str | None:
        stored = {stored.id: stored for stored in self._library.articles()}
        return stored[file.article_id].title if file.article_id in stored else None

    def _remove(self, file: FollowedFile) -> None:
        """Remove a file's article, unless another file has the same content."""
        if all(other.article_id != file.article_id for other in self.files.values()):
            with suppress(ArticleNotFoundError):  # a person may have removed it
                self._library.remove(file.article_id)


def _readable_files(folder: Path) -> list[Path]:
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        raise ReadError(
            f"{folder} can't be read ({error.strerror}); check the name and permissions"
        ) from error
    return sorted(
        path
        for path in folder.rglob("*")
        if path.name.lower().endswith(SUFFIXES)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def _content(path: Path) -> bytes:
    # A byte more than is allowed: enough for the reader to refuse it.
    with path.open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _read_record(library: Library) -> dict[str, Files]:
    path = library.root / RECORD
    try:
        raw = json.loads(path.read_bytes())
        return {
            folder: {name: FollowedFile(**file) for name, file in files.items()}
            for folder, files in raw.items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as error:
        raise LibraryError(
            f"{path} can't be read; move it away and add the folders again"
        ) from error


def _write_record(library: Library, record: dict[str, Files]) -> None:
    raw = {
        folder: {name: asdict(file) for name, file in files.items()}
        for folder, files in record.items()
    }
    text = json.dumps(raw, indent=1)
    replace_file(library.root / RECORD, text.encode() + b"\n")
