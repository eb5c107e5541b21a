"""Sheets of cells: tables, which empty rows may part, and the texts around them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from rag.readers.builder import DraftBuilder
from rag.readers.draft import check_count
from rag.readers.plain.headings import BARE_LEVEL
from rag.readers.plain.lines import ends_sentence
from rag.readers.table_gaps import OpenTable
from rag.readers.tables import Row, stands_alone, write_table

MAX_TITLE_CHARS = 120


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
    for region in _regions(rows):
        _add_region(builder, region, level, is_top)
        is_top = False
        # What is over a later table is not what all is called.
        level = max(level, BARE_LEVEL)


class _Region:
    """Rows that a sheet has together: texts, a table, and the texts right below it."""

    def __init__(self, above: list[Row], table: list[Row], below: list[Row]) -> None:
        self.above, self.table, self.below = above, table, below
        self._open: OpenTable | None = None

    def takes_in(self, other: "_Region", empty_rows: int) -> bool:
        """Take in what stands behind empty rows, if the table goes on in it."""
        if self.below or other.above or not (self.table and other.table):
            return False
        self._open = self._open or OpenTable(_tidied(self.table))
        rows = _tidied(other.table)
        if not self._open.goes_on(rows, empty_rows):
            return False
        self._open.add(rows)
        self.table += other.table
        self.below = other.below
        return True


def _regions(rows: Iterable[Row]) -> Iterator[_Region]:
    """Part a sheet at its empty rows, but for those within a table."""
    held: _Region | None = None
    empty_rows = 0
    for is_filled, found in groupby(_counted(rows), key=_is_filled):
        if not is_filled:
            empty_rows = sum(1 for _ in found)
            continue
        region = _region(list(found))
        if held and held.takes_in(region, empty_rows):
            continue
        if held:
            yield held
        held = region
    if held:
        yield held


def _region(rows: list[Row]) -> _Region:
    narrowed = _narrowed(rows)
    above = list(takewhile(stands_alone, narrowed))
    rest = narrowed[len(above) :]
    # A source or a note stands right below many a table.
    below = list(takewhile(stands_alone, reversed(rest)))[::-1]
    table = rows[len(above) : len(rows) - len(below)]
    return _Region(above, list(filter(_has_text, table)), below)


def _counted(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows, as long as they aren't too many: each becomes a paragraph at least."""
    filled = 0
    for row in rows:
        filled += _is_filled(row)
        check_count(filled)
        yield row


def _add_region(
    builder: DraftBuilder, region: _Region, level: int, is_top: bool
) -> None:
    for i, text in enumerate(_texts(region.above)):
        is_title = i == 0 and (region.table or is_top) and _is_title(text)
        builder.add(text, level=level if is_title else 0)
    builder.add_table(write_table(_narrowed(region.table), is_usual=True))
    for text in _texts(region.below):
        builder.add(text)


def _tidied(rows: Iterable[Row]) -> list[list[str]]:
    return [[" ".join(cell.text.split()) for cell in row] for row in rows]


def _is_filled(row: Row) -> bool:
    return any(cell.text for cell in row)


def _has_text(row: Row) -> bool:
    """Tell whether a row is more than spaces, which part nothing."""
    return any(cell.text.strip() for cell in row)


def _is_title(text: str) -> bool:
    is_brief = len(text) <= MAX_TITLE_CHARS and not ends_sentence(text)
    return is_brief and any(map(str.isalpha, text))


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    return (row[0].text for row in rows)


def _narrowed(rows: Sequence[Row]) -> list[Row]:
    """Leave out the columns before the first that is filled, and after the last."""
    filled = [i for row in rows for i, cell in enumerate(row) if cell.text]
    first, last = min(filled, default=0), max(filled, default=0)
    return [row[first : last + 1] for row in rows]
