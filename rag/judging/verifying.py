"""Whether an evidence pack says what the library's articles say.

A pack is written and read by `rag.judging.evidence`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.judging.evidence import (
    EvidencePack,
    EvidenceQuote,
    FindArticle,
    letters_of,
    sha256_of_text,
)
from rag.types import Article

VERBATIM = "verbatim"
"""What is said of a quote that stands where it stood, in the article as it was."""


@dataclass(frozen=True, slots=True)
class VerifiedQuote:
    """What verifying found of one quote; `holds` is True where the words stand."""

    question: str
    quote: EvidenceQuote
    holds: bool
    message: str


def verify_pack(
    pack: EvidencePack, find: FindArticle, shown: str | None = None
) -> Iterator[VerifiedQuote]:
    """Check each quote of a pack against the articles as they are now.

    Args:
        pack: The pack.
        find: Gives the article of an id, or None where there is none.
        shown: What a person reads in it, as `shown_by` gives that.

    Yields:
        A finding per quote, in the order of the conversation.
    """
    for turn in pack.turns:
        for quote in turn.quotes:
            holds, message = _check_told(quote, find(quote.article_id), shown)
            yield VerifiedQuote(turn.question, quote, holds, message)


def check_quote(quote: EvidenceQuote, article: Article | None) -> tuple[bool, str]:
    """Tell whether an article still says a quote, and in words how that stands.

    Args:
        quote: The quote.
        article: Its article, None where the library has it no more.
    """
    # First: of words that were changed in the pack nothing else need be said.
    if sha256_of_text(quote.quote) != quote.quote_sha256:
        return False, "the pack itself was changed: its words don't match their hash"
    # An empty quote stands everywhere, and would hold in any article.
    if not quote.quote:
        return False, "there are no words to be checked"
    if article is None:
        return False, "the article is not in the library"
    # Python counts negative places from the end of the text.
    if article.text[max(0, quote.start) : max(0, quote.end)] == quote.quote:
        # Of an article that was gone, and is back, nobody knows what it was elsewhere.
        if quote.article_sha256 in ("", sha256_of_text(article.text)):
            return True, VERBATIM
        return True, "verbatim, though the article has changed elsewhere"
    if quote.quote in article.text:
        return True, "verbatim, but it has moved in the article"
    return False, "the article no longer says this"


def _check_told(
    quote: EvidenceQuote, article: Article | None, shown: str | None
) -> tuple[bool, str]:
    """Check a quote, and what else its pack tells of it to whoever reads that."""
    holds, message = check_quote(quote, article)
    if holds and shown is not None:
        marked = map(letters_of, (quote.quote, *_further(quote)))
        if any(letters not in shown for letters in marked):
            return False, "the file shows other words than its record"
    if article is None or message != VERBATIM:
        return holds, message
    if quote.article_sha256 and not _stands_among(quote, article.text):
        return False, "the pack itself was changed: other words stand around these"
    return True, _told_place(quote, article)


def _further(quote: EvidenceQuote) -> Iterator[str]:
    """Give the further sentences of the answer that a pack marks around a quote."""
    around = f"{quote.before}{quote.quote}{quote.after}"
    first = quote.start - len(quote.before)
    for mark in quote.marks:
        yield around[max(0, mark.start - first) : max(0, mark.end - first)]


def _stands_among(quote: EvidenceQuote, text: str) -> bool:
    """Tell whether a quote has the words before and after that a text has there."""
    around = f"{quote.before}{quote.quote}{quote.after}"
    return text.startswith(around, max(0, quote.start - len(quote.before)))


def _told_place(quote: EvidenceQuote, article: Article) -> str:
    """Say that a quote is verbatim, and where it stands if the pack says otherwise."""
    paragraph = article.paragraph_at(quote.start)
    told = quote.paragraph, quote.section
    if paragraph is None or told == (paragraph.number, paragraph.section):
        return VERBATIM
    now = replace(quote, paragraph=paragraph.number, section=paragraph.section)
    place = " · ".join(now.place.parts)
    return f"{VERBATIM}, but the library has it elsewhere ({place})"
