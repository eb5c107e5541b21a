"""Paragraphs and tables of a rich text file (RTF) in the making."""

from dataclasses import dataclass, field
from typing import Literal

from rag.readers.web.rows import CELL_SEPARATOR, row_texts

Kind = Literal["paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """A paragraph, an item of a list or a row of a table; headings have a level."""

    text: str
    kind: Kind = "paragraph"
    level: int = 0


@dataclass(slots=True)
class Flow:
    """Text in the making: of the body, of notes, of running heads."""

    paragraphs: list[FlowParagraph] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    marker: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    row: list[list[str]] = field(default_factory=list)

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
        text = " ".join(self.taken()).strip(CELL_SEPARATOR)
        self.row.append([*self.cell, text] if text else self.cell)
        self.cell = []

    def end_row(self) -> None:
        """End a row, if one is open: a block of short cells, or their paragraphs."""
        if self.cell:
            self.row.append(self.cell)
        texts = row_texts([" ".join(cell) for cell in self.row])
        if len(texts) == 1:
            self.paragraphs.append(FlowParagraph(texts[0], "row"))
        else:
            self.paragraphs += [
                FlowParagraph(text) for cell in self.row for text in cell
            ]
        self.cell, self.row = [], []


def joined(parts: list[str]) -> str:
    r"""Join text; the halves of characters beyond 16 bits come one by one.

    Example:
        >>> joined(["a ", "\ud83d", "\ude80"])
        'a \U0001f680'
    """
    units = "".join(parts).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace").strip()
