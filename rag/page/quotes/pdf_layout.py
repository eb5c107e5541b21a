"""Where the text of a PDF or a picture stands on its pages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.readers.formats import PPTX
from rag.types import Article

MIN_SHARED = 0.5
"""Share of its height that a character shares with those on its line, at least."""

MAX_GAP = 4.0
"""A gap of so many heights within a line parts two columns."""


@dataclass(frozen=True, slots=True)
class PdfLayout:
    """Where each character of an article's text stands on its pages.

    Args:
        sizes: Width and height of each page, in points.
        pages: Shape (n,), the page of each of n characters, from 1; 0: drawn nowhere.
        boxes: Shape (n, 4), its left, top, right and bottom, in shares (0 to 1) of it.
    """

    sizes: Sequence[tuple[float, float]]
    pages: NDArray[np.int32]
    boxes: NDArray[np.float32]

    def page_of(self, start: int, end: int) -> int:
        """Give the page on which a range of the text begins; the first for none."""
        drawn = self.pages[start:end]
        return int(drawn[np.flatnonzero(drawn)[0]]) if drawn.any() else 1


@dataclass(frozen=True, slots=True)
class DrawnPiece:
    """A stretch of text on one line of a page, and its box in points."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


def has_pages(article: Article) -> bool:
    """Tell whether an article was read from pages that can be shown: slides can't."""
    # By name, as it was added: here its file is not at hand.
    are_slides = article.source.lower().endswith(PPTX.suffixes)
    return not are_slides and any(
        paragraph.page is not None for paragraph in article.paragraphs[:1]
    )


def pieces_of(layout: PdfLayout, page: int, start: int, end: int) -> list[DrawnPiece]:
    """Give the boxes of a range of the text on a page, one a line.

    Args:
        layout: Where the characters stand.
        page: The page, from 1.
        start: The range's first character.
        end: The character after its last.

    Returns:
        Pieces in the order of the text; none where nothing of it is on the page.
    """
    width, height = layout.sizes[page - 1]
    on_page = np.flatnonzero(layout.pages[start:end] == page) + start
    pieces: list[DrawnPiece] = []
    for index in on_page.tolist():
        left, top, right, bottom = layout.boxes[index].tolist()
        one = DrawnPiece(
            index, index + 1, left * width, top * height, right * width, bottom * height
        )
        if pieces and _is_beside(pieces[-1], one):
            pieces[-1] = _joined(pieces[-1], one)
        else:
            pieces.append(one)
    return pieces


def _is_beside(one: DrawnPiece, other: DrawnPiece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    gap = max(other.left - one.right, one.left - other.right)
    return shared >= MIN_SHARED * lower and gap <= MAX_GAP * lower


def _joined(one: DrawnPiece, other: DrawnPiece) -> DrawnPiece:
    return DrawnPiece(
        one.start,
        other.end,
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
