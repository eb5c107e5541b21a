"""The order in which the runs of a page are read: columns, and what spans them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from rag.readers.pdf.fonts import HEADING_SIZE
from rag.readers.pdf.runs import Run, is_beside
from rag.readers.plain.lines import ends_sentence, is_list_item

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

SIZE_POINTS = 0.5
LINE_GAP_EMS = 0.5
"""Lines of one text are that alike, and that near to each other."""

MAX_NEAR = 12
MIN_FULL_SHARE = 0.9
"""A line that fills that share of the widest of so many lines above is full."""

HANGING_EMS = 1.5
"""So far left of a column's edge what heads it may begin."""


def reading_order(runs: Sequence[Run]) -> list[list[Run]]:
    """Put the runs of a page into blocks, in the order in which they are read.

    Where lines stand in columns, the lines that span the columns cut the page into
    bands, and each band is read column by column.

    Args:
        runs: The runs of one page.

    Returns:
        Blocks of runs, each from the top down and from left to right.
    """
    edge = column_edge(runs)
    if edge is None:
        block = sorted(runs, key=lambda run: (run.top, run.x0))
        return [block] if block else []
    spanning = _spanning(runs, edge)
    middles = [run.middle for run in spanning]
    outside = set(map(id, spanning))
    bands: list[tuple[list[Run], list[Run]]] = [
        ([], []) for _ in range(len(middles) + 1)
    ]
    for run in runs:
        if id(run) not in outside:
            left, right = bands[bisect_left(middles, run.middle)]
            (left if run.x1 <= edge else right).append(run)
    blocks: list[list[Run]] = []
    across: list[Run] = []
    for number, (left, right) in enumerate(bands):
        head = _head_below(left, right) if number < len(spanning) else []
        if left or right:
            blocks += [across] if across else []
            # A column may hold columns.
            blocks += reading_order([run for run in left if run not in head])
            blocks += reading_order(right)
            across = head
        across += spanning[number : number + 1]
    return blocks + ([across] if across else [])


def _head_below(left: Sequence[Run], right: Sequence[Run]) -> list[Run]:
    """Find what heads the lines over two columns below them, if anything does.

    It stands below both, and ends the left one, larger or bolder than its text.
    """
    column = sorted(left, key=lambda run: run.middle)[-2:]
    if len(column) < 2 or not right:
        return []
    above, last = column
    is_below = last.top >= max(run.bottom for run in right)
    return [last] if is_below and _is_larger(last, above) else []


def _is_larger(head: Run, text: Run) -> bool:
    """Tell whether a line may head another by its looks: larger, or bold alone."""
    return head.size >= HEADING_SIZE * text.size or head.is_bold > text.is_bold


def _new_heads(left: Sequence[Run]) -> list[Run]:
    """Find what heads columns anew, below others: as on a newspaper's page.

    There the text above breaks off in a full line, to go on in the next column.
    """
    column = sorted(left, key=lambda run: run.middle)
    heads: list[Run] = []
    for at, run in enumerate(column[:-1]):
        near = [
            other
            for other in column[max(0, at - MAX_NEAR) : at]
            if other.x0 < run.x1 and run.x0 < other.x1 and other.bottom <= run.middle
        ]
        if not near or not _is_larger(run, near[-1]):
            continue
        text = near[-1].text
        is_long = len(text) >= MIN_LINE_CHARS and not ends_sentence(text)
        fill = near[-1].x1 - run.x0
        widest = max(other.x1 for other in near) - run.x0
        heads += [run] if is_long and fill >= MIN_FULL_SHARE * widest else []
    return heads


def _spanning(runs: Sequence[Run], edge: float) -> list[Run]:
    """Find the lines that span an edge, from the top down.

    What stands beside a run that does is of its line, as names over two columns are.
    """
    left = [run for run in runs if run.x1 <= edge]
    ends = max((run.x1 for run in left), default=edge)
    has_left = _on_line_of(left)

    def is_across(run: Run) -> bool:
        if not run.x0 < edge - EDGE_POINTS or run.x1 <= edge:
            return False
        # What heads a list hangs left of its items, but not beyond the gap.
        hangs = run.x0 > max(ends, edge - HANGING_EMS * run.size)
        return not (hangs and has_left(run))

    across = list(filter(_on_line_of(list(filter(is_across, runs))), runs))
    has_other = _on_line_of([run for run in runs if run.x1 > edge])
    touches = _on_line_of([run for run in runs if run.x1 > edge], _touch)
    across += [run for run in _new_heads(left) if not touches(run)]
    found = set(map(id, across))
    # Nothing is beside the short line with which a title or a summary ends.
    ends_of = [run for run in left if id(run) not in found and not has_other(run)]
    spanning: list[Run] = []
    for run in sorted([*across, *ends_of], key=lambda run: run.middle):
        if id(run) in found or (spanning and _is_right_below(spanning[-1], run)):
            spanning.append(run)
    return spanning


def _is_right_below(above: Run, run: Run) -> bool:
    """Tell whether a line goes on with the one above it, from its edge and alike."""
    is_alike = abs(run.size - above.size) < SIZE_POINTS and run.is_bold == above.is_bold
    is_below = abs(run.x0 - above.x0) <= EDGE_POINTS
    gap = run.top - above.bottom
    return is_alike and is_below and abs(gap) <= LINE_GAP_EMS * run.size


def _touch(one: Run, other: Run) -> bool:
    return one.top < other.bottom and other.top < one.bottom


def _on_line_of(
    runs: list[Run], are_so: Callable[[Run, Run], bool] = is_beside
) -> Callable[[Run], bool]:
    """Give what tells whether a run is one of some runs, or beside one."""
    runs = sorted(runs, key=lambda run: run.middle)
    middles = [run.middle for run in runs]

    def is_on_line(run: Run) -> bool:
        at = bisect_left(middles, run.middle)
        return any(are_so(run, other) for other in runs[max(0, at - 1) : at + 1])

    return is_on_line


def column_edge(runs: Sequence[Run]) -> float | None:
    """Find the left edge of a column that stands beside another one, if any does."""
    edges = Counter(EDGE_POINTS * round(run.x0 / EDGE_POINTS) for run in runs)
    frequent = [edge for edge, n in edges.most_common(MAX_EDGES) if n > 1]
    shares = {edge: _parted_share(runs, edge) for edge in frequent}
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] else None


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
            any(map(_is_text, (left, right)))
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


def _is_text(runs: list[Run]) -> bool:
    """Tell whether most of what lines hold is in long ones."""
    runs = _usual(runs)
    long = sum(len(run.text) for run in runs if len(run.text) >= MIN_LINE_CHARS)
    return long >= MIN_LONG_SHARE * sum(len(run.text) for run in runs)


def _is_column(runs: list[Run]) -> bool:
    """Tell whether lines hold running text: most of it is in long, full lines."""
    if not _is_text(runs):
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
