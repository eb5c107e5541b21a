"""Tables that are ruled: cells between lines, and the text in them.

Lines that cross make a grid; where no line parts two of its places they are one cell.
So does the "lines" strategy of pdfplumber, after A. Nurminen's thesis (Algorithmic
extraction of data in tables in PDF documents, Tampere 2013, 4.2).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, groupby, pairwise, product

from rag.readers.pdf.bands import banded
from rag.readers.pdf.cells import MIN_COLUMNS, MIN_ROWS, is_table
from rag.readers.pdf.cuts import Letters
from rag.readers.pdf.rulings import SNAP_POINTS, Ruling, Rulings
from rag.readers.pdf.runs import Run, Table, TableCell, is_beside
from rag.readers.table_headers import is_figure

MAX_PLACES = 5_000
"""Of a grid: what has more is graph paper."""

_Place = tuple[int, int]


def ruled_tables(
    runs: Sequence[Run], rulings: Rulings, letters: Letters
) -> tuple[list[Table], list[Run]]:
    """Find the tables that lines rule.

    Args:
        runs: The runs of a page.
        rulings: Its lines.
        letters: Its characters.

    Returns:
        The tables, and the runs that are in none of them.
    """
    tables, left = _ruled(_crossing(rulings), runs, letters)
    others, left = _ruled(banded(rulings.across, left), left, letters)
    return tables + others, left


def _ruled(
    groups: Iterable[Rulings], runs: Sequence[Run], letters: Letters
) -> tuple[list[Table], list[Run]]:
    tables, left = [], list(runs)
    for grid in filter(None, map(_grid, groups)):
        inside = [
            piece for run in left if grid.has(run) for piece in grid.cut(run, letters)
        ]
        table = _table(grid, inside)
        if table:
            tables.append(table)
            left = [run for run in left if not grid.has(run)]
    return tables, left


def _crossing(rulings: Rulings) -> Iterator[Rulings]:
    """Part lines into groups of those that cross one another, or each other's."""
    waiting = Rulings(list(rulings.across), list(rulings.down))
    while waiting.across:
        group = Rulings([], [])
        new: tuple[list[Ruling], list[Ruling]] = ([waiting.across.pop()], [])
        while any(new):
            group.across.extend(new[0])
            group.down.extend(new[1])
            # Each line is compared with each other one once.
            new = _taken(waiting.across, new[1]), _taken(waiting.down, new[0])
        yield group


def _taken(waiting: list[Ruling], lines: Sequence[Ruling]) -> list[Ruling]:
    """Take those out of a list that cross any of some lines."""
    met = [
        each
        for each in waiting
        if any(each.covers(line.at) and line.covers(each.at) for line in lines)
    ]
    taken = set(met)
    waiting[:] = [each for each in waiting if each not in taken]
    return met


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where lines stand, from left to right and from the top down, and the lines."""

    xs: list[float]
    ys: list[float]
    rulings: Rulings

    def has(self, run: Run) -> bool:
        """Tell whether a run is within."""
        middle = (run.x0 + run.x1) / 2
        is_across = self.xs[0] <= middle <= self.xs[-1]
        return is_across and self.ys[0] <= run.middle <= self.ys[-1]

    def place(self, run: Run) -> _Place:
        """Give the row and the column of a run's middle."""
        row = bisect_right(self.ys, run.middle) - 1
        column = bisect_right(self.xs, (run.x0 + run.x1) / 2) - 1
        return min(row, len(self.ys) - 2), min(column, len(self.xs) - 2)

    def is_parted(self, line: Sequence[Ruling], at: float, place: float) -> bool:
        """Tell whether there is a line at a place."""
        return any(abs(x.at - at) <= SNAP_POINTS and x.covers(place) for x in line)

    def cut(self, run: Run, letters: Letters) -> Iterator[Run]:
        """Cut a run where a line goes through it between two words."""
        edges = sorted(
            line.at
            for line in self.rulings.down
            if run.x0 < line.at < run.x1 and line.covers(run.middle)
        )
        if not edges or not run.drawn:
            yield run
            return
        words = run.text.split()
        ends = accumulate(map(len, words))
        middles = [
            letters.middle(run.drawn[end - len(word)], run.drawn[end - 1])
            for word, end in zip(words, ends, strict=True)
        ]
        first, start = 0, run.x0
        # By how many lines are before it.
        for side, group in groupby(middles, partial(bisect_right, edges)):
            after = first + len(list(group))
            end = edges[side] if side < len(edges) else run.x1
            yield run.part(first, after, start, end)
            first, start = after, end


def _grid(rulings: Rulings) -> _Grid | None:
    """Make the grid of lines that cross; its outer sides may not be drawn."""
    across, down = rulings
    if not (across and down):
        return None
    xs = _edges([line.at for line in down], across)
    ys = _edges([line.at for line in across], down)
    if not (len(xs) > MIN_COLUMNS and MIN_ROWS < len(ys) < MAX_PLACES / len(xs)):
        return None
    return _Grid(xs, ys, rulings)


def _edges(places: list[float], others: Sequence[Ruling]) -> list[float]:
    ends = (min(o.start for o in others), max(o.end for o in others))
    every = sorted([*places, *ends])
    return [every[0], *(b for a, b in pairwise(every) if b - a > SNAP_POINTS)]


def _table(grid: _Grid, runs: Sequence[Run]) -> Table | None:
    texts: dict[_Place, list[Run]] = {}
    for run in runs:
        texts.setdefault(grid.place(run), []).append(run)
    cells = list(_cells(grid, texts))
    xs = _beginnings(cells, lambda cell: (cell.column, cell.columns))
    ys = _beginnings(cells, lambda cell: (cell.row, cell.rows))
    rows: list[list[TableCell]] = [[] for _ in ys]
    for cell in cells:
        row, column = bisect_right(ys, cell.row) - 1, bisect_right(xs, cell.column) - 1
        # What begins where nothing else does belongs to what is before it.
        if cell.column in xs and cell.row in ys:
            wide = bisect_left(xs, cell.column + cell.columns) - column
            high = bisect_left(ys, cell.row + cell.rows) - row
            rows[row].append(TableCell(cell.lines, wide, high))
    parted = [tuple(part) for row in rows for part in _parted(row)]
    columns = tuple(pairwise((*(grid.xs[x] for x in xs), grid.xs[-1])))
    return Table(tuple(parted), columns) if is_table(parted) else None


def _beginnings(
    cells: Sequence["_GridCell"], span: Callable[["_GridCell"], tuple[int, int]]
) -> list[int]:
    """Give the rows, or columns, in which any text begins: others would repeat it."""
    return sorted({0, *(span(cell)[0] for cell in cells if cell.lines)})


@dataclass(frozen=True, slots=True)
class _GridCell:
    """A cell, where it begins in the grid, and how many places it spans."""

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Run, ...]


def _cells(grid: _Grid, texts: dict[_Place, list[Run]]) -> Iterator[_GridCell]:
    """Join the places of a grid that no line parts, row by row."""
    taken: set[_Place] = set()
    for row, column in product(range(len(grid.ys) - 1), range(len(grid.xs) - 1)):
        if (row, column) in taken:
            continue
        wide, high = _spans(grid, row, column, taken)
        rows, columns = range(row, row + high), range(column, column + wide)
        places = list(product(rows, columns))
        taken.update(places)
        found = [run for place in places for run in texts.get(place, ())]
        found.sort(key=lambda run: (run.top, run.x0))
        yield _GridCell(row, column, high, wide, tuple(found))


def _spans(grid: _Grid, row: int, column: int, taken: set[_Place]) -> tuple[int, int]:
    """Count the columns and the rows of the cell that begins at a place."""
    middle = (grid.ys[row] + grid.ys[row + 1]) / 2
    right = column + 1
    while (
        right < len(grid.xs) - 1
        and (row, right) not in taken
        and not grid.is_parted(grid.rulings.down, grid.xs[right], middle)
    ):
        right += 1
    middles = [(a + b) / 2 for a, b in pairwise(grid.xs[column : right + 1])]
    below = row + 1
    while below < len(grid.ys) - 1 and not any(
        grid.is_parted(grid.rulings.across, grid.ys[below], x) for x in middles
    ):
        below += 1
    return right - column, below - row


def _parted(row: Sequence[TableCell]) -> Iterator[Sequence[TableCell]]:
    """Part a row whose cells have figures below one another, beside the others' lines.

    Wrapped texts have lines beside each other, too, but are one row.
    """
    filled = [cell.lines for cell in row if cell.lines]
    counts = {len(lines) for lines in filled}
    is_even = len(filled) >= MIN_COLUMNS and len(counts) == 1 and counts != {1}
    is_plain = all(cell.rows == 1 for cell in row)
    has_figures = any(
        all(is_figure(line.text) for line in lines) for lines in filled[1:]
    )
    if not (is_even and is_plain and has_figures):
        yield row
        return
    if not all(all(map(is_beside, filled[0], lines)) for lines in filled[1:]):
        yield row
        return
    for number in range(len(filled[0])):
        yield [replace(c, lines=c.lines[number : number + 1]) for c in row]
