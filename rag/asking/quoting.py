"""The one way to a quote: cut out of the stored article, or refused."""

from rag.errors import REBUILD, IndexDamagedError
from rag.types import Article, Hit, Passage, Sentence


def stands_in(article: Article, passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a passage and its sentence are in their article, where they say."""
    first, last = passage.start, passage.end
    return (
        article.id == passage.article_id
        # From 0 on: Python would count a negative place from the end, and find a text.
        and 0 <= first <= sentence.start < sentence.end <= last
        # Nor does Python mind an end beyond the text: it gives what is there.
        and last <= len(article.text)
        and article.text[first:last] == passage.text
    )


def cut_quote(article: Article, hit: Hit) -> str:
    """Cut a found sentence out of its stored article: the one way to a quote.

    Args:
        article: The article as the index in use holds it.
        hit: What was found.

    Raises:
        IndexDamagedError: The article doesn't say, or not there, what was found in it.
    """
    if not stands_in(article, hit.passage, hit.sentence):
        raise IndexDamagedError(
            f"what was found in {hit.passage.article_id!r} doesn't stand in the "
            "stored article",
            REBUILD,
        )
    return article.text[hit.sentence.start : hit.sentence.end]
