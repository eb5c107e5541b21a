"""The record of the folders that are followed, in `folders.json`.

For each folder it keeps the hash of each file in it, and the articles made of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rag.disk import read_json, replace_json, sync
from rag.errors import LibraryError
from rag.library.stored_article import StoredArticle

RECORD = "folders.json"
DELETED = ""
"""Stands for an article whose adding was undone, and that `compact` deleted since."""


@dataclass(frozen=True, slots=True)
class FollowedFile:
    """A file of a followed folder, as it was when it was last read.

    `more` are the articles after the first where the file holds several, `replaced`
    those of the file as it was before, the last first: `undo` brings them back. `came`
    is the moment at which they were added or brought back (0: nobody knows). `pruned`
    is that at which they were removed, as the file was gone (0: they weren't).
    """

    sha256: str
    article_id: str
    more: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    came: int = 0
    pruned: int = 0

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of all articles that were made of it."""
        return (self.article_id, *self.more)

    def articles_now(self, there: Collection[str]) -> tuple[str, ...]:
        """Give its articles, or those that they replaced, where these are back.

        Args:
            there: The ids of all articles in the library.
        """
        if any(each in there for each in self.articles):
            return self.articles
        return tuple(each for each in self.replaced if each in there) or self.articles

    def is_undone(self, records: Mapping[str, StoredArticle]) -> bool:
        """Tell whether `undo` took back what was made of it.

        Args:
            records: The records of articles by their ids, of removed ones at least.
        """

        def is_undone(article_id: str) -> bool:
            stored = records.get(article_id)
            if stored is None or not stored.removed:
                return article_id == DELETED
            # One that was removed before it came, and is so again, wasn't removed here.
            return stored.is_undone or stored.changed < self.came

        return all(map(is_undone, self.articles))


Files = dict[str, FollowedFile]
"""By their names in the folder."""


def read_record(root: Path) -> dict[str, Files]:
    """Read the record of a library, by the paths of the folders.

    Raises:
        LibraryError: It is damaged.
    """
    path = root / RECORD
    try:
        raw = read_json(path)
        return {
            folder: {name: _followed(**file) for name, file in files.items()}
            for folder, files in raw.items()
        }
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as error:
        raise LibraryError(
            f"{path} can't be read; move it away and add the folders again"
        ) from error


def _followed(
    sha256: str,
    article_id: str,
    more: Sequence[str] = (),
    replaced: Sequence[str] = (),
    came: int = 0,
    pruned: int = 0,
) -> FollowedFile:
    return FollowedFile(sha256, article_id, tuple(more), tuple(replaced), came, pruned)


def write_record(root: Path, record: dict[str, Files]) -> None:
    """Replace the record of a library; where no folder is followed, there is none."""
    if not record:
        (root / RECORD).unlink(missing_ok=True)
        sync(root)
        return
    raw = {
        folder: {name: asdict(file) for name, file in files.items()}
        for folder, files in record.items()
    }
    replace_json(root / RECORD, raw)


def place_of(folder: Path, record: Mapping[str, Files]) -> str:
    """Give the path by which a folder is followed, or will be.

    One that was moved, and has a link in its place, is what it was.
    """
    named = str(folder.absolute())
    return named if named in record else str(folder.resolve())


def note_deleted(root: Path, deleted: Iterable[StoredArticle]) -> None:
    """Note of files that articles are deleted whose adding was undone.

    Else they would be taken for articles that a person removed, which stay away.

    Args:
        root: The library's folder.
        deleted: The records of all that is deleted.

    Raises:
        LibraryError: The record is damaged.
    """
    records, record = {stored.id: stored for stored in deleted}, read_record(root)
    noted = {
        folder: {
            name: replace(file, article_id=DELETED, more=())
            if file.is_undone(records)
            else file
            for name, file in files.items()
            # Of what was pruned nothing can come back any more.
            if not (file.pruned and file.article_id in records)
        }
        for folder, files in record.items()
    }
    if noted != record:
        write_record(root, noted)


def files_elsewhere(record: Mapping[str, Files], place: str) -> list[FollowedFile]:
    """List the files of all folders that are followed, but for those that lie in one.

    Args:
        record: The record of a library.
        place: The path of that folder.
    """
    return [
        file
        for folder, files in record.items()
        for name, file in files.items()
        if not (file.pruned or Path(folder, name).is_relative_to(place))
    ]


def without_undone(files: Files, every: Iterable[StoredArticle]) -> Files:
    """Forget what `undo` took back of files, so that they are taken for new or changed.

    Args:
        files: The files of a folder.
        every: The records of all articles, removed ones too.
    """
    records = {stored.id: stored for stored in every}
    there = {stored.id for stored in records.values() if not stored.removed}
    forgotten = {
        # What is back in its place is replaced once more.
        name: replace(file, sha256="") if there.intersection(file.replaced) else None
        for name, file in files.items()
        if file.is_undone(records)
    }
    return {name: file for name, file in (files | forgotten).items() if file}


def without_pruned(files: Files, every: Iterable[StoredArticle]) -> Files:
    """Leave out what was pruned, unless `undo` has brought it back.

    Args:
        files: The files of a folder.
        every: The records of all articles.
    """
    there = {stored.id: stored for stored in every if not stored.removed}

    def is_back(file: FollowedFile) -> bool:
        # What came back otherwise, as from another folder, was removed all the same.
        return any(
            all(state.changed != file.pruned for state in there[each].states)
            for each in there.keys() & {*file.articles, *file.replaced}
        )

    return {
        name: replace(file, pruned=0)
        for name, file in files.items()
        if not file.pruned or is_back(file)
    }
