"""What is on the desk as it stands now: each pin beside its article of today."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.judging.evidence import FindArticle
from rag.judging.pins import Pin
from rag.judging.verifying import check_quote
from rag.judging.works import Work
from rag.types import Article, Place

WorkOf = Callable[[Article], Work]


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """A pin, and what has become of its quote.

    Args:
        pin: The pin.
        work: Its article as it is cited now, or as it was when that has gone.
        place: Where the words stand now; as it was pinned where they don't any more.
        holds: Whether the article still says them.
        state: The same in words.
        gone: Whether the article has left the library.
        language: The article's, ISO 639-1, or empty.
    """

    pin: Pin
    work: Work
    place: Place
    holds: bool
    state: str
    gone: bool
    language: str

    def stands_at(self, place: Place) -> bool:
        """Tell whether these words, and no others, stand there now."""
        mine = self.place
        return (
            self.holds
            and mine.article_id == place.article_id
            and (mine.start, mine.end) == (place.start, place.end)
        )


def desk_entries(
    pins: Sequence[Pin], find: FindArticle, work_of: WorkOf
) -> list[DeskEntry]:
    """Put each pin beside its article.

    Args:
        pins: The pins, in the person's order.
        find: Gives the article of an id, or None where it has left the library.
        work_of: Says how an article is cited.
    """
    return [_entry(pin, find(pin.quote.article_id), work_of) for pin in pins]


def _entry(pin: Pin, article: Article | None, work_of: WorkOf) -> DeskEntry:
    holds, state = check_quote(pin.quote, article)
    place = pin.quote.place
    if article and holds:
        place = _place_now(pin, article)
    work = work_of(article) if article else pin.work
    return DeskEntry(pin, work, place, holds, state, article is None, work.language)


def _place_now(pin: Pin, article: Article) -> Place:
    """Find where an article says a quote, nearest to where it was pinned."""
    words, first = pin.quote.quote, pin.quote.start
    if article.text[first : pin.quote.end] == words:
        # In what replaced the article, as in itself.
        return replace(pin.quote.place, article_id=article.id)
    places = (found.start() for found in re.finditer(re.escape(words), article.text))
    at = min(places, key=lambda place: abs(place - first))
    return place_at(article, at, at + len(words))


def place_at(article: Article, start: int, end: int) -> Place:
    """Say in which paragraph, section and page of an article a range begins."""
    paragraph = article.paragraph_at(start)
    if paragraph is None:  # the front is none
        return Place(article.id, 0, start, end)
    return Place(
        article.id,
        paragraph.number,
        start,
        end,
        section=paragraph.section,
        page=article.page_at(start),
        time_s=paragraph.time_s,
        is_doubtful=paragraph.is_doubtful,
    )
