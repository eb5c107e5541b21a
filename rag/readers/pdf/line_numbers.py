"""Numbers of lines, down the edge of a page: they count, and say nothing.

Transcripts, drafts and bills have one on each line, patents on each fifth.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.readers.pdf.columns import EDGE_POINTS, is_text
from rag.readers.pdf.runs import Run, is_beside

MIN_NUMBERS = 8
MAX_DIGITS = 4
STEPS = (1, 5)
"""So many stand below one another, at one edge, each so much more than the last."""

MIN_GOING_ON = 3
MIN_GOING_SHARE = 0.15
"""So many of their lines go on with a sentence: items of a list, and what is to be
filled in, which are numbered, too, begin with a capital, a letter or a figure."""

_GOES_ON = re.compile(r"[^\W\d_]{2}")


def without_line_numbers(runs: Sequence[Run]) -> list[Run]:
    """Leave out the numbers of lines.

    Args:
        runs: The runs of a page.

    Returns:
        The other runs; all of them where what is numbered is no text in sentences.
    """
    numbers = [r for r in runs if r.text.isdecimal() and len(r.text) <= MAX_DIGITS]
    if len(numbers) < MIN_NUMBERS or not is_text(list(runs)):
        return list(runs)
    found = {id(run) for group in _counting(numbers) for run in group}
    others = [run for run in runs if id(run) not in found]
    lines = [run for run in runs if id(run) in found]
    beside = [first for line in lines if (first := _first_beside(line, others))]
    going_on = sum(
        run.text[0].islower() and _GOES_ON.match(run.text) is not None for run in beside
    )
    least = max(MIN_GOING_ON, MIN_GOING_SHARE * len(beside))
    return others if going_on >= least else list(runs)


def _counting(numbers: Sequence[Run]) -> Iterator[list[Run]]:
    """Give those that count down the page, by their right edge or by their left one."""
    for edge in ("x1", "x0"):
        places = sorted(numbers, key=lambda run: (round(getattr(run, edge)), run.top))
        group = places[:1]
        for above, run in pairwise(places):
            is_aligned = abs(getattr(run, edge) - getattr(above, edge)) <= EDGE_POINTS
            step = int(run.text) - int(above.text)
            if not (is_aligned and step in STEPS and run.top > above.top):
                if len(group) >= MIN_NUMBERS:
                    yield group
                group = []
            group.append(run)
        if len(group) >= MIN_NUMBERS:
            yield group


def _first_beside(number: Run, others: Sequence[Run]) -> Run | None:
    """Find what begins on the line of a number, to the right of it."""
    right = (r for r in others if r.x0 > number.x1 and is_beside(number, r))
    return min(right, key=lambda run: run.x0, default=None)
