"""PDFs of a table between two paragraphs: ruled, aligned alone, and over two pages."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING

from tests.pdf_files import Line, Rule, box, pdf_file

if TYPE_CHECKING:
    from rag.readers.tables import Cell
    from tests.table_cases import Case

    Placed = tuple[int, int, Cell]

LEFT, WIDTH, TOP = 60, 480, 130
ROW, LEADING, SIZE = 16, 12, 9
DIGIT = 0.556 * SIZE
"""A digit's width in Helvetica; a letter's, in the mean, is a little less."""


def one_page(case: Case, placed: list[Placed], *, is_ruled: bool) -> bytes:
    """Draw boxes and a bold header, or neither, with figures right and texts left."""
    bottom = TOP + ROW * len(case.rows)
    return pdf_file([_page(case, placed, is_ruled=is_ruled, bottom=bottom)])


def over_pages(case: Case, placed: list[Placed]) -> bytes:
    """Draw half of a ruled table on a second page, under its header again."""
    half = (len(case.rows) - case.headers) // 8 * 4 + case.headers
    first = [each for each in placed if each[0] < half]
    head = [each for each in placed if each[0] < case.headers]
    moved = [
        (row - half + case.headers, column, cell)
        for row, column, cell in placed
        if row >= half
    ]
    pages = [
        _page(case, first, is_ruled=True, bottom=0),
        _page(case, head + moved, is_ruled=True, bottom=TOP + ROW * len(case.rows)),
    ]
    pages[1] = [each for each in pages[1] if not _is_above(each)]
    return pdf_file(pages)


def _is_above(drawn: Line | Rule) -> bool:
    return isinstance(drawn, Line) and drawn.y < TOP


def _page(
    case: Case, placed: list[Placed], *, is_ruled: bool, bottom: float
) -> list[Line | Rule]:
    """Draw title, lead, table, and below `bottom` the closing, where it isn't 0."""
    drawn: list[Line | Rule] = [Line(LEFT, 60, case.title, 18)]
    drawn += _paragraph(case.lead, 90)
    columns = 1 + max(column for _, column, _ in placed)
    for _, group in groupby(placed, lambda each: each[0]):
        row = list(group)
        drawn += [each for cell in row for each in _cell(case, cell, columns, is_ruled)]
    return drawn + (_paragraph(case.closing, bottom + 30) if bottom else [])


def _paragraph(text: str, top: float) -> list[Line | Rule]:
    return [
        Line(LEFT, top + LEADING * i, line) for i, line in enumerate(wrap(text, 95))
    ]


def _cell(
    case: Case, placed: Placed, columns: int, is_ruled: bool
) -> list[Line | Rule]:
    row, column, cell = placed
    wide = WIDTH / columns
    x0, y0 = LEFT + wide * column, TOP + ROW * row
    x1, y1 = x0 + wide * cell.columns, y0 + ROW * cell.rows
    width = DIGIT * len(cell.text)
    x = x0 + 4
    if not is_ruled and cell.columns > 1:
        x = (x0 + x1 - width) / 2
    elif not is_ruled and cell.text.isdecimal() and column:
        x = x1 - 12 - width
    is_bold = is_ruled and row < case.headers
    text = Line(x, y0 + 11, cell.text, SIZE, is_bold)
    return [text, *(box(x0, y0, x1, y1) if is_ruled else [])]
