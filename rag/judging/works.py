"""An article as a work that is cited: its title, author, date and address."""

from dataclasses import dataclass

from rag.library.details import is_address
from rag.library.stored_article import StoredArticle
from rag.types import Article


@dataclass(frozen=True, slots=True)
class Work:
    """What a citation says of an article; None is what nobody knows.

    `date` is ISO 8601, a year, a month or a day, where it is a date at all; `language`
    ISO 639-1.
    """

    article_id: str
    title: str
    author: str | None = None
    date: str | None = None
    address: str | None = None
    language: str = ""


def work_of(article: Article, stored: StoredArticle | None) -> Work:
    """Gather what is known of an article: what a person said comes first.

    Args:
        article: The article as it was read.
        stored: Its record, None where the library has none.
    """
    said = stored.details if stored else None
    # The name of what came from the web is where it came from.
    name = stored.name if stored else ""
    return Work(
        article_id=article.id,
        title=(stored.title if stored else None) or article.title,
        author=(said.author if said else None) or article.author,
        date=(said.date if said else None) or article.date,
        address=(said.address if said else None)
        or (name if is_address(name) else None),
        language=article.language,
    )
