"""Columns of a page's runs beside each other, and the edge that parts them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from statistics import median

from rag.readers.pdf.fonts import HEADING_SIZE
from rag.readers.pdf.runs import Run
from rag.readers.plain.lines import is_list_item

MIN_COLUMN_RUNS = 4
"""Fewer lines make no column."""

MIN_LIST_RUNS = 3
"""Fewer items make none."""

MIN_LINE_CHARS = 20
MIN_LONG_SHARE = 0.7
"""Share of a column's characters in lines of at least that many: tables have less."""

MIN_FILLED_SHARE = 0.5
"""The middle one of its long lines fills at least this share of the widest."""

MIN_BESIDE_SHARE = 0.3
"""Share of a column's lines that have a line of the other column beside them."""

MIN_SPLIT_SHARE = 0.4
"""Share of a page's lines that must be in its columns, not span them."""

MAX_CUTS = 4
MIN_PART_SHARE = 0.25
"""Between the lines of a page without columns so many of the widest gaps are tried, and
each column must have more than that share of what is above or below one."""

MIN_ITEM_SHARE = 0.3
"""Share of a list's runs that begin with a bullet or a number; items may have lines."""

LONE_BULLETS = ("•", "‣", "◦", "▪")
_NUMBERED = re.compile(r"(\d+)[.)]")

SAME_LINE_SHARE = 0.15
MAX_SAME_LINES = 0.5
MAX_PITCH = 2.0
"""What stands beside running text, short lines too, is a column of its own: of its
lines, which follow each other within so many of their heights, less than half stand
within that share of a height on a line of the other. Labels stand on their rows, or
further apart where rows have several lines."""

MAX_EDGES = 12
EDGE_POINTS = 2.0
"""Left edges nearer to each other than this are one edge."""


def parts_of(runs: Sequence[Run]) -> list[list[Run]]:
    """Part columns of a page from what is above or below them, if that hides them.

    A table there has more texts than the columns have lines.

    Args:
        runs: The runs of a page.

    Returns:
        The parts, from the top down; one alone where columns are found in all of it, or
        in none.
    """
    runs = sorted(runs, key=lambda run: (run.top, run.x0))
    if column_edge(runs) is not None:
        return [runs]
    bottoms = list(accumulate((run.bottom for run in runs), max))
    gaps = [below.top - end for end, below in zip(bottoms, runs[1:], strict=False)]
    widest = sorted(range(len(gaps)), key=gaps.__getitem__)[-MAX_CUTS:]
    cuts = sorted(at + 1 for at in widest if gaps[at] > 0)
    below = ((cut, runs[cut:]) for cut in cuts)
    above = ((cut, runs[:cut]) for cut in reversed(cuts))
    for cut, part in chain(below, above):
        if column_edge(part, MIN_PART_SHARE) is not None:
            return [*parts_of(runs[:cut]), *parts_of(runs[cut:])]
    return [runs]


def column_edge(runs: Sequence[Run], least: float = 0.0) -> float | None:
    """Find the left edge of a column that stands beside another one, if any does.

    Args:
        runs: The runs of a page, or of a part of it.
        least: A share of their characters, of which each column has more.

    Returns:
        Where the right one of two columns begins, in points.
    """
    edges = Counter(EDGE_POINTS * round(run.x0 / EDGE_POINTS) for run in runs)
    frequent = [edge for edge, n in edges.most_common(MAX_EDGES) if n > 1]
    shares = {edge: _parted_share(runs, edge) for edge in frequent}
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] > least else None


def _parted_share(runs: Sequence[Run], edge: float) -> float:
    """Tell how well an edge parts columns: 0 if it does not.

    The share of all characters in the lesser one, as of lines the labels of a figure
    may have more than the text beside it, and less for what the edge goes through.
    """
    left = [run for run in runs if run.x1 <= edge]
    right = [run for run in runs if run.x0 >= edge - EDGE_POINTS]
    least = MIN_LIST_RUNS if all(map(_is_item, right)) else MIN_COLUMN_RUNS
    if min(len(left), len(right)) < least:
        return 0
    is_split = len(left) + len(right) >= MIN_SPLIT_SHARE * len(runs)
    are_columns = is_split and (
        all(map(_is_column, (left, right)))
        or all(map(_is_list, (left, right)))
        or (_is_column(left) and _is_apart(right, left))
        or (_is_column(right) and _is_apart(left, right))
        # A CV's lines may be short on both sides.
        or (
            any(map(is_text, (left, right)))
            and _is_apart(left, right)
            and _is_apart(right, left)
        )
    )
    if not (are_columns and _are_beside(left, right)):
        return 0
    chars = [sum(len(run.text) for run in each) for each in (left, right, runs)]
    return min(chars[:2]) * (chars[0] + chars[1]) / chars[2] ** 2


def _is_list(runs: list[Run]) -> bool:
    """Tell whether lines are a list of their own, however short: no cells are."""
    items = [run.text for run in runs if _is_item(run)]
    numbers = [int(match[1]) for match in map(_NUMBERED.match, items) if match]
    # Numbers that go on to the right, "1. | 2.", make rows.
    goes_down = all(below == above + 1 for above, below in pairwise(numbers))
    return len(items) >= MIN_ITEM_SHARE * len(runs) and goes_down


def _is_item(run: Run) -> bool:
    return run.is_item or is_list_item(run.text) or run.text in LONE_BULLETS


def is_text(runs: list[Run]) -> bool:
    """Tell whether most of what lines hold is in long ones.

    Args:
        runs: The lines, or other runs of a page.
    """
    runs = _usual(runs)
    long = sum(len(run.text) for run in runs if len(run.text) >= MIN_LINE_CHARS)
    return long >= MIN_LONG_SHARE * sum(len(run.text) for run in runs)


def _is_column(runs: list[Run]) -> bool:
    """Tell whether lines hold running text: most of it is in long, full lines."""
    if not is_text(runs):
        return False
    runs = _usual(runs)
    long = [run.width for run in runs if len(run.text) >= MIN_LINE_CHARS]
    return median(long) >= MIN_FILLED_SHARE * max(run.width for run in runs)


def _usual(runs: list[Run]) -> list[Run]:
    """Leave out what heads lines, and large figures over small text."""
    usual = HEADING_SIZE * median(run.size for run in runs)
    return [run for run in runs if run.size < usual]


def _is_apart(runs: list[Run], others: list[Run]) -> bool:
    """Tell whether lines follow each other, and not those of the column beside them."""
    tops = sorted(run.top for run in runs)
    height = median(run.bottom - run.top for run in runs)
    pitch = median(below - above for above, below in pairwise(tops))
    return pitch <= MAX_PITCH * height and not _stand_beside(
        runs, others, SAME_LINE_SHARE, MAX_SAME_LINES
    )


def _are_beside(left: list[Run], right: list[Run]) -> bool:
    """Tell whether enough lines of the shorter column have one of the other beside."""
    shorter, longer = sorted((left, right), key=len)
    return _stand_beside(shorter, longer, 1, MIN_BESIDE_SHARE)


def _stand_beside(
    runs: list[Run], others: list[Run], within: float, min_share: float
) -> bool:
    """Tell whether a share of lines have another's middle within that of a height."""
    middles = sorted(run.middle for run in others)

    def has_neighbour(run: Run) -> bool:
        reach = within * (run.bottom - run.top)
        at = bisect_left(middles, run.middle - reach)
        return at < len(middles) and middles[at] <= run.middle + reach

    return sum(map(has_neighbour, runs)) >= min_share * len(runs)
