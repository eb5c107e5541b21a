"""What is seen of an article that was read."""

from rag.types import Article


def paragraphs(article: Article) -> list[str]:
    """Cut an article's paragraphs out of its text."""
    return [article.text[p.start : p.end] for p in article.paragraphs]


def looks(article: Article) -> list[tuple[str, str, str]]:
    """Give each look with the words that it is of, and its detail."""
    return [
        (look.kind, article.text[look.start : look.end], look.detail)
        for look in article.looks
    ]
