"""Tables of plain text, whose columns are made by spaces.

What is doubtful stays as it is: all lines between blank ones have the same number of
cells, and no cell stands below two of another line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.readers.plain.lines import is_list_item, is_rule, lines
from rag.readers.tables import Line, write_texts
from rag.types import Span

MIN_ROWS = 3
MIN_COLUMNS = 2
MAX_CELL_CHARS = 60
PROSE_WORDS = 3
"""Of lines in two columns more than half go on in small letters, with as many words."""

_CELL = re.compile(r"[^ \t]++(?: [^ \t]++)*+")


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """The range of a text that a table takes, and its rows as they are written."""

    span: Span
    rows: tuple[Line, ...]


def find_tables(text: str, start: int = 0) -> Iterator[AlignedTable]:
    r"""Find the tables of a text, in order.

    Args:
        text: Decoded text with line feeds.
        start: Where to begin.

    Example:
        >>> text = "Year    Cases\n2020       97\n2021      412"
        >>> [row.text for table in find_tables(text) for row in table.rows]
        ['Year: 2020; Cases: 97', 'Year: 2021; Cases: 412']
    """
    group: list[Span] = []
    for line in lines(text, start):
        if text[line.start : line.end].strip():
            group.append(line)
            continue
        yield from _table(text, group)
        group = []
    yield from _table(text, group)


def _table(text: str, group: Sequence[Span]) -> Iterator[AlignedTable]:
    each = [text[line.start : line.end] for line in group]
    written = [i for i, row in enumerate(each) if not is_rule(row)]
    # In a numbered list more space may stand behind the number.
    if len(written) < MIN_ROWS or is_list_item(each[written[0]]):
        return
    cells = [list(_CELL.finditer(each[i])) for i in written]
    texts = [[cell[0] for cell in row] for row in cells]
    if not _are_aligned(cells) or any(map(_is_prose, zip(*texts, strict=True))):
        return
    # A single line that is drawn, below the first row, makes it the header.
    first, last = written[0], written[-1]
    drawn = set(range(first, last)).difference(written)
    rows = tuple(write_texts(texts, 1 if drawn == {first + 1} else None))
    yield AlignedTable(Span(group[0].start, group[-1].end), rows)


def _are_aligned(rows: Sequence[Sequence[re.Match[str]]]) -> bool:
    """Tell whether rows have their cells below one another."""
    counts = set(map(len, rows))
    if len(counts) > 1 or counts.pop() < MIN_COLUMNS:
        return False
    columns = list(zip(*rows, strict=True))
    return all(
        max(cell.end() for cell in left) < min(cell.start() for cell in right)
        for left, right in pairwise(columns)
    )


def _is_prose(column: Sequence[str]) -> bool:
    """Tell whether a column is too wide, or its lines go on with one another."""
    going_on = sum(c[0].islower() and len(c.split()) >= PROSE_WORDS for c in column)
    return max(map(len, column)) > MAX_CELL_CHARS or 2 * going_on > len(column)
