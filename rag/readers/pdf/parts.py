"""A long PDF in parts: the lines of some of its pages, and all of them put together.

What is read in parts is what is read at once: lines are joined to paragraphs, and
running heads are found, when those of all pages are there.
"""

import json
from dataclasses import fields
from operator import attrgetter
from typing import Any

from rag.readers.draft import Draft
from rag.readers.pdf.long import LENGTH_BYTES
from rag.readers.pdf.pdf import draft_of, is_unread, opened, pages_of, texts_in
from rag.readers.pdf.runs import Run, Table, TableCell

# Which characters a line is made of is only asked for places.
_FIELDS = tuple(f.name for f in fields(Run) if f.name not in ("drawn", "table"))
_plain = attrgetter(*_FIELDS)


def make(data: bytes, first: int, last: int) -> dict[str, Any]:
    """Read the lines of some pages.

    Args:
        data: A PDF file.
        first: The first page to read, from 0.
        last: The page after the last; there may be fewer.

    Returns:
        `pages`, how many the document has; `lines`, for each page that was read its
        blocks of lines; `unread`, the numbers of those that only OCR can read, from 1.

    Raises:
        ReadError: It is damaged, or under a password.
    """
    document = opened(data)
    lines, unread = [], []
    for number, (page, blocks) in enumerate(pages_of(document, first, last), first + 1):
        lines.append([list(map(_packed, block)) for block in blocks])
        if is_unread(page, blocks):
            unread.append(number)
    return {"pages": len(document), "lines": lines, "unread": unread}


def read(data: bytes) -> Draft:
    """Put the lines of all pages together.

    Args:
        data: How many bytes of JSON follow, in `LENGTH_BYTES`; these, a list of what
            `make` has made of all parts in order; and the PDF file.

    Raises:
        EmptyFileError: Nothing is on any page.
    """
    start = LENGTH_BYTES + int.from_bytes(data[:LENGTH_BYTES])
    parts = json.loads(data[LENGTH_BYTES:start])
    pages = [
        [list(map(_unpacked, block)) for block in blocks]
        for part in parts
        for blocks in part["lines"]
    ]
    unread = tuple(number for part in parts for number in part["unread"])
    return draft_of(opened(data[start:]), texts_in(pages), unread)


def _packed(line: Run) -> list[Any]:
    return [_plain(line), line.table and _packed_table(line.table)]


def _packed_table(table: Table) -> list[Any]:
    rows = [
        [[list(map(_packed, cell.lines)), cell.columns, cell.rows] for cell in row]
        for row in table.rows
    ]
    return [rows, table.columns]


def _unpacked(line: list[Any]) -> Run:
    plain, table = line
    values = dict(zip(_FIELDS, plain, strict=True))
    # JSON has lists alone.
    values["gaps"] = tuple((start, end) for start, end in values["gaps"])
    return Run(**values, table=table and _unpacked_table(*table))


def _unpacked_table(rows: list[Any], columns: list[Any]) -> Table:
    cells = tuple(
        tuple(TableCell(tuple(map(_unpacked, lines)), *spans) for lines, *spans in row)
        for row in rows
    )
    return Table(cells, tuple((start, end) for start, end in columns))
