"""Evidence packs: a conversation with its quotes, to be shown and checked elsewhere.

A pack names for each quote its words, its place, and the hashes of the words and of the
article. The same record is inside each form in which a pack is written (JSON, HTML,
Markdown), so each can be read back and verified against a library later.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from rag.errors import EvidenceError
from rag.types import Article

FORMAT = "quotewell-evidence-1"
_BEGIN, _END = '<script type="application/json" id="evidence">', "</script>"
_IN_MARKDOWN = re.compile(r"<!-- evidence:([A-Za-z0-9+/=]+) -->")

FindArticle = Callable[[str], Article | None]


@dataclass(frozen=True, slots=True)
class EvidenceQuote:
    """A quote: its words with what stands before and after, its place, its hashes.

    `verbatim` tells whether the article said these words when the pack was made.
    """

    number: int
    article_id: str
    title: str
    section: str | None
    paragraph: int
    page: int | None
    start: int
    end: int
    before: str
    quote: str
    after: str
    quote_sha256: str
    article_sha256: str
    verbatim: bool
    verdict: str | None


@dataclass(frozen=True, slots=True)
class EvidenceTurn:
    """A question, how it was answered, and what was quoted.

    `unanswered` tells whether a person said that the articles don't answer it.
    """

    question: str
    read_as: str | None
    status: Literal["answered", "not_found"]
    missing_terms: tuple[str, ...]
    quotes: tuple[EvidenceQuote, ...]
    unanswered: bool = False


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """A conversation as evidence, with the time and the index that it came from."""

    made: str
    generation: int | None
    turns: tuple[EvidenceTurn, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What verifying found of one quote; `holds` is True where the words stand."""

    question: str
    quote: EvidenceQuote
    holds: bool
    message: str


def sha256_of_text(text: str) -> str:
    """Hash a text, encoded as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def pack_json(pack: EvidencePack) -> str:
    """Write a pack as JSON."""
    record = {"format": FORMAT, **asdict(pack)}
    return json.dumps(record, ensure_ascii=False, indent=1)


def pack_for_html(pack: EvidencePack) -> str:
    """Write a pack as a data block for an HTML page; no tag can end it early."""
    text = pack_json(pack).replace("<", "\\u003c")
    return f"{_BEGIN}{text}{_END}"


def pack_for_markdown(pack: EvidencePack) -> str:
    """Write a pack as a comment for a Markdown file."""
    encoded = base64.b64encode(pack_json(pack).encode()).decode()
    return f"<!-- evidence:{encoded} -->"


def read_pack(data: bytes) -> EvidencePack:
    """Read a pack from any of its forms.

    Raises:
        EvidenceError: It isn't a pack, or not one of this format.
    """
    try:
        record = json.loads(_record_in(data.decode("utf-8")))
        if record.get("format") != FORMAT:
            raise EvidenceError(
                f"the pack's format is {record.get('format')!r}, expected {FORMAT!r}"
            )
        turns = tuple(_read_turn(turn) for turn in record["turns"])
        return EvidencePack(record["made"], record["generation"], turns)
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise EvidenceError(
            "this is no evidence pack; export one from the page as JSON, HTML or "
            f"Markdown ({type(error).__name__})"
        ) from error


def _record_in(text: str) -> str:
    _, _, behind = text.partition(_BEGIN)
    record, is_ended, _ = behind.partition(_END)
    if is_ended:
        return record
    if found := _IN_MARKDOWN.search(text):
        return base64.b64decode(found[1], validate=True).decode()
    return text


def _read_turn(turn: dict[str, Any]) -> EvidenceTurn:
    quotes = tuple(EvidenceQuote(**quote) for quote in turn["quotes"])
    terms = tuple(turn["missing_terms"])
    return EvidenceTurn(
        turn["question"],
        turn["read_as"],
        turn["status"],
        terms,
        quotes,
        turn.get("unanswered", False),  # packs of before have none
    )


def verify_pack(pack: EvidencePack, find: FindArticle) -> Iterator[Finding]:
    """Check each quote of a pack against the articles as they are now.

    Args:
        pack: The pack.
        find: Gives the article of an id, or None where there is none.

    Yields:
        A finding per quote, in the order of the conversation.
    """
    for turn in pack.turns:
        for quote in turn.quotes:
            holds, message = _check(quote, find(quote.article_id))
            yield Finding(turn.question, quote, holds, message)


def _check(quote: EvidenceQuote, article: Article | None) -> tuple[bool, str]:
    if sha256_of_text(quote.quote) != quote.quote_sha256:
        return False, "the pack itself was changed: its words don't match their hash"
    if article is None:
        return False, "the article is not in the library"
    if not quote.quote or quote.quote not in article.text:
        return False, "the article no longer says this"
    if article.text[quote.start : quote.end] == quote.quote:
        if sha256_of_text(article.text) == quote.article_sha256:
            return True, "verbatim"
        return True, "verbatim, though the article has changed elsewhere"
    return True, "verbatim, but it has moved in the article"
