"""Texts of a table's rows cut where other rows have a column: a narrow gap may be one.

In a row whose cells are full the gap between two is hardly wider than a space.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.readers.pdf.glyphs import Glyphs
from rag.readers.pdf.runs import Run

MIN_GAP_EMS = 0.5
"""A space is half as wide, or less; what is set to fill a line has no rows."""

EDGE_POINTS = 1.0
"""A word begins a column where a text of another row does, within that."""

_Edges = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Letters:
    """Where each character of a page begins and ends, by its number."""

    lefts: _Edges
    rights: _Edges

    @classmethod
    def of(cls, glyphs: Glyphs) -> "Letters":
        """Take them from the characters of a page, in the order of their numbers."""
        lefts, rights = np.zeros((2, 1 + glyphs["index"].max(initial=0)))
        lefts[glyphs["index"]] = glyphs["left"]
        rights[glyphs["index"]] = glyphs["right"]
        return cls(lefts, rights)

    def middle(self, first: int, last: int) -> float:
        """Give where the middle of a word is, by its first and last character."""
        ends = (self.lefts[n] + self.rights[n] for n in (first, last))
        return float(sum(ends)) / 4


def cut_at_columns(
    lines: Sequence[list[Run]], letters: Letters
) -> list[list[Run]] | None:
    """Cut the texts of rows where those of other rows begin.

    Args:
        lines: The texts of each row, from left to right.
        letters: The characters of the page.

    Returns:
        The rows; None where nothing is to be cut.
    """
    starts = sorted(run.x0 for line in lines for run in line)
    rows = [
        [part for run in line for part in _cut(run, starts, letters)] for line in lines
    ]
    is_cut = sum(map(len, rows)) > sum(map(len, lines))
    return rows if is_cut else None


def _cut(run: Run, starts: Sequence[float], letters: Letters) -> Iterator[Run]:
    words = run.text.split() if run.drawn else []
    begun, at, x0 = 0, 0, run.x0
    for number, word in enumerate(words):
        first = run.drawn[at]
        left, before = letters.lefts[first], letters.rights[run.drawn[at - 1]]
        is_wide = number > begun and left - before >= MIN_GAP_EMS * run.size
        if is_wide and _is_start(float(left), starts):
            yield run.part(begun, number, x0, float(before))
            begun, x0 = number, float(left)
        at += len(word)
    yield run.part(begun, len(words), x0, run.x1) if begun else run


def _is_start(place: float, starts: Sequence[float]) -> bool:
    at = bisect_left(starts, place - EDGE_POINTS)
    return at < len(starts) and starts[at] <= place + EDGE_POINTS
