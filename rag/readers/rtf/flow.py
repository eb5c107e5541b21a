"""Paragraphs and tables of a rich text file (RTF) in the making."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from rag.readers.tables import FIELD_SEPARATOR, write_texts
from rag.types import TextLook

Kind = Literal["paragraph", "item", "row"]
Merge = Literal["", "above", "before"]
"""Whether a cell goes on with the one above it, or the one before it."""


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """A paragraph, an item of a list or a row of a table; headings have a level."""

    text: str
    kind: Kind = "paragraph"
    level: int = 0
    looks: tuple[TextLook, ...] = ()


@dataclass(slots=True)
class Flow:
    """Text in the making: of the body, of notes, of running heads."""

    paragraphs: list[FlowParagraph] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    marker: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    row: list[list[str]] = field(default_factory=list)
    table: list[list[str]] = field(default_factory=list)
    headers: int = 0

    def taken(self) -> tuple[str, str]:
        """Give the marker and the text of the paragraph that ends."""
        marker, text = "".join(self.marker).strip(), joined(self.text)
        self.marker.clear()
        self.text.clear()
        # A bullet is a sign of whatever font was at hand.
        if marker and text and not any(map(str.isalnum, marker)):
            marker = "-"
        return marker, text

    def end_cell(self) -> None:
        """End a cell of a table."""
        text = " ".join(self.taken()).strip(FIELD_SEPARATOR)
        self.row.append([*self.cell, text] if text else self.cell)
        self.cell = []

    def end_row(self, merges: Sequence[Merge] = (), *, is_header: bool = False) -> None:
        """End a row, if one is open.

        Args:
            merges: How its cells go on with others.
            is_header: Whether it is marked to be repeated on each page.
        """
        if self.cell:
            self.row.append(self.cell)
        if self.row:
            # Only the first rows can be a table's header.
            self.headers += is_header and self.headers == len(self.table)
            texts = [" ".join(cell) for cell in self.row]
            self.table.append(_merged(texts, merges, self.table[-1:]))
        self.cell, self.row = [], []

    def end_table(self) -> None:
        """End a row and a table, if they are open."""
        self.end_row()
        lines = write_texts(self.table, self.headers or None)
        self.paragraphs += [FlowParagraph(x.text, "row", looks=x.looks) for x in lines]
        self.table, self.headers = [], 0


def _merged(
    texts: list[str], merges: Sequence[Merge], above: Sequence[list[str]]
) -> list[str]:
    """Put the text of a cell into those that go on with it."""
    row: list[str] = []
    for text, merge in zip_longest(texts, merges[: len(texts)], fillvalue=""):
        source = {"above": above[0] if above else [], "before": row}.get(merge, [])
        at = len(row) - (merge == "before")
        row.append(source[at] if at < len(source) and not text else text)
    return row


def joined(parts: list[str]) -> str:
    r"""Join text; the halves of characters beyond 16 bits come one by one.

    Example:
        >>> joined(["a ", "\ud83d", "\ude80"])
        'a \U0001f680'
    """
    units = "".join(parts).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace").strip()
