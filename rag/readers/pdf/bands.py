"""Tables whose rows are ruled and whose columns are not: lines across, text in parts.

Where the texts between such lines stand apart in one way in most rows, the columns are
as sure as if they were drawn.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from rag.readers.pdf.rulings import SNAP_POINTS, Ruling, Rulings
from rag.readers.pdf.runs import Run

MIN_BANDS = 3
"""Rows, the names of columns among them: with fewer, lines are above and below all."""

MIN_COLUMNS = 2
MIN_FULL_SHARE = 0.5
"""Share of the rows that have a text in each column."""

MAX_CELL_CHARS = 40
"""In the mean: what is longer is text between the lines of a page."""

NEAR_HEIGHTS = 1.5
"""What is so near to the first or the last line, in heights of a text, may be a row."""

_Band = list[Run]
_Columns = list[tuple[float, float]]


def banded(across: Sequence[Ruling], runs: Sequence[Run]) -> Iterator[Rulings]:
    """Find lines that rule the rows of tables, and put lines between their columns.

    Args:
        across: The lines across a page.
        runs: Its runs.
    """
    below = _Below(runs)
    for lines in _alike(across):
        bands = [below.between(*pair) for pair in pairwise(lines)]
        at = 0
        for are_rows, group in groupby(bands, _is_parted):
            rows = list(group)
            ruled = lines[at : at + len(rows) + 1]
            at += len(rows)
            columns = _agreed(rows) if are_rows else []
            if columns and not below.goes_on(ruled, rows):
                between = [
                    (left[1] + right[0]) / 2 for left, right in pairwise(columns)
                ]
                first, last = ruled[0].at, ruled[-1].at
                yield Rulings(ruled, [Ruling(at, first, last) for at in between])


class _Below:
    """The runs of a page, from the top down, and what of them is where."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = sorted(runs, key=lambda run: run.middle)
        self._middles = [run.middle for run in self._runs]

    def between(self, upper: Ruling, lower: Ruling) -> _Band:
        """Give what is between two lines, as wide as these are."""
        places = slice(*(bisect_left(self._middles, e.at) for e in (upper, lower)))
        return [run for run in self._runs[places] if upper.covers(run.x0)]

    def goes_on(self, ruled: Sequence[Ruling], rows: Sequence[_Band]) -> bool:
        """Tell whether texts in parts are above or below all lines, too.

        These are rows of the table, but it is not known where such a row ends.
        """
        reach = NEAR_HEIGHTS * max(run.bottom - run.top for run in rows[0])
        first, last = ruled[0], ruled[-1]
        above = self.between(first._replace(at=first.at - reach), first)
        below = self.between(last, last._replace(at=last.at + reach))
        return _is_parted(above) or _is_parted(below)


def _alike(across: Sequence[Ruling]) -> list[list[Ruling]]:
    """Put lines together that begin and end below each other, from the top down."""
    groups: list[list[Ruling]] = []
    for line in sorted(across):
        for group in groups:
            ends = (line.start - group[0].start, line.end - group[0].end)
            if max(map(abs, ends)) <= SNAP_POINTS:
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def _is_parted(runs: Sequence[Run]) -> bool:
    """Tell whether texts stand beside each other."""
    return len(_columns(runs)) >= MIN_COLUMNS


def _columns(runs: Sequence[Run]) -> _Columns:
    """Give where texts begin and end, those of several lines together."""
    columns: _Columns = []
    for run in sorted(runs, key=lambda run: run.x0):
        if columns and run.x0 <= columns[-1][1] + SNAP_POINTS:
            columns[-1] = (columns[-1][0], max(columns[-1][1], run.x1))
        else:
            columns.append((run.x0, run.x1))
    return columns


def _agreed(rows: Sequence[_Band]) -> _Columns:
    """Give the columns that enough rows have, if these are those of a table."""
    counts = [len(_columns(row)) for row in rows]
    full = [row for row, n in zip(rows, counts, strict=True) if n == max(counts)]
    columns = _columns([run for row in full for run in row])
    chars = sum(len(run.text) for row in rows for run in row)
    is_table = (
        len(rows) >= MIN_BANDS
        and len(full) >= MIN_FULL_SHARE * len(rows)
        and len(columns) == max(counts)
        and chars <= MAX_CELL_CHARS * sum(counts)
    )
    return columns if is_table else []
