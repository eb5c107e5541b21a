"""Ways through a source that is open: its outline, its pages, what to find in it.

Pure functions to HTML; whatever comes from an article passes through `escape`.
"""

import re
from html import escape
from itertools import islice

from rag.page.quotes.buttons import button_html
from rag.page.quotes.pdf_layout import has_pages
from rag.page.words.saying import _
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
        >>> find_in("The Moon\npulls.", "moon pulls")
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
    pages = _pages_html() if as_pages else ""
    return (
        f'<div class="ways">{view}{pages}{_outline_html(article)}'
        '<button type="button" class="find-open" aria-expanded="false">'
        f"{_('Find')}</button></div>{_find_html()}"
    )


def _view_html(as_pages: bool) -> str:
    """Offer the pages or their text."""
    choices = (("pages", _("Pages"), as_pages), ("text", _("Text"), not as_pages))
    buttons = "".join(
        f'<button type="button" class="view" data-view="{name}" '
        f'aria-pressed="{"true" if is_on else "false"}">{label}</button>'
        for name, label, is_on in choices
    )
    return (
        f'<span class="views" role="group" aria-label="{_("Show as")}">{buttons}</span>'
    )


def _pages_html() -> str:
    return (
        f'<span class="paging" role="group" aria-label="{_("Pages")}">'
        f"{button_html('page-back', '‹', _('Previous page'))}"
        f"<label><span>{_('p.')}</span> "
        '<input class="page-number" inputmode="numeric" size="3" '
        f'maxlength="6" value="1" aria-label="{_("Page")}"></label>'
        '<span class="page-count"></span>'
        f"{button_html('page-on', '›', _('Next page'))}</span>"
        f'<span class="zooming" role="group" aria-label="{_("Size")}">'
        f"{button_html('zoom-out', '−', _('Smaller'))}"
        f"{button_html('zoom-in', '+', _('Larger'))}</span>"
        '<button type="button" class="thumbs-open" aria-pressed="false" hidden>'
        f"{_('Thumbnails')}</button>"
    )


def _find_html() -> str:
    label = _("Find in this article")
    return (
        '<form class="find" role="search" hidden>'
        f'<input type="search" maxlength="{MAX_WORDS_CHARS}" aria-label="{label}" '
        f'placeholder="{label}"><span class="count" role="status"></span>'
        f"{button_html('find-back', '‹', _('Previous place'))}"
        f'<button type="submit" class="find-on" aria-label="{_("Next place")}">›'
        "</button>"
        f"{button_html('find-close', '×', _('Stop finding'))}</form>"
    )


def _outline_html(article: Article) -> str:
    """List the headings, each a way to what stands under it."""
    if len(article.headings) < MIN_OUTLINE:
        return ""
    top = min(each.level for each in article.headings)
    items = "".join(
        _entry_html(article, heading, heading.level - top)
        for heading in article.headings
    )
    return (
        f'<details class="outline"><summary>{_("Outline")}</summary>'
        f'<nav aria-label="{_("Outline")}"><ol>{items}</ol></nav></details>'
    )


def _entry_html(article: Article, heading: Heading, depth: int) -> str:
    """Write a way to a heading, by the paragraph after it."""
    above = article.paragraph_at(heading.start)
    words = " ".join(article.text[heading.start : heading.end].split())
    number = above.number + 1 if above else 1
    paragraph = article.paragraph(number) or article.paragraphs[-1]
    return (
        f'<li><button type="button" class="to-heading depth-{min(depth, 3)}" '
        f'data-start="{heading.start}" data-paragraph="{paragraph.number}" '
        f'data-page="{paragraph.page or ""}">{escape(words)}</button></li>'
    )
