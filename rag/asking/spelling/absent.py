"""Names in a question that an article has nowhere, in whatever spelling.

What is said of Lima answers no question on Quito, however like the rest of both is.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

from rag.asking.spelling.dictionary import LONG_CHARS
from rag.asking.spelling.distances import edit_distances
from rag.asking.wording.named import find_names, simplified
from rag.text.languages import fold, without_accents
from rag.types import Span

SAME_CHARS = 4
"""Words that begin with the same letters, so many, may be one: "Turkey", "Turkish"."""

SAME_SOUNDS, SAME_CHARACTERS = 3, 2
"""The same of katakana and Arabic letters, and of Chinese characters for sounds."""

LAST_LETTER = "ー"
"""Behind it there are characters."""

MAX_CHARS = 30
"""Letters without spaces may be a whole sentence in other scripts."""

_MARK = re.compile(r"['’-]")


def names_an_absent(
    question: str, article: str, language: str, is_meant: Callable[[Span], bool]
) -> bool:
    """Tell whether a question has a name that an article hasn't, by its last word.

    "Robert" alone may be anybody, and a "bank" any town's.

    Args:
        question: The question. A word that begins it has a capital anyway.
        article: All that the article says: its title, author and text.
        language: The question's language, ISO 639-1.
        is_meant: Tells of a word of the question whether another stands for it.

    Example:
        >>> article = "Ann Lee built the bridge of Lima with a Turkish firm."
        >>> asked = "Who built the bridge of Quito?"
        >>> names_an_absent(asked, article, "en", lambda word: False)
        True
        >>> asked = "What did Mrs Lee build with Turkey?"
        >>> names_an_absent(asked, article, "en", lambda word: False)
        False
    """
    return any(
        not _has(article, question[last.start : last.end]) and not is_meant(last)
        for name in find_names(question, language)
        if (last := _last_long(name, question))
    )


def _last_long(name: Sequence[Span], question: str) -> Span | None:
    """Give the last word of a name that isn't too short to be told from others."""
    long = [
        word
        for word in name
        if word.end - word.start >= SAME_CHARS or not question[word.start].isupper()
    ]
    return long[-1] if long else None


def _has_sounds(article: str, word: str) -> bool:
    """Tell whether an article has a name in a script without capitals."""
    same = SAME_SOUNDS if word[0] <= LAST_LETTER else SAME_CHARACTERS
    beginning = word[:same]
    return beginning in article or _plain(beginning) in _plain(article)


def _plain(text: str) -> str:
    return without_accents(fold(simplified(text)))


def _has(article: str, word: str) -> bool:
    if not word[0].isupper():
        return _has_sounds(article, word)
    beginning = word[:SAME_CHARS]
    if beginning in article or beginning.upper() in article:
        return True
    # Looked behind last, as letters alone are found four times as fast.
    small = beginning.lower()
    if re.search(rf"{small}(?<!\w{small})", article):
        return True
    # Marks may be left out: "Ozil" for "Özil", "Xian" for "Xi'an".
    first = rf"(?:{word[0]}|[^\W\d_a-zA-Z])" if word[0].isascii() else word[0]
    like = rf"{first}[\w'’-]{{2,{MAX_CHARS}}}"
    written = set(re.findall(like, article))
    alike = {_plain(_MARK.sub("", one)) for one in written}
    if not alike:
        return False
    mistakes = 2 if len(word) >= LONG_CHARS else 1
    steps = edit_distances(without_accents(word.lower()), np.array([*alike])).whole
    return bool(steps.min() <= mistakes)
