"""How far words are from each other in spelling, for very many words at once."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.text.languages import stem

Words = NDArray[np.str_]
Steps = NDArray[np.int8]

LEAST_STEM, MAX_ENDING = 4, 3
"""Of so many letters that words have in common they are forms of one, and so many at
most are what they end in, in languages whose endings we don't know."""

# British to American; applied to both of two words, which are one if it makes them so.
_TO_ONE_SPELLING = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"ys(e|ed|es|er|ers|ing)$", r"yz\1"),
        (r"is(e|ed|es|er|ers|ing|ation|ations|able)$", r"iz\1"),
        (r"(?<=[a-z]{2})our", "or"),
        (r"tre(s|d)?$", r"ter\1"),
        (r"ll(ed|er|ers|ing)$", r"l\1"),
        (r"ogue(s|d)?$", r"og\1"),
        (r"ence(s)?$", r"ense\1"),
        (r"amme(s|d)?$", r"am\1"),
        (r"ae|oe", "e"),
        (r"dgement", "dgment"),
        (r"(?<=gr)ey", "ay"),
        (r"minium$", "minum"),
    )
)


@dataclass(frozen=True, slots=True)
class Distances:
    """Steps from a word to others: `whole` to each, `stem` to each from a beginning.

    Both have the shape (n,).
    """

    whole: Steps
    stem: Steps


def edit_distances(word: str, others: Words) -> Distances:
    """Count the letters to change, add, drop or swap with a neighbour.

    That is the restricted Damerau-Levenshtein distance (Damerau 1964), from the whole
    word and from that of its beginnings that is nearest.

    Args:
        word: A word of at least one letter.
        others: The words to compare with, shape (n,).

    Example:
        >>> near = edit_distances("trian", np.array(["train", "tri"]))
        >>> near.whole.tolist(), near.stem.tolist()
        ([1, 2], [1, 0])
    """
    width = others.dtype.itemsize // 4
    codes = np.ascontiguousarray(others.view(np.uint32).reshape(-1, width).T)
    lengths = (codes != 0).sum(axis=0)[None, :]
    columns = np.arange(width + 1, dtype=np.int8)[:, None]
    # Row by row of the usual table; (width + 1, n), a column a word.
    before = row = np.repeat(columns, len(others), axis=1)
    best = np.take_along_axis(row, lengths, axis=0)
    is_last = np.zeros(codes.shape, dtype=bool)
    for count, letter in enumerate(word, 1):
        is_same = codes == ord(letter)
        new = row + np.int8(1)
        np.minimum(new[1:], row[:-1] + ~is_same, out=new[1:])
        if count > 1:
            swapped = is_last[1:] & is_same[:-1]
            np.minimum(new[2:], before[:-2] + 1, out=new[2:], where=swapped)
        new[0] = count
        # A letter that is added costs one more than what is reached without it.
        new = np.minimum.accumulate(new - columns, axis=0) + columns
        before, row, is_last = row, new, is_same
        np.minimum(best, np.take_along_axis(row, lengths, axis=0), out=best)
    return Distances(np.take_along_axis(row, lengths, axis=0)[0], best[0])


def is_same_word(word: str, other: str) -> bool:
    """Tell whether two are one word but for its ending, and British or American.

    Args:
        word: An English word in small letters.
        other: Another one.

    Example:
        >>> is_same_word("criticise", "criticizes"), is_same_word("rise", "rice")
        (True, False)
    """
    return _in_one_spelling(word) == _in_one_spelling(other)


def begun_alike(word: str, other: str) -> int:
    """Count the letters that two words have in common at their beginnings.

    >>> begun_alike("бегут", "бегуны")
    4
    """
    pairs = zip(word, other, strict=False)
    least = min(len(word), len(other))
    return next((count for count, (a, b) in enumerate(pairs) if a != b), least)


def is_form(word: str, other: str) -> bool:
    """Tell whether two words of any language differ by their endings alone.

    >>> is_form("половинка", "половину"), is_form("бегут", "берут")
    (True, False)
    """
    begun = begun_alike(word, other)
    return begun >= LEAST_STEM and max(len(word), len(other)) - begun <= MAX_ENDING


def _in_one_spelling(word: str) -> str:
    for pattern, replacement in _TO_ONE_SPELLING:
        word = pattern.sub(replacement, word)
    return stem(word, "en")
