"""The text of a PDF's page as runs of characters, each with its place and its font."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs

from rag.errors import ReadError
from rag.readers.pdf.glyphs import (
    HYPHENS,
    Glyph,
    glyphs_of,
    is_vertical,
    set_upright,
    text_object,
)

HYPHEN = "\u00ad"
"""What a run ends with where PDFium saw a word divided."""

GAP_EMS = 1.2
"""A wider gap than that within a line parts columns or cells."""

MIN_OVERLAP = 0.5
"""Share of its height that a character must share with the run that it is in."""

SAME_PLACE_EMS = 0.1
"""The narrowest letters stand further apart than that: an l is 0.2 em wide."""

MAX_STRING_CHARS = 16_383
"""PDFium cuts strings after 32,767 bytes, which are as many characters of two bytes.

The limit is `kMaxStringLength` in its `cpdf_streamparser.cpp`. No line is that long.
"""

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_LAST_OF_ONE_UNIT = "\uffff"
_Place = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line, in points, with y growing downwards.

    `pieces` counts the parts that wide gaps divide it into, as in the row of a table.
    `drawn` has the number on the page of each character of the text that is no space.
    """

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool
    pieces: int = 1
    drawn: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        """Where its middle is, from the top down."""
        return (self.top + self.bottom) / 2


def is_beside(one: Run, other: Run) -> bool:
    """Tell whether two runs stand on one line."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return shared > MIN_OVERLAP * lower


def page_runs(page: pdfium.PdfPage, number: int) -> list[list[Run]]:
    """Read the runs of a page, those of one direction together.

    Args:
        page: An open page.
        number: Its number, from 1.

    Returns:
        For each direction of writing, the most used first, runs in the order in which
        they are drawn, turned upright. Ligatures are taken apart, and the halves of
        characters beyond 16 bits put together.

    Raises:
        ReadError: A string of text is longer than PDFium reads.
    """
    text_page = page.get_textpage()
    _check_strings(text_page)
    turned: dict[int, list[Run]] = {}
    for turn, run in _runs(text_page, page.get_bbox(), number):
        turned.setdefault(turn, []).append(run)
    # What most of a page is set in is its text; the rest stands beside it.
    return sorted(turned.values(), key=len, reverse=True)


def _check_strings(text_page: pdfium.PdfTextPage) -> None:
    """Refuse a page with text that PDFium has cut: part of an article is none.

    Raises:
        ReadError: A text object has as many characters as a string that is cut.
    """
    count = text_page.count_chars()
    if count < MAX_STRING_CHARS:
        return
    objects = (text_object(text_page.raw, i) for i in range(count))
    lengths = Counter(filter(None, objects))
    if max(lengths.values(), default=0) >= MAX_STRING_CHARS:
        raise ReadError("has a line too long to be read whole: save it as plain text")


def _are_apart(text_page: pdfium.PdfTextPage, one: int, other: int) -> bool:
    """Tell whether two characters belong to different text objects."""
    first, second = (text_object(text_page.raw, i) for i in (one, other))
    return first != second and None not in (first, second)


def _runs(
    text_page: pdfium.PdfTextPage, shown: tuple[float, float, float, float], page: int
) -> Iterator[tuple[int, Run]]:
    draft: _Draft | None = None
    glyphs = list(glyphs_of(text_page, shown))
    if is_vertical(glyphs):
        glyphs = [set_upright(glyph) for glyph in glyphs if not glyph.is_blank]
    for glyph in glyphs:
        is_blank = glyph.is_blank
        if draft and is_blank and not glyph.ends_line:
            draft.write(" ", glyph.index)
            continue
        # What ends a line is blank.
        if draft and (is_blank or not draft.takes(glyph)):
            yield from draft.finish(page)
            draft = None
        if not is_blank:
            draft = draft or _Draft.at(glyph)
            if not draft.has(glyph, text_page):
                draft.add(glyph)
    if draft:
        yield from draft.finish(page)


@dataclass(slots=True)
class _Draft:
    """A run in the making."""

    turn: int
    left: float
    right: float
    bottom: float
    top: float
    text: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    places: dict[tuple[int, int], list[_Place]] = field(default_factory=dict)
    sizes: Counter[float] = field(default_factory=Counter)
    bold_chars: int = 0

    @classmethod
    def at(cls, glyph: Glyph) -> "_Draft":
        return cls(glyph.turn, glyph.left, glyph.right, glyph.bottom, glyph.top)

    def takes(self, glyph: Glyph) -> bool:
        """Tell whether a character goes on with this run, in either direction."""
        shared = min(self.top, glyph.top) - max(self.bottom, glyph.bottom)
        lower = min(self.top - self.bottom, glyph.top - glyph.bottom)
        # Scripts from right to left go on to the left.
        gap = max(glyph.left - self.right, self.left - glyph.right)
        is_near = shared >= MIN_OVERLAP * lower and gap <= GAP_EMS * glyph.size
        return glyph.turn == self.turn and is_near

    def write(self, character: str, number: int) -> None:
        """Take a character, and its number once for each of its 16-bit units."""
        self.text.append(character)
        self.numbers += [number] * (1 + (character > _LAST_OF_ONE_UNIT))

    def add(self, glyph: Glyph) -> None:
        self.write(HYPHEN if glyph.code in HYPHENS else chr(glyph.code), glyph.index)
        self.sizes[glyph.size] += 1
        self.bold_chars += glyph.is_bold
        self.left = min(self.left, glyph.left)
        self.right = max(self.right, glyph.right)
        self.bottom = min(self.bottom, glyph.bottom)
        self.top = max(self.top, glyph.top)

    def has(self, glyph: Glyph, text_page: pdfium.PdfTextPage) -> bool:
        """Tell whether a character was drawn here before, as to look bold.

        The letters of a ligature, as "ff", have one place, but also one text object.
        """
        reach = SAME_PLACE_EMS * (next(iter(self.sizes), glyph.size) or 1.0)
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        cell = round(x / reach)
        # Most stand to the right of all that were drawn before.
        steps = () if x - reach >= self.right else (-1, 0, 1)
        # A neighbour within reach may be in the next cell.
        near = (self.places.get((glyph.code, cell + step), ()) for step in steps)
        for index, a, b in chain(*near):
            is_same_place = abs(x - a) < reach and abs(y - b) < 2 * reach
            if is_same_place and _are_apart(text_page, index, glyph.index):
                return True
        self.places.setdefault((glyph.code, cell), []).append((glyph.index, x, y))
        return False

    def finish(self, page: int) -> list[tuple[int, Run]]:
        """Give the run: none if nothing but white space is in it."""
        # PDFium gives characters beyond 16 bits as two halves.
        units = "".join(self.text).encode("utf-16-le", "surrogatepass")
        letters = list(self._letters(units.decode("utf-16-le", "replace")))
        words = " ".join("".join(letter for letter, _ in letters).split())
        run = Run(
            text=words,
            page=page,
            x0=self.left,
            x1=self.right,
            top=-self.top,
            bottom=-self.bottom,
            size=self.sizes.most_common(1)[0][0],
            is_bold=self.bold_chars > self.sizes.total() / 2,
            drawn=tuple(n for letter, n in letters if not letter.isspace()),
        )
        return [(self.turn, run)] if words else []

    def _letters(self, text: str) -> Iterator[tuple[str, int]]:
        """Take ligatures apart; give each letter with its number on the page."""
        numbers = iter(self.numbers)
        for character in text:
            number = next(numbers)
            if character > _LAST_OF_ONE_UNIT:
                next(numbers)
            for letter in character.translate(_LIGATURES):
                yield letter, number
