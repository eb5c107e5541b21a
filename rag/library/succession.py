"""What an article was replaced by: its file in a followed folder was edited since.

Or `undo` took the edit back: then what was before it is there in its place.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from rag.errors import LibraryError
from rag.library.folder_record import FollowedFile, read_record
from rag.library.library import Library
from rag.library.stored_article import StoredArticle


class Succession:
    """Leads from articles that were replaced to those that took their place.

    An edited file's new article comes, under the same name, at the very moment at which
    the old one leaves; both records say so, until the old one is deleted.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._edition = -1
        self._records: Mapping[str, StoredArticle] = {}
        self._files: Sequence[FollowedFile] = ()

    def of(self, article_id: str) -> str | None:
        """Give the id of what stands in a removed article's place, None where nothing.

        Of several that might nobody can tell which it is.
        """
        records = self._all()
        stored = records.get(article_id)
        while stored is not None and stored.removed:
            heirs = self._undone(stored) if stored.is_undone else self._heirs(stored)
            stored = records[heirs.pop()] if len(heirs) == 1 else None
        return stored.id if stored else None

    def _heirs(self, left: StoredArticle) -> set[str]:
        return {other.id for other in self._records.values() if _replaced(left, other)}

    def _undone(self, left: StoredArticle) -> set[str]:
        """Give what is there of the files that had an article which was undone."""
        there = {each.id for each in self._records.values() if not each.removed}
        return {
            each
            for file in self._files
            if left.id in (*file.articles, *file.replaced)
            for each in there.intersection(file.articles_now(there))
        }

    def _all(self) -> Mapping[str, StoredArticle]:
        # Asked for each quote that is shown: all records are read once a change.
        if self._edition != (edition := self._library.edition()):
            every = self._library.originals.records.everything()
            self._records = {stored.id: stored for stored in every}
            self._files = ()
            with suppress(LibraryError):  # who looks into the folder is told of it
                folders = read_record(self._library.root).values()
                self._files = [each for files in folders for each in files.values()]
            self._edition = edition
        return self._records


def _replaced(left: StoredArticle, other: StoredArticle) -> bool:
    came = any(
        state.changed == left.changed and not state.removed for state in other.states
    )
    # What has left by now did so later: so the way from one to the next has an end.
    is_later = not other.removed or other.changed > left.changed
    return other.name == left.name and came and is_later
