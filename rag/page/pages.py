"""Whole pages of our own, without any script: the permalink, and messages."""

from html import escape

from rag.page.article_view import Mark, View, article_html
from rag.page.turns import Reference
from rag.types import Article


def article_page_html(article: Article, reference: Reference | None) -> str:
    """Write the permalink's page: the whole article, the quote marked in it."""
    marks = [Mark(0, reference, active=True)] if reference else []
    return _page_html(article.title, article_html(article, View(marks, top=1)))


def message_page_html(title: str, message: str) -> str:
    """Write a page that says why there is nothing to read."""
    return _page_html(title, f"<h1>{escape(title)}</h1><p>{escape(message)}</p>")


def _page_html(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)} · Quotewell</title>"
        '<link rel="stylesheet" href="/style/type.css">'
        '<link rel="stylesheet" href="/style/reading.css"></head>'
        '<body class="alone"><nav><a href="/">Quotewell</a></nav>'
        f'<main class="text">{content}</main></body></html>'
    )
