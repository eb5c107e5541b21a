"""What people do with the library on the page, and the one rebuild that follows."""

import threading
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from rag.building.indexing import build_index
from rag.errors import LibraryBusyError, LibraryError, ReadError
from rag.judging.changes import FirstQuotes, first_quotes, moved
from rag.judging.verdicts import Journal
from rag.library.adding import add_file
from rag.library.compacting import Compacted
from rag.library.details import Details
from rag.library.fetching import Fetched, fetch
from rag.library.folders import (
    FolderChanges,
    FollowedFolder,
    follow_again,
    followed_folders,
)
from rag.library.generation.manifest import Manifest
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.page.engine import Engine
from rag.page.library.catalogue import Catalogue, ShelfEntry
from rag.page.library.job import JobView, Outcome, RebuildJob
from rag.suggesting.suggestions import make_starters
from rag.types import Progress

Fetch = Callable[[str], Fetched]
MAX_FETCHES = 4
"""So many addresses are fetched and read at once; each holds a thread for a minute."""


@dataclass(frozen=True, slots=True)
class Addition:
    """An article that was added, and whether the library had it already.

    `more` are those that came in the same file, `refused` says why others in it can't
    become articles.
    """

    stored: StoredArticle
    known: bool
    more: tuple[StoredArticle, ...] = ()
    refused: tuple[ReadError, ...] = ()


class Upkeep:
    """Adds, names and removes articles; each change has the index rebuilt.

    Its `job` is the one rebuild, its `catalogue` says what is there.

    Args:
        library: The library.
        engine: The model that its index is made with.
        journal: Holds the judged questions, which are asked before and after.
        fetch_page: Fetches a page from the web.
    """

    def __init__(
        self,
        library: Library,
        engine: Engine,
        journal: Journal,
        fetch_page: Fetch = fetch,
    ) -> None:
        self.job = RebuildJob(self._rebuild)
        self.catalogue = Catalogue(library, engine)
        self._library = library
        self._engine = engine
        self._journal = journal
        self._fetch_page = fetch_page
        self._fetching = threading.BoundedSemaphore(MAX_FETCHES)
        self._edits = 0
        self._retry = False

    @property
    def version(self) -> str:
        """Changes whenever the list of articles may have."""
        state = self._engine.readiness.state
        return f"{self._edits}-{self._library.current()}-{state}"

    @property
    def view(self) -> JobView:
        """The job as pages see it; idle once another process has changed the index."""
        view = self.job.view
        is_old = view.generation not in (None, self._library.current())
        return JobView() if is_old else view

    def shelf(self) -> list[ShelfEntry]:
        """List the articles in the order in which they were added."""
        return self.catalogue.shelf()

    def add(self, data: bytes, name: str, title: str | None = None) -> Addition:
        """Store what a file holds and have the index rebuilt."""
        added = add_file(self._library, data, name, title)
        self._changed()
        first, *more = added.stored
        is_known = all(stored.id in added.known for stored in added.stored)
        return Addition(first, is_known, tuple(more), added.refused)

    def add_address(self, url: str, title: str | None = None) -> Addition:
        """Fetch a page from the web, as `quotewell add URL` does, and add it.

        Raises:
            FetchError: It can't or mustn't be fetched.
            ReadError: It is no article.
            LibraryBusyError: Enough is being fetched at this moment.
        """
        # Nobody waits: each who did would hold a thread of the server's.
        if not self._fetching.acquire(blocking=False):
            raise LibraryBusyError(
                f"{MAX_FETCHES} addresses are being fetched; try again in a moment"
            )
        try:
            fetched = self._fetch_page(url)
            return self.add(fetched.data, fetched.url, title)
        finally:
            self._fetching.release()

    def rename(self, article_id: str, title: str) -> StoredArticle:
        """Rename an article and have the index rebuilt."""
        stored = self._library.rename(article_id, title)
        self._changed()
        return stored

    def remove(self, *article_ids: str) -> None:
        """Take articles out, as one change, and have the index rebuilt."""
        self._library.remove(*article_ids)
        self._changed()

    def tag(
        self, article_ids: Sequence[str], add: Sequence[str], drop: Sequence[str]
    ) -> list[StoredArticle]:
        """Give articles tags, or take some from them; the index knows of none."""
        aside = self._library.set_aside()
        changed = self._library.tag(article_ids, add=add, drop=drop)
        self._noted(changed, aside)
        return changed

    def describe(self, article_id: str, details: Details) -> StoredArticle:
        """Say who wrote an article, when, and where it is; the index knows nothing."""
        aside = self._library.set_aside()
        stored = self._library.describe(article_id, details)
        self._noted([stored], aside)
        return stored

    def _noted(self, changed: Sequence[StoredArticle], aside: Container[str]) -> None:
        """Take note of changes that the index knows nothing of."""
        self._edits += 1
        # The record of one that was set aside is another now: it is tried again.
        if any(stored.id in aside for stored in changed):
            self.job.note_change()

    def restore(self, article_id: str) -> StoredArticle:
        """Bring a removed article back and have the index rebuilt."""
        stored = self._library.restore(article_id)
        self._changed()
        return stored

    def damaged(self) -> list[LibraryError]:
        """Say of each article whose record can't be read what mends that."""
        return self._library.damaged()

    def rebuild(self) -> bool:
        """Rebuild, and try what was set aside again; False where a rebuild runs."""
        self._retry = True
        return self.job.start()

    def folders(self) -> list[FollowedFolder]:
        """List the folders that were added from the command line."""
        return followed_folders(self._library)

    def look_again(self, path: str) -> FolderChanges:
        """Add what is new or changed in a followed folder, and rebuild if anything is.

        Raises:
            LibraryError: The folder isn't followed.
            ReadError: It can't be read.
        """
        changes = follow_again(self._library, path)
        # What vanished keeps its article, so that is no change of the index.
        if changes.added or changes.changed:
            self._changed()
        return changes

    def undo(self) -> Outcome:
        """Take back the last change; says so to all pages.

        Raises:
            LibraryError: There is none, or a rebuild is going on.
        """
        self._refuse_while_busy()
        outcome = self._compared(lambda: self._library.undo().manifest)
        self.job.tell_undone(outcome)
        return outcome

    def compactable(self) -> Compacted:
        """Say what `compact` would delete.

        Raises:
            GenerationError: The index in use is damaged.
        """
        return self._library.compactable()

    def compact(self) -> Compacted:
        """Delete for good what answering doesn't need.

        Raises:
            LibraryBusyError: A rebuild is going on.
            GenerationError: The index in use is damaged.
        """
        self._refuse_while_busy()
        # Removed articles can be brought back no more: the list must say so.
        self._edits += 1
        return self._library.compact()

    def _refuse_while_busy(self) -> None:
        if self.job.view.busy:
            raise LibraryBusyError("the index is being rebuilt; cancel that first")

    def _changed(self) -> None:
        self._edits += 1
        self.job.note_change()

    def _rebuild(self, progress: Progress) -> Outcome:
        # First: without a model the wish to try again isn't used up.
        encoder = self._engine.encoder()
        retry, self._retry = self._retry, False
        return self._compared(
            lambda: build_index(
                self._library, encoder, progress, suggest=make_starters, retry=retry
            )
        )

    def _compared(self, change: Callable[[], Manifest | None]) -> Outcome:
        """Change the index; says what is searchable, and which answers are others."""
        before = self._first_quotes()
        manifest = change()
        # After the change: who saw this before it would keep the old list.
        self._edits += 1
        changed = moved(before, self._first_quotes())
        number = manifest.number if manifest else None
        return Outcome(_searchable(manifest), changed, number)

    def _first_quotes(self) -> FirstQuotes:
        """Ask what was judged; without a model there is nothing to compare."""
        if (assistant := self._engine.loaded) is None:
            return {}
        judged = [item.question for item in self._journal.judged()]
        return first_quotes(assistant.ask, judged)


def _searchable(manifest: Manifest | None) -> str:
    """Say what can be asked of an index."""
    if manifest is None:
        return "Nothing is searchable yet."
    articles = _count(len(manifest.articles), "article")
    passages = _count(manifest.passages, "passage")
    verb = "is" if len(manifest.articles) == 1 else "are"
    said = [f"{articles} in {passages} {verb} searchable."]
    said += [f"{each.id} is set aside: {each.reason}." for each in manifest.set_aside]
    return " ".join(said)


def _count(number: int, noun: str) -> str:
    """Write "1 article", "2 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
