"""Tables as rows of text: each row a sentence that names its columns by itself.

"Year: 2021; Cases: 412" is found by the words of its header, read without the rows
above it, and quoted whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile, zip_longest

from rag.readers.table_headers import (
    LABEL_ENDS,
    MAX_LABEL_CHARS,
    column_names,
    header_rows,
    is_figure,
)
from rag.types import TextLook

FIELD_SEPARATOR = "; "
LABEL_SEPARATOR = ": "
"""Stands behind the name of a column; where no header names two cells, the first names
the other."""

MAX_ROW_CHARS = 600
"""A table with longer rows is there for the layout, or holds texts: each of its cells
is a paragraph."""

MAX_SPREAD = 1_000_000
"""So many places are filled from spanning cells; a page may ask for any number."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, of one line, how many columns and rows it spans, how it looks."""

    text: str
    columns: int = 1
    rows: int = 1
    looks: tuple[TextLook, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is written, where its cells are in it, and how they look."""

    text: str
    looks: tuple[TextLook, ...] = ()


def joined_lines(lines: Iterable[Line]) -> Line:
    """Put the paragraphs of a cell on one line.

    Example:
        >>> line = joined_lines([Line("the"), Line("eel", (TextLook(0, 3, "code"),))])
        >>> line.text, line.looks[0].start, line.looks[0].end
        ('the eel', 4, 7)
    """
    text, looks = "", list[TextLook]()
    for line in lines:
        text += " " if text else ""
        looks += moved(line.looks, len(text))
        text += line.text
    return Line(text, tuple(looks))


def moved(looks: Iterable[TextLook], by: int) -> list[TextLook]:
    """Move looks along with their text."""
    return [replace(look, start=by + look.start, end=by + look.end) for look in looks]


EMPTY = Cell("")
Row = Sequence[Cell]


def spread(rows: Iterable[Iterable[Cell]]) -> list[list[Cell]]:
    """Put each cell into all columns and rows that it spans.

    Example:
        >>> grid = spread([[Cell("North", rows=2), Cell("Ada")], [Cell("Bo")]])
        >>> [[cell.text for cell in row] for row in grid]
        [['North', 'Ada'], ['North', 'Bo']]
    """
    grid: list[list[Cell]] = []
    # By column, what comes down from the rows above, and for how many rows yet.
    above: dict[int, tuple[Cell, int]] = {}
    left = MAX_SPREAD
    for cells in rows:
        row: list[Cell] = []
        left -= _fall(above, row)
        for cell in cells:
            columns = min(max(1, cell.columns), 1 + left)
            left -= columns - 1
            for _ in range(columns):
                if cell.rows > 1:
                    above[len(row)] = cell, cell.rows - 1
                row.append(cell)
            left -= _fall(above, row)
        for column in sorted(column for column in above if column >= len(row)):
            row += [EMPTY] * (column - len(row))
            left -= _fall(above, row)
        if left <= 0:
            above.clear()
        grid.append(row)
    return grid


def _fall(above: dict[int, tuple[Cell, int]], row: list[Cell]) -> int:
    """Add what spans down into the next columns of a row; gives how many that are."""
    before = len(row)
    while (found := above.get(len(row))) is not None:
        cell, rows = found
        if rows > 1:
            above[len(row)] = cell, rows - 1
        else:
            del above[len(row)]
        row.append(cell)
    return len(row) - before


def write_texts(
    rows: Iterable[Sequence[str]], headers: int | None = None, *, is_usual: bool = False
) -> list[Line]:
    """Write a table of plain texts, as `write_table` does.

    Example:
        >>> table = [["Year", "Cases"], ["2020", "97"], ["2021", "412"]]
        >>> [line.text for line in write_texts(table)]
        ['Year: 2020; Cases: 97', 'Year: 2021; Cases: 412']
    """
    cells = ([Cell(text) for text in row] for row in rows)
    return write_table(cells, headers, is_usual=is_usual)


def write_table(
    rows: Iterable[Row], headers: int | None = None, *, is_usual: bool = False
) -> list[Line]:
    """Write a table as lines, one a row, each with the names of its columns.

    Args:
        rows: Its cells; one that spans several columns or rows stands in each of them.
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
    """
    grid = _grid(rows)
    if headers is not None:
        head, body = grid[:headers], _filled(grid[headers:])
        # One cell over all columns is what the table is called, and names none of them.
        titles = _filled(head) if all(map(_spans_all, head)) else []
        return _lines(titles, [] if titles else head, body)
    grid = _filled(grid)
    titles = list(takewhile(stands_alone, grid))
    grid = grid[len(titles) :]
    count = header_rows(list(map(_texts, grid)), is_usual=is_usual)
    return _lines(titles, grid[:count], grid[count:])


def _grid(rows: Iterable[Row]) -> list[Row]:
    """Tidy each cell, and leave out columns that rows only join to those before."""
    kept = [list(row) for row in rows]
    tidied: dict[int, Cell] = {}
    grid = [[tidied.setdefault(id(c), _tidied(c)) for c in row] for row in kept]
    joined, apart = set[int](), set[int]()
    for row in grid:
        for column, (before, cell) in enumerate(pairwise([EMPTY, *row])):
            if cell.text:
                (joined if cell is before else apart).add(column)
    left_out = joined - apart
    return [[c for at, c in enumerate(row) if at not in left_out] for row in grid]


def _tidied(cell: Cell) -> Cell:
    text = " ".join(cell.text.split())
    return cell if text == cell.text else Cell(text)


def _lines(
    titles: Sequence[Row], head: Sequence[Row], body: Sequence[Row]
) -> list[Line]:
    labels = column_names(list(map(_texts, head))) if body else []
    rows = body if any(labels) else [*_filled(head), *body]
    return [*(_written([_first(row)]) for row in titles), *_body_lines(rows, labels)]


def _filled(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if any(_texts(row))]


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _first(row: Row) -> "_Field":
    return next(_Field("", cell, i) for i, cell in enumerate(row) if cell.text)


def stands_alone(row: Row) -> bool:
    """Tell whether a row is one text: below an empty corner one name is none."""
    return bool(row[0].text) and len(set(filter(None, _texts(row)))) == 1


def _spans_all(row: Row) -> bool:
    """Tell whether a row is one text over all columns; the same number in each isn't.

    A cell that a format lets span them is the same one in each.
    """
    is_one = len(row) > 1 and len(set(_texts(row))) == 1 and row[0].text != ""
    return is_one and (row[0] is row[-1] or not is_figure(row[0].text))


def _body_lines(body: Sequence[Row], labels: Sequence[str]) -> Iterator[Line]:
    group = ""
    for row in body:
        if len(labels) in (0, len(row)) and _spans_all(row):
            text = row[0].text
            group = text if len(text) <= MAX_LABEL_CHARS else ""
            yield _written([_first(row)])
        else:
            yield from _row_lines(row, labels, group)


def _row_lines(row: Row, labels: Sequence[str], group: str) -> Iterator[Line]:
    """Write a row as one line, or a long one cell by cell."""
    fields = _fields(row, labels)
    if not any(labels):
        yield from _unnamed(fields)
        return
    line = _written(fields, group)
    if len(line.text) <= MAX_ROW_CHARS:
        yield line
    elif len(fields) == 1 or len(fields[0].text) > MAX_LABEL_CHARS:
        yield from (_written([field]) for field in fields)
    else:
        yield from (_written([fields[0], field], group) for field in fields[1:])


def _fields(row: Row, labels: Sequence[str]) -> list["_Field"]:
    """Give what a row says: a cell over columns of one name, or none, says it once."""
    fields: list[_Field] = []
    for column, (label, cell) in enumerate(zip_longest(labels, row)):
        field = _Field(label or "", cell or EMPTY, column)
        before = fields[-1] if fields else None
        is_again = before and before.cell is cell and before.label == field.label
        if field.cell.text and not is_again:
            fields.append(field)
    return fields


def _unnamed(fields: Sequence["_Field"]) -> Iterator[Line]:
    if sum(len(field.text) for field in fields) > MAX_ROW_CHARS:
        yield from (_written([field]) for field in fields)
    else:
        is_pair = len(fields) == 2
        yield _written(fields, separator=LABEL_SEPARATOR if is_pair else None)


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell with the name of its column, which may be empty, and its number."""

    label: str
    cell: Cell
    column: int

    @property
    def named(self) -> str:
        return f"{self.label.rstrip(':')}{LABEL_SEPARATOR}" if self.label else ""

    @property
    def text(self) -> str:
        return f"{self.named}{self.cell.text}"


def _written(
    fields: Iterable[_Field], group: str = "", separator: str | None = None
) -> Line:
    """Join fields, and say where in the line they are."""
    text, looks = group, list[TextLook]()
    for field in fields:
        # A label of its own needs nothing behind it.
        is_labelled = not field.label and text.endswith(LABEL_ENDS)
        between = " " if is_labelled else separator or FIELD_SEPARATOR
        text += between if text else ""
        start, value = len(text), len(text) + len(field.named)
        text += field.text
        looks.append(TextLook(start, len(text), "cell", str(field.column)))
        looks += moved(field.cell.looks, value)
    return Line(text, tuple(looks))
