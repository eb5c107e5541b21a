"""The rows of a PDF's tables as lines of text, and where their cells are drawn."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile

from rag.readers.pdf.runs import Run, Table, TableCell
from rag.readers.table_headers import header_rows, is_name
from rag.readers.tables import EMPTY, Cell, spread, write_table
from rag.types import TextLook

_MARK = "@"
"""Begins the detail of a look that says which cell a range is; no column's does."""

MAX_HEADERS = 3

Join = Callable[[Sequence[Run]], str]
"""Joins lines to a text."""


@dataclass(frozen=True, slots=True)
class DrawnRange:
    """A range of a row's text, and the lines that it was joined from."""

    start: int
    end: int
    lines: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class RowText:
    """A row as it is written: the names of its columns are drawn elsewhere."""

    words: str
    looks: tuple[TextLook, ...]
    drawn: tuple[DrawnRange, ...]


def written(table: Table, join: Join) -> Iterator[RowText]:
    """Write a table, a text for each row.

    Args:
        table: A table.
        join: Joins the lines of a cell.
    """
    titles = list(takewhile(partial(_is_title, len(table.columns)), table.rows))
    body = table.rows[len(titles) :]
    for rows, headers in ((titles, 0), (body, _headers(body))):
        yield from _written(rows, headers, join)


def _is_title(width: int, row: Sequence[TableCell]) -> bool:
    """Tell whether a row is one text over all columns: it names none of them."""
    return sum(bool(c.lines) for c in row) == 1 == len(row) and row[0].columns >= width


def _written(
    rows: Sequence[Sequence[TableCell]], headers: int, join: Join
) -> Iterator[RowText]:
    cells: list[TableCell] = []
    grid: list[list[Cell]] = []
    for row in rows:
        grid.append([])
        for cell in row:
            text = " ".join(join(cell.lines).split()) if cell.lines else ""
            look = TextLook(0, len(text), "cell", f"{_MARK}{len(cells)}")
            cells.append(cell)
            grid[-1].append(Cell(text, cell.columns, cell.rows, (look,)))
    heads = spread(grid[:headers])
    named = {at for row in heads for at, cell in enumerate(row) if cell.text}
    body = [_narrowed(row, named) for row in grid[headers:]]
    for line in write_table(spread([*grid[:headers], *body]), headers or None):
        places = [look for look in line.looks if look.detail.startswith(_MARK)]
        looks = tuple(look for look in line.looks if look not in places)
        drawn = tuple(
            DrawnRange(p.start, p.end, cells[int(p.detail[len(_MARK) :])].lines)
            for p in places
        )
        yield RowText(line.text, looks, drawn)


def _narrowed(row: list[Cell], named: Set[int]) -> list[Cell]:
    """Put what spans columns into one of them, where a row has figures.

    Only a header is meant for all columns below it.

    Args:
        row: The cells of a row.
        named: Columns with a name: the first of these is chosen.
    """
    if len(row) == 1 or all(is_name(cell.text) for cell in row):
        return row
    narrow: list[Cell] = []
    for cell in row:
        columns = range(len(narrow), len(narrow) + cell.columns)
        chosen = next((at for at in columns if at in named), columns[0])
        only = replace(cell, columns=1)
        narrow += [only if at == chosen else EMPTY for at in columns]
    return narrow


def _headers(rows: Sequence[Sequence[TableCell]]) -> int:
    """Count the first rows that are bold, where not all rows are: they name columns.

    What spans rows from there on does so in all of them.
    """
    bold = [_is_bold(row) for row in rows]
    count = bold.index(False) if False in bold else 0
    ends = (at + cell.rows for at in range(count) for cell in rows[at] if cell.lines)
    count = max(ends, default=0)
    return count if count <= MAX_HEADERS else 0


def _is_bold(row: Sequence[TableCell]) -> bool:
    lines = [line for cell in row for line in cell.lines]
    return bool(lines) and all(line.is_bold for line in lines)


def goes_on(above: Run, below: Run) -> bool:
    """Tell whether a table goes on with another, at the top of the next page.

    One with names of its own is another table, unless they are the same.
    """
    if not (above.table and below.table and below.page > above.page):
        return False
    columns = list(zip(above.table.columns, below.table.columns, strict=False))
    is_one = len(above.table.columns) == len(below.table.columns) and all(
        one[0] < other[1] and other[0] < one[1] for one, other in columns
    )
    is_again = _repeated(above.table, below.table) > 0
    return is_one and (is_again or not _name_rows(below.table))


def whole(runs: Sequence[Run]) -> Table:
    """Put together a table of several pages: its header comes once."""
    first, *others = (run.table for run in runs if run.table)
    rows = [row for each in others for row in each.rows[_repeated(first, each) :]]
    return replace(first, rows=(*first.rows, *rows))


def _repeated(first: Table, other: Table) -> int:
    """Count the rows of a table's header with which another begins, too.

    Rows below it may be the same, and mean it. Where nothing tells a header, the first
    row is one if it comes again.
    """
    header = first.rows[: _name_rows(first) or 1]
    pairs = zip(header, other.rows, strict=False)
    same = [_texts(row) == _texts(again) for row, again in pairs]
    return (*same, False).index(False)


def _name_rows(table: Table) -> int:
    """Count the first rows that name the columns."""
    return _headers(table.rows) or header_rows(list(map(_texts, table.rows)))


def _texts(row: Sequence[TableCell]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row]
