"""Whole pages of our own, without any script: permalink, sign-in, messages."""

from html import escape

from rag.page.quotes.answer import overview_link_html
from rag.page.quotes.article import Mark, View, article_html
from rag.page.quotes.turns import Reference
from rag.page.tabs.preferences import Theme
from rag.types import Article


def article_page_html(
    article: Article, reference: Reference | None, theme: Theme = "system"
) -> str:
    """Write the permalink's page: the whole article, the quote marked in it."""
    marks = [Mark(0, reference, active=True)] if reference else []
    content = article_html(article, View(marks, top=1))
    return _page_html(article.title, content, theme, overview_link_html(article.title))


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
    content = (
        '<h1>Sign in</h1><form class="sign-in" method="post" action="/sign-in">'
        f'<input type="hidden" name="next" value="{escape(onward)}">'
        '<label for="password">Password of this Quotewell</label>'
        '<input id="password" name="password" type="password" required autofocus '
        f'autocomplete="current-password">{alert}<button>Sign in</button></form>'
    )
    return _page_html("Sign in", content, theme)


def _page_html(title: str, content: str, theme: Theme, link: str = "") -> str:
    scheme = "light dark" if theme == "system" else theme
    return (
        f'<!doctype html><html lang="en" class="{theme}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="{scheme}">'
        f"<title>{escape(title)} · Quotewell</title>"
        '<link rel="stylesheet" href="/style/type.css">'
        '<link rel="stylesheet" href="/style/reading.css"></head>'
        f'<body class="alone"><nav><a href="/">Quotewell</a>{link}</nav>'
        f'<main class="text">{content}</main></body></html>'
    )
