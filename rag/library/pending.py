"""What a build would change: articles that the index lacks, or has otherwise."""

from collections.abc import Iterable

from rag.library.articles import ArticleStore
from rag.library.generation.manifest import Manifest, SetAside, program_version
from rag.library.stored_article import StoredArticle


def changed_since(
    manifest: Manifest | None, every: Iterable[StoredArticle]
) -> list[StoredArticle]:
    """Choose the articles that were added, retitled or removed since an index was made.

    Args:
        manifest: The index's; None where there is none, or it can't be read.
        every: The articles' records, removed ones too.
    """
    indexed = manifest.titles if manifest else {}
    return [
        stored
        for stored in every
        # Removed and still indexed, or neither.
        if stored.removed == (stored.id in indexed)
        or (not stored.removed and stored.title not in (None, indexed[stored.id]))
    ]


def still_aside(
    set_aside: Iterable[SetAside], originals: ArticleStore
) -> dict[str, SetAside]:
    """Choose what a build would set aside again, by the articles' ids.

    Args:
        set_aside: What the last build could not index.
        originals: The articles as they are now.
    """
    every = originals.records.everything()
    stored = {each.id: each for each in every if not each.removed}
    return {
        each.id: each
        for each in set_aside
        if each.id in stored
        and each.version == program_version()
        and each.state == originals.state_of(stored[each.id])
    }
