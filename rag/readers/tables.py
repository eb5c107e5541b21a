"""Tables as rows of text: each row a sentence that names its columns by itself.

"Year: 2021; Cases: 412" is found by the words of its header, read without the rows
above it, and quoted whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile, zip_longest

FIELD_SEPARATOR = "; "
LABEL_SEPARATOR = ": "
"""Stands behind the name of a column; where no header names two cells, the first names
the other."""

MAX_ROW_CHARS = 600
"""A table with longer rows is there for the layout, or holds texts: each of its cells
is a paragraph."""

MAX_LABEL_CHARS = 80
"""What is longer names no column."""

MAX_HEADER_ROWS = 3
MIN_FIGURES = 2
"""A single figure under a word may as well be the second of two pairs."""

_NUMBER = re.compile(
    r"[(<>~≈±+\-−–$€£¥ ]*\d[\d.,:/'\u2009\u202f\xa0 –-]*+"  # "1,200", "12:30", "3–4"
    r"(?:[%‰°$€£¥]|[^\W\d_]{1,4}[²³]?(?:/[^\W\d_]{1,4})?)?\)?"  # "%", "km²", "km/h"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?(?: [^\W\d_].*)?")
"""Which also names a column: "2021", "2021/22", "2021 cars"."""

_GAPS = frozenset({"", "-", "–", "—", "n/a", "N/A", "…", "..", "."})
"""What stands in a cell that has no figure."""

MAX_SPREAD = 1_000_000
"""So many places are filled from spanning cells; a page may ask for any number."""

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


def spread(rows: Iterable[Iterable[Cell]]) -> list[list[str]]:
    """Put the text of each cell into all columns and rows that it spans.

    Example:
        >>> spread([[Cell("North", rows=2), Cell("Ada")], [Cell("Bo")]])
        [['North', 'Ada'], ['North', 'Bo']]
    """
    grid: list[list[str]] = []
    # By column, what comes down from the rows above, and for how many rows yet.
    above: dict[int, tuple[str, int]] = {}
    left = MAX_SPREAD
    for cells in rows:
        row: list[str] = []
        left -= _fall(above, row)
        for cell in cells:
            columns = min(max(1, cell.columns), 1 + left)
            left -= columns - 1
            for _ in range(columns):
                if cell.rows > 1:
                    above[len(row)] = cell.text, cell.rows - 1
                row.append(cell.text)
            left -= _fall(above, row)
        for column in sorted(column for column in above if column >= len(row)):
            row += [""] * (column - len(row))
            left -= _fall(above, row)
        if left <= 0:
            above.clear()
        grid.append(row)
    return grid


def _fall(above: dict[int, tuple[str, int]], row: list[str]) -> int:
    """Add what spans down into the next columns of a row; gives how many that are."""
    before = len(row)
    while (found := above.get(len(row))) is not None:
        text, rows = found
        if rows > 1:
            above[len(row)] = text, rows - 1
        else:
            del above[len(row)]
        row.append(text)
    return len(row) - before


def table_lines(
    rows: Iterable[Row], headers: int | None = None, *, is_usual: bool = False
) -> list[str]:
    """Write a table as lines, one a row, each with the names of its columns.

    Args:
        rows: Its cells' texts; a cell that spans several columns or rows stands in
            each of them.
        headers: How many of the first rows are marked as naming the columns; None
            where the format marks none, so that the cells themselves must tell.
        is_usual: Whether such a table usually has a header, so that a first row of
            names alone is taken for one; else there must be figures below.

    Returns:
        A line for each row: "Year: 2021; Cases: 412", without empty cells. Where no
        header is found, "2021: 412" or "2021; 412; 17". Rows of a single text before
        the header stay as they are, and so do those that span all columns, which then
        go before the rows under them. The texts of a row that is too long are lines of
        their own, each with the row's first cell. A table of headers alone is written
        as it stands.

    Example:
        >>> table_lines([["Year", "Cases"], ["2020", "97"], ["2021", "412"]])
        ['Year: 2020; Cases: 97', 'Year: 2021; Cases: 412']
    """
    grid: list[Row] = [[" ".join(cell.split()) for cell in row] for row in rows]
    if headers is not None:
        head, body = grid[:headers], _filled(grid[headers:])
        return _lines([], head, body)
    grid = _filled(grid)
    titles = list(takewhile(_stands_alone, grid))
    grid = grid[len(titles) :]
    count = _header_rows(grid, is_usual)
    return _lines(titles, grid[:count], grid[count:])


def _lines(
    titles: Sequence[Row], head: Sequence[Row], body: Sequence[Row]
) -> list[str]:
    labels = _labels(head) if body else []
    rows = body if any(labels) else [*_filled(head), *body]
    return [*(_cells(row)[0] for row in titles), *_body_lines(rows, labels)]


def _filled(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if any(row)]


def _header_rows(grid: Sequence[Row], is_usual: bool) -> int:
    """Count the first rows that name the columns, as far as the cells tell."""
    for count in range(1, min(MAX_HEADER_ROWS, len(grid) - 1) + 1):
        if not all(map(_is_name, chain(*grid[:count]))):
            return 0
        labels, body = _labels(grid[:count]), grid[count:]
        if _name_columns(labels) and (is_usual or _has_figures(labels, body)):
            return count
    return 0


def _is_name(cell: str) -> bool:
    is_short = len(cell) <= MAX_LABEL_CHARS
    return is_short and not (_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell))


def _name_columns(labels: Sequence[str]) -> bool:
    """Tell whether each column has a name of its own; the corner may have none."""
    is_first_one = len(labels) > 1 and not _NUMBER.fullmatch(labels[0])
    return is_first_one and all(labels[1:]) and len(set(labels)) == len(labels)


def _has_figures(labels: Sequence[str], body: Sequence[Row]) -> bool:
    """Tell whether there are figures, and no text, under one of the names at least."""
    columns = zip_longest(*body, fillvalue="")
    return any(
        len(filled) >= MIN_FIGURES and all(map(_NUMBER.fullmatch, filled))
        for _, column in zip(labels, columns, strict=False)
        if (filled := [cell for cell in column if cell not in _GAPS])
    )


def _labels(header: Sequence[Row]) -> list[str]:
    """Name each column by all rows of the header, the same words once."""
    columns = zip_longest(*header, fillvalue="")
    return [" ".join(dict.fromkeys(filter(None, column))) for column in columns]


def _stands_alone(row: Row) -> bool:
    """Tell whether a row is a title: below an empty corner one name is none."""
    return bool(row[0]) and len(set(_cells(row))) == 1


def _cells(row: Row) -> list[str]:
    return [cell for cell in row if cell]


def _body_lines(body: Sequence[Row], labels: Sequence[str]) -> Iterator[str]:
    group = ""
    for row in body:
        if 1 < len(labels) == len(row) and _spans(row):
            group = row[0] if len(row[0]) <= MAX_LABEL_CHARS else ""
            yield row[0]
        else:
            yield from _row_lines(row, labels, group)


def _spans(row: Row) -> bool:
    """Tell whether one text stands in all cells, as what spans the table does."""
    return len(set(row)) == 1


def _row_lines(row: Row, labels: Sequence[str], group: str) -> list[str]:
    """Write a row as one line, or a long one cell by cell."""
    if not any(labels):
        cells = _cells(row)
        is_short = sum(map(len, cells)) <= MAX_ROW_CHARS
        return [_joined(cells)] if is_short else cells
    named = zip_longest(labels, row, fillvalue="")
    fields = [_field(label, cell) for label, cell in named if cell]
    key = [group] if group else []
    line = FIELD_SEPARATOR.join(key + fields)
    if len(line) <= MAX_ROW_CHARS:
        return [line]
    if len(fields[0]) > MAX_LABEL_CHARS:
        return fields
    key.append(fields[0])
    return [FIELD_SEPARATOR.join([*key, field]) for field in fields[1:] or fields]


def _joined(cells: Sequence[str]) -> str:
    return FIELD_SEPARATOR.join(cells) if len(cells) != 2 else _field(*cells)


def _field(label: str, cell: str) -> str:
    return f"{label.rstrip(':')}{LABEL_SEPARATOR}{cell}" if label else cell
