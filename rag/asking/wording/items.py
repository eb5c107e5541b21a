"""Which item of a list says most of a question. English only."""

from collections.abc import Sequence

from rag.readers.plain.lines import is_list_item
from rag.text.languages import DEFAULT_LANGUAGE
from rag.text.terms import content_stems


def outdone(question: str, quotes: Sequence[str]) -> set[int]:
    """Find the items of a list of which another says more of the question's words.

    "Ada Moen, chair" is as good a name as "Per Lund, treasurer", but not for "Who is
    the treasurer?". An item says what announces its list, too.

    Args:
        question: The question.
        quotes: Sentences in their order; those that are no items, and announce none,
            outdo none.

    Returns:
        Their places.

    Example:
        >>> outdone("Who is the cook?", ["- Ada, chair", "- Per, cook"])
        {0}
        >>> outdone("Who is the crew's cook?", ["The crew:", "- Ada", "- Per, cook"])
        {0, 1}
    """
    asked = content_stems(question, DEFAULT_LANGUAGE)
    said: dict[int, frozenset[str]] = {}
    announced: frozenset[str] = frozenset()
    for number, quote in enumerate(quotes):
        words = asked & content_stems(quote, DEFAULT_LANGUAGE)
        if is_list_item(quote):
            said[number] = words | announced
            continue
        announced = frozenset()
        if quote.endswith(":"):
            said[number] = announced = frozenset(words)
    return {
        number
        for number, words in said.items()
        if any(words < others for others in said.values())
    }
