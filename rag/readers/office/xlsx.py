"""Excel workbooks (XLSX): each sheet's tables and texts, as openpyxl reads them.

Of a formula the value is read that the program which saved the file had worked out.
"""

import re
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rag.errors import FileTooLargeError
from rag.readers.builder import DraftBuilder, with_metadata
from rag.readers.draft import Draft
from rag.readers.office.archive import checked
from rag.readers.office.cell_values import shown
from rag.readers.office.created import day_created
from rag.readers.sheets import add_sheet
from rag.readers.tables import Cell

MAX_PLACES = 2_000_000
"""So many places a sheet may have from its first cell to its last."""

_UNNAMED = re.compile(r"\w+ ?\d+|Sheet", re.IGNORECASE)  # "Sheet1", "Tabelle2"


def read(data: bytes) -> Draft:
    """Read a workbook.

    Args:
        data: An XLSX file.

    Returns:
        A draft of its sheets, each under its name; that of a single one is the title,
        where it has no other. Hidden sheets, rows and columns are left out.

    Raises:
        ReadError: It is damaged, under a password, or unpacks to too much.
        FileTooLargeError: A sheet reaches too far.
    """
    book = load_workbook(BytesIO(checked(data)), data_only=True, keep_links=False)
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
    builder = DraftBuilder()
    for sheet in sheets:
        if len(sheets) > 1:
            builder.add(sheet.title, level=2)
        add_sheet(builder, _rows(sheet), level=3 if len(sheets) > 1 else 1)
    only = sheets[0].title if len(sheets) == 1 else ""
    name = None if _UNNAMED.fullmatch(only) else only
    return _with_properties(builder.finish(), book, name)


def _with_properties(draft: Draft, book: Workbook, name: str | None) -> Draft:
    properties = book.properties
    created = day_created(properties.created and properties.created.isoformat())
    # openpyxl writes its own name where nobody said who made the file.
    author = properties.creator if properties.creator != "openpyxl" else None
    return with_metadata(
        draft,
        title=properties.title or name,
        author=author,
        date=created if author else None,
    )


def _rows(sheet: Worksheet) -> Iterator[list[Cell]]:
    """Give the rows that are seen; a merged cell's text stands in all its places."""
    if sheet.max_row * sheet.max_column > MAX_PLACES:
        raise FileTooLargeError(
            f"has a sheet of {sheet.max_row:,} rows and {sheet.max_column:,} columns: "
            "delete what is empty, or divide it"
        )
    merged = _merged(sheet)
    hidden = set(_hidden_columns(sheet))
    for row in sheet.iter_rows():
        if sheet.row_dimensions[row[0].row].hidden:
            continue
        yield [
            merged.get((cell.row, cell.column))
            or Cell(shown(cell.value, cell.number_format))
            for cell in row
            if cell.column not in hidden
        ]


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for column in sheet.column_dimensions.values():
        if column.hidden:
            yield from range(column.min or 0, (column.max or -1) + 1)


def _merged(sheet: Worksheet) -> dict[tuple[int, int], Cell]:
    """Give what stands in each place that is merged with others."""
    places: dict[tuple[int, int], Cell] = {}
    for area in sheet.merged_cells.ranges:
        first = sheet.cell(area.min_row, area.min_col)
        text = shown(first.value, first.number_format)
        if text and area.size["rows"] * area.size["columns"] <= MAX_PLACES - len(
            places
        ):
            places |= dict.fromkeys(area.cells, Cell(text))
    return places
