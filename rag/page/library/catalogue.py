"""What there is in the library: its articles, and all that is known of one."""

import logging
from dataclasses import dataclass
from pathlib import Path

from rag.asking.summaries import ArticleSummary
from rag.disk import sha256_of
from rag.errors import (
    EmptyLibraryError,
    IndexMissingError,
    LibraryError,
    QuotewellError,
)
from rag.library.followed import articles_of_folders, articles_without_file
from rag.library.library import Library
from rag.library.scope import FOLDER, TAG
from rag.library.stored_article import StoredArticle
from rag.page.engine import Engine
from rag.readers.formats import format_of
from rag.readers.ocr.scans import Scan
from rag.types import Article

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShelfEntry:
    """An article as the library lists it; `summary` is None until it is indexed.

    `set_aside` says why it can't be, where that was tried; `folders` are those that it
    was found in, and `is_gone` says that its file is there no longer.
    """

    stored: StoredArticle
    summary: ArticleSummary | None
    set_aside: str | None = None
    folders: tuple[str, ...] = ()
    is_gone: bool = False

    @property
    def collections(self) -> list[str]:
        """Name its tags and folders as what is asked is named."""
        tags = [f"{TAG}{tag}" for tag in self.stored.tags]
        return [*tags, *(f"{FOLDER}{path}" for path in self.folders)]

    @property
    def title(self) -> str:
        """The title that a person gave it, or its own; until it is read, its file's."""
        read = self.summary.title if self.summary else self.stored.name
        return self.stored.title or read

    @property
    def author(self) -> str | None:
        """Who wrote it, as a person said or else its file."""
        read = self.summary.author if self.summary else None
        return self.stored.details.author or read

    @property
    def date(self) -> str | None:
        """When, as a person said or else its file."""
        read = self.summary.date if self.summary else None
        return self.stored.details.date or read


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of an article; what only the index knows may be None."""

    entry: ShelfEntry
    form: str | None
    sentences: int | None
    pages: int | None


class Catalogue:
    """Tells of the articles what the library and its index know.

    Args:
        library: Holds the articles as they were added.
        engine: Opens the index, which knows what is in them.
    """

    def __init__(self, library: Library, engine: Engine) -> None:
        self._library = library
        self._engine = engine

    def shelf(self) -> list[ShelfEntry]:
        """List the articles in the order in which they were added."""
        summaries = self._summaries()
        reasons = {
            aside.id: aside.reason for aside in self._library.set_aside().values()
        }
        folders, gone = self._folders()
        return [
            ShelfEntry(
                stored,
                summaries.get(stored.id),
                reasons.get(stored.id),
                tuple(folders.get(stored.id, ())),
                stored.id in gone,
            )
            for stored in self._library.articles()
        ]

    def _summaries(self) -> dict[str, ArticleSummary]:
        """Give what the index knows of its articles."""
        # The list doesn't wait for the model.
        if (assistant := self._engine.loaded) is None:
            return {}
        try:
            return {summary.id: summary for summary in assistant.articles()}
        except QuotewellError as error:
            log.info("no summaries: %s", error)
            return {}

    def find(self, article_id: str) -> Article | None:
        """Give an indexed article, or what replaced it; None where neither is there."""
        try:
            return self._engine.assistant().find(article_id)
        except (EmptyLibraryError, IndexMissingError):
            return None

    def leaving(self) -> list[ShelfEntry]:
        """List the articles that were removed, and which the index still has."""
        found = [s for s in self._library.pending() if s.removed]
        summaries = self._summaries() if found else {}
        return [ShelfEntry(stored, summaries.get(stored.id)) for stored in found]

    def _folders(self) -> tuple[dict[str, list[str]], set[str]]:
        """Give the followed folders of each article, and those whose file is gone.

        Where the folders can't be read, the list goes without them.
        """
        try:
            found = articles_of_folders(self._library)
            gone = articles_without_file(self._library)
        except LibraryError as error:
            log.info("no folders: %s", error)
            return {}, set()
        # Not looked for in each: there may be as many folders as articles.
        folders: dict[str, list[str]] = {}
        for path, ids in found.items():
            for article_id in dict.fromkeys(ids):
                folders.setdefault(article_id, []).append(path)
        return folders, gone

    def facts(self, article_id: str) -> Facts:
        """Gather all that is known of an article.

        Raises:
            ArticleNotFoundError: No article has that id.
            ReadError: Its file is missing.
        """
        stored, path = self.original(article_id)
        form = format_of(path.read_bytes(), stored.name)
        entries = (each for each in self.shelf() if each.stored.id == article_id)
        entry = next(entries, ShelfEntry(stored, None))
        sentences, pages = self._counts(article_id) if entry.summary else (None, None)
        return Facts(entry, form.name if form else None, sentences, pages)

    def _counts(self, article_id: str) -> tuple[int, int | None]:
        """Count an indexed article's sentences and pages."""
        generation = self._engine.assistant().generation()
        rows = generation.passage_rows(article_id)
        paragraphs = generation.article(article_id).paragraphs
        pages = [item.page for item in paragraphs if item.page is not None]
        return len(generation.all_sentence_rows(rows)), max(pages, default=None)

    def scans(self, article_id: str) -> dict[int, Scan]:
        """Give the pages of an article that OCR has read, in their order.

        Raises:
            ArticleNotFoundError: No article has that id.
            ReadError: Its file is missing.
        """
        _, file = self.original(article_id)
        # Of the file as it is now: one that was changed looks otherwise.
        return self._library.originals.scans.every(sha256_of(file))

    def original(self, article_id: str) -> tuple[StoredArticle, Path]:
        """Give an article's record and its file as it was added.

        Raises:
            ArticleNotFoundError: No article has that id.
            ReadError: The file is missing.
        """
        originals = self._library.originals
        stored = originals.records.get(article_id)
        return stored, originals.original(stored)
