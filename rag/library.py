"""The library on disk: the articles as they were added, and the index made of them.

    articles/                the originals (see rag.article_store)
    generations/0007/        a published index (see rag.generation)
    current                  the number of the generation in use
    folders.json             the folders that are followed (see rag.folders)
    lock                     held by the one process that writes

A removed article keeps its file, so that `undo` can bring it back, until `compact`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from rag.article_store import ArticleStore, StoredArticle
from rag.errors import (
    ArticleNotFoundError,
    GenerationError,
    LibraryBusyError,
    LibraryError,
)
from rag.generation import Generation
from rag.generations import Generations
from rag.manifest import Manifest
from rag.storage import size_of
from rag.types import Article, ModelIdentity

LOCK_TIMEOUT_S = 10.0
ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many articles and generations `compact` deletes, and how many bytes."""

    articles: int
    generations: int
    freed_bytes: int


class Library:
    """The folder that holds articles and index.

    Args:
        root: The folder; it is made when something is first written.
        generation: Number of the generation to read, whichever is in use; None reads
            the one in use.
    """

    def __init__(self, root: Path, generation: int | None = None) -> None:
        self.root = root
        self.generations = Generations(root, generation)
        self._store = ArticleStore(root / ARTICLES)
        self._lock = FileLock(root / "lock", timeout=LOCK_TIMEOUT_S)

    # Articles

    def articles(self) -> list[StoredArticle]:
        """List the articles, oldest first."""
        return [stored for stored in self._store.everything() if not stored.removed]

    def is_new(self) -> bool:
        """Tell whether nothing was ever added here."""
        return not self._store.everything()

    def pending(self) -> list[StoredArticle]:
        """List what a rebuild would change: articles added, retitled or removed.

        An index whose manifest can't be read, damaged or of another format, has none
        of the articles.
        """
        try:
            manifest = self.generations.manifest()
        except GenerationError:
            manifest = None
        entries = manifest.articles if manifest else ()
        indexed = {entry.id: entry.title for entry in entries}
        return [
            stored
            for stored in self._store.everything()
            if stored.removed == (stored.id in indexed)
            or (not stored.removed and stored.title not in (None, indexed[stored.id]))
        ]

    def add(self, data: bytes, name: str, title: str | None = None) -> StoredArticle:
        """Store a file as an article; the same bytes again are the same article.

        Args:
            data: The file's content.
            name: Its file name, for the title and the format.
            title: A title of the person's own.

        Raises:
            ReadError: The file can't become an article; nothing is stored.
            LibraryBusyError: Another process is writing.
        """
        checked = self._store.check(data, name, title)
        with self.writing():
            return self._store.add(checked, data)

    def remove(self, article_id: str) -> StoredArticle:
        """Take an article out of the library; `undo` can bring it back.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        with self.writing():
            return self._store.put(replace(self._store.get(article_id), removed=True))

    def restore(self, article_id: str) -> StoredArticle:
        """Bring back an article that was removed.

        Raises:
            ArticleNotFoundError: No article has that id, or `compact` deleted it.
        """
        with self.writing():
            known = (each for each in self._store.everything() if each.id == article_id)
            stored = next(known, None)
            if stored is None:
                raise ArticleNotFoundError(
                    f"no article {article_id!r} was removed, or its file is deleted; "
                    "add it again"
                )
            return self._store.put(replace(stored, removed=False))

    def rename(self, article_id: str, title: str) -> StoredArticle:
        """Give an article a title of the person's own.

        Raises:
            ArticleNotFoundError: No article has that id.
            LibraryError: The title is empty or too long.
        """
        with self.writing():
            return self._store.rename(article_id, title)

    def read(self, stored: StoredArticle) -> Article:
        """Read a stored article's original anew.

        Raises:
            ReadError: The original is missing or can't be read any more.
        """
        return self._store.read(stored)

    def is_intact(self, stored: StoredArticle) -> bool:
        """Tell whether an article's file is the one that was added, by its hash."""
        return self._store.is_intact(stored)

    # The index

    def current(self) -> int | None:
        """Give the number of the generation in use, None before the first."""
        return self.generations.current()

    def open(self, model: ModelIdentity, *, whole: bool = False) -> Generation:
        """Open the generation in use, or the newest whole one if it is damaged.

        Args:
            model: The model that will encode the questions.
            whole: Read every byte of large files, too; else samples of them.

        Raises:
            IndexMissingError: Nothing has been published.
            IndexDamagedError: No generation is whole.
            IndexMismatchError: It is of another format or model.
        """
        return self.generations.open(model, whole=whole)

    def publish(self, fill: Callable[[Path], Manifest]) -> Manifest:
        """Write a generation and make it the one in use (see `rag.generations`)."""
        with self.writing():
            self._remove_leftovers()
            return self.generations.publish(fill)

    def undo(self) -> Manifest:
        """Go back to the generation before the one in use, its articles with it.

        Raises:
            LibraryError: There is none to go back to.
        """
        with self.writing():
            manifest = self.generations.before()
            if manifest is None:
                raise LibraryError("there is no earlier generation to go back to")
            titles = {entry.id: entry.title for entry in manifest.articles}
            # First the index: if this is cut short, the next rebuild brings back what
            # the articles' records still say, and none of them is lost.
            self.generations.use(manifest.number)
            for stored in self._store.everything():
                removed = stored.id not in titles
                title = titles.get(stored.id, stored.title)
                self._store.put(replace(stored, removed=removed, title=title))
        return manifest

    def compactable(self) -> Compacted:
        """Say what `compact` would delete.

        Raises:
            GenerationError: The generation in use is damaged, so the earlier ones stay.
        """
        removed = self._gone(self.generations.manifest())
        old = self.generations.old(1)
        sizes = [stored.size_bytes for stored in removed]
        sizes += [size_of(self.generations.folder(number)) for number in old]
        return Compacted(len(removed), len(old), sum(sizes))

    def compact(self) -> Compacted:
        """Delete earlier generations, and removed articles that the index lacks.

        Afterwards there is nothing to undo.

        Raises:
            GenerationError: The generation in use is damaged, so the earlier ones stay.
        """
        with self.writing():
            before = size_of(self.root)
            self._remove_leftovers()
            manifest = self.generations.check()
            generations = self.generations.forget_old(1)
            removed = self._gone(manifest)
            for stored in removed:
                self._store.delete(stored)
            freed = before - size_of(self.root)
        return Compacted(len(removed), generations, freed)

    def _gone(self, manifest: Manifest | None) -> list[StoredArticle]:
        """List the removed articles that an index lacks."""
        indexed = {entry.id for entry in manifest.articles} if manifest else set()
        return [
            stored
            for stored in self._store.everything()
            if stored.removed and stored.id not in indexed
        ]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the library's one writer's place; may be entered again inside.

        Raises:
            LibraryBusyError: Another process holds it.
            LibraryError: The folder can't be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with self._lock:
                yield
        except Timeout as error:
            raise LibraryBusyError(
                f"another process is writing to {self.root}; try again when it is done"
            ) from error
        except OSError as error:
            raise LibraryError(
                f"{self.root} can't be written ({error.strerror or error}), and stays "
                "as it was; free space or make it writable, or name another folder "
                "with --index"
            ) from error

    def _remove_leftovers(self) -> None:
        self.generations.remove_leftovers()
        self._store.remove_leftovers()
