"""What a passage is read with: its article's title and headings, within bounds."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from rag.types import Article

TRAIL_SEPARATOR = " › "
"""Stands between title and headings, in contexts and in sections."""

HINT_SEPARATOR = "\n"
"""Stands between a title and a hint (`authorship`); no title has a line break."""

CONTEXT_SHARE = 0.25
"""Title and headings may take this share of the window."""

CHARS_PER_TOKEN = 12
"""No token stands for more: a model may see a long unknown word as a single one."""

_BETWEEN_NAMES = re.compile(r"\s*[,;·]")

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class Window:
    """A model's window, and how much of it a text takes."""

    count_tokens: CountTokens
    max_tokens: int

    def costs(self, texts: Sequence[str]) -> list[int]:
        """Count tokens, a text of n characters as at least n / CHARS_PER_TOKEN."""
        # Not every tokenizer takes an empty list.
        counts = self.count_tokens(texts) if texts else []
        return [
            max(count, ceil(len(text) / CHARS_PER_TOKEN))
            for text, count in zip(texts, counts, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Context:
    """What a passage is read with, and its cost in tokens."""

    text: str
    tokens: int


def trail_of(title: str, topic: str | None, separator: str = TRAIL_SEPARATOR) -> str:
    """Join a title and what comes under it, where that doesn't begin with it.

    Example:
        >>> trail_of("Trains", "Speed"), trail_of("Trains", "Trains › Speed")
        ('Trains › Speed', 'Trains › Speed')
    """
    if topic == title or (topic or "").startswith(f"{title}{separator}"):
        return topic or title
    return separator.join(filter(None, (title, topic)))


def authorship(article: Article, text: str) -> str | None:
    """Say which of its article's author and date a text states.

    It says so in the words that people ask for them with, so that the encoder finds the
    passage. The article needn't have these words (`stated`).

    Args:
        article: The article, whose author and date are known or not.
        text: A part of it.

    Returns:
        Such as "author: who wrote this article: Jo Doe", or None.
    """
    stated: dict[str, str] = {}
    # Readers put other signs between several than the text does.
    if article.author and _BETWEEN_NAMES.split(article.author)[0] in text:
        stated["author"] = f"who wrote this article: {article.author}"
    if article.date and article.date[:4] in text:
        stated["date"] = f"when it was written and published: {article.date}"
    return f"{', '.join(stated)}: {', '.join(stated.values())}" if stated else None


def stated(context: str) -> str:
    r"""Leave out of a context the hint, in words that the article may lack.

    Example:
        >>> stated("Trains\nauthor: who wrote this article: Jo Doe")
        'Trains'
    """
    return context.partition(HINT_SEPARATOR)[0]


def has_hint(context: str) -> bool:
    """Tell whether a context has a hint, which `stated` leaves out."""
    return HINT_SEPARATOR in context


def with_context(context: str, text: str) -> str:
    r"""Put a context before a text, as the encoder reads the two.

    Example:
        >>> with_context("Trains", "They are fast.")
        'Trains\nThey are fast.'
    """
    return f"{context}\n{text}" if context else text


def fit_contexts(texts: Iterable[str], window: Window) -> dict[str, Context]:
    """Count each context, and shorten those that leave passages too little room.

    Of a long trail the middle goes first; then title and last heading are cut, to half
    the room each if both are too long.

    Args:
        texts: Contexts; repeated ones are counted once.
        window: The model's window.

    Returns:
        Contexts of at most `CONTEXT_SHARE` of the window, by their original text.
    """
    limit = int(window.max_tokens * CONTEXT_SHARE)
    short = {text: text for text in texts}
    known: dict[str, Context] = {}
    # In rounds: how many tokens a shortened text has is known when it is counted.
    while short:
        costs = window.costs(list(short.values()))
        sized = dict(zip(short, map(Context, short.values(), costs), strict=True))
        known |= sized
        short = {
            text: _shortened(context, limit)
            for text, context in sized.items()
            if context.tokens > limit and context.text
        }
    return known


def _shortened(context: Context, limit: int) -> str:
    separator = HINT_SEPARATOR if has_hint(context.text) else TRAIL_SEPARATOR
    title, *topics = context.text.split(separator)
    # Of a section's headings the last says the most, and of all the title.
    if len(topics) > 1:
        return trail_of(title, topics[-1])
    topic = topics[0] if topics else ""
    room = len(context.text) * limit // context.tokens - len(separator)
    title = _cut(title, max(room // 2, room - len(topic)))
    return trail_of(title, _cut(topic, room - len(title)), separator)


def _cut(text: str, length: int) -> str:
    """Shorten a text, after a word if it has several."""
    kept = text[: max(0, length)]
    return kept.rpartition(" ")[0].rstrip() or kept
