"""Sheets of cells: tables parted by empty rows, and the texts above and below them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from rag.readers.builder import DraftBuilder
from rag.readers.draft import check_count
from rag.readers.plain.lines import ends_sentence
from rag.readers.tables import Cell, write_table

MAX_TITLE_CHARS = 120

Row = Sequence[Cell]


def add_sheet(builder: DraftBuilder, rows: Iterable[Row], level: int = 1) -> None:
    """Add what a sheet holds: rows of a single text are paragraphs, others a table's.

    Args:
        builder: Where it goes.
        rows: All rows in order, empty ones too.
        level: That of the heading which a brief text right above a table, or at the top
            of the sheet, is.

    Raises:
        FileTooLargeError: There are too many rows.
    """
    is_top = True
    for is_filled, region in groupby(_counted(rows), key=_is_filled):
        if is_filled:
            _add_region(builder, list(region), level, is_top)
            is_top = False


def _counted(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows, as long as they aren't too many: each becomes a paragraph at least."""
    filled = 0
    for row in rows:
        filled += _is_filled(row)
        check_count(filled)
        yield row


def _add_region(
    builder: DraftBuilder, rows: list[Row], level: int, is_top: bool
) -> None:
    rows = _narrowed(rows)
    above = list(takewhile(_is_text, rows))
    rest = rows[len(above) :]
    # A source or a note stands right below many a table.
    below = list(takewhile(_is_text, reversed(rest)))[::-1]
    for i, text in enumerate(_texts(above)):
        is_title = i == 0 and (rest or is_top) and _is_title(text)
        builder.add(text, level=level if is_title else 0)
    table = rest[: len(rest) - len(below)]
    builder.add_table(write_table(_narrowed(table), is_usual=True))
    for text in _texts(below):
        builder.add(text)


def _is_filled(row: Row) -> bool:
    return any(cell.text for cell in row)


def _is_title(text: str) -> bool:
    is_brief = len(text) <= MAX_TITLE_CHARS and not ends_sentence(text)
    return is_brief and any(map(str.isalpha, text))


def _is_text(row: Row) -> bool:
    """Tell whether nothing but the first cell is filled, or all as one."""
    return bool(row[0].text) and len({cell.text for cell in row if cell.text}) == 1


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    return (row[0].text for row in rows)


def _narrowed(rows: Sequence[Row]) -> list[Row]:
    """Leave out the columns before the first that is filled, and after the last."""
    filled = [i for row in rows for i, cell in enumerate(row) if cell.text]
    first, last = min(filled, default=0), max(filled, default=0)
    return [row[first : last + 1] for row in rows]
