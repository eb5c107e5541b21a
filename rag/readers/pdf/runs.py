"""Runs of characters of a PDF's page, each with its place and its font, and tables."""

from dataclasses import dataclass, replace

HYPHEN = "\u00ad"
"""What a run ends with where PDFium saw a word divided."""

MIN_OVERLAP = 0.5
"""Share of its height that a character must share with the run that it is in."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line, in points, with y growing downwards.

    `gaps` are where the wide ones between its parts begin and end, as in the row of a
    table.
    `drawn` has the number on the page of each character of the text that is no space.
    A run that stands for a whole table has that, and all texts of its cells.
    `is_item` says that a bullet is drawn before it, or that its letter counts one of
    several, `bold_chars` how many characters that are no space are bold from its
    beginning on, and `is_turned` that it stands across most of what is on its page.
    """

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    drawn: tuple[int, ...] = ()
    table: "Table | None" = None
    is_item: bool = False
    bold_chars: int = 0
    gaps: tuple[tuple[float, float], ...] = ()
    is_turned: bool = False

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.x1 - self.x0

    @property
    def pieces(self) -> int:
        """How many parts wide gaps divide it into."""
        return 1 + len(self.gaps)

    @property
    def middle(self) -> float:
        """Where its middle is, from the top down."""
        return (self.top + self.bottom) / 2

    def part(self, first: int, end: int, x0: float, x1: float) -> "Run":
        """Give its words from one up to another, and how far these go."""
        words = self.text.split()
        start = sum(map(len, words[:first]))
        count = sum(map(len, words[first:end]))
        drawn = self.drawn[start : start + count]
        return replace(self, text=" ".join(words[first:end]), x0=x0, x1=x1, drawn=drawn)


@dataclass(frozen=True, slots=True)
class TableCell:
    """The lines of a cell, and how many columns and rows it spans."""

    lines: tuple[Run, ...] = ()
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells row by row, and where its columns begin and end.

    A cell that spans several rows is in the first of them.
    """

    rows: tuple[tuple[TableCell, ...], ...]
    columns: tuple[tuple[float, float], ...]

    @property
    def lines(self) -> list[Run]:
        """All lines of its cells, row by row."""
        return [line for row in self.rows for cell in row for line in cell.lines]

    def as_run(self) -> Run:
        """Give what stands for it among the runs of a page."""
        lines = self.lines
        return replace(
            max(lines, key=lambda line: len(line.text)),
            text=" ".join(line.text for line in lines),
            x0=min(line.x0 for line in lines),
            x1=max(line.x1 for line in lines),
            top=min(line.top for line in lines),
            bottom=max(line.bottom for line in lines),
            table=self,
        )


def is_beside(one: Run, other: Run) -> bool:
    """Tell whether two runs stand on one line."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return shared > MIN_OVERLAP * lower
