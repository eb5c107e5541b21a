"""Stretches of a page's characters that are sure to be in one run: found all at once.

Most characters follow the one before them in the same font on the same line. What is
left to be told apart one by one is where such stretches begin.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.readers.pdf.glyphs import Glyphs, Mask, ends_line, is_blank

GAP_EMS = 1.2
"""A wider gap than that within a line parts columns or cells."""

SAME_PLACE_EMS = 0.1
"""The narrowest letters stand further apart than that: an l is 0.2 em wide."""

ROUNDING = 1.01
"""Places that near are looked at exactly, so cells may be a little too large."""

_KEY_BITS = 21
"""Of 63, for a character and for the row and the column of its cell."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's box, size and turn; see `glyphs.GLYPH`."""

    code: int
    drawn_by: int
    turn: int
    size: float
    is_bold: bool
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters, and blanks between them, that are in one run if the first is.

    Args:
        first: The first of them.
        start: Its place among the page's characters.
        end: The place after the last.
        count: How many of them are no blanks.
        is_after_end: Whether a line ends before it.
        may_be_again: Whether the character, a single one, may have been drawn before.
        left: The left edge of all of them.
        right: The right edge of all of them.
    """

    first: Glyph
    start: int
    end: int
    count: int
    is_after_end: bool
    may_be_again: bool
    left: float
    right: float


def stretches_of(glyphs: Glyphs) -> Iterator[Stretch]:
    """Divide the characters of a page, blanks between them aside."""
    places = np.flatnonzero(~is_blank(glyphs))
    if not len(places):
        return
    drawn = glyphs[places]
    # How many lines had ended by each of them.
    ended = np.cumsum(ends_line(glyphs))[places]
    is_after_end = np.diff(ended, prepend=0) > 0
    may_be_again = _may_be_again(drawn)
    goes_on = _goes_on(drawn[:-1], drawn[1:]) & ~is_after_end[1:]
    goes_on &= ~(may_be_again[:-1] | may_be_again[1:])
    starts = np.flatnonzero(np.concatenate(([True], ~goes_on)))
    ends = np.append(starts[1:], len(drawn))
    columns = (
        places[starts], places[ends - 1] + 1, ends - starts, is_after_end[starts],
        may_be_again[starts], np.minimum.reduceat(drawn["left"], starts),
        np.maximum.reduceat(drawn["right"], starts),
    )  # fmt: skip
    firsts = drawn[[*Glyph.__dataclass_fields__]][starts].tolist()
    rows = zip(firsts, *(each.tolist() for each in columns), strict=True)
    for first, *others in rows:
        yield Stretch(Glyph(*first), *others)


def _goes_on(ones: Glyphs, others: Glyphs) -> Mask:
    """Tell which characters are sure to be taken by a run that the one before is in."""
    same = ones["bottom"] <= ones["top"]  # not where one of them is no number
    for name in ("turn", "size", "is_bold", "bottom", "top"):
        same &= ones[name] == others[name]
    reach = GAP_EMS * others["size"]
    same &= others["left"] - ones["right"] <= reach
    goes_on: Mask = same & (ones["left"] - others["right"] <= reach)
    return goes_on


def _may_be_again(drawn: Glyphs) -> Mask:
    """Tell which characters have their like so near that one may be the other again.

    Cells are as large as the reach of the largest on the page; what is in reach of a
    character is in its own cell or in one beside it.
    """
    reach = SAME_PLACE_EMS * max(float(drawn["size"].max()), 1.0) * ROUNDING
    with np.errstate(invalid="ignore"):
        columns = np.floor((drawn["left"] + drawn["right"]) / 2 / reach)
        rows = np.floor((drawn["bottom"] + drawn["top"]) / 2 / (2 * reach))
        cells = _wrapped(columns) << _KEY_BITS | _wrapped(rows)
    keys = drawn["code"].astype(np.int64) << 2 * _KEY_BITS | cells
    found = np.unique_inverse(keys)
    # Of one text object all are meant: doubled letters, the parts of a ligature.
    order = np.argsort(found.inverse_indices, kind="stable")
    firsts = np.searchsorted(found.inverse_indices[order], np.arange(len(found.values)))
    least = np.minimum.reduceat(drawn["drawn_by"][order], firsts)
    most = np.maximum.reduceat(drawn["drawn_by"][order], firsts)
    again = least != most
    for step in _STEPS:
        at = np.searchsorted(found.values, found.values + step)
        at[at == len(found.values)] = 0
        is_there = found.values[at] == found.values + step
        again |= is_there & ((least[at] != least) | (most[at] != most))
    flagged: Mask = again[found.inverse_indices]
    return flagged


def _wrapped(numbers: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give whole numbers without sign, the lowest bits of them."""
    return numbers.astype(np.int64) & ((1 << _KEY_BITS) - 1)


_STEPS = tuple(
    (column << _KEY_BITS) + row
    for column in (-1, 0, 1)
    for row in (-1, 0, 1)
    if column or row
)
