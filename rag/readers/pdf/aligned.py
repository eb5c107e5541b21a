"""Tables without lines: rows whose texts stand below one another, with gaps between.

Columns are the places that most rows agree on, as in the "text" strategy of pdfplumber
and in A. Nurminen's thesis (Tampere 2013, 4.3). What is doubtful stays text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise, takewhile

from rag.readers.pdf.cuts import Letters, cut_at_columns
from rag.readers.pdf.filled import body_of, cells_of, overlaps
from rag.readers.pdf.fonts import HEADING_SIZE
from rag.readers.pdf.joining import in_lines
from rag.readers.pdf.runs import Run, Table, TableCell
from rag.readers.plain.lines import is_list_item
from rag.readers.table_headers import is_figure

MIN_ROWS = 3
"""Rows that have all cells, the header among them."""

MIN_FULL_SHARE = 0.6
"""Share of the rows that have all cells, or all but one."""

MAX_GAP = 1.5
"""Between a row and the next, in heights of a line."""

MAX_CELL_CHARS = 40
"""So long are cells at most, in the mean, of a table that figures tell."""

MIN_TEXT_COLUMNS = 3
MIN_TEXT_ROWS = 4
MIN_TEXT_SHARE = 0.7
MAX_TEXT_CHARS = 25
"""A table of texts alone has that many columns and rows, so short in the mean."""

MIN_PROSE_CHARS = 20
"""Shorter texts in lower case may be cells."""

MIN_FIGURES = 2
_LEADER = re.compile(r"(?:\. ?){4,}|…{2,}")
_PAGE = re.compile(r"[0-9]{1,4}")
_MARK = re.compile(r"[•‣◦▪·*–—-]|[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxlc]+)[.)\]]")

_Line = list[Run]
_Columns = list[tuple[float, float]]


def with_tables(block: Sequence[Run], letters: Letters) -> list[Run]:
    """Put runs that stand for tables in place of the runs that these are made of.

    Args:
        block: The runs of a block, from the top down.
        letters: The characters of its page.
    """
    found: list[Run] = []
    lines = in_lines(block)
    at = 0
    while at < len(lines):
        end = _end_of_rows(lines, at)
        table = None
        if end - at >= MIN_ROWS and not (table := found_table(lines[at:end], letters)):
            # What fits in no column may be sums that stand right below the rows.
            end = at + _end_of_whole(lines[at:end], letters)
            table = found_table(lines[at:end], letters)
        if table:
            found.append(table.as_run())
        else:
            found += [run for line in lines[at:end] for run in line]
        at = end
    return found


def _end_of_whole(lines: Sequence[_Line], letters: Letters) -> int:
    """Give where the last row ends that has all cells; the end of all if none does."""
    lines = cut_at_columns(lines, letters) or lines
    widths, width = list(map(len, lines)), _width(lines)
    return len(widths) - widths[::-1].index(width) if width else len(widths)


def _end_of_rows(lines: Sequence[_Line], at: int) -> int:
    """Give where rows end that begin at a line: after it, if it is none."""
    end = at + 1
    while (
        len(lines[at]) > 1 and end < len(lines) and are_near(*lines[end - 1 : end + 1])
    ):
        if len(lines[end]) > 1:
            end += 1
        # A single text may go on with a cell, or head the rows below; a larger one
        # heads what is another table.
        elif end + 1 < len(lines) and len(lines[end + 1]) > 1:
            is_heading = lines[end][0].size >= HEADING_SIZE * lines[end - 1][0].size
            if is_heading or not are_near(lines[end], lines[end + 1]):
                break
            end += 2
        else:
            break
    return end


def are_near(above: _Line, below: _Line) -> bool:
    """Tell whether texts may be the row below others, which are no table yet."""
    height = min(run.bottom - run.top for run in above)
    gap = min(run.top for run in below) - max(run.bottom for run in above)
    return not (above[0].table or below[0].table) and -height < gap <= MAX_GAP * height


def found_table(lines: Sequence[_Line], letters: Letters) -> Table | None:
    """Make a table of rows; None where they are those of none."""
    cut = cut_at_columns(lines, letters)
    return (
        (_table(cut) if cut and _is_headed(cut) else None)
        or _table(lines)
        or _under_names(lines)
    )


def _is_headed(lines: Sequence[_Line]) -> bool:
    """Tell whether no text is alone above the first row that has most.

    There it is a part of a name that is wrapped, and it isn't known which lines are.
    """
    most = max(map(len, lines))
    return all(len(line) > 1 for line in takewhile(lambda x: len(x) < most, lines))


def _table(lines: Sequence[_Line]) -> Table | None:
    width = _width(lines)
    full = [line for line in lines if len(line) == width]
    if not full:
        return None
    columns = [
        (min(r.x0 for r in c), max(r.x1 for r in c)) for c in zip(*full, strict=True)
    ]
    if not _is_table(full, len(lines)):
        return None
    first = next(i for i, line in enumerate(lines) if len(line) == width)
    heads = [_head(line, columns) for line in lines[:first]]
    body = body_of(lines[first:], columns)
    if body is None or None in heads:
        return None
    return Table((*filter(None, heads), *body), tuple(columns))


def _under_names(lines: Sequence[_Line]) -> Table | None:
    """Make a table by the names above its rows, which lack a text here and there.

    So do accounts, where an amount is in one of two columns. Each text stands below
    one name alone, and one column has nothing but figures.
    """
    names, *rows = lines
    below: list[_Line] = [[] for _ in names]
    columns = [(run.x0, run.x1) for run in names]
    for run in chain(*rows):
        over = [n for n, column in enumerate(columns) if overlaps(run, column)]
        if len(over) != 1:
            return None
        below[over[0]].append(run)
        left, right = columns[over[0]]
        columns[over[0]] = min(left, run.x0), max(right, run.x1)
    texts = [[run.text for run in column] for column in below]
    are_figures = [len(c) >= MIN_ROWS and all(map(is_figure, c)) for c in texts]
    is_table = (
        len(names) >= MIN_TEXT_COLUMNS
        and not any(is_figure(run.text) for run in names)
        and sum(len(row) > 1 for row in rows) >= MIN_ROWS
        and any(are_figures[1:])
        and not (_is_list(texts[0]) or any(map(_is_prose, filter(None, texts))))
        and sum(map(len, chain(*texts))) <= MAX_CELL_CHARS * len(list(chain(*texts)))
    )
    body = body_of(rows, columns) if is_table else None
    heads = tuple(TableCell((run,)) for run in names)
    return Table((heads, *body), tuple(columns)) if body else None


def _width(lines: Sequence[_Line]) -> int:
    """Give how many columns rows agree on; 0 if they don't.

    In rows of a group its name may be missing, or a value here and there, and in sums
    below all others most.
    """
    widths = [len(line) for line in lines]
    counts = Counter(width for width in widths if width > 1)
    for width in sorted(counts, reverse=True):
        most = counts[width] + counts[width - 1]
        last = len(widths) - widths[::-1].index(width)
        if counts[width] >= MIN_ROWS and most >= MIN_FULL_SHARE * last:
            return width
    return 0


def _is_table(full: Sequence[_Line], count: int) -> bool:
    """Tell whether rows are those of a table: no list, no contents, no prose."""
    texts = [[run.text for run in line] for line in full]
    columns = list(zip(*texts, strict=True))
    if _is_list(columns[0]) or _are_contents(texts) or any(map(_is_prose, columns)):
        return False
    width = len(texts[0])
    mean = sum(len(text) for row in texts for text in row) / (len(texts) * width)
    least = max(MIN_FIGURES, len(texts) / 2)
    if any(sum(map(is_figure, column)) >= least for column in columns[1:]):
        return mean <= MAX_CELL_CHARS
    is_large = width >= MIN_TEXT_COLUMNS and len(texts) >= MIN_TEXT_ROWS
    return is_large and len(texts) >= MIN_TEXT_SHARE * count and mean <= MAX_TEXT_CHARS


def _is_list(firsts: Sequence[str]) -> bool:
    """Tell whether most rows begin with the mark of an item."""
    marks = sum(bool(_MARK.fullmatch(t)) or is_list_item(t) for t in firsts)
    return 2 * marks > len(firsts)


def _is_prose(column: Sequence[str]) -> bool:
    """Tell whether a column is running text, whose lines begin as they come."""
    long = [text for text in column if len(text) >= MIN_PROSE_CHARS]
    return 2 * sum(text[0].islower() for text in long) >= len(column)


def _are_contents(texts: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are names of chapters with the pages on which they begin."""
    if any(_LEADER.search(text) for row in texts for text in row):
        return True
    first, last = ([row[at] for row in texts] for at in (0, -1))
    are_pages = len(texts[0]) == 2 and all(map(_PAGE.fullmatch, last))
    is_named = not all(map(is_figure, first))
    return are_pages and is_named and last == sorted(last, key=int)


def _head(line: _Line, columns: _Columns) -> tuple[TableCell, ...] | None:
    """Give the cells of a row above the first that has all: a text may span columns.

    It spans those that are nearer to it than to the texts beside it.
    """
    middles = [(run.x0 + run.x1) / 2 for run in line]
    edges = [(a + b) / 2 for a, b in pairwise(middles)]
    cells = cells_of(line, columns) if len(line) == len(columns) - 1 else None
    # All but one have a text of their own: that one has none.
    if cells and all(len(cell.lines) <= 1 for cell in cells):
        return tuple(cells)
    of: list[int] = []
    for column in columns:
        nearest = sum(edge < sum(column) / 2 for edge in edges)
        only = _only(line, column)
        of.append(nearest if only is None else only)
    if of != sorted(of) or set(of) != set(range(len(line))):
        return None
    return tuple(TableCell((run,), of.count(n)) for n, run in enumerate(line))


def _only(line: _Line, column: tuple[float, float]) -> int | None:
    """Give the number of the one text that overlaps a column, if one does."""
    over = [n for n, run in enumerate(line) if overlaps(run, column)]
    return over[0] if len(over) == 1 else None
