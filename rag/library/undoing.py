"""Taking back the last change of a library.

One that waits for the index is whatever was done to articles while the writer's place
was held: an article added, removed, renamed, a folder looked into. Of those that were
indexed it is all that one build took in: the library goes back to the generation before
it. So what waits is never taken for old, and one `undo` takes back one change.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rag.errors import LibraryError
from rag.library.articles import ArticleStore
from rag.library.generation.manifest import Manifest
from rag.library.generations import Generations
from rag.library.stored_article import StoredArticle


@dataclass(frozen=True, slots=True)
class Undone:
    """The articles that were changed, as they are now, and the index then in use.

    `manifest` is None where none was ever published.
    """

    articles: tuple[StoredArticle, ...]
    manifest: Manifest | None


def undo_last(store: ArticleStore, generations: Generations) -> Undone:
    """Take back the last change; the writer's place is held.

    Raises:
        LibraryError: There is nothing to take back.
        GenerationError: The manifest of the index in use can't be read.
    """
    manifest = generations.manifest()
    last = _last_change(store)
    if last > (manifest.as_of if manifest else 0):
        changed = _put(store, lambda stored: stored.back(lambda moment: moment < last))
        return Undone(changed, manifest)
    if not manifest or not (target := _before_change(generations, manifest, last)):
        raise LibraryError("there is no earlier generation to go back to")
    # First the index: if this is cut short, the next rebuild brings back what the
    # articles' records still say, and none of them is lost.
    generations.use(target.number)
    changed = _put(store, lambda stored: _as_then(stored, manifest, target))
    return Undone(changed, target)


def _last_change(store: ArticleStore) -> int:
    return max((stored.changed for stored in store.everything()), default=0)


def _before_change(
    generations: Generations, current: Manifest, last: int
) -> Manifest | None:
    """Find the last whole generation that lacks a change which this one has.

    Rebuilding without a change is none, and going back to that would undo nothing.
    """
    for manifest in generations.whole_before():
        if last > manifest.as_of > 0 or manifest.titles != current.titles:
            return manifest
    return None


def _as_then(
    stored: StoredArticle, current: Manifest, target: Manifest
) -> StoredArticle:
    """Give a record as it was when the target was made.

    Records of earlier versions don't know; but what one of the two indexes has, they
    tell. What neither has, as it could not be indexed, stays as it was.
    """
    then = stored.back(lambda moment: moment <= target.as_of)
    title = target.titles.get(stored.id)
    if title is None:
        return replace(then, removed=then.removed or stored.id in current.titles)
    return replace(then, removed=False, title=then.title and title)


def _put(
    store: ArticleStore, then: Callable[[StoredArticle], StoredArticle]
) -> tuple[StoredArticle, ...]:
    """Replace each record by another, where that isn't the same."""
    both = [(stored, then(stored)) for stored in store.everything()]
    return tuple(store.put(new) for stored, new in both if new != stored)
