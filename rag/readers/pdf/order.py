"""The order in which the runs of a page are read: columns, and what spans them."""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from rag.readers.pdf.columns import EDGE_POINTS, MIN_LINE_CHARS, column_edge
from rag.readers.pdf.fonts import HEADING_SIZE
from rag.readers.pdf.runs import Run, is_beside
from rag.readers.plain.lines import ends_sentence

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
