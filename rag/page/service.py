"""What the page is about: one library, one model, one assistant, one rebuild job.

The model loads in a thread of its own, so the page answers at once; whoever asks
before it is there waits for it.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rag.article_store import ArticleStore, StoredArticle
from rag.assistant import ArticleSummary, Assistant
from rag.changes import first_quotes, moved
from rag.errors import (
    ArticleNotFoundError,
    EmptyLibraryError,
    GenerationError,
    IndexMissingError,
    LibraryBusyError,
    ModelError,
    QuotewellError,
)
from rag.indexing import build_index, prepare_library
from rag.journal import FILE_NAME as JOURNAL_NAME
from rag.journal import NOWHERE, Journal, Kind, Place, Verdict
from rag.library import Library
from rag.manifest import Manifest
from rag.page.job import Outcome, RebuildJob
from rag.page.turns import Reference
from rag.settings import DEFAULT_TOP_K
from rag.starter import STARTER_ARTICLE, STARTER_QUESTIONS
from rag.types import Answer, Article, Encoder, Progress, Turn

log = logging.getLogger(__name__)

MAX_JUDGED_CHARS = 2000
ARTICLES_FOLDER = "articles"
PATIENCE_S = 60.0
"""How long a question waits for the model."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether questions can be answered, and if not, why."""

    state: Literal["loading", "ready", "failed"]
    message: str = ""


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


class Service:
    """The page's one door to everything below it.

    Args:
        library: Where articles and index lie.
        load: Loads the encoder; slow, called once, in a thread.
    """

    def __init__(self, library: Library, load: Callable[[], Encoder]) -> None:
        self.library = library
        self.journal = Journal(library.root / JOURNAL_NAME)
        self.job = RebuildJob(self._rebuild)
        self.readiness = Readiness("loading")
        self._load = load
        self._loaded = threading.Event()
        self._encoder: Encoder | None = None
        self._assistant: Assistant | None = None
        self._edits = 0
        self._judgements = 0

    def start(self) -> None:
        """Begin to load the model, and build the index where there is none."""
        threading.Thread(target=self._prepare, name="load-model", daemon=True).start()

    def _prepare(self) -> None:
        pending = self._has_pending()
        self.readiness = self._load_model()
        self._loaded.set()
        if self._assistant is not None and (pending or not self._opens()):
            self.job.start()

    def _has_pending(self) -> bool:
        """Give a new library the starter article; tell whether to build the index."""
        try:
            return prepare_library(self.library)
        except QuotewellError as error:
            log.warning("%s", error)
            return False

    def _opens(self) -> bool:
        """Tell whether the index can be used; one of another model or format can't."""
        try:
            self._ready().generation()
        except GenerationError as error:
            log.warning("the index is rebuilt: %s", error)
            return False
        except QuotewellError as error:
            log.warning("%s", error)
        return True

    def _load_model(self) -> Readiness:
        try:
            self._encoder = self._load()
        except QuotewellError as error:
            log.error("%s", error)
            return Readiness("failed", str(error))
        except Exception:
            log.exception("the model could not be loaded")
            return Readiness("failed", "See the server's log for the reason.")
        self._assistant = Assistant(self.library, self._encoder)
        return Readiness("ready")

    @property
    def shelf_version(self) -> str:
        """Changes whenever the list of articles may have."""
        return f"{self._edits}-{self.library.current()}-{self.readiness.state}"

    @property
    def verdicts_version(self) -> str:
        """Changes whenever the list of verdicts, or where they stand, may have."""
        return f"{self._judgements}-{self.shelf_version}"

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        top_k: int = DEFAULT_TOP_K,
        literal: bool = False,
    ) -> Answer:
        """Answer a question as `Assistant.ask` does; waits for the model and an index.

        Raises:
            QuotewellError: The question, the library or the index doesn't allow it.
        """
        assistant = self._ready()
        try:
            return assistant.ask(question, history, top_k, literal=literal)
        except IndexMissingError as error:
            if not self.library.articles():
                raise EmptyLibraryError(
                    "The library has no article yet. Add one under Library."
                ) from error
            self.job.start()
            raise IndexMissingError(
                "The index is being built. Ask again in a moment."
            ) from error

    def find(self, article_id: str) -> Article | None:
        """Give an indexed article, or None where the library has none of that id."""
        try:
            return self._ready().article(article_id)
        except (ArticleNotFoundError, EmptyLibraryError, IndexMissingError):
            return None

    def judge(
        self, question: str, kind: Kind, reference: Reference | None = None
    ) -> Verdict:
        """Record what a person says of an answer, with the quote's words.

        Raises:
            ArticleNotFoundError: The article of the quote isn't there.
            QuotewellError: The place holds no quote, or a very long one.
        """
        place = NOWHERE if reference is None else self._place(reference)
        self._judgements += 1
        return self.journal.record(" ".join(question.split()), kind, place)

    def take_back(self, verdict_id: int) -> bool:
        """Remove a verdict; returns whether there was one."""
        self._judgements += 1
        return self.journal.remove(verdict_id)

    def _place(self, reference: Reference) -> Place:
        article = self._ready().article(reference.article_id)
        quote = article.text[reference.start : reference.end]
        if not quote.strip() or len(quote) > MAX_JUDGED_CHARS:
            raise QuotewellError(
                f"a quote has 1 to {MAX_JUDGED_CHARS} characters, this place has "
                f"{len(quote)}"
            )
        return Place(
            article.id, reference.paragraph, reference.start, reference.end, quote
        )

    def every_article(self) -> list[Article]:
        """Read all articles that can be asked."""
        assistant = self._ready()
        return [assistant.article(summary.id) for summary in assistant.articles()]

    def examples(self) -> tuple[str, ...]:
        """Give questions to start with, where the starter article can be asked."""
        names = {stored.name for stored in self.library.articles()}
        return STARTER_QUESTIONS if STARTER_ARTICLE.name in names else ()

    def shelf(self) -> list[ShelfEntry]:
        """List the articles in the order in which they were added."""
        summaries: dict[str, ArticleSummary] = {}
        if self._assistant is not None:
            try:
                found = self._assistant.articles()
            except QuotewellError as error:
                log.info("no summaries: %s", error)
            else:
                summaries = {summary.id: summary for summary in found}
        return [
            ShelfEntry(stored, summaries.get(stored.id))
            for stored in self.library.articles()
        ]

    def add(self, data: bytes, name: str, title: str | None = None) -> StoredArticle:
        """Store an article and have the index rebuilt."""
        stored = self.library.add(data, name, title)
        self._changed()
        return stored

    def rename(self, article_id: str, title: str) -> StoredArticle:
        """Rename an article and have the index rebuilt."""
        stored = self.library.rename(article_id, title)
        self._changed()
        return stored

    def remove(self, article_id: str) -> None:
        """Take an article out and have the index rebuilt."""
        self.library.remove(article_id)
        self._changed()

    def undo(self) -> str:
        """Go back to the index before this one; says what is searchable now.

        Raises:
            LibraryError: There is none, or a rebuild is going on.
        """
        if self.job.view.busy:
            raise LibraryBusyError("the index is being rebuilt; cancel that first")
        manifest = self.library.undo()
        self._edits += 1
        return _searchable(manifest)

    def original(self, article_id: str) -> tuple[StoredArticle, Path]:
        """Give an article's record and its file as it was added.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        store = ArticleStore(self.library.root / ARTICLES_FOLDER)
        stored = store.get(article_id)
        return stored, store.original(stored)

    def _changed(self) -> None:
        self._edits += 1
        self.job.note_change()

    def _ready(self) -> Assistant:
        if not self._loaded.wait(PATIENCE_S):
            raise ModelError("The model is still loading. Ask again in a moment.")
        if self._assistant is None:
            raise ModelError(f"The model can't be loaded: {self.readiness.message}")
        return self._assistant

    def _rebuild(self, progress: Progress) -> Outcome:
        ask = self._ready().ask
        assert self._encoder is not None
        judged = [item.question for item in self.journal.judged()]
        before = first_quotes(ask, judged)
        manifest = build_index(self.library, self._encoder, progress)
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
