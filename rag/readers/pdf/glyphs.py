"""The characters of a PDF's page, each with its box, size and weight.

A page has thousands, so each property is an array over all of them.
"""

import ctypes
import re
import sys
from collections.abc import Callable
from functools import cache, reduce
from itertools import repeat
from math import hypot, pi

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from numpy.typing import NDArray
from pypdfium2 import raw

from rag.errors import ReadError
from rag.readers.pdf.ligatures import set_ligatures
from rag.readers.pdf.signs import is_wingdings, set_signs

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

LINE_ENDS = (0x0A, 0x0D)

MAX_STRING_CHARS = 16_383
"""PDFium cuts strings after 32,767 bytes, which are as many characters of two bytes.

The limit is `kMaxStringLength` in its `cpdf_streamparser.cpp`. No line is that long.
"""

GLYPH = np.dtype(
    [
        ("index", np.int32),
        ("code", np.uint32),
        ("drawn_by", np.uint64),
        ("turn", np.int8),
        ("size", np.float64),
        ("is_bold", np.bool_),
        ("left", np.float64),
        ("right", np.float64),
        ("bottom", np.float64),
        ("top", np.float64),
    ]
)
"""A character and its box in points, turned upright; y grows upwards as in PDF.

`index` is its number on the page; `turn` counts the quarter turns, counter-clockwise,
that it had there; `drawn_by` is the address of the text object that draws it, 0 if
nothing does.
"""

Glyphs = NDArray[np.void]
"""Of shape (characters,) and type `GLYPH`."""

Mask = NDArray[np.bool_]


_Native = Callable[..., int | None]


def _native(name: str, result: type, *others: type) -> _Native:
    """Give a function of PDFium's on a page and a character, by their numbers.

    The pointers that the bindings wrap took most of the time.
    """
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    kind = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *others)
    return kind(address)


_text_object = _native("FPDFText_GetTextObject", ctypes.c_void_p)
_unicode = _native("FPDFText_GetUnicode", ctypes.c_uint)
_loose_box = _native("FPDFText_GetLooseCharBox", ctypes.c_int, ctypes.c_void_p)


def page_glyphs(page: pdfium.PdfPage) -> Glyphs:
    """Read the characters of a page, those of columns set upright.

    Raises:
        ReadError: A string of text is longer than PDFium reads.
    """
    glyphs = glyphs_of(page.get_textpage(), page.get_bbox())
    if is_vertical(glyphs):
        return set_upright(glyphs[~is_blank(glyphs)])
    return glyphs


def glyphs_of(
    text_page: pdfium.PdfTextPage, shown: tuple[float, float, float, float]
) -> Glyphs:
    """Read the characters of a page in PDFium's order, nearly that of their drawing.

    Args:
        text_page: The text of a page.
        shown: What is shown of it: left, bottom, right and top, in points. What is
            drawn beyond is nobody's to read, as the other half of a sheet cut in two.

    Raises:
        ReadError: A string of text is longer than PDFium reads.
    """
    page, count = _address(text_page), text_page.count_chars()
    glyphs: Glyphs = np.zeros(count, GLYPH)
    glyphs["index"] = np.arange(count)
    objects = map(_text_object, repeat(page, count), range(count))
    glyphs["drawn_by"] = [address or 0 for address in objects]
    glyphs["code"] = list(map(_unicode, repeat(page, count), range(count)))
    glyphs["code"][glyphs["code"] > MAX_CODE] = UNKNOWN
    x0, top, x1, bottom = boxes_of(text_page).astype(np.float64).T
    least_x, least_y, most_x, most_y = (2 * edge for edge in shown)
    is_shown = (least_x <= x0 + x1) & (x0 + x1 <= most_x)
    is_shown &= (least_y <= bottom + top) & (bottom + top <= most_y)
    _set_styles(glyphs, text_page)
    _set_boxes(glyphs, (x0, bottom), (x1, top))
    set_ligatures(glyphs)
    # What is flat is hidden; so are spaces, which part words all the same.
    is_shown &= (glyphs["size"] > 0) | is_blank(glyphs)
    kept: Glyphs = glyphs[is_shown | (glyphs["drawn_by"] == 0)]
    return kept


def boxes_of(text_page: pdfium.PdfTextPage) -> NDArray[np.float32]:
    """Read the boxes of a page's characters, as they are on the page, in points.

    Returns:
        Shape (characters, 4): left, top, right and bottom, in PDFium's order.
    """
    page, count = _address(text_page), text_page.count_chars()
    boxes = np.zeros((count, 4), np.float32)
    # PDFium writes each box into its row.
    first, step = boxes.ctypes.data, boxes.strides[0]
    for index in range(count):
        _loose_box(page, index, first + step * index)
    return boxes


def ends_line(glyphs: Glyphs) -> Mask:
    """Tell after which characters PDFium ends a line."""
    return np.isin(glyphs["code"], LINE_ENDS)


def is_blank(glyphs: Glyphs) -> Mask:
    """Tell for which characters nothing is drawn."""
    codes = glyphs["code"]
    is_low = (codes <= 0x20) & ~np.isin(codes, HYPHENS)
    blank: Mask = is_low | (codes == 0xA0)
    return blank


def _address(text_page: pdfium.PdfTextPage) -> int:
    return ctypes.cast(text_page.raw, ctypes.c_void_p).value or 0


def _set_styles(glyphs: Glyphs, text_page: pdfium.PdfTextPage) -> None:
    """Fill in what all characters of one text object have in common."""
    # Asking for each character took long.
    objects = np.unique_all(glyphs["drawn_by"])
    _check_strings(glyphs["drawn_by"], objects.inverse_indices)
    styles = [
        _style(text_page, int(index)) if address else (0, 0.0, False, False)
        for address, index in zip(objects.values, objects.indices, strict=True)
    ]
    if styles:
        turns, sizes, bold, signs = map(np.array, zip(*styles, strict=True))
        glyphs["turn"] = turns[objects.inverse_indices]
        glyphs["size"] = sizes[objects.inverse_indices]
        glyphs["is_bold"] = bold[objects.inverse_indices]
        set_signs(glyphs["code"], signs[objects.inverse_indices])


def _check_strings(drawn_by: NDArray[np.uint64], objects: NDArray[np.int64]) -> None:
    """Refuse a page with text that PDFium has cut: part of an article is none.

    Raises:
        ReadError: A text object has as many characters as a string that is cut.
    """
    lengths = np.bincount(objects[drawn_by > 0])
    if lengths.max(initial=0) >= MAX_STRING_CHARS:
        raise ReadError("has a line too long to be read whole: save it as plain text")


def _style(text_page: pdfium.PdfTextPage, index: int) -> tuple[int, float, bool, bool]:
    """Give the turn, the size and the weight of a character, and if it is a sign."""
    angle = raw.FPDFText_GetCharAngle(text_page, index)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    raw.FPDFText_GetFontInfo(text_page, index, name, _FONT_NAME_BYTES, None)
    # A font of 200 points may be drawn at a twentieth of its size.
    size = hypot(matrix.c, matrix.d) * raw.FPDFText_GetFontSize(text_page, index)
    # PDFium counts clockwise.
    turn = round(-angle / (pi / 2)) % 4
    return turn, size, _is_bold(name.value), is_wingdings(name.value)


@cache
def _is_bold(font_name: bytes) -> bool:
    return _BOLD.search(font_name.decode("utf-8", "replace")) is not None


Points = tuple[NDArray[np.float64], NDArray[np.float64]]


def _set_boxes(glyphs: Glyphs, corner: Points, opposite: Points) -> None:
    """Fill in boxes, turned upright, and the sizes that a font doesn't tell."""
    turns = glyphs["turn"]
    (x0, y0), (x1, y1) = upright(corner, turns), upright(opposite, turns)
    glyphs["left"], glyphs["right"] = np.minimum(x0, x1), np.maximum(x0, x1)
    glyphs["bottom"], glyphs["top"] = np.minimum(y0, y1), np.maximum(y0, y1)
    is_tiny = ~(glyphs["size"] >= MIN_FONT_SIZE)
    glyphs["size"][is_tiny] = np.abs(y1 - y0)[is_tiny]


def upright(points: Points, turns: NDArray[np.int8]) -> Points:
    """Turn points back by quarter turns.

    Example:
        >>> x, y = upright((np.array([3.0]), np.array([4.0])), np.array([1], np.int8))
        >>> x.item(), y.item()
        (4.0, -3.0)
    """
    x, y = points
    if not turns.any():
        return points
    return np.choose(turns, (x, y, -x, -y)), np.choose(turns, (y, -x, -y, x))


def is_vertical(glyphs: Glyphs) -> bool:
    """Tell whether a page is set in columns that are read from the top down."""
    drawn = glyphs[~is_blank(glyphs) & (glyphs["turn"] == 0)]
    codes = drawn["code"]
    within = ((each.start <= codes) & (codes < each.stop) for each in COLUMN_RANGES)
    columnar = drawn[reduce(np.logical_or, within)]
    if 2 * len(columnar) < len(drawn):
        return False
    pairs = columnar[:-1], columnar[1:]
    below, beside = np.sum(_are_below(*pairs)), np.sum(_are_beside(*pairs))
    return bool(below >= MIN_VERTICAL and below > VERTICAL_SHARE * beside)


def _are_below(ones: Glyphs, others: Glyphs) -> Mask:
    sizes, down = ones["size"], ones["top"] - others["top"]
    shift = ones["left"] + ones["right"] - others["left"] - others["right"]
    below: Mask = (np.abs(shift) / 2 < sizes / 3) & (down > 0) & (down < 2 * sizes)
    return below


def _are_beside(ones: Glyphs, others: Glyphs) -> Mask:
    sizes, along = ones["size"], others["left"] - ones["left"]
    shift = np.abs(ones["top"] - others["top"])
    beside: Mask = (shift < sizes / 3) & (along > 0) & (along < 2 * sizes)
    return beside


def set_upright(glyphs: Glyphs) -> Glyphs:
    """Turn characters so that their columns become lines, and columns follow down."""
    set_up = glyphs.copy()
    columns = glyphs["turn"] == 0
    was, now = glyphs[columns], set_up[columns]
    now["turn"] = COLUMNS_TURN
    now["left"], now["right"] = -was["top"], -was["bottom"]
    now["bottom"], now["top"] = was["left"], was["right"]
    set_up[columns] = now
    return set_up
