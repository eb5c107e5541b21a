"""Where on its page each character of a PDF's text is drawn.

The text is read once more, by the same reader, whose lines remember the characters that
they were made of: text and places come from one reading, and a character has the place
of its like, or there are no places at all.
"""

import ctypes
import hashlib
from array import array
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import islice
from typing import Any

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from pypdfium2 import raw

from rag.errors import ReadError
from rag.readers.pdf.glyphs import boxes_of
from rag.readers.pdf.paragraphs import LETTER_SIGN, Text
from rag.readers.pdf.pdf import draft_of, opened, pages_of, texts_in
from rag.readers.pdf.rows import RowText
from rag.readers.pdf.runs import HYPHEN, Run

MAX_CHARS = 3_000_000
"""A longer text is shown as text alone: its places would take more than 60 MB."""

MAX_DRAWN = 4_000_000
"""So many characters are drawn for those at most: running heads come once in a text,
and stand on each page."""

TOO_LONG = "is too long to be shown in pages: read it as text"
NO_PAGE = 0
NOWHERE = (0.0, 0.0, 0.0, 0.0)
_SIDE = 2**20
"""Pixels of the square on which PDFium places a page: it counts in whole ones."""

_HYPHENS = frozenset(("-", "\u2010", HYPHEN))


@dataclass(frozen=True, slots=True)
class Letter:
    """A character that is drawn: on which page, and its number there."""

    character: str
    page: int
    number: int


def make(data: bytes) -> dict[str, Any]:
    """Find the places of all characters of a PDF's text.

    Args:
        data: A PDF file.

    Returns:
        `text`, its `sha256` and its `blocks`, and `front`, where it has one; `sizes`,
        width and height of each page in points as it is seen; and in Base64, for each
        character, `pages` as 32-bit numbers from 1 (0:
        drawn nowhere, as the space between lines, a column's name in a row and the
        sign of an item) and `boxes` as four 32-bit floats, left, top, right and bottom
        in shares (0 to 1) of the page.

    Raises:
        ReadError: The text is too long, or what is drawn is not what was read.
    """
    document = opened(data)
    pages, sizes, boxes = [], [], []
    drawn = 0
    for page, lines in pages_of(document):
        pages.append(lines)
        sizes.append(page.get_size())
        boxes.append(_boxes(page))
        drawn += len(boxes[-1]) // 4
        # The pages that are left would take their time for nothing.
        if drawn > MAX_DRAWN:
            raise ReadError(TOO_LONG)
    texts = texts_in(pages)
    # A scan has no text of its own.
    draft = draft_of(document, texts, tuple(range(1, len(pages) + 1)))
    text = draft.text
    if len(text) > MAX_CHARS:
        raise ReadError(TOO_LONG)
    on, at = array("i"), array("f")
    for letter in placed(text, letters_of(texts)):
        page = letter.page if letter else NO_PAGE
        on.append(page)
        at.extend(_box(boxes[page - 1], letter.number) if letter and page else NOWHERE)
    return {
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "blocks": list(map(astuple, draft.blocks)),
        "front": draft.front and astuple(draft.front),
        "sizes": sizes,
        "pages": b64encode(on.tobytes()).decode(),
        "boxes": b64encode(at.tobytes()).decode(),
    }


def letters_of(texts: Iterable[Text]) -> Iterator[Letter]:
    """Give the characters of texts in their order, each with its place."""
    for text in texts:
        if text.row is None:
            letters = _letters_of_lines(text.lines)
            yield from islice(letters, text.sign == LETTER_SIGN)
            yield from (Letter(sign, NO_PAGE, 0) for sign in text.sign)
            yield from letters
        else:
            yield from _letters_of_row(text.row)


def _letters_of_lines(lines: Iterable[Run]) -> Iterator[Letter]:
    for line in lines:
        drawn = (character for character in line.text if not character.isspace())
        for character, number in zip(drawn, line.drawn, strict=True):
            yield Letter(character, line.page, number)


def _letters_of_row(row: RowText) -> Iterator[Letter]:
    """Give the characters of a row: the names of its columns are drawn elsewhere."""
    found: list[Letter | None] = [
        None if character.isspace() else Letter(character, NO_PAGE, 0)
        for character in row.words
    ]
    for each in row.drawn:
        words = row.words[each.start : each.end]
        found[each.start : each.end] = placed(words, _letters_of_lines(each.lines))
    yield from filter(None, found)


def placed(text: str, letters: Iterable[Letter]) -> Iterator[Letter | None]:
    """Find what each character of a text was made of.

    Args:
        text: A text that was joined from lines.
        letters: The characters of those lines, in the same order: every one that is no
            space must be in the text, but for hyphens, and signs that are no text.

    Returns:
        For each character of the text its letter; None for white space.

    Raises:
        ReadError: They are not those of the text.

    Example:
        >>> lines = [Letter("a", 1, 0), Letter("-", 1, 1), Letter("b", 1, 2)]
        >>> [letter and letter.number for letter in placed("ab", lines)]
        [0, 2]
    """
    left = iter(letters)
    for character in text:
        yield None if character.isspace() else _up_to(character, left)
    _up_to(None, left)


def _up_to(character: str | None, letters: Iterator[Letter]) -> Letter | None:
    """Go on to the letter that a character was made of, or without one to the end."""
    for letter in letters:
        drawn = letter.character
        if character == drawn or (character == "-" and drawn in _HYPHENS):
            return letter
        # Anything else that were missing in the text would shift all that follows.
        if drawn not in _HYPHENS and drawn.isprintable():
            break
    else:
        if character is None:
            return None
    raise ReadError("is not drawn as it was read: read it as text")


def _box(boxes: "array[float]", number: int) -> "array[float]":
    return boxes[4 * number : 4 * number + 4]


def _boxes(page: pdfium.PdfPage) -> "array[float]":
    """Give the box of each character of a page, in shares of it, from the top left."""
    x0, y0, x1, y1 = boxes_of(page.get_textpage()).astype(np.float64).T
    across, down = _scale(page)
    corners = [(x0, y1), (x1, y0)]
    xs = np.sort([across[0] + across[1] * x + across[2] * y for x, y in corners], 0)
    ys = np.sort([down[0] + down[1] * x + down[2] * y for x, y in corners], 0)
    found = array("f")
    edges = np.stack((xs[0], ys[0], xs[1], ys[1]), 1, dtype=np.float32)
    found.frombytes(edges.tobytes())
    return found


def _scale(page: pdfium.PdfPage) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Give how shares across and down a page follow from x and y in points."""
    far = 1000.0
    corners = [_on_square(page, x, y) for x, y in ((0, 0), (far, 0), (0, far))]
    (x0, y0), (x1, y1), (x2, y2) = corners
    return (x0, (x1 - x0) / far, (x2 - x0) / far), (
        y0, (y1 - y0) / far, (y2 - y0) / far,
    )  # fmt: skip


def _on_square(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    # It knows how a page is turned and cut.
    raw.FPDF_PageToDevice(
        page, 0, 0, _SIDE, _SIDE, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value / _SIDE, down.value / _SIDE
