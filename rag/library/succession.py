"""What an article was replaced by: its file in a followed folder was edited since."""

from collections.abc import Mapping

from rag.library.library import Library
from rag.library.stored_article import StoredArticle


class Succession:
    """Leads from articles that were replaced to those that took their place.

    An edited file's new article comes, under the same name, at the very moment at which
    the old one leaves; both records say so, until the old one is deleted.

    Args:
        library: The library.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._edition = -1
        self._records: Mapping[str, StoredArticle] = {}

    def of(self, article_id: str) -> str | None:
        """Give the id of what stands in a removed article's place, None where nothing.

        Of several that might nobody can tell which it is.
        """
        records = self._all()
        stored = records.get(article_id)
        while stored is not None and stored.removed:
            left = stored
            heirs = [each for each in records.values() if _replaced(left, each)]
            stored = heirs[0] if len(heirs) == 1 else None
        return stored.id if stored else None

    def _all(self) -> Mapping[str, StoredArticle]:
        # Asked for each quote that is shown: all records are read once a change.
        if self._edition != (edition := self._library.edition()):
            every = self._library.originals.records.everything()
            self._records = {stored.id: stored for stored in every}
            self._edition = edition
        return self._records


def _replaced(left: StoredArticle, other: StoredArticle) -> bool:
    came = any(
        state.changed == left.changed and not state.removed for state in other.states
    )
    # What has left by now did so later: so the way from one to the next has an end.
    is_later = not other.removed or other.changed > left.changed
    return other.name == left.name and came and is_later
