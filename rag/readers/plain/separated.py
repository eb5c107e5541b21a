"""Comma-separated values (CSV, RFC 4180), and their kin with tabs or semicolons."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain, groupby, islice

from rag.readers.builder import DraftBuilder
from rag.readers.draft import Draft
from rag.readers.plain.decoding import decode
from rag.readers.plain.text import read_text
from rag.readers.sheets import add_sheet
from rag.readers.tables import Cell

OTHERS = ";\t|"
DELIMITERS = f"{OTHERS},"
"""Of equally good ones the first counts: a comma may be in numbers, too."""

SAMPLE_ROWS = 200
MIN_SHARE = 0.5
"""Share of the first rows that have as many cells as others, where a delimiter is one.
"""

MIN_ROWS = 2
_STATEMENT = "sep="
"""Excel's own way to say which delimiter a file has, in its first line."""


def read(data: bytes) -> Draft:
    """Read separated values, as `read_separated` does their text."""
    return read_separated(decode(data) or "")


def read_separated(text: str) -> Draft:
    """Read separated values; what has no delimiter is read as plain text.

    Args:
        text: Decoded text with line feeds.

    Returns:
        A draft of its tables, which empty lines may part, with the texts around them.
    """
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_STATEMENT) and len(first) == len(_STATEMENT) + 1:
        delimiter, text = first[-1], rest
    else:
        delimiter = _delimiter(text)
        if not delimiter:
            return read_text(text)
    builder = DraftBuilder()
    # Quotes may stand behind the space that follows a comma.
    each = _rows(text, delimiter, skipinitialspace=True)
    add_sheet(builder, ([Cell(text.strip()) for text in row] for row in each))
    return builder.finish()


def _rows(
    text: str, delimiter: str, *, skipinitialspace: bool = False
) -> Iterator[list[str]]:
    # Raised only: it is that of the whole process.
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    return csv.reader(
        StringIO(text, newline=""),
        delimiter=delimiter,
        skipinitialspace=skipinitialspace,
    )


def _delimiter(text: str) -> str:
    """Choose the delimiter that divides the first rows best; "" if none does.

    Where the names of the columns have no comma, those below it are in numbers.
    """
    fits = {each: _fit(text, each) for each in DELIMITERS}
    best, other = (max(each, key=fits.__getitem__) for each in (DELIMITERS, OTHERS))
    if fits[other]:
        names = next(line for line in text.split("\n") if other in line)
        return best if "," in names else other
    return best if fits[best] else ""


def _fit(text: str, delimiter: str) -> float:
    """Say how well a delimiter divides the first rows: 0, or cells that fit a row."""
    sample = islice(_rows(text, delimiter), SAMPLE_ROWS)
    tables = [[*found] for is_filled, found in groupby(sample, any) if is_filled]
    counts = Counter(map(len, chain.from_iterable(tables)))
    if not counts:
        return 0
    usual, _ = max(counts.items(), key=lambda item: (item[0] > 1) * item[1])
    rows = cells = 0
    for table in tables:
        columns = _own_columns(table) or usual
        found = sum(len(row) == columns for row in table)
        rows += found
        cells += found * columns
    share = rows / counts.total()
    is_table = usual > 1 and rows >= MIN_ROWS and share >= MIN_SHARE
    return cells / counts.total() if is_table else 0


def _own_columns(table: Sequence[Sequence[str]]) -> int:
    """Give the width of all rows between empty ones but for texts; 0 for several.

    Behind the commas of prose there are spaces.
    """
    if any(cell[:1].isspace() for row in table for cell in row[1:]):
        return 0
    widths = [len(row) for row in table if len(row) > 1]
    is_one = len(widths) >= MIN_ROWS and len(set(widths)) == 1
    return widths[0] if is_one else 0
