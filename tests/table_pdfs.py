"""PDFs of a table between two paragraphs: ruled, aligned alone, and over two pages."""

from itertools import chain
from textwrap import wrap

from rag.readers.tables import Cell
from tests.pdf_files import Line, Rule, box, pdf_file
from tests.table_cases import Case

Placed = tuple[int, int, Cell]

LEFT, WIDTH, TOP = 60, 480, 130
ROW, LEADING, SIZE = 16, 12, 9
DIGIT = 0.556 * SIZE
"""A digit's width in Helvetica; a letter's, in the mean, is a little less."""


def one_page(case: Case, *, is_ruled: bool) -> bytes:
    """Draw boxes and a bold header, or neither, with figures right and texts left."""
    table = _table(case, case.placed, is_ruled=is_ruled)
    return pdf_file([[*_opening(case), *table, *_closing(case)]])


def over_pages(case: Case) -> bytes:
    """Draw half of a ruled table on a second page, under its header again."""
    placed, head = case.placed, case.headers
    half = (len(case.rows) - head) // 8 * 4 + head
    first = [each for each in placed if each[0] < half]
    again = [each for each in placed if each[0] < head]
    moved = [(row - half + head, *rest) for row, *rest in placed if row >= half]
    return pdf_file(
        [
            [*_opening(case), *_table(case, first, is_ruled=True)],
            [*_table(case, again + moved, is_ruled=True), *_closing(case)],
        ]
    )


def _opening(case: Case) -> list[Line]:
    return [Line(LEFT, 60, case.title, 18), *_paragraph(case.lead, 90)]


def _closing(case: Case) -> list[Line]:
    return _paragraph(case.closing, TOP + ROW * len(case.rows) + 30)


def _table(case: Case, placed: list[Placed], *, is_ruled: bool) -> list[Line | Rule]:
    columns = 1 + max(column for _, column, _ in placed)
    cells = (_cell(case, each, columns, is_ruled) for each in placed)
    return list(chain.from_iterable(cells))


def _paragraph(text: str, top: float) -> list[Line]:
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
