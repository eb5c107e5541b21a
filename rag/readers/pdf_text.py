"""The text of a PDF's page as runs of characters, each with its place and its font."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from math import pi

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from pypdfium2 import raw

from rag.errors import ReadError

HYPHEN = "\u00ad"
"""What a run ends with where PDFium saw a word divided."""

GAP_EMS = 1.2
"""A wider gap than that within a line parts columns or cells."""

MIN_OVERLAP = 0.5
"""Share of its height that a character must share with the run that it is in."""

SAME_PLACE_EMS = 0.1
"""The narrowest letters stand further apart than that: an l is 0.2 em wide."""

MIN_FONT_SIZE = 3.0
"""A smaller size is scaled elsewhere: the height of the characters tells it then."""

MAX_STRING_CHARS = 16_383
"""PDFium cuts strings after 32,767 bytes, which are as many characters of two bytes.

The limit is `kMaxStringLength` in its `cpdf_streamparser.cpp`. No line is that long.
"""

_HYPHENS = (0x02, 0xFFFE)  # both are PDFium's signs for a hyphen that ends a line
_BOLD = re.compile(r"bold|black|heavy|demi|medi|CMBX", re.IGNORECASE)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_FONT_NAME_BYTES = 128
_Place = tuple[int, float, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line, in points, with y growing downwards.

    `pieces` counts the parts that wide gaps divide it into, as in the row of a table.
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
    for turn, run in _runs(text_page, number):
        turned.setdefault(turn, []).append(run)
    return sorted(turned.values(), key=len, reverse=True)


def _check_strings(text_page: pdfium.PdfTextPage) -> None:
    """Refuse a page with text that PDFium has cut: part of an article is none.

    Raises:
        ReadError: A text object has as many characters as a string that is cut.
    """
    count = text_page.count_chars()
    if count < MAX_STRING_CHARS:
        return
    objects = (raw.FPDFText_GetTextObject(text_page, i) for i in range(count))
    lengths = Counter(_address(o) for o in objects if o)
    if max(lengths.values(), default=0) >= MAX_STRING_CHARS:
        raise ReadError("has a line too long to be read whole: save it as plain text")


def _are_apart(text_page: pdfium.PdfTextPage, one: int, other: int) -> bool:
    """Tell whether two characters belong to different text objects."""
    first, second = (raw.FPDFText_GetTextObject(text_page, i) for i in (one, other))
    return bool(first and second) and _address(first) != _address(second)


def _address(page_object: "ctypes._Pointer[raw.fpdf_pageobject_t__]") -> int:
    return ctypes.addressof(page_object.contents)


def _runs(text_page: pdfium.PdfTextPage, page: int) -> Iterator[tuple[int, Run]]:
    draft: _Draft | None = None
    for glyph in _glyphs(text_page):
        if draft and glyph.is_blank and not glyph.ends_line:
            draft.text.append(" ")
            continue
        if draft and (glyph.ends_line or not draft.takes(glyph)):
            yield from draft.finish(page)
            draft = None
        if not glyph.is_blank:
            draft = draft or _Draft.at(glyph)
            if not draft.has(glyph, text_page):
                draft.add(glyph)
    if draft:
        yield from draft.finish(page)


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character and its box, turned upright; y grows upwards as in PDF.

    `index` is its number on the page; `turn` counts the quarter turns,
    counter-clockwise, that it had there.
    """

    index: int
    code: int
    turn: int
    size: float
    is_bold: bool
    left: float
    right: float
    bottom: float
    top: float

    @property
    def ends_line(self) -> bool:
        return self.code in (0x0A, 0x0D)

    @property
    def is_blank(self) -> bool:
        return (self.code <= 0x20 and self.code not in _HYPHENS) or self.code == 0xA0


def _glyphs(text_page: pdfium.PdfTextPage) -> Iterator[_Glyph]:
    box = raw.FS_RECTF()
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        angle = raw.FPDFText_GetCharAngle(text_page, index)
        turn = round(-angle / (pi / 2)) % 4  # PDFium counts clockwise
        raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
        x0, y0 = _upright(box.left, box.bottom, turn)
        x1, y1 = _upright(box.right, box.top, turn)
        size = raw.FPDFText_GetFontSize(text_page, index)
        raw.FPDFText_GetFontInfo(text_page, index, name, _FONT_NAME_BYTES, None)
        yield _Glyph(
            index=index,
            code=code,
            turn=turn,
            size=size if size >= MIN_FONT_SIZE else abs(y1 - y0),
            is_bold=_is_bold(name.value),
            left=min(x0, x1),
            right=max(x0, x1),
            bottom=min(y0, y1),
            top=max(y0, y1),
        )


@cache
def _is_bold(font_name: bytes) -> bool:
    return _BOLD.search(font_name.decode("utf-8", "replace")) is not None


def _upright(x: float, y: float, turn: int) -> tuple[float, float]:
    """Turn a point back by quarter turns.

    Example:
        >>> _upright(3.0, 4.0, 1)
        (4.0, -3.0)
    """
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


@dataclass(slots=True)
class _Draft:
    """A run in the making."""

    turn: int
    left: float
    right: float
    bottom: float
    top: float
    text: list[str] = field(default_factory=list)
    places: dict[tuple[int, int], list[_Place]] = field(default_factory=dict)
    sizes: Counter[float] = field(default_factory=Counter)
    bold_chars: int = 0

    @classmethod
    def at(cls, glyph: _Glyph) -> "_Draft":
        return cls(glyph.turn, glyph.left, glyph.right, glyph.bottom, glyph.top)

    def takes(self, glyph: _Glyph) -> bool:
        """Tell whether a character goes on with this run, in either direction."""
        shared = min(self.top, glyph.top) - max(self.bottom, glyph.bottom)
        lower = min(self.top - self.bottom, glyph.top - glyph.bottom)
        gap = max(glyph.left - self.right, self.left - glyph.right)
        is_near = shared >= MIN_OVERLAP * lower and gap <= GAP_EMS * glyph.size
        return glyph.turn == self.turn and is_near

    def add(self, glyph: _Glyph) -> None:
        self.text.append(HYPHEN if glyph.code in _HYPHENS else chr(glyph.code))
        self.sizes[glyph.size] += 1
        self.bold_chars += glyph.is_bold
        self.left = min(self.left, glyph.left)
        self.right = max(self.right, glyph.right)
        self.bottom = min(self.bottom, glyph.bottom)
        self.top = max(self.top, glyph.top)

    def has(self, glyph: _Glyph, text_page: pdfium.PdfTextPage) -> bool:
        """Tell whether a character was drawn here before, as to look bold.

        The letters of a ligature, as "ff", have one place, but also one text object.
        """
        reach = SAME_PLACE_EMS * (next(iter(self.sizes), glyph.size) or 1.0)
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        cell = round(x / reach)
        near = (self.places.get((glyph.code, cell + step), ()) for step in (-1, 0, 1))
        for index, a, b in chain(*near):
            is_same_place = abs(x - a) < reach and abs(y - b) < 2 * reach
            if is_same_place and _are_apart(text_page, index, glyph.index):
                return True
        self.places.setdefault((glyph.code, cell), []).append((glyph.index, x, y))
        return False

    def finish(self, page: int) -> list[tuple[int, Run]]:
        """Give the run: none if nothing but white space is in it."""
        units = "".join(self.text).encode("utf-16-le", "surrogatepass")
        text = units.decode("utf-16-le", "replace").translate(_LIGATURES)
        words = " ".join(text.split())
        run = Run(
            text=words,
            page=page,
            x0=self.left,
            x1=self.right,
            top=-self.top,
            bottom=-self.bottom,
            size=self.sizes.most_common(1)[0][0],
            is_bold=self.bold_chars > self.sizes.total() / 2,
        )
        return [(self.turn, run)] if words else []
