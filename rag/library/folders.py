"""Folders that are followed: what is new, changed or gone since they were added.

Files are compared by their content, never by time.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rag.errors import LibraryError, ReadError
from rag.library.adding import check_file, with_content
from rag.library.folder_files import content_of, files_in, gone_from
from rag.library.folder_record import (
    Files,
    FollowedFile,
    files_elsewhere,
    place_of,
    read_record,
    without_pruned,
    without_undone,
    write_record,
)
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.readers.apart.workers import side_by_side
from rag.steps import pause


@dataclass(frozen=True, slots=True)
class FolderChanges:
    """What following a folder found; names are relative to it.

    Args:
        added: Files that became articles.
        changed: Files whose articles were replaced.
        vanished: Files that are gone; their articles stay, or with `prune` go.
        pruned: Whether the articles of the vanished went.
        unchanged: How many files were as before, or copies of articles that are there.
        refused: Why each of the other files can't become an article.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]
    pruned: bool
    unchanged: int
    refused: tuple[ReadError, ...]


def follow_folder(
    library: Library, folder: Path, *, prune: bool = False, again: bool = False
) -> FolderChanges:
    """Add a folder's files to the library, or what changed since it was last done.

    A changed file's article is replaced and keeps the title, the tags and the details
    that a person gave it. See `folder_files` for the files that are looked at. Others
    write while the files are read, which may take a minute each; what was found is
    stored as one change.

    Args:
        library: Where the articles go.
        folder: The folder; folders in it are gone through, too.
        prune: Remove the articles of files that are gone.
        again: Nobody names the folder anew, so what `undo` took back stays away.

    Raises:
        LibraryError: `folders.json` is damaged, or nothing can be written.
        ReadError: The folder can't be read, or is followed no longer.
    """

    def files_of(record: Mapping[str, Files]) -> Files:
        every = library.originals.records.everything()
        files = without_pruned(record.get(place, {}), every)
        return files if again else without_undone(files, every)

    found, record = files_in(folder), read_record(library.root)
    place = place_of(folder, record)
    follower = _Follower(library, files_of(record))
    # Reading takes long, so others may write meanwhile; storing is quick.
    follower.check(found.paths)
    with library.writing():
        record = read_record(library.root)  # others may have followed folders meanwhile
        if again and place not in record:
            raise ReadError(f"{place} is not followed any more")
        before, files = record.get(place, {}), files_of(record)
        follower.store(files, files_elsewhere(record, place))
        # Looked at again: a file may have come back, or gone, while others were read.
        vanished = gone_from(folder, follower.files)
        if prune:
            follower.drop(vanished)
        # What `undo` may still bring back.
        away = {n: f for n, f in before.items() if f.pruned and n not in files}
        write_record(library.root, record | {place: away | follower.files})
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
    return follow_folder(library, Path(path), prune=prune, again=True)


def follow_all(library: Library) -> Iterator[tuple[str, FolderChanges | ReadError]]:
    """Look again into each followed folder; gives what it found, or why it couldn't.

    Raises:
        LibraryError: `folders.json` is damaged, or nothing can be written.
    """
    for path in read_record(library.root):
        try:
            yield path, follow_folder(library, Path(path), again=True)
        except ReadError as error:
            yield path, error


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file was found to hold: its articles, and why others in it are refused."""

    path: Path
    sha256: str
    articles: tuple[StoredArticle, ...]
    refused: tuple[ReadError, ...]


class _Follower:
    """Brings the library to what a folder holds, file by file.

    No more bytes are held than those of the files that are being read, one for each
    core: each that is stored is read twice.

    Args:
        library: The library.
        files: The folder's files as they were; afterwards, as they are.
    """

    def __init__(self, library: Library, files: Files) -> None:
        self._library = library
        self._checked: dict[str, _Found] = {}
        self._known: dict[str, StoredArticle] = {}
        self._there: set[str] = set()
        self._elsewhere: Sequence[FollowedFile] = ()
        self.files = files
        self.added: list[str] = []
        self.changed: list[str] = []
        self.unchanged = 0
        self.refused: list[ReadError] = []

    def check(self, paths: Mapping[str, Path]) -> None:
        """Read files, several at once, unless their content is known."""
        looked = side_by_side(lambda item: self._look(*item), paths.items())
        # In the order of the files, whichever was read first.
        times = iter(
            sorted(a.added for found in looked if found for a in found.articles)
        )
        for name, found in zip(paths, looked, strict=True):
            if found is None:
                self.unchanged += 1
                continue
            self.refused += found.refused
            if found.articles:
                ordered = tuple(replace(a, added=next(times)) for a in found.articles)
                self._checked[name] = replace(found, articles=ordered)

    def _look(self, name: str, path: Path) -> "_Found | None":
        """Read one file; None where its content is known."""
        pause()
        try:
            data = content_of(path, name)
            sha256 = hashlib.sha256(data).hexdigest()
            if self._is_known(name, sha256):
                return None
            checked, refused = check_file(self._library, data, path.name)
        except ReadError as error:
            return _Found(path, "", (), (error,))
        articles = tuple(article for article, _ in checked)
        return _Found(path, sha256, articles, tuple(refused))

    def store(self, files: Files, elsewhere: Sequence[FollowedFile]) -> None:
        """Store what was checked, unless another did; the writer's lock is held.

        Args:
            files: The folder's files as they are known by now.
            elsewhere: Files of other folders that are followed.
        """
        self.files, self._elsewhere = dict(files), elsewhere
        every = self._library.originals.records.everything()
        self._known = {stored.id: stored for stored in every}
        self._there = {stored.id for stored in every if not stored.removed}
        replaced: list[str] = []
        for name, found in self._checked.items():
            if self._is_known(name, found.sha256):
                self.unchanged += 1
            else:
                replaced += self._store(name, found)
        self._remove(replaced)

    def _is_known(self, name: str, sha256: str) -> bool:
        return name in self.files and self.files[name].sha256 == sha256

    def _store(self, name: str, found: "_Found") -> tuple[str, ...]:
        """Store a file's articles; gives those that they take the place of."""
        before = self.files.get(name)
        replaced = before.articles_now(self._there) if before else ()
        checked = self._as_said_of(replaced, found.articles)
        try:
            data = content_of(found.path, name)
            stored = [
                self._library.store(each, content)
                for each, content in with_content(checked, data, found.path.name)
            ]
        except ReadError as error:
            self.refused.append(error)
            return ()
        ids = [each.id for each in stored]
        is_new = not self._there.issuperset(ids)
        self._there.update(ids)
        was, came = self._before(before, ids), max(each.changed for each in stored)
        self.files[name] = FollowedFile(found.sha256, ids[0], (*ids[1:],), was, came)
        if before:
            self.changed.append(name)
        elif is_new:
            self.added.append(name)
        else:
            self.unchanged += 1
        return replaced

    def _as_said_of(
        self, replaced: Sequence[str], checked: tuple[StoredArticle, ...]
    ) -> tuple[StoredArticle, ...]:
        """Give a changed file's articles with what a person said of those before."""
        was = self._known.get(replaced[0]) if replaced else None
        if was is None or was.removed:
            return checked
        checked = tuple(replace(each, tags=was.tags) for each in checked)
        # Of several nobody can tell which one a title was given to.
        if len(replaced) > 1 or len(checked) > 1:
            return checked
        return (replace(checked[0], title=was.title, details=was.details),)

    def _before(self, file: FollowedFile | None, ids: Sequence[str]) -> tuple[str, ...]:
        """List what `undo` may bring back in place of a file's new articles."""
        earlier = (*file.articles, *file.replaced) if file else ()
        return tuple(
            each
            for each in dict.fromkeys(earlier)
            if each in self._known and each not in ids
        )

    def drop(self, names: Sequence[str]) -> None:
        """Remove the articles of these files; `undo` may bring them back."""
        gone = {name: self.files.pop(name) for name in names}
        removed = self._remove(
            each for file in gone.values() for each in file.articles_now(self._there)
        )
        self.files |= {
            name: replace(file, pruned=max(removed[each] for each in found))
            for name, file in gone.items()
            if (found := removed.keys() & {*file.articles, *file.replaced})
        }

    def _remove(self, article_ids: Iterable[str]) -> dict[str, int]:
        """Remove articles of files, unless another file has the same content.

        Be it in another folder. A person may have removed some. Gives the moment at
        which each was removed.
        """
        others = {
            each
            for other in (*self.files.values(), *self._elsewhere)
            for each in other.articles_now(self._there)
        }
        gone = self._there.intersection(article_ids) - others
        self._there -= gone
        return {each.id: each.changed for each in self._library.remove(*gone)}
