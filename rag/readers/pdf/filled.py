"""Rows of texts in columns that are known: cells, what goes on with them, sums."""

from collections.abc import Sequence
from dataclasses import replace

from rag.readers.pdf.runs import Run, TableCell
from rag.readers.table_headers import is_figure

Texts = Sequence[Run]
Columns = Sequence[tuple[float, float]]


def overlaps(run: Run, column: tuple[float, float]) -> bool:
    """Tell whether a text is above or below a column's texts, at least in part."""
    return run.x0 < column[1] and column[0] < run.x1


def body_of(
    lines: Sequence[Texts], columns: Columns
) -> list[tuple[TableCell, ...]] | None:
    """Give the rows from the first that has all cells on; None where one fits in none.

    A row without its first cell goes on with the one above: with its cells, or, where
    it has all others, below its first. A sum is a row of its own.
    """
    rows: list[list[TableCell]] = []
    for line in lines:
        cells = cells_of(line, columns)
        if cells is None:
            if len(line) > 1:
                return None
            rows.append([TableCell((line[0],), len(columns))])
        elif cells[0].lines or not rows or len(rows[-1]) < len(columns):
            is_title = len(line) == 1 and cells[0].lines
            rows.append([TableCell((line[0],), len(columns))] if is_title else cells)
        elif _is_sum(_last_named(rows), cells):
            rows.append(cells)
        elif all(cell.lines for cell in cells[1:]) and len(columns) > 2:
            rows.append([rows[-1][0], *cells[1:]])
        else:
            rows[-1] = [
                replace(above, lines=(*above.lines, *cell.lines))
                for above, cell in zip(rows[-1], cells, strict=True)
            ]
    return [tuple(row) for row in rows]


def _last_named(rows: Sequence[list[TableCell]]) -> list[TableCell]:
    """Give the last row that has its first cell: sums stand below sums."""
    return next((row for row in reversed(rows) if row[0].lines), rows[-1])


def _is_sum(above: Sequence[TableCell], row: Sequence[TableCell]) -> bool:
    """Tell whether a row has a name and a figure, each below a figure."""
    below = [
        is_figure(_text(cell))
        for over, cell in zip(above, row, strict=False)
        if cell.lines and is_figure(_text(over))
    ]
    return len(set(below)) == 2


def _text(cell: TableCell) -> str:
    return " ".join(line.text for line in cell.lines)


def cells_of(line: Texts, columns: Columns) -> list[TableCell] | None:
    """Put each text of a row into its column; None where one is in several."""
    cells: list[list[Run]] = [[] for _ in columns]
    for run in line:
        over = [n for n, column in enumerate(columns) if overlaps(run, column)]
        if len(over) > 1:
            return None
        middle = (run.x0 + run.x1) / 2
        at = over[0] if over else _nearest(middle, columns)
        cells[at].append(run)
    return [TableCell(tuple(each)) for each in cells]


def _nearest(middle: float, columns: Columns) -> int:
    distances = [abs(middle - sum(column) / 2) for column in columns]
    return distances.index(min(distances))
