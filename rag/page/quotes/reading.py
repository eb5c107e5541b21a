"""Ways through a source that is open: its outline, its pages, what to find in it.

Pure functions to HTML; whatever comes from an article passes through `escape`.
"""

import re
from bisect import bisect
from html import escape
from itertools import islice

from rag.page.quotes.pdf_layout import has_pages
from rag.types import Article, Heading, Span

MIN_OUTLINE = 3
"""Fewer headings are no way through an article."""

MAX_FOUND = 1000
MAX_WORDS_CHARS = 200


def find_in(text: str, words: str) -> list[Span]:
    r"""Find words in a text, in any case, whatever white space parts them there.

    Args:
        text: The text.
        words: What to look for.

    Returns:
        Where they stand, in the text's order, at most `MAX_FOUND` times.

    Example:
        >>> find_in("The Moon\\npulls.", "moon pulls")
        [Span(start=4, end=14)]
    """
    wanted = r"\s+".join(map(re.escape, words.split()))
    if not wanted:
        return []
    found = re.finditer(wanted, text, re.IGNORECASE)
    return [Span(*match.span()) for match in islice(found, MAX_FOUND)]


def reading_tools_html(article: Article, as_pages: bool) -> str:
    """Write the tools above an article.

    Args:
        article: The article.
        as_pages: Whether its pages are shown, and not its text.
    """
    view = _view_html(as_pages) if has_pages(article) else ""
    pages = _PAGES if as_pages else ""
    return (
        f'<div class="ways">{view}{pages}{_outline_html(article)}'
        '<button type="button" class="find-open" aria-expanded="false">Find'
        f"</button></div>{_FIND}"
    )


def _view_html(as_pages: bool) -> str:
    """Offer the pages or their text."""
    choices = (("pages", "Pages", as_pages), ("text", "Text", not as_pages))
    buttons = "".join(
        f'<button type="button" class="view" data-view="{name}" '
        f'aria-pressed="{"true" if is_on else "false"}">{label}</button>'
        for name, label, is_on in choices
    )
    return f'<span class="views" role="group" aria-label="Show as">{buttons}</span>'


_PAGES = (
    '<span class="paging" role="group" aria-label="Pages">'
    '<button type="button" class="page-back" aria-label="Previous page">‹</button>'
    '<label><span>p.</span> <input class="page-number" inputmode="numeric" size="3" '
    'maxlength="6" value="1" aria-label="Page"></label>'
    '<span class="page-count"></span>'
    '<button type="button" class="page-on" aria-label="Next page">›</button></span>'
    '<span class="zooming" role="group" aria-label="Size">'
    '<button type="button" class="zoom-out" aria-label="Smaller">−</button>'
    '<button type="button" class="zoom-in" aria-label="Larger">+</button></span>'
    '<button type="button" class="thumbs-open" aria-pressed="false" hidden>Thumbnails'
    "</button>"
)
_FIND = (
    '<form class="find" role="search" hidden>'
    f'<input type="search" maxlength="{MAX_WORDS_CHARS}" aria-label="Find in this '
    'article" placeholder="Find in this article">'
    '<span class="count" role="status"></span>'
    '<button type="button" class="find-back" aria-label="Previous place">‹</button>'
    '<button type="submit" class="find-on" aria-label="Next place">›</button>'
    '<button type="button" class="find-close" aria-label="Stop finding">×</button>'
    "</form>"
)


def _outline_html(article: Article) -> str:
    """List the headings, each a way to what stands under it."""
    if len(article.headings) < MIN_OUTLINE:
        return ""
    top = min(each.level for each in article.headings)
    starts = [paragraph.start for paragraph in article.paragraphs]
    items = "".join(
        _entry_html(
            article, heading, heading.level - top, bisect(starts, heading.start)
        )
        for heading in article.headings
    )
    return (
        '<details class="outline"><summary>Outline</summary>'
        f'<nav aria-label="Outline"><ol>{items}</ol></nav></details>'
    )


def _entry_html(article: Article, heading: Heading, depth: int, below: int) -> str:
    """Write a way to a heading; `below` is the index of the paragraph after it."""
    words = " ".join(article.text[heading.start : heading.end].split())
    paragraph = article.paragraphs[min(below, len(article.paragraphs) - 1)]
    return (
        f'<li><button type="button" class="to-heading depth-{min(depth, 3)}" '
        f'data-start="{heading.start}" data-paragraph="{paragraph.number}" '
        f'data-page="{paragraph.page or ""}">{escape(words)}</button></li>'
    )
