"""The library on disk: the articles as they were added, and the index made of them.

    articles/                the originals (see rag.article_store)
    generations/0007/        a published index (see rag.generation)
    current                  the number of the generation in use
    lock                     held by the one process that writes

A removed article keeps its file, so that `undo` can bring it back.
"""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from rag.article_store import ArticleStore, StoredArticle
from rag.errors import (
    GenerationError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    LibraryBusyError,
    LibraryError,
)
from rag.generation import Generation
from rag.manifest import Manifest, check_files, read_manifest, write_manifest
from rag.storage import new_folder, remove_leftovers, replace_file
from rag.types import Article, ModelIdentity

log = logging.getLogger(__name__)

KEPT_GENERATIONS = 3
LOCK_TIMEOUT_S = 10.0


class Library:
    """The folder that holds articles and index.

    Args:
        root: The folder; it is made when something is first written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._store = ArticleStore(root / "articles")
        self._generations = root / "generations"
        self._current = root / "current"
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
        current = self.current()
        try:
            entries = read_manifest(self._folder(current)).articles if current else ()
        except GenerationError:
            entries = ()
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
        with self.writing():
            return self._store.add(data, name, title)

    def remove(self, article_id: str) -> StoredArticle:
        """Take an article out of the library; `undo` can bring it back.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        with self.writing():
            return self._store.put(replace(self._store.get(article_id), removed=True))

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

    # Generations

    def current(self) -> int | None:
        """Give the number of the generation in use, None before the first.

        Where the file that names it is damaged or missing, it is the newest.
        """
        try:
            number = int(self._current.read_text())
        except (FileNotFoundError, ValueError):
            return max(self._numbers(), default=None)
        return number if self._folder(number).is_dir() else max(self._numbers())

    def open(self, model: ModelIdentity) -> Generation:
        """Open the generation in use, or the newest whole one if it is damaged.

        Args:
            model: The model that will encode the questions.

        Raises:
            IndexMissingError: Nothing has been published.
            IndexDamagedError: No generation is whole.
            IndexMismatchError: It is of another format or model.
        """
        current = self.current()
        if current is None:
            raise IndexMissingError(
                f"no index in {self.root}; add an article with `quotewell add FILE`"
            )
        try:
            generation = Generation(self._folder(current))
        except IndexDamagedError as error:
            if self.current() != current:
                # A writer published, and deleted what was about to be opened.
                return self.open(model)
            generation = self._open_older(current, error)
        _check_model(generation.manifest.model, model)
        return generation

    def _open_older(self, current: int, error: IndexDamagedError) -> Generation:
        for number in sorted(self._numbers(), reverse=True):
            if number >= current:
                continue
            try:
                generation = Generation(self._folder(number))
            except GenerationError:
                continue
            log.warning("%s; generation %d is used meanwhile", error, number)
            return generation
        raise error

    def publish(self, fill: Callable[[Path], Manifest]) -> Manifest:
        """Write a generation aside, then make it the one in use; call while `writing`.

        Args:
            fill: Writes all files but the manifest into the folder that it is given,
                and describes them; number, parent, time and hashes are set here.

        Returns:
            The manifest as published.
        """
        self._remove_leftovers()
        number = max(self._numbers(), default=0) + 1
        parent = self.current() or 0
        with new_folder(self._folder(number)) as temporary:
            manifest = replace(
                fill(temporary), number=number, parent=parent, created=_now()
            )
            write_manifest(temporary, manifest)
        self._use(number)
        self._forget_old(number)
        return manifest

    def undo(self) -> Manifest:
        """Go back to the generation before the one in use, its articles with it.

        Raises:
            LibraryError: There is none to go back to.
        """
        with self.writing():
            earlier = islice(self._lineage(), 1, None)
            manifest = next(filter(self._is_whole, earlier), None)
            if manifest is None:
                raise LibraryError("there is no earlier generation to go back to")
            titles = {entry.id: entry.title for entry in manifest.articles}
            # First the index: if this is cut short, the next rebuild brings back what
            # the articles' records still say, and none of them is lost.
            self._use(manifest.number)
            for stored in self._store.everything():
                removed = stored.id not in titles
                title = titles.get(stored.id, stored.title)
                self._store.put(replace(stored, removed=removed, title=title))
        return manifest

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

    def _use(self, number: int) -> None:
        replace_file(self._current, f"{number}\n".encode())

    def _folder(self, number: int) -> Path:
        return self._generations / f"{number:04d}"

    def _numbers(self) -> list[int]:
        return [int(path.name) for path in self._generations.glob("[0-9]*")]

    def _lineage(self) -> Iterator[Manifest]:
        """Go from the generation in use back through those it came from.

        One whose manifest can't be read ends the line: there is no going back to it.
        """
        number = self.current()
        while number:
            try:
                manifest = read_manifest(self._folder(number))
            except GenerationError as error:
                log.info("the line of generations ends: %s", error)
                return
            yield manifest
            number = manifest.parent

    def _is_whole(self, manifest: Manifest) -> bool:
        try:
            check_files(self._folder(manifest.number), manifest)
        except IndexDamagedError:
            return False
        return True

    def _forget_old(self, current: int) -> None:
        """Delete all but the generation in use and the ones it came from."""
        lineage = islice(self._lineage(), KEPT_GENERATIONS)
        kept = {current, *(manifest.number for manifest in lineage)}
        for number in set(self._numbers()) - kept:
            shutil.rmtree(self._folder(number), ignore_errors=True)

    def _remove_leftovers(self) -> None:
        for folder in (self.root, self._generations, *self._store.folders()):
            remove_leftovers(folder)


def _check_model(made_by: ModelIdentity, model: ModelIdentity) -> None:
    if (made_by.sha256, made_by.dimension) != (model.sha256, model.dimension):
        raise IndexMismatchError(
            f"the index was made by {made_by.name} ({made_by.dimension} dimensions), "
            f"the model in use is {model.name} ({model.dimension}); run "
            f"`quotewell rebuild` with it, or name the other with --model"
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
