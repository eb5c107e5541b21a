"""How well a file was read: its words, held beside those that it should give."""

import re
from collections import Counter
from pathlib import Path

from rag.readers import read_article

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def judged(text: str, expected: str) -> tuple[float, float, float]:
    """Give the share of expected words that are found, of all that are right, and F1.

    The first line expected is title and byline: they may be there. A header may stand
    in each row; a word of Chinese is a character.
    """
    parts = (text, *expected.split("\n", 1))
    given, front, due = (Counter(_WORD.findall(part.casefold())) for part in parts)
    found = (given & due).total() / due.total()
    right = sum(given[word] for word in due | front) / (given.total() or 1)
    return found, right, 2 * found * right / (found + right or 1)


def ours(path: Path) -> str:
    """Read a file as `quotewell add` does; gives the article below title and byline."""
    article = read_article(path.read_bytes(), path.name)
    return article.text[article.front.end if article.front else 0 :]
