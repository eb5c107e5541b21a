"""What people do with the library on the page, and the one rebuild that follows."""

import logging
from dataclasses import dataclass
from pathlib import Path

from rag.article_store import ArticleStore, StoredArticle
from rag.assistant import ArticleSummary
from rag.changes import first_quotes, moved
from rag.errors import LibraryBusyError, QuotewellError
from rag.indexing import build_index
from rag.journal import Journal
from rag.library import ARTICLES, Library
from rag.manifest import Manifest
from rag.page.engine import Engine
from rag.page.job import Outcome, RebuildJob
from rag.types import Progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """An article as the library lists it; `summary` is None until it is indexed."""

    stored: StoredArticle
    summary: ArticleSummary | None

    @property
    def title(self) -> str:
        """The title it has, or its file name until it is read."""
        if self.summary is not None:
            return self.summary.title
        return self.stored.title or self.stored.name


class Upkeep:
    """Adds, names and removes articles; each change has the index rebuilt.

    Args:
        library: The library.
        engine: The model that its index is made with.
        journal: Holds the judged questions, which are asked before and after.
    """

    def __init__(self, library: Library, engine: Engine, journal: Journal) -> None:
        self.job = RebuildJob(self._rebuild)
        self._library = library
        self._engine = engine
        self._journal = journal
        self._edits = 0

    @property
    def version(self) -> str:
        """Changes whenever the list of articles may have."""
        state = self._engine.readiness.state
        return f"{self._edits}-{self._library.current()}-{state}"

    def shelf(self) -> list[ShelfEntry]:
        """List the articles in the order in which they were added."""
        summaries: dict[str, ArticleSummary] = {}
        if (assistant := self._engine.loaded) is not None:
            try:
                summaries = {summary.id: summary for summary in assistant.articles()}
            except QuotewellError as error:
                log.info("no summaries: %s", error)
        return [
            ShelfEntry(stored, summaries.get(stored.id))
            for stored in self._library.articles()
        ]

    def add(self, data: bytes, name: str, title: str | None = None) -> StoredArticle:
        """Store an article and have the index rebuilt."""
        stored = self._library.add(data, name, title)
        self._changed()
        return stored

    def rename(self, article_id: str, title: str) -> StoredArticle:
        """Rename an article and have the index rebuilt."""
        stored = self._library.rename(article_id, title)
        self._changed()
        return stored

    def remove(self, article_id: str) -> None:
        """Take an article out and have the index rebuilt."""
        self._library.remove(article_id)
        self._changed()

    def undo(self) -> str:
        """Go back to the index before this one; says what is searchable now.

        Raises:
            LibraryError: There is none, or a rebuild is going on.
        """
        if self.job.view.busy:
            raise LibraryBusyError("the index is being rebuilt; cancel that first")
        manifest = self._library.undo()
        self._edits += 1
        return _searchable(manifest)

    def original(self, article_id: str) -> tuple[StoredArticle, Path]:
        """Give an article's record and its file as it was added.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        store = ArticleStore(self._library.root / ARTICLES)
        stored = store.get(article_id)
        return stored, store.original(stored)

    def _changed(self) -> None:
        self._edits += 1
        self.job.note_change()

    def _rebuild(self, progress: Progress) -> Outcome:
        ask = self._engine.assistant().ask
        judged = [item.question for item in self._journal.judged()]
        before = first_quotes(ask, judged)
        manifest = build_index(self._library, self._engine.encoder(), progress)
        self._edits += 1
        changed = moved(before, first_quotes(ask, judged))
        return Outcome(_searchable(manifest), changed)


def _searchable(manifest: Manifest) -> str:
    """Say what can be asked of an index."""
    articles = _count(len(manifest.articles), "article")
    passages = _count(manifest.passages, "passage")
    verb = "is" if len(manifest.articles) == 1 else "are"
    return f"{articles} in {passages} {verb} searchable."


def _count(number: int, noun: str) -> str:
    """Write "1 article", "2 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
