"""Numbers of lines, down the edge of a page: they count, and say nothing.

Transcripts, drafts and bills have one on each line, patents on each fifth.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rag.readers.pdf.columns import EDGE_POINTS, is_text
from rag.readers.pdf.runs import Run, is_beside

MIN_NUMBERS = 8
MAX_DIGITS = 4
STEPS = (1, 5)
"""So many stand below one another, at one edge, each so much more than the last."""

MIN_GOING_ON = 3
"""So many of their lines go on with a sentence: items of a list and rows of a table,
which are numbered, too, begin with a capital or a figure."""


def without_line_numbers(runs: Sequence[Run]) -> list[Run]:
    """Leave out the numbers of lines.

    Args:
        runs: The runs of a page.
    """
    numbers = [r for r in runs if r.text.isdecimal() and len(r.text) <= MAX_DIGITS]
    if len(numbers) < MIN_NUMBERS or not is_text(list(runs)):
        return list(runs)
    found = {id(run) for group in _counting(numbers) for run in group}
    others = [run for run in runs if id(run) not in found]
    lines = [run for run in runs if id(run) in found]
    going_on = sum(
        any(is_beside(line, run) and _goes_on(line, run) for run in others)
        for line in lines
    )
    return others if going_on >= MIN_GOING_ON else list(runs)


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


def _goes_on(number: Run, run: Run) -> bool:
    return run.x0 > number.x1 and run.text[0].islower()
