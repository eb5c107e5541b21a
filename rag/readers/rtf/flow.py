"""Paragraphs and tables of a rich text file (RTF) in the making."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Literal

from rag.readers.draft import clean
from rag.readers.phrase import Phrase, as_listing, solid_chars
from rag.readers.rtf.looks import RtfPiece, phrase_of
from rag.readers.tables import (
    FIELD_SEPARATOR,
    Cell,
    Line,
    joined_lines,
    write_table,
)
from rag.types import TextLook

Merge = Literal["", "above", "before"]
"""Whether a cell goes on with the one above it, or the one before it."""


@dataclass(slots=True)
class RowDefinition:
    """What is said of a row: how its cells go on with others, whether it is a header.

    `merge` is that of the cell which is being defined.
    """

    merges: list[Merge] = field(default_factory=list)
    is_header: bool = False
    merge: Merge = ""

    def define_cell(self) -> None:
        """End the definition of a cell."""
        self.merges.append(self.merge)
        self.merge = ""


def _setting(name: str, value: object) -> Callable[[RowDefinition], None]:
    return lambda row: setattr(row, name, value)


ROW_WORDS: dict[str, Callable[[RowDefinition], None]] = {
    "trhdr": _setting("is_header", True),
    "clvmrg": _setting("merge", "above"),
    "clmrg": _setting("merge", "before"),
    "cellx": RowDefinition.define_cell,
}
"""Control words that say something of the row that is being defined."""


Kind = Literal["paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """A paragraph, an item of a list or a row of a table; headings have a level."""

    text: str
    kind: Kind = "paragraph"
    level: int = 0
    looks: tuple[TextLook, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A paragraph that ended: its marker, its text, and how that looks."""

    marker: str
    phrase: Phrase

    @property
    def text(self) -> str:
        """Its text without its marker."""
        return self.phrase.text.strip()

    def line(self) -> Line:
        """Write it behind its marker."""
        text = f"{self.marker} {self.text}".strip()
        looks = self.phrase.looks_in(text, -solid_chars(self.marker))
        return Line(text, tuple(looks))

    def in_cell(self, ends: str) -> Line:
        """Write it on one line, without some characters at its ends."""
        whole = self.line().text
        left = len(whole) - len(whole.lstrip(ends))
        text = " ".join(whole.strip(ends).split())
        after = solid_chars(whole[:left]) - solid_chars(self.marker)
        return Line(text, tuple(self.phrase.looks_in(text, after)))


@dataclass(slots=True)
class Flow:
    """Text in the making: of the body, of notes, of running heads.

    `sign` is that of the note whose first paragraph has not ended yet.
    """

    paragraphs: list[FlowParagraph] = field(default_factory=list)
    text: list[RtfPiece] = field(default_factory=list)
    marker: list[RtfPiece] = field(default_factory=list)
    cell: list[Line] = field(default_factory=list)
    row: list[list[Line]] = field(default_factory=list)
    table: list[list[Cell]] = field(default_factory=list)
    headers: int = 0
    sign: str = ""

    def taken(self) -> Taken:
        """Give the paragraph that ends."""
        marker = "".join(piece.text for piece in self.marker).strip()
        phrase = phrase_of(self.text)
        self.marker.clear()
        self.text.clear()
        # A bullet is a sign of whatever font was at hand.
        if marker and phrase.text.strip() and not any(map(str.isalnum, marker)):
            marker = "-"
        return Taken(clean(marker), phrase)

    def end_paragraph(self, level: int, depth: int) -> None:
        """End a paragraph, an item of a list (`depth` from 0) or a heading."""
        taken = self.taken()
        if not taken.text:
            return
        self.end_table()
        line = taken.line()
        looks = as_listing(line.looks, line.text)
        if level:
            looks = _within(looks, line.text)
        kind: Kind = "item" if taken.marker and not level else "paragraph"
        if kind == "item":
            looks.append(TextLook(0, len(line.text), "item", str(depth)))
        if self.sign:
            looks.append(TextLook(0, 0, "note", self.sign))
            self.sign = ""
        self.paragraphs.append(FlowParagraph(line.text, kind, level, tuple(looks)))

    def end_cell_part(self, ends: str = " ") -> None:
        """End a paragraph within a cell."""
        part = self.taken().in_cell(ends)
        self.cell += [part] if part.text else []

    def end_cell(self) -> None:
        """End a cell of a table."""
        self.end_cell_part(FIELD_SEPARATOR)
        self.row.append(self.cell)
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
            lines = map(joined_lines, self.row)
            cells = [Cell(line.text, looks=line.looks) for line in lines]
            self.table.append(_merged(cells, merges, self.table[-1:]))
        self.cell, self.row = [], []

    def end_table(self) -> None:
        """End a row and a table, if they are open."""
        self.end_row()
        lines = write_table(self.table, self.headers or None)
        self.paragraphs += [FlowParagraph(x.text, "row", looks=x.looks) for x in lines]
        self.table, self.headers = [], 0


CELL_WORDS: dict[str, Callable[[Flow], None]] = {
    "cell": Flow.end_cell,
    # A row of a table within a cell is a part of that cell.
    "nestcell": lambda flow: flow.text.append(RtfPiece(FIELD_SEPARATOR)),
    "nestrow": lambda flow: flow.end_cell_part(FIELD_SEPARATOR),
}
"""Control words that end a cell, or what is in one."""


def _within(looks: list[TextLook], text: str) -> list[TextLook]:
    """Leave out how all of a heading looks: it is set off from the text already."""
    whole = (0, len(text))
    return [x for x in looks if x.kind == "link" or (x.start, x.end) != whole]


def _merged(
    cells: list[Cell], merges: Sequence[Merge], above: Sequence[list[Cell]]
) -> list[Cell]:
    """Put a cell into those that go on with it."""
    row: list[Cell] = []
    for cell, merge in zip(cells, chain(merges, repeat("")), strict=False):
        source = {"above": above[0] if above else [], "before": row}.get(merge, [])
        at = len(row) - (merge == "before")
        row.append(source[at] if at < len(source) and not cell.text else cell)
    return row
