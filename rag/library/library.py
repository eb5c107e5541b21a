"""The library on disk: the articles as they were added, and the index made of them.

    articles/                the originals (see rag.library.articles)
    generations/0007/        a published index (see rag.library.generation.generation)
    encoded/                 what a build will take over (see rag.building.before)
    current                  which generation is in use
    engine.json              where its vectors are, if not here (see rag.library.engine)
    originals.json           where the files of articles are, if not here (see objects)
    folders.json             the folders that are followed (see rag.library.folders)
    undone.json              what was undone and can be redone (see rag.library.undone)
    lock, build.lock         held by who changes articles, and index (see locks)
    servers/, sessions/      what several servers of it share (see rag.page)

A removed article keeps its file, so that `undo` can bring it back, until `compact`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.errors import REBUILD, GenerationError, IndexMissingError, LibraryError
from rag.library.articles import ArticleStore
from rag.library.compacting import Compacted, compact
from rag.library.details import Details
from rag.library.engine import home_of
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import Manifest, SetAside
from rag.library.generations import Generations
from rag.library.locks import builders_lock, writers_lock
from rag.library.objects import store_of
from rag.library.offering import without_offer
from rag.library.pending import changed_since, still_aside
from rag.library.stored_article import StoredArticle
from rag.library.undoing import Undoing, Undone, indexable
from rag.library.undone import UndoneSteps
from rag.roles import ModelIdentity

ARTICLES = "articles"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The articles as they were: what a build is to index.

    `as_of` is the moment of the last change in them that an index knows. Every later
    change has a later moment, and waits for the next build.
    """

    articles: tuple[StoredArticle, ...]
    as_of: int


class Library:
    """The folder that holds articles and index.

    Args:
        root: The folder; it is made when something is first written.
        generation: Number of the generation to read, whichever is in use; None reads
            the one in use.
    """

    def __init__(self, root: Path, generation: int | None = None) -> None:
        self.root = root
        self.home = home_of(root)
        self.generations = Generations(root, generation, self.home)
        self.originals = ArticleStore(root / ARTICLES, store_of(root))
        self._records = self.originals.records
        self.undoing = Undoing(self._records, self.generations, UndoneSteps(root))
        self._writer = writers_lock(root)
        self._builder = builders_lock(root)
        self._moment = 0

    # Articles

    def articles(self) -> list[StoredArticle]:
        """List the articles, oldest first."""
        return [stored for stored in self._records.everything() if not stored.removed]

    def is_new(self) -> bool:
        """Tell whether nothing was added here, but for what was deleted for good."""
        # What can't be read was added all the same: no starter comes in its place.
        return not (self._records.everything() or self._records.damaged())

    def damaged(self) -> list[LibraryError]:
        """Say of each article whose record can't be read what mends that."""
        return self._records.damaged()

    def pending(self) -> list[StoredArticle]:
        """List what a rebuild would change: articles added, retitled or removed.

        An index whose manifest can't be read, damaged or of another format, has none
        of the articles. What was set aside is left out: a rebuild wouldn't mend it.
        """
        every, aside = self._records.everything(), self.set_aside()
        return changed_since(self._manifest(), (s for s in every if s.id not in aside))

    def set_aside(self) -> dict[str, SetAside]:
        """Give the articles that could not be indexed, and why, by their ids.

        One whose file is another now, or that was added again, or that another version
        of the program was tried on, isn't among them: the next build tries it.
        """
        manifest = self._manifest()
        return still_aside(manifest.set_aside, self.originals) if manifest else {}

    def edition(self) -> int:
        """Give a number that changes whenever articles do, whoever changes them."""
        return self._writer.released_ns()

    def titles(self) -> dict[str, str]:
        """Give the titles that people gave to articles, by their ids."""
        return {each.id: each.title for each in self.articles() if each.title}

    def called(self) -> dict[str, str]:
        """Give what the articles are called, by their ids.

        That is as a person named them, else as they name themselves; of what is not
        indexed yet it is the file's name.
        """
        manifest = self._manifest()
        known = manifest.titles if manifest else {}
        return {a.id: a.title or known.get(a.id, a.name) for a in self.articles()}

    def _manifest(self) -> Manifest | None:
        try:
            return self.generations.manifest()
        except GenerationError:
            return None

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
        return self.store(self.originals.check(data, name, title), data)

    def store(self, checked: StoredArticle, data: bytes) -> StoredArticle:
        """Store a file that `ArticleStore.check` has read.

        Raises:
            ReadError: It isn't the one that was checked; nothing is stored.
        """
        with self.writing():
            return self.originals.add(checked, data, self._moment)

    def store_all(
        self, checked: Sequence[tuple[StoredArticle, bytes]]
    ) -> list[StoredArticle]:
        """Store files that `check` has read: all of them, or, after a kill, none.

        Raises:
            ReadError: One isn't what was checked; nothing is stored.
        """
        with self.writing():
            return self.originals.add_all(checked, self._moment)

    # What a person says of articles; `ArticleRecords` has more of each, and its errors

    def remove(self, *article_ids: str) -> list[StoredArticle]:
        """Take articles out of the library, as one change, which `undo` takes back."""
        with self.writing():
            return self._records.remove(article_ids, self._moment)

    def restore(self, article_id: str) -> StoredArticle:
        """Bring back an article that was removed."""
        with self.writing():
            return self._records.restore(article_id, self._moment)

    def rename(self, article_id: str, title: str) -> StoredArticle:
        """Give an article a title of the person's own."""
        with self.writing():
            return self._records.rename(article_id, title, self._moment)

    def describe(self, article_id: str, details: Details) -> StoredArticle:
        """Say who wrote an article, when, and where it is; the index knows nothing."""
        with self.writing():
            return self._records.describe(article_id, details, self._moment)

    def tag(
        self,
        article_ids: Iterable[str],
        *,
        add: Iterable[str] = (),
        drop: Iterable[str] = (),
    ) -> list[StoredArticle]:
        """Give articles tags, or take some from them; gives those that changed."""
        with self.writing():
            return self._records.tag(article_ids, self._moment, add=add, drop=drop)

    # The index

    def current(self) -> int | None:
        """Give the number of the generation in use, None before the first."""
        return self.generations.current()

    def open(self, model: ModelIdentity, *, whole: bool = False) -> Generation:
        """Open the generation in use (see `Generations.open`).

        Raises:
            GenerationError: None can be opened.
        """
        try:
            return self.generations.open(model, whole=whole)
        except IndexMissingError as error:
            # The first build was stopped, or what it made deleted: add nothing, build.
            if self.articles():
                raise IndexMissingError(error.reason, REBUILD) from error
            raise

    def snapshot(self) -> Snapshot:
        """Take down what a build is to index, and delete what killed ones left.

        The builder's place is to be held until that is published.
        """
        with self.building(), self.writing():
            self.generations.remove_leftovers()
            self._records.remove_leftovers()
            every = without_offer(self._records)
            as_of = max(indexable(every), default=0)
            self.generations.note(as_of)
        return Snapshot(tuple(s for s in every if not s.removed), as_of)

    def publish(self, fill: Callable[[Path], Manifest], as_of: int) -> Manifest:
        """Write a generation and make it the one in use (see `generations`)."""
        with self.building():
            return self.generations.publish(fill, as_of)

    def undo(self) -> Undone:
        """Take back the last change (see `Undoing.undo`).

        What no build has taken up yet, also none that runs, is taken back at once.
        """
        if (undone := self.undo_waiting()) is not None:
            return undone
        with self.building(), self.writing():
            return self.undoing.undo()

    def undo_waiting(self) -> Undone | None:
        """Take back the last change if no build has taken it up; else do nothing."""
        with self.writing():
            return self.undoing.undo_waiting(self.generations.taken_up())

    def redo(self) -> Undone:
        """Make again what was undone last (see `Undoing.redo`)."""
        with self.building(), self.writing():
            return self.undoing.redo(self._moment)

    def compact(self) -> Compacted:
        """Delete earlier generations, and removed articles that the index lacks.

        Afterwards nothing can be undone but tags and details, which no index knows.

        Raises:
            GenerationError: The generation in use is damaged, so the earlier ones stay.
        """
        with self.building():
            # While this one isn't known to be whole, the earlier ones may be needed.
            manifest = self.generations.check()
            with self.writing():
                return compact(self.root, self.originals, self.generations, manifest)

    def building(self) -> AbstractContextManager[bool]:
        """Hold the place of the one who changes the index (see `rag.library.locks`)."""
        return self._builder.held()

    def is_busy(self) -> bool:
        """Tell whether anybody is changing the articles or the index now."""
        return self._writer.is_held() or self._builder.is_held()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the place of the one who changes the articles (see `locks`)."""
        with self._writer.held() as is_entered:
            if is_entered:
                self._records.unfinished.take_back()
                self.originals.look_anew()
                last = self._writer.released_ns() // 1000
                self._moment = max(self.generations.moment(), last + 1)
            yield
