"""Whole pages of our own, without any script: permalink, sign-in, messages."""

from dataclasses import dataclass
from html import escape
from math import ceil
from urllib.parse import quote as percent_encoded

from rag.page.quotes.article import View, article_html
from rag.page.quotes.marks import Mark
from rag.page.quotes.pdf_layout import PdfLayout, has_pages
from rag.page.quotes.pdf_page import pdf_page_html
from rag.page.quotes.quote_html import language_attributes
from rag.page.quotes.references import Reference
from rag.page.quotes.welcome import overview_link_html
from rag.page.tabs.preferences import Theme
from rag.page.words.saying import _, language
from rag.text.language_names import direction_of
from rag.types import Article

FIRST_WIDTH = 900
WIDTHS = (FIRST_WIDTH, 1200, 1800)
"""Pixels across a page's picture: a browser takes the one that its screen shows."""

SHOWN_WIDE = "(min-width: 60rem) 56rem, 94vw"
"""How wide a page is shown, as `.sheets` in reading.css has it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of an article, and the quote that is marked there or on another one."""

    article: Article
    reference: Reference
    layout: PdfLayout
    page: int


def article_page_html(
    article: Article,
    reference: Reference | None,
    theme: Theme = "system",
    why_text: str = "",
) -> str:
    """Write the permalink's page: the whole article, the quote marked in it.

    Args:
        article: The article.
        reference: The quote.
        theme: Light, dark, or as the system is set.
        why_text: Why its pages are not shown, where they should be.
    """
    marks = [Mark(0, reference, active=True)] if reference else []
    ways = ""
    if reference and has_pages(article):
        why = f'<p role="status">{escape(why_text)}</p>' if why_text else ""
        ways = _ways_html(_views_html(reference, as_text=True)) + why
    content = ways + article_html(article, View(marks, top=1))
    return _page_html(article.title, content, theme, overview_link_html(article.title))


def sheet_page_html(sheet: Sheet, theme: Theme = "system") -> str:
    """Write the permalink's page of what has pages: one of them, the quote marked."""
    article, reference = sheet.article, sheet.reference
    mark = Mark(0, reference, active=True)
    words = pdf_page_html(
        article, sheet.layout, sheet.page, [mark], f"p{reference.paragraph}"
    )
    views = _views_html(reference, as_text=False)
    content = (
        f'<h1 class="title"{language_attributes(article.language)}>'
        f"{escape(article.title)}</h1>{_ways_html(views, _paging_html(sheet))}"
        f'<div class="leaf drawn">{_picture_html(sheet)}{words}</div>'
    )
    link = overview_link_html(article.title)
    return _page_html(article.title, content, theme, link, "text sheets")


def _picture_html(sheet: Sheet) -> str:
    width, height = map(ceil, sheet.layout.sizes[sheet.page - 1])
    path = f"/pages/{percent_encoded(sheet.article.id, safe='')}/{sheet.page}.png"
    sources = ", ".join(f"{path}?width={each} {each}w" for each in WIDTHS)
    return (
        f'<img src="{path}?width={FIRST_WIDTH}" srcset="{sources}" '
        f'sizes="{SHOWN_WIDE}" width="{width}" height="{height}" alt="">'
    )


def _ways_html(*groups: str) -> str:
    spans = "".join(f"<span>{group}</span>" for group in groups)
    return f'<nav class="ways" aria-label="{_("Ways to read it")}">{spans}</nav>'


def _views_html(reference: Reference, as_text: bool) -> str:
    """Offer the pages or their text."""
    choices = ((_("Pages"), "", not as_text), (_("Text"), "view=text", as_text))
    return "".join(
        f'<a href="{_link(reference, how)}"'
        f"{' aria-current=true' if is_on else ''}>{label}</a>"
        for label, how, is_on in choices
    )


def _paging_html(sheet: Sheet) -> str:
    """Say which page is shown, and lead to those beside it."""
    last = len(sheet.layout.sizes)
    back, on = sheet.page - 1, sheet.page + 1
    before = (
        f'<a href="{_link(sheet.reference, f"page={back}")}">{_("Previous page")}</a>'
    )
    after = f'<a href="{_link(sheet.reference, f"page={on}")}">{_("Next page")}</a>'
    shown = _("p. {page} of {last}", page=sheet.page, last=last)
    return f"{before if back else ''}{shown}{after if on <= last else ''}"


def _link(reference: Reference, how: str = "") -> str:
    """Give the address of a quote, shown in another way than is usual."""
    path, _, anchor = reference.permalink.partition("#")
    return escape(f"{path}&{how}#{anchor}" if how else reference.permalink)


def message_page_html(title: str, message: str, theme: Theme = "system") -> str:
    """Write a page that says why there is nothing to read."""
    content = f"<h1>{escape(title)}</h1><p>{escape(message)}</p>"
    return _page_html(title, content, theme)


def sign_in_page_html(onward: str, message: str, theme: Theme = "system") -> str:
    """Write the page that asks for the password.

    Args:
        onward: The path to go to afterwards.
        message: What was wrong with the last try, empty before the first.
        theme: Light, dark, or as the system is set.
    """
    alert = f'<p class="alarm" role="alert">{escape(message)}</p>' if message else ""
    title = _("Sign in")
    content = (
        f'<h1>{title}</h1><form class="sign-in" method="post" action="/sign-in">'
        f'<input type="hidden" name="next" value="{escape(onward)}">'
        f'<label for="password">{_("Password of this Quotewell")}</label>'
        '<input id="password" name="password" type="password" required autofocus '
        f'autocomplete="current-password">{alert}<button>{title}</button></form>'
    )
    return _page_html(title, content, theme)


def _page_html(
    title: str, content: str, theme: Theme, link: str = "", kind: str = "text"
) -> str:
    scheme = "light dark" if theme == "system" else theme
    direction = ' dir="rtl"' if direction_of(language()) == "rtl" else ""
    return (
        f'<!doctype html><html lang="{language()}"{direction} class="{theme}"><head>'
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="{scheme}">'
        f"<title>{escape(title)} · Quotewell</title>"
        '<link rel="stylesheet" href="/style/type.css">'
        '<link rel="stylesheet" href="/style/reading.css">'
        '<link rel="stylesheet" href="/style/print.css" media="print"></head>'
        f'<body class="alone"><nav><a href="/">Quotewell</a>{link}</nav>'
        f'<main class="{kind}">{content}</main></body></html>'
    )
