"""A table of a page in the making: its rows, and whether it is there for the layout."""

from dataclasses import dataclass, field
from itertools import takewhile

from rag.readers.numerals import number_in
from rag.readers.tables import (
    MAX_ROW_CHARS,
    Cell,
    Line,
    joined_lines,
    spread,
    write_table,
)

MAX_SPAN = 1_000
"""As in browsers (the HTML standard's algorithm for processing rows)."""


@dataclass(slots=True)
class _HtmlCell:
    is_header: bool
    columns: int
    rows: int
    paragraphs: list[Line] = field(default_factory=list)

    @property
    def cell(self) -> Cell:
        line = joined_lines(self.paragraphs)
        return Cell(line.text, self.columns, self.rows, line.looks)


class HtmlTable:
    """Takes the tags of one table, and gives what it says line by line.

    Usage:
        table.begin_row()
        table.begin_cell("td", {"colspan": "2"})
        table.add("Rhine")
        table.lines()
    """

    def __init__(self) -> None:
        self._rows: list[list[_HtmlCell]] = []

    @property
    def has_row(self) -> bool:
        """Whether text that comes now belongs to a row."""
        return bool(self._rows)

    def begin_row(self) -> None:
        """Take the start of a row."""
        self._rows.append([])

    def begin_cell(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Take the start of a cell, "th" or "td"; its row may not have begun."""
        if not self._rows:
            self.begin_row()
        columns, rows = (
            min(number_in(attributes.get(name), 1), MAX_SPAN)
            for name in ("colspan", "rowspan")
        )
        self._rows[-1].append(_HtmlCell(tag == "th", columns, rows))

    def add(self, paragraph: Line) -> None:
        """Take a paragraph of the cell that is open; text beside cells is one."""
        if not self._rows[-1]:
            self.begin_cell("td", {})
        self._rows[-1][-1].paragraphs.append(paragraph)

    def lines(self) -> tuple[bool, list[Line]]:
        """Give whether all so far is a table, and its lines, and forget it.

        One that marks no header and has long rows is there for the layout, and its
        cells hold paragraphs.
        """
        rows, self._rows = [row for row in self._rows if row], []
        headers = len(list(takewhile(_is_header, rows)))
        if not headers and any(map(_is_long, rows)):
            return False, [line for row in rows for line in _layout_lines(row)]
        grid = spread([part.cell for part in row] for row in rows)
        return True, write_table(grid, headers or None)


def _is_header(row: list[_HtmlCell]) -> bool:
    return all(part.is_header for part in row)


def _is_long(row: list[_HtmlCell]) -> bool:
    return (
        sum(len(line.text) for part in row for line in part.paragraphs) > MAX_ROW_CHARS
    )


def _layout_lines(row: list[_HtmlCell]) -> list[Line]:
    if _is_long(row):
        return [line for part in row for line in part.paragraphs]
    return write_table([[part.cell for part in row]])
