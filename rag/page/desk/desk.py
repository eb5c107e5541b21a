"""The desk itself: what is pinned, and what stands on it now."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from rag.errors import ArticleNotFoundError, JournalError
from rag.judging.evidence import EvidenceQuote, FindArticle, sha256_of_text
from rag.judging.pins import NOT_ASKED, Asked, Pin, Pins
from rag.judging.works import work_of
from rag.library.stored_article import StoredArticle
from rag.page.desk.entries import DeskEntry, desk_entries, place_at
from rag.page.quotes.references import Reference, digest_of, words_at
from rag.types import Article


class Desk:
    """The pins of one library, beside its articles.

    Args:
        pins: The pins.
        find: Gives the article of an id, or None where it has left the library.
        records: Lists the library's records.
    """

    def __init__(
        self,
        pins: Pins,
        find: FindArticle,
        records: Callable[[], Sequence[StoredArticle]],
    ) -> None:
        self.pins = pins
        self._find = find
        self._records = records

    def entries(self) -> list[DeskEntry]:
        """List what is on the desk, in the person's order."""
        return self._entries(self.pins.all())

    def _entries(self, pins: Sequence[Pin]) -> list[DeskEntry]:
        records = {stored.id: stored for stored in self._records()}
        return desk_entries(
            pins,
            self._find,
            lambda article: work_of(article, records.get(article.id)),
        )

    def pin(self, reference: Reference, asked: Asked = NOT_ASKED) -> Pin:
        """Pin the quote at a place, if it is what the reference says.

        One that is pinned already is the same pin.

        Raises:
            ArticleNotFoundError: The article isn't there.
            JournalError: The place holds no quote, another one, or a very long one.
        """
        article = self._find(reference.article_id)
        if article is None:
            raise ArticleNotFoundError(
                f"no article {reference.article_id!r} in the library"
            )
        quote = _evidence(article, reference)
        # What was pinned before an edit moved it is known by its words.
        words = quote.quote_sha256
        same = [pin for pin in self.pins.all() if pin.quote.quote_sha256 == words]
        for entry in self._entries(same):
            if entry.stands_at(quote.place):
                return entry.pin
        records = (each for each in self._records() if each.id == article.id)
        return self.pins.add(quote, work_of(article, next(records, None)), asked)


def _evidence(article: Article, reference: Reference) -> EvidenceQuote:
    """Cut a quote out of its article, with all that tells whether it still stands."""
    words = words_at(article, reference)
    # In what replaced the article other words may stand there, and only a digest tells.
    is_place = not reference.digest and reference.article_id == article.id
    if not is_place and reference.digest != digest_of(words):
        raise JournalError("the article has changed since this was found; ask again")
    place = place_at(article, reference.start, reference.start + len(words))
    return EvidenceQuote(
        number=1,
        title=article.title,
        before="",
        quote=words,
        after="",
        quote_sha256=sha256_of_text(words),
        article_sha256=sha256_of_text(article.text),
        verbatim=True,
        verdict=None,
        **asdict(place),
    )
