"""Files of a table between two paragraphs, in each format that has tables."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO, StringIO

from rag.readers.tables import Cell, spread
from tests import table_pdfs
from tests.table_cases import KINDS, Case, cases


def markdown(case: Case) -> bytes:
    """Write Markdown, which has one row of headers and no spans."""
    head, *body = _flat(case)
    rows = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body)]
    parts = [f"# {case.title}", case.lead, "\n".join(rows), case.closing]
    return "\n\n".join(parts).encode()


def html(case: Case) -> bytes:
    """Write a web page; headers are marked."""
    tags = ["th"] * case.headers + ["td"] * (len(case.rows) - case.headers)
    rows = "".join(map(_html_row, case.rows, tags))
    return (
        f"<!DOCTYPE html><html><head><title>{case.title}</title></head><body><article>"
        f"<h1>{case.title}</h1><p>{case.lead}</p><table>{rows}</table>"
        f"<p>{case.closing}</p></article></body></html>"
    ).encode()


def _html_row(row: Sequence[Cell], tag: str) -> str:
    cells = (
        f'<{tag} colspan="{c.columns}" rowspan="{c.rows}">{escape(c.text)}</{tag}>'
        for c in row
    )
    return f"<tr>{''.join(cells)}</tr>"


def docx(case: Case) -> bytes:
    """Write a Word document; its first row is one by the table's style alone."""
    from docx import Document

    document = Document()
    document.add_heading(case.title, 0)
    document.add_paragraph(case.lead)
    grid = _texts(spread(case.rows))
    table = document.add_table(len(grid), len(grid[0]), style="Table Grid")
    _fill(case, table)
    document.add_paragraph(case.closing)
    return _saved(document.save)


def pptx(case: Case) -> bytes:
    """Write a presentation: a slide for the text, one for the table."""
    from pptx import Presentation
    from pptx.util import Inches

    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = case.title
    first.placeholders[1].text = case.lead
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "The table"
    grid = _texts(spread(case.rows))
    size = [Inches(n) for n in (1, 1, 8, 5)]
    shape = second.shapes.add_table(len(grid), len(grid[0]), *size)
    _fill(case, shape.table)
    second.notes_slide.notes_text_frame.text = case.closing
    return _saved(show.save)


def _fill(case: Case, table) -> None:
    """Write cells into a table of python-docx or python-pptx, and merge them."""
    for row, column, cell in _placed(case):
        table.cell(row, column).text = cell.text
        if (cell.rows, cell.columns) != (1, 1):
            last = table.cell(row + cell.rows - 1, column + cell.columns - 1)
            table.cell(row, column).merge(last)


def odt(case: Case) -> bytes:
    """Write an OpenDocument text; headers are marked."""
    from tests.archives import odt as packed

    rows = ["".join(map(_odt_cell, row)) for row in _covered(case)]
    rows = [f"<table:table-row>{row}</table:table-row>" for row in rows]
    head, body = "".join(rows[: case.headers]), "".join(rows[case.headers :])
    return packed(
        f'<text:h text:outline-level="1">{case.title}</text:h><text:p>{case.lead}'
        f"</text:p><table:table><table:table-header-rows>{head}"
        f"</table:table-header-rows>{body}</table:table><text:p>{case.closing}</text:p>"
    )


def _odt_cell(cell: Cell | None) -> str:
    if cell is None:
        return "<table:covered-table-cell/>"
    spans = (
        f'table:number-columns-spanned="{cell.columns}" '
        f'table:number-rows-spanned="{cell.rows}"'
    )
    return f"<table:table-cell {spans}><text:p>{cell.text}</text:p></table:table-cell>"


def rtf(case: Case) -> bytes:
    """Write rich text; headers are not marked."""
    covered = _covered(case)
    rows = "".join(
        _rtf_row(row, [_rtf_merge(covered, down, at) for at in range(len(row))])
        for down, row in enumerate(covered)
    )
    return (
        f"{{\\rtf1\\ansi{{\\stylesheet{{\\s1 heading 1;}}}}"
        f"\\pard\\s1 {case.title}\\par\n\\pard {case.lead}\\par\n"
        f"{rows}\\pard {case.closing}\\par}}"
    ).encode()


def xlsx(case: Case) -> bytes:
    """Write a workbook: title, lead, the table, and the closing paragraph."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = case.title[:31]
    sheet["A1"], sheet["A2"] = case.title, case.lead
    for row, column, cell in _placed(case):
        first = sheet.cell(row + 4, column + 1)
        first.value = int(cell.text) if cell.text.isdecimal() else cell.text
        if (cell.rows, cell.columns) != (1, 1):
            sheet.merge_cells(
                start_row=row + 4,
                start_column=column + 1,
                end_row=row + 3 + cell.rows,
                end_column=column + cell.columns,
            )
    sheet.cell(len(case.rows) + 5, 1).value = case.closing
    return _saved(book.save)


def comma_separated(case: Case) -> bytes:
    """Write a file of comma-separated values, which has no text beside the table."""
    file = StringIO()
    csv.writer(file).writerows([[case.title], *_flat(case)])
    return file.getvalue().encode()


WRITERS: dict[str, Callable[[Case], bytes]] = {
    "md": markdown,
    "html": html,
    "docx": docx,
    "odt": odt,
    "rtf": rtf,
    "xlsx": xlsx,
    "csv": comma_separated,
    "pptx": pptx,
    "ruled pdf": lambda case: table_pdfs.one_page(case, _placed(case), is_ruled=True),
    "aligned pdf": lambda case: table_pdfs.one_page(
        case, _placed(case), is_ruled=False
    ),
    "two-page pdf": lambda case: table_pdfs.over_pages(case, _placed(case)),
}


def _flat(case: Case) -> list[list[str]]:
    """Give the table with one row of headers, and no spans."""
    grid = _texts(spread(case.rows))
    names = zip(*grid[: case.headers], strict=True)
    return [[" ".join(dict.fromkeys(n)) for n in names], *grid[case.headers :]]


def _texts(grid: list[list[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid]


def _placed(case: Case) -> list[tuple[int, int, Cell]]:
    """Give each cell with the row and column of its upper left corner."""
    return [
        (row, column, cell)
        for row, cells in enumerate(_covered(case))
        for column, cell in enumerate(cells)
        if cell is not None
    ]


def _covered(case: Case) -> list[list[Cell | None]]:
    """Put None into each place that a cell above or to the left covers."""
    grid = spread(case.rows)
    return [
        [
            None
            if (c and row[c - 1] is cell) or (r and grid[r - 1][c] is cell)
            else cell
            for c, cell in enumerate(row)
        ]
        for r, row in enumerate(grid)
    ]


def _rtf_merge(covered: list[list[Cell | None]], row: int, column: int) -> str:
    """Say whether a cell goes on with the one before or above it."""
    if covered[row][column] is not None:
        return ""
    before = covered[row][column - 1] if column else None
    return "\\clmrg" if before and before.columns > 1 else "\\clvmrg"


def _rtf_row(row: list[Cell | None], marks: list[str]) -> str:
    cells = "".join(f"\\pard\\intbl {c.text if c else ''}\\cell" for c in row)
    places = "".join(f"{mark}\\cellx{900 * at}" for at, mark in enumerate(marks, 1))
    return f"\\trowd{places} {cells}\\row\n"


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A case in one format: its file, named, and the questions on it."""

    case: Case
    form: str
    name: str
    data: bytes


def labelled() -> list[Labelled]:
    """Make every kind of table in every format."""
    forms = (form for form in WRITERS for _ in KINDS)
    return [
        Labelled(
            case,
            form,
            f"{case.kind}-{number:02}.{form.split()[-1]}",
            WRITERS[form](case),
        )
        for number, (form, case) in enumerate(
            zip(forms, cases(len(WRITERS)), strict=True)
        )
    ]
