"""Followed folders on the page: chosen, looked into again, and followed no longer."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from rag.errors import ReadError
from rag.library.folders import (
    FolderChanges,
    follow_again,
    follow_all,
    follow_folder,
)
from rag.library.followed import FollowedFolder, followed_folders, unfollow
from rag.library.library import Library
from rag.page.words.saying import Later, _


class Following:
    """The folders that a library follows.

    Args:
        library: The library.
        changed: Called when articles are others.
    """

    def __init__(
        self,
        library: Library,
        changed: Callable[[], None],
    ) -> None:
        self._library = library
        self._changed = changed

    def folders(self) -> list[FollowedFolder]:
        """List them."""
        return followed_folders(self._library)

    def follow(self, path: str) -> FolderChanges:
        """Follow a folder from now on; only who sits at this machine may choose one.

        Raises:
            ReadError: It is no whole path, or the folder can't be read.
        """
        folder = Path(path.strip()).expanduser()
        if not folder.is_absolute():
            raise ReadError(f"{path!r} isn't a whole path; begin it with / or ~")
        return self._looked(follow_folder(self._library, folder))

    def look_again(self, path: str, *, prune: bool = False) -> FolderChanges:
        """Add what is new or changed in a followed folder.

        Args:
            path: The folder, as it is listed.
            prune: Remove the articles of files that are gone.

        Raises:
            LibraryError: The folder isn't followed.
            ReadError: It can't be read.
        """
        return self._looked(follow_again(self._library, path, prune=prune))

    def _looked(self, found: FolderChanges) -> FolderChanges:
        # What vanished keeps its article, so that is no change of the index.
        if found.added or found.changed or (found.pruned and found.vanished):
            self._changed()
        return found

    def look_into_all(self) -> list[str]:
        """Add what is new or changed in all of them; gives what there is to say."""
        said: list[str] = []
        for path, found in follow_all(self._library):
            if isinstance(found, ReadError):
                said.append(f"{found}.")
            elif found.added or found.changed or found.vanished:
                said.append(Later(partial(_found, path, found)))
        return said

    def unfollow(self, path: str) -> None:
        """Follow a folder no longer; its articles stay.

        Raises:
            LibraryError: It isn't followed.
        """
        unfollow(self._library, path)


def _found(path: str, found: FolderChanges) -> str:
    return _(
        "{path}: {new} new, {changed} changed, {gone} gone.",
        path=path,
        new=len(found.added),
        changed=len(found.changed),
        gone=len(found.vanished),
    )
