"""Files of a table between two paragraphs, in each format that has tables."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from html import escape
from io import StringIO

from rag.readers.tables import Cell
from tests import table_pdfs
from tests.archives import saved
from tests.table_cases import KINDS, Case, cases


def markdown(case: Case) -> bytes:
    """Write Markdown, which has one row of headers and no spans."""
    head, *body = case.flat
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
    grid = case.texts
    table = document.add_table(len(grid), len(grid[0]), style="Table Grid")
    _fill(case, table)
    document.add_paragraph(case.closing)
    return saved(document)


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
    grid = case.texts
    size = [Inches(n) for n in (1, 1, 8, 5)]
    shape = second.shapes.add_table(len(grid), len(grid[0]), *size)
    _fill(case, shape.table)
    second.notes_slide.notes_text_frame.text = case.closing
    return saved(show)


def _fill(case: Case, table) -> None:
    """Write cells into a table of python-docx or python-pptx, and merge them."""
    for row, column, cell in case.placed:
        table.cell(row, column).text = cell.text
        if (cell.rows, cell.columns) != (1, 1):
            last = table.cell(row + cell.rows - 1, column + cell.columns - 1)
            table.cell(row, column).merge(last)


def odt(case: Case) -> bytes:
    """Write an OpenDocument text; headers are marked."""
    from tests.archives import odt as packed

    rows = ["".join(map(_odt_cell, row)) for row in case.covered]
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
    rows = "".join(map(_rtf_row, case.covered))
    return (
        f"{{\\rtf1\\ansi{{\\stylesheet{{\\s1 heading 1;}}}}"
        f"\\pard\\s1 {case.title}\\par\n\\pard {case.lead}\\par\n"
        f"{rows}\\pard {case.closing}\\par}}"
    ).encode()


def _rtf_row(row: list[Cell | None]) -> str:
    texts, places = "", ""
    for at, cell in enumerate(row):
        before = row[at - 1] if at else None
        on = "\\clmrg" if before and before.columns > 1 else "\\clvmrg"
        places += f"{'' if cell else on}\\cellx{900 * (at + 1)}"
        texts += f"\\pard\\intbl {cell.text if cell else ''}\\cell"
    return f"\\trowd{places} {texts}\\row\n"


def xlsx(case: Case) -> bytes:
    """Write a workbook: title, lead, the table, and the closing paragraph."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = case.title[:31]
    sheet["A1"], sheet["A2"] = case.title, case.lead
    for row, column, cell in case.placed:
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
    return saved(book)


def comma_separated(case: Case) -> bytes:
    """Write a file of comma-separated values, which has no text beside the table."""
    file = StringIO()
    csv.writer(file).writerows([[case.title], *case.flat])
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
    "ruled pdf": partial(table_pdfs.one_page, is_ruled=True),
    "aligned pdf": partial(table_pdfs.one_page, is_ruled=False),
    "two-page pdf": table_pdfs.over_pages,
}


@dataclass(frozen=True)
class Labelled:
    """A case in one format: its file, named, and the questions on it."""

    case: Case
    form: str
    name: str

    @cached_property
    def data(self) -> bytes:
        """What is in the file; written when it is needed, as listing tests is not."""
        return WRITERS[self.form](self.case)


@cache
def labelled() -> tuple[Labelled, ...]:
    """Make every kind of table in every format."""
    forms = [form for form in WRITERS for _ in KINDS]
    made = zip(forms, cases(len(WRITERS)), strict=True)
    return tuple(
        Labelled(case, form, f"{case.kind}-{n:02}.{form.split()[-1]}")
        for n, (form, case) in enumerate(made)
    )
