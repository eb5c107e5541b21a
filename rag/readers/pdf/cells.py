"""Whether what is between the lines of a page are the cells of a table."""

from collections.abc import Sequence
from itertools import pairwise

from rag.readers.pdf.runs import Run, TableCell, is_beside
from rag.readers.table_headers import is_figure

MIN_ROWS = MIN_COLUMNS = 2

MIN_FILLED_SHARE = 0.5
"""Share of a table's rows that have text in two cells at least: frames have less."""

MAX_PROSE_CHARS = 300
MAX_PROSE_SHARE = 0.5
"""Where more of the text is in longer cells, lines part columns of prose."""

MAX_SQUEEZED_SHARE = 0.15
"""Where more cells hold several, the lines are not those of the table's rows."""


def is_table(rows: Sequence[Sequence[TableCell]]) -> bool:
    """Tell whether cells are those of a table, not of frames or columns of prose."""
    filled = [sum(bool(cell.lines) for cell in row) for row in rows]
    wide = sum(count >= MIN_COLUMNS for count in filled)
    if wide < MIN_ROWS or wide < MIN_FILLED_SHARE * len(rows):
        return False
    cells = [cell.lines for row in rows for cell in row if cell.lines]
    squeezed = sum(
        _is_squeezed(cell.lines, is_wrapped=_is_wrapped(row))
        for row in rows
        for cell in row
    )
    if squeezed > MAX_SQUEEZED_SHARE * len(cells):
        return False
    sizes = [sum(len(run.text) for run in lines) for lines in cells]
    prose = sum(size for size in sizes if size > MAX_PROSE_CHARS)
    return prose <= MAX_PROSE_SHARE * sum(sizes)


def _is_wrapped(row: Sequence[TableCell]) -> bool:
    """Tell whether at most half of a row's cells have several lines."""
    counts = [len(cell.lines) for cell in row if cell.lines]
    return 2 * counts.count(1) >= len(counts)


def _is_squeezed(lines: Sequence[Run], *, is_wrapped: bool) -> bool:
    """Tell whether what is in one cell of a grid are several: rows that no line parts.

    They have texts beside each other, or several figures below one another, unless
    these are one text that is wrapped.
    """
    figures = 0 if is_wrapped else sum(is_figure(line.text) for line in lines)
    return figures >= MIN_ROWS or any(is_beside(a, b) for a, b in pairwise(lines))
