"""Tables of a Word document: their rows, and the texts that only stand in a frame."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from rag.readers.numerals import number_in
from rag.readers.office.docx_words import ON, WordsWriter, is_on
from rag.readers.office.xmltree import Element, attribute, child, parts, words
from rag.readers.tables import EMPTY, MAX_ROW_CHARS, Cell, Line, write_table

FIRST_ROW = 0x20
MAX_COLUMNS = 63  # of a table in Word

WRAPPERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "AlternateContent")
"""What may stand around rows, cells and paragraphs."""

_BITS = re.compile("[0-9A-Fa-f]{4}")


def text_in(row: Element) -> Element | None:
    """Give the only cell of a row in which something is, if that is a text.

    Many a document stands in a table of one cell, as a frame around it.
    """
    texts = ((words(cell) or "", cell) for cell in parts(row, "tc", WRAPPERS))
    filled = [(text, cell) for text, cell in texts if text]
    is_text = len(filled) == 1 and len(filled[0][0]) > MAX_ROW_CHARS
    return filled[0][1] if is_text else None


def row_lines(
    rows: Sequence[Element], look: Element | None, writer: WordsWriter
) -> list[Line]:
    """Write rows that follow on each other.

    Args:
        rows: Those of a table, or some of them.
        look: How its style sets the first of them off; None says that it doesn't.
        writer: Writes what is in a cell.
    """
    headers = len(list(takewhile(_is_header, rows))) or None
    return write_table(_grid(rows, writer), headers, is_usual=_has_header(look))


def _grid(rows: Iterable[Element], writer: WordsWriter) -> list[list[Cell]]:
    """Give the cells in each column and row that they span."""
    grid: list[list[Cell]] = []
    for row in rows:
        before = attribute(child(row, "trPr", "gridBefore"), "val")
        cells = [EMPTY] * min(number_in(before, 0), MAX_COLUMNS)
        for element in parts(row, "tc", WRAPPERS):
            above = grid[-1][len(cells) :] if grid and _goes_on(element) else []
            cell = above[0] if above else writer.phrase(element).cell()
            span = attribute(child(element, "tcPr", "gridSpan"), "val")
            cells += [cell] * min(max(1, number_in(span, 1)), MAX_COLUMNS)
        grid.append(cells)
    return grid


def _is_header(row: Element) -> bool:
    """Tell whether a row is repeated on each page of its table."""
    return is_on(child(row, "trPr", "tblHeader"))


def _has_header(look: Element | None) -> bool:
    """Tell whether a table's style sets its first row off from the others.

    Word 2007 says so by a bit of a number alone (ECMA-376, part 4: tblLook).
    """
    said = attribute(look, "firstRow")
    bits = attribute(look, "val") or ""
    is_set = _BITS.fullmatch(bits) is not None and int(bits, 16) & FIRST_ROW > 0
    return is_set if said is None else said in ON


def _goes_on(cell: Element) -> bool:
    """Tell whether a cell is a part of the one above it."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"
