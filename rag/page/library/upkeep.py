"""What people do with the library on the page, and the one rebuild that follows."""

import threading
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from rag.building.indexing import build_index
from rag.errors import LibraryBusyError, ReadError
from rag.judging.verdicts import Verdicts
from rag.library.adding import add_file
from rag.library.details import Details
from rag.library.fetching import Fetched, fetch
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.page.engine import Engine
from rag.page.library.adding import Adding
from rag.page.library.catalogue import Catalogue, ShelfEntry
from rag.page.library.comparing import Comparing
from rag.page.library.following import Following
from rag.page.library.going import Going, Steps
from rag.page.library.job import JobView, Outcome, RebuildJob
from rag.page.library.servers import Servers
from rag.page.words.saying import N_
from rag.steps import StoppedError
from rag.suggesting.suggestions import make_starters

Fetch = Callable[[str], Fetched]
MAX_FETCHES = 4
"""So many addresses are fetched and read at once; each holds a thread for a minute."""

STARTER_LEFT = N_("The article that was here to try has left.")


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

    Its `job` is the one rebuild, `adding` knows what is being read, its `catalogue`
    says what is there, `going` takes changes back, `following` keeps the folders, and
    `servers` are the others of this library, each of which has a job.

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
        journal: Verdicts,
        fetch_page: Fetch = fetch,
    ) -> None:
        self.adding = Adding()
        self.job = RebuildJob(self._rebuild, is_due=self._is_due)
        self.catalogue = Catalogue(library, engine)
        self.following = Following(library, self.job.note_change)
        self._comparing = Comparing(engine, journal)
        self.servers = Servers(library.root, self.job, self.adding, self._is_due)
        self.going = Going(library, self.job, self._comparing)
        self._library = library
        self._engine = engine
        self._fetch_page = fetch_page
        self._fetching = threading.BoundedSemaphore(MAX_FETCHES)
        self._retry = False
        self._counted = "", 0

    @property
    def version(self) -> str:
        """Changes whenever the list of articles may have."""
        state = self._engine.readiness.state
        edition = self._library.edition()
        return f"{edition}-{self._library.current()}-{state}"

    @property
    def view(self) -> JobView:
        """The job of all servers as pages see it.

        It is idle once another process has changed the index.
        """
        view = self.servers.view()
        is_old = view.generation not in (None, self._library.current())
        return JobView() if is_old else view

    @property
    def waiting(self) -> int:
        """How many articles can't be asked yet, as the index lacks them."""
        version = self.version
        if self._counted[0] != version:
            shelf = self.shelf()
            lacking = sum(not each.summary and not each.set_aside for each in shelf)
            self._counted = version, lacking
        return self._counted[1]

    def shelf(self) -> list[ShelfEntry]:
        """List the articles in the order in which they were added."""
        return self.catalogue.shelf()

    def add(self, data: bytes, name: str, title: str | None = None) -> Addition:
        """Store what a file holds and have the index rebuilt."""
        added = add_file(self._library, data, name, title)
        self.job.note_change()
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
        self.job.note_change()
        return stored

    def remove(self, *article_ids: str) -> None:
        """Take articles out, as one change, and have the index rebuilt."""
        self._library.remove(*article_ids)
        self.job.note_change()

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
        # What was undone or redone is not what was done last any more.
        if changed and self.job.view.state in ("undone", "redone"):
            self.job.tell(JobView())
        # The record of one that was set aside is another now: it is tried again.
        if any(stored.id in aside for stored in changed):
            self.job.note_change()

    def restore(self, article_id: str) -> StoredArticle:
        """Bring a removed article back and have the index rebuilt."""
        stored = self._library.restore(article_id)
        self.job.note_change()
        return stored

    def rebuild(self) -> bool:
        """Rebuild, and try what was set aside again; False where a rebuild runs."""
        if self.servers.are_building():
            return False
        self._retry = True
        return self.job.start()

    def steps(self) -> Steps:
        """Say what undo and redo would do now."""
        return self.going.steps(self.version)

    def is_offered(self) -> bool:
        """Tell whether the article to try is there, and nobody has made it theirs."""
        return any(stored.is_untouched_offer for stored in self._library.articles())

    def _rebuild(self) -> Outcome:
        # First: without a model the wish to try again isn't used up.
        encoder = self._engine.assistant().encoder
        retry, self._retry = self._retry, False
        try:
            # Who asked for a rebuild wants what there is now.
            found = self.following.look_into_all() if retry else []
            before = self._comparing.first_quotes()
            is_offered = self.is_offered()
            with self._library.building():
                # Another server may have built it while this one waited.
                if retry or self._library.pending() or not self._engine.opens():
                    build_index(
                        self._library, encoder, suggest=make_starters, retry=retry
                    )
                manifest = self._library.generations.manifest()
            if is_offered and not self.is_offered():
                found = [STARTER_LEFT, *found]
            return self._comparing.outcome(before, manifest, found=found)
        except StoppedError:
            self._retry = retry  # where it was interrupted, it begins anew
            raise

    def _is_due(self) -> bool:
        """Tell whether there is anything to build."""
        return self._retry or bool(self._library.pending())
