"""What is seen of an article that was read."""

from rag.readers import read_article
from rag.types import Article

BODY = "The river rose by two metres in one night, and the bridge was closed at once."


def read(text: str, name: str = "x.txt") -> Article:
    """Read a text as a file of that name."""
    return read_article(text.encode(), name)


def paragraphs(article: Article) -> list[str]:
    """Cut an article's paragraphs out of its text."""
    return [article.text[p.start : p.end] for p in article.paragraphs]


def rows(article: Article) -> list[str]:
    """Cut the rows of an article's tables out of its text."""
    return [article.text[p.start : p.end] for p in article.paragraphs if p.is_row]


def headings(article: Article) -> list[tuple[int, str]]:
    """Cut an article's headings out of its text, with their levels."""
    return [(h.level, article.text[h.start : h.end]) for h in article.headings]


def looks(article: Article) -> list[tuple[str, str, str]]:
    """Give each look with the words that it is of, and its detail."""
    return [
        (look.kind, article.text[look.start : look.end], look.detail)
        for look in article.looks
    ]
