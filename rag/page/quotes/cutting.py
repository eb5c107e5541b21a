"""Quotes as they are shown: cut out of the stored articles each time.

Where the article no longer says what it said when a quote was found, the quote says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.page.quotes.references import Reference, digest_of
from rag.types import Article

FindArticle = Callable[[str], Article | None]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it is shown, cut out of the article just now.

    `before`, `text` and `after` together are the passage. `verbatim` is False where the
    article no longer says what it said when the quote was found. `language` is the
    article's, ISO 639-1; `is_doubtful` ones stand where a page reads as no language.
    """

    number: int
    reference: Reference
    title: str
    section: str | None
    page: int | None
    before: str
    text: str
    after: str
    verbatim: bool
    language: str = ""
    is_doubtful: bool = False

    @property
    def where(self) -> tuple[str, ...]:
        """Name its title and place: ("Tides", "Causes", "p. 3", "¶ 4")."""
        place = replace(
            self.reference,
            section=self.section,
            page=self.page,
            is_doubtful=self.is_doubtful,
        )
        return (self.title, *place.parts)


def cut_quotes(
    references: Sequence[Reference], find: FindArticle
) -> list[Quote | Reference]:
    """Cut each referenced quote out of its article.

    Args:
        references: Where the quotes stand, best first.
        find: Gives the article of an id, or None where it has left the library.

    Returns:
        Quotes, numbered from 1; in the place of one whose article is gone, its
        reference.
    """
    cut: list[Quote | Reference] = []
    for number, reference in enumerate(references, start=1):
        article = find(reference.article_id)
        cut.append(_cut(number, reference, article) if article else reference)
    return cut


def without_surroundings(cut: Sequence[Quote | Reference]) -> list[Quote | Reference]:
    """Leave out what stands around each quote: those of an overview stand alone."""
    return [
        replace(item, before="", after="") if isinstance(item, Quote) else item
        for item in cut
    ]


def _cut(number: int, reference: Reference, article: Article) -> Quote:
    text = article.text
    # That the quote lies in the passage is only what the browser says.
    first = min(reference.passage_start, reference.start)
    last = max(reference.passage_end, reference.end)
    quote = text[reference.start : reference.end]
    paragraph = next(
        (item for item in article.paragraphs if item.number == reference.paragraph),
        None,
    )
    return Quote(
        number=number,
        reference=reference,
        title=article.title,
        section=paragraph.section if paragraph else None,
        page=paragraph.page if paragraph else None,
        before=text[first : reference.start],
        text=quote,
        after=text[reference.end : last],
        # A permalink has no digest: its quote is what stands there.
        verbatim=bool(quote) and reference.digest in ("", digest_of(quote)),
        is_doubtful=article.doubts(reference.paragraph),
        language=article.language,
    )
