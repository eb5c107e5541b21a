"""Tables over columns of text: rows that the edge between these would cut in two."""

from collections.abc import Sequence

from rag.readers.pdf.aligned import MIN_ROWS, are_near, found_table
from rag.readers.pdf.columns import EDGE_POINTS, column_edge
from rag.readers.pdf.cuts import Letters
from rag.readers.pdf.joining import in_lines
from rag.readers.pdf.runs import Run, Table

MIN_COLUMNS = 3
MAX_FILLED_SHARE = 0.6
"""What fills more of a column of text is a line of it, and no cell."""


def with_wide(runs: Sequence[Run], letters: Letters) -> list[Run]:
    """Find the tables without lines that stand over several columns of text.

    Where a column of the table begins with one of the text, there may be two tables.

    Args:
        runs: The runs of a page, or of a part of it.
        letters: Its characters.

    Returns:
        Runs that stand for the tables, and the runs that are in none of them.
    """
    whole = [run for run in runs if run.table]
    left = [run for run in runs if not run.table]
    edge = column_edge(left)
    if edge is None:
        return list(runs)
    for lines in _narrow_lines(left, edge):
        table = found_table(lines, letters) if len(lines) >= MIN_ROWS else None
        if table is None:
            continue
        inside = {id(run) for line in lines for run in line}
        others = [run for run in left if id(run) not in inside]
        if _is_over(table, column_edge(others)):
            whole.append(table.as_run())
            left = others
    return [*left, *whole]


def _narrow_lines(runs: Sequence[Run], edge: float) -> list[list[list[Run]]]:
    """Put lines together that follow each other, each of several short texts."""
    sides = edge - min(run.x0 for run in runs), max(run.x1 for run in runs) - edge
    widest = MAX_FILLED_SHARE * min(sides)
    groups: list[list[list[Run]]] = [[]]
    for line in in_lines(sorted(runs, key=lambda run: (run.top, run.x0))):
        is_narrow = len(line) > 1 and all(run.width < widest for run in line)
        if not is_narrow or (groups[-1] and not are_near(groups[-1][-1], line)):
            groups.append([])
        # The short ends of two paragraphs may stand beside each other above.
        if is_narrow and (groups[-1] or len(line) >= MIN_COLUMNS):
            groups[-1].append(line)
    return groups


def _is_over(table: Table, edge: float | None) -> bool:
    """Tell whether a table is on both sides of where columns of other text part."""
    if edge is None:
        return False
    starts = [start for start, _ in table.columns]
    is_across = starts[0] < edge < table.columns[-1][1]
    begins_there = any(abs(start - edge) <= EDGE_POINTS for start in starts)
    return len(starts) >= MIN_COLUMNS and is_across and not begins_there
