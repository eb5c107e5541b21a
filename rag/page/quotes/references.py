"""Where a quote stands, as it is kept: a place and a digest, and no words."""

import hashlib
import re
from dataclasses import dataclass, replace

from rag.errors import JournalError
from rag.judging.verdicts import JudgedPlace
from rag.settings import MAX_QUOTE_CHARS
from rag.types import Article, Citation, Mention, Place

DIGEST_CHARS = 12

_REFERENCE = re.compile(
    r"(?P<id>[\w-]{1,80}):(?P<paragraph>\d{1,7}):(?P<start>\d{1,9})-(?P<end>\d{1,9})"
    r"(?::(?P<first>\d{1,9})-(?P<last>\d{1,9}):(?P<digest>[0-9a-f]{0,12}))?"
)


@dataclass(frozen=True, slots=True)
class Reference(Place):
    """Where a quote stands, the passage around it, and what tells it from another."""

    passage_start: int
    passage_end: int
    digest: str = ""

    @property
    def short(self) -> str:
        """The place alone: "ID:4:120-246"."""
        return f"{self.article_id}:{self.paragraph}:{self.start}-{self.end}"

    def __str__(self) -> str:
        """Write it as "ID:4:120-246:80-600:1a2b3c4d5e6f"."""
        return f"{self.short}:{self.passage_start}-{self.passage_end}:{self.digest}"


def refer(citation: Citation) -> Reference:
    """Refer to a citation's quote in its passage."""
    first, last = citation.passage_start, citation.passage_start + len(citation.passage)
    return replace(refer_to_quote(citation), passage_start=first, passage_end=last)


def refer_to_quote(quote: Citation | Mention | JudgedPlace) -> Reference:
    """Refer to a quote without its passage: a mention, or what was judged."""
    return Reference(
        article_id=quote.article_id,
        paragraph=quote.paragraph,
        start=quote.start,
        end=quote.end,
        passage_start=quote.start,
        passage_end=quote.end,
        digest=digest_of(quote.quote),
    )


def words_at(article: Article, reference: Reference) -> str:
    """Cut what a person judges or pins out of its article.

    Raises:
        JournalError: The place holds no quote, or a very long one.
    """
    words = article.text[reference.start : reference.end]
    if not words.strip() or len(words) > MAX_QUOTE_CHARS:
        raise JournalError(
            f"a quote has 1 to {MAX_QUOTE_CHARS} characters, this place has "
            f"{len(words)}"
        )
    return words


def digest_of(text: str) -> str:
    """Shorten a SHA-256 to what tells an edited quote from an unchanged one."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_CHARS]


def parse_reference(text: object) -> Reference | None:
    """Read a reference, "ID:4:120-246" or with passage and digest, or None."""
    match = _REFERENCE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    start, end = int(match["start"]), int(match["end"])
    return Reference(
        article_id=match["id"],
        paragraph=int(match["paragraph"]),
        start=start,
        end=max(start, end),
        passage_start=int(match["first"] or start),
        passage_end=int(match["last"] or end),
        digest=match["digest"] or "",
    )
