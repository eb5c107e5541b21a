"""The characters of a PDF's page, each with its box, size and weight."""

import ctypes
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import hypot, pi
from typing import NamedTuple

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from pypdfium2 import raw

MIN_FONT_SIZE = 3.0
"""Nobody reads a smaller size: the height of the characters tells it then."""

MAX_CODE = sys.maxunicode
UNKNOWN = 0xFFFD
"""Stands for a number that is no character: damaged fonts name some."""

COLUMN_RANGES = (
    range(0x2E80, 0xD800),
    range(0xF900, 0xFB00),
    range(0xFE30, 0xFE50),
    range(0xFF01, 0xFFF0),
)
"""Characters of East Asian scripts, which may be set in columns.

What lies between is private or Arabic: bullets below one another are no column.
"""

COLUMNS_TURN = 3
"""Turned so many quarters, down is right, and a column to the left is a line below."""

MIN_VERTICAL = 8
VERTICAL_SHARE = 2
"""In columns that many times more characters stand below another than beside it."""

HYPHENS = (0x02, 0xFFFE)  # both are PDFium's signs for a hyphen that ends a line
_BOLD = re.compile(r"bold|black|heavy|demi|medi|CMBX", re.IGNORECASE)
_FONT_NAME_BYTES = 128

text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, raw.FPDF_TEXTPAGE, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
"""Gives the address of what a character is drawn by, None if nothing draws it.

PDFium's own function: its pointers, which the bindings wrap, took long.
"""


class Glyph(NamedTuple):
    """A character and its box, turned upright; y grows upwards as in PDF.

    `index` is its number on the page; `turn` counts the quarter turns,
    counter-clockwise, that it had there.
    """

    index: int  # type: ignore[assignment]  # of a tuple it hides a method
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
        """Whether PDFium ends a line here."""
        return self.code in (0x0A, 0x0D)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is drawn."""
        return (self.code <= 0x20 and self.code not in HYPHENS) or self.code == 0xA0


def glyphs_of(
    text_page: pdfium.PdfTextPage, shown: tuple[float, float, float, float]
) -> Iterator[Glyph]:
    """Read the characters of a page in PDFium's order, nearly that of their drawing.

    Args:
        text_page: The text of a page.
        shown: What is shown of it: left, bottom, right and top, in points. What is
            drawn beyond is nobody's to read, as the other half of a sheet cut in two.
    """
    handle, box = text_page.raw, raw.FS_RECTF()
    to_box = ctypes.byref(box)
    left, bottom, right, top = (2 * edge for edge in shown)
    styles: dict[int | None, _Style] = {None: _Style(0, 0.0, is_bold=False)}
    for index in range(text_page.count_chars()):
        # All characters of a text object have one style: asking for each took long.
        key = text_object(handle, index)
        style = styles.get(key) or styles.setdefault(key, _style(text_page, index))
        raw.FPDFText_GetLooseCharBox(handle, index, to_box)
        x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
        if key and not (left <= x0 + x1 <= right and bottom <= y0 + y1 <= top):
            continue
        if style.turn:
            x0, y0 = _upright(x0, y0, style.turn)
            x1, y1 = _upright(x1, y1, style.turn)
        code = raw.FPDFText_GetUnicode(handle, index)
        yield Glyph(
            index=index,
            code=code if code <= MAX_CODE else UNKNOWN,
            turn=style.turn,
            size=style.size if style.size >= MIN_FONT_SIZE else abs(y1 - y0),
            is_bold=style.is_bold,
            left=min(x0, x1),
            right=max(x0, x1),
            bottom=min(y0, y1),
            top=max(y0, y1),
        )


@dataclass(frozen=True, slots=True)
class _Style:
    """What all characters of one text object have in common."""

    turn: int
    size: float
    is_bold: bool


def _style(text_page: pdfium.PdfTextPage, index: int) -> _Style:
    angle = raw.FPDFText_GetCharAngle(text_page, index)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    raw.FPDFText_GetFontInfo(text_page, index, name, _FONT_NAME_BYTES, None)
    return _Style(
        turn=round(-angle / (pi / 2)) % 4,  # PDFium counts clockwise
        # A font of 200 points may be drawn at a twentieth of its size.
        size=hypot(matrix.c, matrix.d) * raw.FPDFText_GetFontSize(text_page, index),
        is_bold=_is_bold(name.value),
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


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether a page is set in columns that are read from the top down."""
    drawn = [glyph for glyph in glyphs if not (glyph.is_blank or glyph.turn)]
    least = COLUMN_RANGES[0].start  # most pages have no character beyond
    columnar = [
        g
        for g in drawn
        if g.code >= least and any(g.code in codes for codes in COLUMN_RANGES)
    ]
    if 2 * len(columnar) < len(drawn):
        return False
    pairs = list(pairwise(columnar))
    below = sum(_is_below(one, other) for one, other in pairs)
    beside = sum(_is_beside(one, other) for one, other in pairs)
    return below >= MIN_VERTICAL and below > VERTICAL_SHARE * beside


def _is_below(one: Glyph, other: Glyph) -> bool:
    shift = abs(one.left + one.right - other.left - other.right) / 2
    return shift < one.size / 3 and 0 < one.top - other.top < 2 * one.size


def _is_beside(one: Glyph, other: Glyph) -> bool:
    shift = abs(one.top - other.top)
    return shift < one.size / 3 and 0 < other.left - one.left < 2 * one.size


def set_upright(glyph: Glyph) -> Glyph:
    """Turn a character so that its column becomes a line, and columns follow down."""
    if glyph.turn:
        return glyph
    left, bottom = _upright(glyph.left, glyph.top, COLUMNS_TURN)
    right, top = _upright(glyph.right, glyph.bottom, COLUMNS_TURN)
    return glyph._replace(
        turn=COLUMNS_TURN, left=left, right=right, bottom=bottom, top=top
    )
