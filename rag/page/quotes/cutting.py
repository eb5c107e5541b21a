"""Quotes as they are shown: cut out of the stored articles each time.

Where the article no longer says what it said when a quote was found, or is gone, the
quote says so; where its words were kept, these are shown as they were.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.judging.evidence import FindArticle
from rag.page.quotes.references import Reference, digest_of
from rag.page.words.below import place_parts
from rag.types import Article, Place


@dataclass(frozen=True, slots=True)
class Words:
    """What a quote said when it was found: its passage, and where that stood."""

    title: str
    section: str | None
    page: int | None
    passage: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it is shown, cut out of the article just now.

    `before`, `text` and `after` together are the passage. `verbatim` is False where the
    article no longer says what it said when the quote was found, and `gone` is True
    where it has left the library: what is shown then are the words that were kept.
    `was` is where the quote was found, if the article has changed and the words stand
    elsewhere by now, or in what replaced it.
    `language` is the article's, ISO 639-1; `is_doubtful` ones stand where a page reads
    as no language.
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
    gone: bool = False
    language: str = ""
    time_s: int | None = None
    is_doubtful: bool = False
    was: Reference | None = None

    @property
    def found_at(self) -> Reference:
        """Where it was found, by which all that was said of it then is known."""
        return self.was or self.reference

    @property
    def place(self) -> Place:
        """Where it stands, with all that people are told of it."""
        return Place(
            self.reference.article_id,
            self.reference.paragraph,
            self.reference.start,
            self.reference.end,
            section=self.section,
            page=self.page,
            time_s=self.time_s,
            is_doubtful=self.is_doubtful,
        )

    @property
    def where(self) -> tuple[str, ...]:
        """Name its title and place: ("Tides", "Causes", "p. 3", "¶ 4")."""
        return (self.title, *place_parts(self.place))


Cut = Sequence[Quote | Reference]
"""Quotes of an answer, or, where one can't be shown, its place."""


def cut_quote(
    reference: Reference,
    find: FindArticle,
    said: Words | None = None,
    number: int = 1,
) -> Quote | Reference:
    """Cut a quote out of its article.

    Args:
        reference: Where it stands.
        find: Gives the article of an id, or None where it has left the library.
        said: What it said when it was found, where that is known.
        number: The one that it is to have, from 1.

    Returns:
        The quote; its reference, where the article is gone and nobody kept the words.
    """
    article = find(reference.article_id)
    quote = _cut(number, reference, article) if article else None
    if said and not (quote and quote.verbatim):
        moved = _moved(number, reference, said, article) if article else None
        quote = moved or _as_it_was(number, reference, said, gone=article is None)
    return quote or reference


def reference_of(cut: Quote | Reference) -> Reference:
    """Give where a quote stands, cut out of its article or not."""
    return cut.reference if isinstance(cut, Quote) else cut


def _kept(reference: Reference, said: Words) -> str:
    """Give the words that were kept of a quote; none where these are others."""
    text = said.passage[_within(reference)]
    return text if digest_of(text) == reference.digest else ""


def _within(reference: Reference) -> slice:
    """Give where in its passage a quote stands."""
    first = reference.passage_start
    return slice(max(0, reference.start - first), max(0, reference.end - first))


def _moved(
    number: int, reference: Reference, said: Words, article: Article
) -> Quote | None:
    """Cut a quote where its words stand now, if they stand there once."""
    text = _kept(reference, said)
    if not text or article.text.count(text) != 1:
        return None
    start = article.text.index(text)
    paragraph = article.paragraph_at(start) or article.paragraphs[0]
    place = Reference(
        article.id,
        paragraph.number,
        start,
        start + len(text),
        paragraph.start,
        paragraph.end,
        reference.digest,
    )
    return replace(_cut(number, place, article), was=reference)


def _as_it_was(
    number: int, reference: Reference, said: Words, *, gone: bool
) -> Quote | None:
    """Show a quote by the words that were kept, if these are the ones referred to."""
    text = _kept(reference, said)
    if not text:
        return None
    within = _within(reference)
    return Quote(
        number=number,
        reference=reference,
        title=said.title,
        section=said.section,
        page=said.page,
        before=said.passage[: within.start],
        text=text,
        after=said.passage[within.stop :],
        verbatim=False,
        gone=gone,
    )


def without_surroundings(cut: Cut) -> Cut:
    """Leave out what stands around each quote: those of an overview stand alone."""
    return [
        replace(item, before="", after="") if isinstance(item, Quote) else item
        for item in cut
    ]


def _cut(number: int, reference: Reference, article: Article) -> Quote:
    text = article.text
    # That the quote lies in the passage is only what was kept.
    first = min(reference.passage_start, reference.start)
    last = max(reference.passage_end, reference.end)
    quote = text[reference.start : reference.end]
    place = replace(reference, article_id=article.id)
    paragraph = article.paragraph(reference.paragraph)
    return Quote(
        number=number,
        reference=place,
        title=article.title,
        section=paragraph.section if paragraph else None,
        page=article.page_at(reference.start) if paragraph else None,
        time_s=paragraph.time_s if paragraph else None,
        before=text[first : reference.start],
        text=quote,
        after=text[reference.end : last],
        # A permalink has no digest: its quote is what stands there.
        verbatim=bool(quote) and reference.digest in ("", digest_of(quote)),
        is_doubtful=article.doubts(reference.paragraph),
        language=article.language,
        was=None if place == reference else reference,
    )
