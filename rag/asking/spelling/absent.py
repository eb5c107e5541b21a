"""Names in a question that an article has nowhere, in whatever spelling.

What is said of Lima answers no question on Quito, however like the rest of both is.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from rag.asking.spelling.dictionary import LONG_CHARS
from rag.asking.spelling.distances import edit_distances
from rag.asking.wording.named import simplified
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

_DASH = "[-\u2010\u2011\u2013\u2212]"
_NO_MODELS = (
    "AD|AUD|BC|CAD|CHF|CNY|DKK|EM|EU|EUR|FY|G|GBP|GMT|HKD|INR|IQ|JPY|K|KM|NOK|NZD|RMB"
    "|SEK|SGD|TOP|U|USD|UTC|WM"
)
"""Money, times and what has figures behind it otherwise: "EUR50", "UTC-10", "AD79"."""

_CODE = re.compile(
    rf"(?<![A-Za-z0-9])(?!(?:{_NO_MODELS}){_DASH}?[0-9]|Q[1-4]20)([A-Z]{{1,4}}){_DASH}?"
    r"(?!(?:19|20)[0-9]{2}(?![0-9]))([0-9]{2,5})(?![0-9])"
)
"""The number of a model, a train or a road: "CR450", "MH-370", "M25". A year is none,
nor money, nor what is written out elsewhere, as "CO2", "G20" and "K-12"."""

_SPELT_OUT = (
    rf"(?:[Α-ΩА-Я]|[^\x00-\u024f\s]{_DASH}|[a-z]{_DASH}|\b[A-ZΑ-ΩА-Я][\w.]*[a-zа-я.]\s"
    r"|\b(?i:LETTER)[a-z]+\s)\Z"
)
"""What may stand before its number instead: "Т-34" in other letters, "Carbon-14",
"Interstate 95", "carbon 14"."""

_PLAIN_FIGURES = str.maketrans("₀₁₂₃₄₅₆₇₈₉０１２３４５６７８９", "0123456789" * 2)

_LATIN = re.compile(r"[A-Za-z]{4}")
_MARK = re.compile(r"['’-]")


def names_an_absent(
    question: str,
    names: Sequence[Sequence[Span]],
    article: str,
    is_excused: Callable[[Span], bool],
) -> bool:
    """Tell whether a question has a name that an article hasn't, by its last word.

    "Robert" alone may be anybody, and a "bank" any town's. Of letters and figures, as
    "A320", it has all or none.

    Args:
        question: The question.
        names: Those in it, each as its words.
        article: All that the article says: its title, author and text.
        is_excused: Tells of a word of the question that it needn't be there: another
            stands for it, or it is no name.

    Example:
        >>> article = "Ann Lee built the bridge of Lima with a Turkish firm."
        >>> from rag.asking.wording.named import find_names
        >>> def absent(question: str) -> bool:
        ...     names = find_names(question, "en")
        ...     return names_an_absent(question, names, article, lambda word: False)
        >>> absent("Who built the bridge of Quito?")
        True
        >>> absent("What did Mrs Lee build with Turkey?")
        False
    """
    return _lacks_code(question, article) or any(
        not is_excused(last) and not _has(article, question[last.start : last.end])
        for last in {_last_long(name, question) for name in names}
        if last
    )


def _lacks_code(question: str, article: str) -> bool:
    """Tell whether a question has a model's number that an article lacks."""
    codes = _CODE.findall(question)
    plain = article.translate(_PLAIN_FIGURES) if codes else ""
    return not all(_has_code(plain, *code) for code in codes)


def _has_code(article: str, letters: str, figures: str) -> bool:
    same = re.compile(rf"(?<![A-Za-z]){letters}(?:{_DASH}|\s)*\Z", re.IGNORECASE)
    spelt_out = re.compile(_SPELT_OUT.replace("LETTER", letters[0]))
    for found in re.finditer(rf"(?<![0-9]){figures}(?![0-9])", article):
        before = article[max(0, found.start() - MAX_CHARS) : found.start()]
        if same.search(before) or spelt_out.search(before):
            return True
    return False


def _last_long(name: Sequence[Span], question: str) -> Span | None:
    """Give the last word of a name that isn't too short to be told from others."""
    long = [
        word
        for word in name
        if word.end - word.start >= SAME_CHARS or not question[word.start].isupper()
    ]
    return long[-1] if long else None


def _has_sounds(article: str, word: str) -> bool:
    """Tell whether an article has a name in a script without capitals.

    One of several characters may be another of like sound: 毕加索, 毕卡索.
    """
    is_character = word[0] > LAST_LETTER
    beginning = word[: SAME_CHARACTERS if is_character else SAME_SOUNDS]
    if beginning in article:
        return True
    whole = _plain_article(article)
    if _plain(beginning) in whole:
        return True
    if not is_character or len(word) <= SAME_CHARACTERS:
        return False
    plain = _plain(word)
    others = (f"{plain[:at]}\\w{plain[at + 1 :]}" for at in range(len(plain)))
    return re.search("|".join(others), whole) is not None


@lru_cache(maxsize=4)  # a long one is looked at for several names and passages
def _plain_article(article: str) -> str:
    return _plain(article)


def _plain(text: str) -> str:
    return without_accents(fold(simplified(text)))


def _has(article: str, word: str) -> bool:
    if not word[0].isupper():
        return _has_sounds(article, word)
    beginning = word[:SAME_CHARS]
    if beginning in article or beginning.upper() in article:
        return True
    # Looked behind last, as letters alone are found four times as fast.
    if word.isascii() and not _LATIN.search(article):
        return True  # its foreign names are in its own script
    small = beginning.lower()
    if re.search(rf"{small}(?<!\w{small})", article):
        return True
    if len(word) > MAX_CHARS + 2:
        return False  # two mistakes from nothing that is looked at
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
