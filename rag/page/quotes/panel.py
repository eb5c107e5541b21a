"""The source beside the conversation: the article of one quote, and ways around it.

Pure functions to HTML; whatever comes from an article passes through `escape`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from rag.judging.verdicts import Verdict
from rag.page.quotes.article import View, article_html, window_around
from rag.page.quotes.buttons import button_html
from rag.page.quotes.cutting import Quote, cut_quote
from rag.page.quotes.judged import kind_at
from rag.page.quotes.marks import Mark
from rag.page.quotes.pdf_layout import has_pages
from rag.page.quotes.reading import reading_tools_html
from rag.page.quotes.references import Reference
from rag.page.quotes.welcome import overview_link_html
from rag.page.words.below import place_label
from rag.page.words.saying import _
from rag.settings import MAX_QUOTE_CHARS
from rag.types import Article, Span


@dataclass(frozen=True, slots=True)
class Opened:
    """What the panel shows.

    Args:
        references: All quotes of the answer, best first, other articles' too.
        active: Index of the quote that is open, from 0.
        earlier: What the conversation has quoted of this article before.
        question: The question that was answered.
        around: The paragraph to read on from, where it isn't the quote's own.
        verdicts: What was said of this question's answers.
        as_pages: Show the pages of an article that has some, not its text.
        marks: What else of its article belongs to the answer.
    """

    references: Sequence[Reference]
    active: int
    earlier: Sequence[Reference] = ()
    question: str = ""
    around: int | None = None
    verdicts: Sequence[Verdict] = ()
    as_pages: bool = False
    marks: Sequence[Span] = ()

    @property
    def reference(self) -> Reference:
        """The quote that is open."""
        return self.references[self.active]


def gone_panel_html() -> str:
    """Say that an article has left the library."""
    return (
        f'<header class="bar">{_back_html()}</header><div class="blank">'
        f"<p>{_('This article is no longer in the library.')}</p></div>"
    )


def _back_html() -> str:
    return button_html("back", _("Back to the answer"))


def panel_html(article: Article, opened: Opened) -> str:
    """Show the article of the quote that is open."""
    reference = opened.reference
    as_pages = opened.as_pages and has_pages(article)
    body = _pages_html(article) if as_pages else _text_html(article, opened)
    return (
        f'<header class="bar">{_numbers_html(opened)}{_back_html()}'
        f"{_tools_html(article, reference)}{_trail_html(article, reference)}"
        f"{reading_tools_html(article, as_pages)}</header>"
        f'<div class="sheet">{body}{_strip_html(article, opened)}</div>'
    )


def marks_of(article: Article, opened: Opened) -> list[Mark]:
    """Give the quotes that are to be marked in an article, and what goes with them."""
    # By identity: of two quotes of one place only one is open.
    quotes = [
        Mark(number, item, item is opened.reference, kind_at(opened.verdicts, item))
        for number, item in enumerate(opened.references, start=1)
        if item.article_id == article.id
    ]
    others = (
        replace(opened.reference, start=span.start, end=span.end)
        for span in opened.marks
        if opened.reference.article_id == article.id
    )
    return quotes + [Mark(0, other, active=False, is_also=True) for other in others]


def _text_html(article: Article, opened: Opened) -> str:
    own = opened.reference.paragraph
    around = own if opened.around is None else opened.around
    view = View(
        marks_of(article, opened), opened.question, window_around(article, around)
    )
    return (
        f'<div class="text" tabindex="0" role="region" '
        f'aria-label="{escape(article.title)}" data-id="{escape(article.id)}" '
        f'data-paragraph="{around}">'
        f"{article_html(article, view)}</div>"
    )


def _pages_html(article: Article) -> str:
    """Leave room for the pages, which a script asks for as they come into view."""
    return (
        f'<div class="text leaves" tabindex="0" role="region" '
        f'aria-label="{escape(article.title)}" data-id="{escape(article.id)}">'
        f'<p class="waiting" role="status">{_("Opening the pages…")}</p></div>'
    )


def _numbers_html(opened: Opened) -> str:
    if opened.reference.start == opened.reference.end:  # an article without a quote
        return ""
    items = "".join(
        f'<li><a class="go" href="{escape(item.permalink)}"'
        f"{' aria-current=true' if index == opened.active else ''} "
        f'aria-label="{_("Quote {number}", number=index + 1)}">{index + 1}</a></li>'
        for index, item in enumerate(opened.references)
    )
    label = _("Quotes of this answer")
    return f'<nav aria-label="{label}"><ol class="numbers">{items}</ol></nav>'


def _tools_html(article: Article, reference: Reference) -> str:
    link = escape(reference.permalink)
    return (
        '<span class="tools">'
        f'<span class="at-selection" data-most="{MAX_QUOTE_CHARS}" hidden>'
        '<button type="button" class="mark-here" hidden>'
        f"{_('The answer is here')}</button>"
        f"{button_html('pin-here', _('Pin'))}</span>"
        f"{overview_link_html(article.title)}"
        f"{button_html('copy-place', _('Copy link'))}"
        f'<a class="perma" href="{link}" target="_blank" rel="noopener">'
        f"{_('Open as a page')}</a></span>"
    )


def _trail_html(article: Article, reference: Reference) -> str:
    """Name the place that is open: article, headings, page and paragraph."""
    quote = cut_quote(reference, lambda __: article)
    parts = quote.where if isinstance(quote, Quote) else ()
    # No line begins with a dot.
    where = "\u00a0· ".join(f"<bdi>{escape(part)}</bdi>" for part in parts)
    # The top has no number among the paragraphs.
    of = _("of {count}", count=len(article.paragraphs)) if reference.paragraph else ""
    return f'<p class="trail">{where} <span>{of}</span></p>'


def _strip_html(article: Article, opened: Opened) -> str:
    """Draw where in the article the quotes lie: this answer's, and those before it."""
    length = max(1, len(article.text))
    ticks = [
        _tick_html("past", item, length, _("Quoted before")) for item in opened.earlier
    ]
    for index, item in enumerate(opened.references):
        if item.article_id == article.id:
            kind = "now" if index == opened.active else "here"
            label = _("Quote {number}", number=index + 1)
            ticks.append(_tick_html(kind, item, length, label))
    label = _("Quotes along the article")
    return f'<nav class="strip" aria-label="{label}">{"".join(ticks)}</nav>'


def _tick_html(kind: str, item: Reference, length: int, label: str) -> str:
    top = min(100.0, 100 * item.start / length)
    return (
        f'<a class="tick {kind}" href="{escape(item.permalink)}" '
        f'style="top:{top:.2f}%" title="{label}" aria-label="{label}, '
        f'{escape(place_label(item))}"></a>'
    )
