"""Folders that are followed: what is new, changed or gone since they were added.

Files are compared by their content, never by time.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rag.errors import ArticleNotFoundError, LibraryError, ReadError
from rag.library.adding import check_file
from rag.library.folder_files import content_of, files_in, is_gone
from rag.library.folder_record import (
    Files,
    FollowedFile,
    read_record,
    write_record,
)
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.readers import contents
from rag.steps import pause


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

    A changed file's article is replaced and keeps the title and the tags that a person
    gave it. See `folder_files` for the files that are looked at. Others write while the
    files are read, which may take a minute each; what was found is stored as one
    change.

    Args:
        library: Where the articles go.
        folder: The folder; folders in it are gone through, too.
        prune: Remove the articles of files that are gone.

    Raises:
        LibraryError: `folders.json` is damaged, or nothing can be written.
        ReadError: The folder can't be read.
    """
    found = files_in(folder)
    place = str(folder.resolve())
    follower = _Follower(library, read_record(library.root).get(place, {}))
    # Reading takes long, so others may write meanwhile; storing is quick.
    for name, path in found.paths.items():
        follower.check(path, name)
    with library.writing():
        record = read_record(library.root)  # others may have followed folders meanwhile
        follower.store(record.get(place, {}))
        # Looked at again: a file may have come back, or gone, while others were read.
        vanished = [name for name in follower.files if is_gone(folder / name)]
        if prune:
            follower.drop(vanished)
        write_record(library.root, record | {place: follower.files})
    return FolderChanges(
        added=tuple(follower.added),
        changed=tuple(follower.changed),
        vanished=tuple(vanished),
        pruned=prune,
        unchanged=follower.unchanged,
        refused=(*found.refused, *follower.refused),
    )


def follow_again(library: Library, path: str, *, prune: bool = False) -> FolderChanges:
    """Look into a folder again that is followed already, and into no other one.

    For whoever may name a folder but not choose one: a page on another machine.

    Args:
        library: Where the articles go.
        path: The folder, as `followed_folders` lists it.
        prune: Remove the articles of files that are gone.

    Raises:
        LibraryError: It isn't followed, or see `follow_folder`.
        ReadError: The folder can't be read.
    """
    if path not in read_record(library.root):
        raise LibraryError(
            f"the folder {path!r} is not followed; add it with `quotewell add DIR`"
        )
    return follow_folder(library, Path(path), prune=prune)


def follow_all(library: Library) -> Iterator[tuple[str, FolderChanges | ReadError]]:
    """Look again into each followed folder; gives what it found, or why it couldn't.

    Raises:
        LibraryError: `folders.json` is damaged, or nothing can be written.
    """
    for path in read_record(library.root):
        try:
            yield path, follow_folder(library, Path(path))
        except ReadError as error:
            yield path, error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class _Follower:
    """Brings the library to what a folder holds, file by file.

    No more than one file's bytes are held at a time: each that is stored is read twice.

    Args:
        library: The library.
        files: The folder's files as they were; afterwards, as they are.
    """

    def __init__(self, library: Library, files: Files) -> None:
        self._library = library
        self._checked: dict[str, tuple[Path, str, Sequence[StoredArticle]]] = {}
        self.files = files
        self.added: list[str] = []
        self.changed: list[str] = []
        self.unchanged = 0
        self.refused: list[ReadError] = []

    def check(self, path: Path, name: str) -> None:
        """Read one file, unless its content is known."""
        pause()
        try:
            data = content_of(path, name)
            if self._is_known(name, _sha256(data)):
                self.unchanged += 1
            else:
                checked, refused = check_file(self._library, data, path.name)
                self.refused += refused
                if checked:
                    articles = [each.article for each in checked]
                    self._checked[name] = path, _sha256(data), articles
        except ReadError as error:
            self.refused.append(error)

    def store(self, files: Files) -> None:
        """Store what was checked, unless another did; the writer's lock is held.

        Args:
            files: The folder's files as they are known by now.
        """
        self.files = dict(files)
        known = {stored.id: stored for stored in self._library.articles()}
        for name, (path, sha256, checked) in self._checked.items():
            if self._is_known(name, sha256):
                self.unchanged += 1
                continue
            before = self.files.get(name)
            if before and (was := known.get(before.article_id)):
                checked = [replace(each, tags=was.tags) for each in checked]
                # Of several nobody can tell which one a title was given to.
                if not before.more and len(checked) == 1:
                    checked = [replace(checked[0], title=was.title)]
            self._store(path, name, sha256, checked)

    def _is_known(self, name: str, sha256: str) -> bool:
        return name in self.files and self.files[name].sha256 == sha256

    def _store(
        self, path: Path, name: str, sha256: str, checked: Sequence[StoredArticle]
    ) -> None:
        try:
            data = content_of(path, name)
            stored = [
                self._library.store(each, content)
                for each, content in _with_content(checked, data, path.name)
            ]
        except ReadError as error:
            self.refused.append(error)
            return
        before = self.files.get(name)
        first, *more = [each.id for each in stored]
        self.files[name] = FollowedFile(sha256, first, tuple(more))
        (self.added if before is None else self.changed).append(name)
        if before is not None:
            self._remove(before)

    def drop(self, names: Sequence[str]) -> None:
        """Remove the articles of these files."""
        for file in [self.files.pop(name) for name in names]:
            self._remove(file)

    def _remove(self, file: FollowedFile) -> None:
        """Remove a file's articles, unless another file has the same content."""
        others = {each for other in self.files.values() for each in other.articles}
        for article_id in file.articles:
            if article_id not in others:
                with suppress(ArticleNotFoundError):  # a person may have removed it
                    self._library.remove(article_id)


def _with_content(
    checked: Sequence[StoredArticle], data: bytes, name: str
) -> Iterator[tuple[StoredArticle, bytes]]:
    """Give each article that was checked with its bytes, out of the file again.

    Raises:
        ReadError: The file has changed since.
    """
    files = {_sha256(content): content for _, content in contents(data, name).files}
    for each in checked:
        if each.sha256 not in files:
            raise ReadError(f"{name} changed while it was read; add it again")
        yield each, files[each.sha256]
