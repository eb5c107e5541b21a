"""Marks of items that no line tells by its words: drawn bullets, and bare letters.

Browsers print a list's discs as small shapes. They are no characters and have no place
on the page: a line that one stands before begins an item, and so do those that begin
with the letters "a", "b", ..., each apart from its text.
"""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from pypdfium2 import raw

from rag.readers.pdf.glyphs import upright
from rag.readers.pdf.rulings import paths_of
from rag.readers.pdf.runs import Run

MIN_EMS = 0.15
MAX_EMS = 0.7
"""A bullet is so high, in the size of its line: browsers draw a third. Dots that lead
to a page's number are smaller, pictures larger."""

MIN_SHAPE = 0.8
"""Its shorter side is as long as that share of the longer one: dashes are drawn, too,
but so are the lines of forms."""

GAP_EMS = 1.5
"""The line begins no further to the right of it."""

MAX_MARKS = 400
"""What has more is a drawing."""


HANG_POINTS = 2.0
"""What letters stand before begins equally far behind each, within that."""


class DrawnMark(NamedTuple):
    """A small shape, in points, with y growing downwards, as of runs."""

    middle: float
    x1: float
    size: float


def marks_of(page: pdfium.PdfPage, turn: int) -> list[DrawnMark]:
    """Find the shapes of a page that may be bullets, from the top down.

    Args:
        page: An open page.
        turn: Quarter turns, counter-clockwise, of its text.

    Returns:
        None at all where there are too many to be those of lists.
    """
    boxes = np.array(list(map(_box, paths_of(page))), np.float64).reshape(-1, 4).T
    turns = np.full(boxes.shape[1], turn, np.int8)
    ends = [upright((boxes[at], boxes[at + 1]), turns) for at in (0, 2)]
    (left, top), (right, bottom) = np.min(ends, 0), np.max(ends, 0)
    sides = np.sort((right - left, bottom - top), 0)
    is_mark = sides[0] >= MIN_SHAPE * sides[1]
    # Upwards is less, as of runs.
    columns = -(top + bottom) / 2, right, sides[1]
    found = sorted(map(DrawnMark, *(each[is_mark].tolist() for each in columns)))
    return found if len(found) <= MAX_MARKS else []


def _box(path: raw.FPDF_PAGEOBJECT) -> tuple[float, ...]:
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(path, *map(ctypes.byref, edges))
    return tuple(edge.value for edge in edges)


def with_items(runs: Sequence[Run], marks: Sequence[DrawnMark]) -> list[Run]:
    """Tell which runs begin an item: those that a mark stands right before.

    Args:
        runs: The runs of a page.
        marks: What `marks_of` finds on it.
    """
    middles = [mark.middle for mark in marks]

    def is_item(run: Run) -> bool:
        beside = slice(bisect_left(middles, run.top), bisect_right(middles, run.bottom))
        return any(_is_before(mark, run) for mark in marks[beside])

    return [replace(run, is_item=True) if is_item(run) else run for run in runs]


def _is_before(mark: DrawnMark, run: Run) -> bool:
    is_near = 0 <= run.x0 - mark.x1 <= GAP_EMS * run.size
    return is_near and MIN_EMS <= mark.size / run.size <= MAX_EMS


def has_letter(line: Run) -> bool:
    """Tell whether a single letter stands before the text of a line, a gap between."""
    letter, _, rest = line.text.partition(" ")
    is_letter = len(letter) == 1 and letter.isalpha() and bool(rest)
    if not (is_letter and line.gaps):
        return False
    return line.gaps[0][0] - line.x0 <= line.size


def with_letters(pages: list[list[list[Run]]]) -> list[list[list[Run]]]:
    """Tell which lines begin an item by a letter: "a" where a "b" follows.

    Args:
        pages: Blocks of lines, page by page.
    """
    every = (line for blocks in pages for block in blocks for line in block)
    pairs = pairwise(filter(has_letter, every))
    items = {id(line) for pair in pairs if _goes_on(*pair) for line in pair}
    if not items:
        return pages

    def marked(line: Run) -> Run:
        return replace(line, is_item=True) if id(line) in items else line

    return [[list(map(marked, block)) for block in blocks] for blocks in pages]


def _goes_on(one: Run, other: Run) -> bool:
    """Tell whether a letter is the next one, equally far before its text."""
    hang, again = (line.gaps[0][1] - line.x0 for line in (one, other))
    is_next = ord(other.text[0]) - ord(one.text[0]) == 1
    return is_next and abs(hang - again) <= HANG_POINTS
