"""Names in a question that an article has nowhere, in whatever spelling.

What is said of Lima answers no question on Quito, however like the rest of both is.
English only.
"""

import re
from collections.abc import Sequence

import numpy as np

from rag.asking.spelling.dictionary import LONG_CHARS
from rag.asking.spelling.distances import edit_distances
from rag.text.languages import fold, without_accents

SAME_CHARS = 4
"""Words that begin with the same letters, so many, may be one: "Turkey", "Turkish"."""

MOST_NAMED = 3
"""A question with more capitals, and no other words than short ones, is a title."""

MAX_CHARS = 30
"""Letters without spaces may be a whole sentence in other scripts."""

_BETWEEN = re.compile(r"[\s-]+(?:of\s+)?(?:the\s+)?")
_CAPITALS = rf"[A-Z][\w'’.]*(?:{_BETWEEN.pattern}[A-Z][\w'’.]*)*"
_NAME = re.compile(rf"(?<=[\w,] ){_CAPITALS}")
_NO_THING = re.compile(
    rf"\A\W*(?:\w+\s+)?(?:[Ww]hat|[Ww]hich)\s+{_CAPITALS}|{_CAPITALS}\s+(?:article|column"
    r"|interview|page|paper|piece|post|report|speech|story|study|text)\b"
)
"""What is asked for, as in "Which Member of Parliament", or what says it: few texts
name the paper that they stood in."""

# Short forms ("UMC", "DECnet") are written out elsewhere.
_WHOLE = re.compile(r"[A-Z][a-z]+")
_SMALL = re.compile(r"\b[a-z]{4,}")
_POSSESSIVE = re.compile(r"['’]s?\Z|[.]\Z")
_MARK = re.compile(r"['’-]")
_OTHERWISE_NAMED = re.compile(
    r"(?:america|britain|england|europe)n?|british|english|european|france|french"
    r"|netherlands|dutch|spain|spanish|denmark|danish|poland|polish|ireland|irish"
    r"|wales|welsh|switzerland|swiss|finland|finnish|internet|dollars|euros|pounds"
    r"|celsius|fahrenheit",
    re.IGNORECASE,
)
"""What may stand there as a sign or another word: "US", "°C", "Spaniards"."""


def names_an_absent(question: str, article: str) -> bool:
    """Tell whether a question has a name that an article hasn't, by its last word.

    "Robert" alone may be anybody, and a "bank" any town's.

    Args:
        question: The question. A word that begins it has a capital anyway.
        article: All that the article says: its title, author and text.

    Example:
        >>> article = "Ann Lee built the bridge of Lima with a Turkish firm."
        >>> names_an_absent("Who built the bridge of Quito?", article)
        True
        >>> names_an_absent("What did Mrs Lee build with Turkey?", article)
        False
    """
    names = [_words_of(name) for name in _NAME.findall(_NO_THING.sub("", question))]
    if not _SMALL.search(question) and sum(map(len, names)) > MOST_NAMED:
        return False
    return any(
        _is_spelt_so(words) and not _has(article, long[-1])
        for words in names
        if (long := [word for word in words if len(word) >= SAME_CHARS])
    )


def _words_of(name: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in _BETWEEN.split(name)]


def _is_spelt_so(words: Sequence[str]) -> bool:
    """Tell whether a name would be written so in an article, if it were there."""
    return all(
        _WHOLE.fullmatch(word) and not _OTHERWISE_NAMED.fullmatch(word)
        for word in words
    )


def _has(article: str, word: str) -> bool:
    beginning = word[:SAME_CHARS]
    if beginning in article or beginning.upper() in article:
        return True
    # Looked behind last, as letters alone are found four times as fast.
    small = beginning.lower()
    if re.search(rf"{small}(?<!\w{small})", article):
        return True
    # Marks may be left out: "Ozil" for "Özil", "Xian" for "Xi'an".
    like = rf"(?:{word[0]}|[^\W\d_a-zA-Z])[\w'’-]{{2,{MAX_CHARS}}}"
    written = set(re.findall(like, article))
    alike = {without_accents(fold(_MARK.sub("", one))) for one in written}
    if not alike:
        return False
    mistakes = 2 if len(word) >= LONG_CHARS else 1
    steps = edit_distances(word.lower(), np.array([*alike])).whole
    return bool(steps.min() <= mistakes)
