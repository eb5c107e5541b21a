"""Marks what reads as no language in an article, and refuses what hardly is one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from rag.errors import UnreadableError
from rag.text.legibility import is_garbled
from rag.types import Article, Paragraph

PAGE_CHARS = 1_500
"""What is judged at once where a format has no pages."""

MAX_DOUBTFUL_SHARE = 0.5
"""Of an article with more there is nothing to be quoted from."""


def with_doubts(article: Article, name: str, mend: str) -> Article:
    """Mark the paragraphs of pages that read as no language.

    Args:
        article: An article as it was read.
        name: Its file's name, for the message.
        mend: What a person can do about it.

    Raises:
        UnreadableError: Most of it is so.
    """
    doubtful: set[int] = set()
    for page in _pages(article):
        text = "\n".join(article.text[p.start : p.end] for p in page)
        if is_garbled(text, article.language):
            doubtful.update(p.number for p in page)
    if not doubtful:
        return article
    paragraphs = tuple(
        replace(p, is_doubtful=p.number in doubtful) for p in article.paragraphs
    )
    chars = [p.end - p.start for p in paragraphs]
    misread = sum(p.end - p.start for p in paragraphs if p.is_doubtful)
    if misread > MAX_DOUBTFUL_SHARE * sum(chars):
        raise UnreadableError(f"{name} reads as no language: {mend}")
    return replace(article, paragraphs=paragraphs)


def _pages(article: Article) -> Iterator[list[Paragraph]]:
    """Divide the paragraphs by page, or where there is none by their length."""
    pages: dict[int, list[Paragraph]] = {}
    sizes = (p.end - p.start for p in article.paragraphs)
    for paragraph, end in zip(article.paragraphs, accumulate(sizes), strict=True):
        page = paragraph.page
        key = (end - 1) // PAGE_CHARS if page is None else page
        pages.setdefault(key, []).append(paragraph)
    yield from pages.values()
