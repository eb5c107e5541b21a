"""Tables in an article's text: their rows' cells, and what their columns are called.

Readers write a row so that it can be quoted alone, "Year: 2021; Cases: 412"; its source
has "2021" and "412", below a row of names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.readers.tables import LABEL_SEPARATOR
from rag.types import Article, Paragraph, Span, TextLook

CELL_SEPARATOR = " | "

Columns = Mapping[int, str]
"""What columns are called, by their numbers from 0."""


@dataclass(frozen=True, slots=True)
class CellRange:
    """A cell of a table's row, with what parts it from the next."""

    start: int
    end: int
    column: int
    is_head: bool


Row = tuple[Paragraph, Sequence[CellRange]]
"""A row, and its cells in order."""


def columns_by_row(text: str, rows: Iterable[Row]) -> dict[int, Columns]:
    """Tell what the columns are called that rows of tables say the names of.

    Args:
        text: The article's.
        rows: All rows in it, in order; those of one table are below each other.

    Returns:
        The names of its table's columns for each row, by where the row begins.
    """
    tables: list[list[Row]] = []
    for row in rows:
        above = tables[-1][-1][0] if tables else None
        if above and text[above.end : row[0].start] == "\n":
            tables[-1].append(row)
        else:
            tables.append([row])
    named = ((table, _names(text, [cells for _, cells in table])) for table in tables)
    return {row.start: names for table, names in named if names for row, _ in table}


def _names(text: str, rows: Sequence[Sequence[CellRange]]) -> Columns:
    """Name each column all of whose cells begin with one name.

    None where each of these has but one: that is what a cell says.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        if len(row) > 1:  # a cell over the whole row is none of any column
            for cell in row:
                found[cell.column].append(_name(text, cell))
    names = {at: said[0] for at, said in found.items() if said[0] and len({*said}) == 1}
    return names if any(len(found[at]) > 1 for at in names) else {}


def _name(text: str, cell: CellRange) -> str:
    name, colon, _ = text[cell.start : cell.end].partition(LABEL_SEPARATOR)
    return name if colon else ""


def unseen(row: Row, columns: Columns) -> list[Span]:
    """Give what isn't seen of a row in its table.

    That is what parts its cells, as lines do there, and where the columns have their
    names above it, these, and the name of its part of the table, which does, too.
    """
    paragraph, cells = row
    spans = [Span(cell.end, after.start) for cell, after in pairwise(cells)]
    if columns and len(cells) > 1:
        spans.append(Span(paragraph.start, cells[0].start))
        spans += [
            Span(cell.start, cell.start + len(columns[cell.column] + LABEL_SEPARATOR))
            for cell in cells
            if cell.column in columns
        ]
    return [span for span in spans if span.start < span.end]


def cells_by_looks(looks: Sequence[TextLook], end: int) -> list[CellRange]:
    """Make cells of their looks; paragraphs of one cell are one."""
    cells: list[CellRange] = []
    for look in looks:
        column = int(look.detail) if look.detail.isdecimal() else len(cells)
        is_head = look.kind == "head"
        if cells and cells[-1].column == column:
            first = cells.pop()
            cells.append(CellRange(first.start, look.end, column, is_head))
        else:
            cells.append(CellRange(look.start, min(look.end, end), column, is_head))
    return cells


def rows_by_form(article: Article) -> Iterator[int]:
    """Find rows that no reader told of: lines of as many cells, below each other."""
    counts = [
        article.text.count(CELL_SEPARATOR, paragraph.start, paragraph.end)
        for paragraph in article.paragraphs
    ]
    rows = zip(article.paragraphs, counts, strict=True)
    for (one, some), (other, many) in pairwise(rows):
        if some == many > 0 and article.text[one.end : other.start] == "\n":
            yield from (one.start, other.start)


def cells_by_form(text: str, paragraph: Paragraph) -> Iterator[TextLook]:
    """Take a row that no reader told of apart."""
    start = paragraph.start
    for cell in text[start : paragraph.end].split(CELL_SEPARATOR):
        yield TextLook(start, start + len(cell), "cell")
        start += len(cell) + len(CELL_SEPARATOR)
