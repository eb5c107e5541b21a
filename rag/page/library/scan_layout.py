"""Where the text of a document stands that OCR read, all of it or some pages.

Nothing is read here again: what OCR found was kept, text and boxes together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.errors import ReadError
from rag.page.quotes.pdf_layout import PdfLayout
from rag.readers.draft import Draft
from rag.readers.ocr.scans import Scan, front_beside, in_order
from rag.types import Article, Span

Boxes = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Placed:
    """A text as it was read, and the place of each of its characters."""

    draft: Draft
    layout: PdfLayout


@dataclass(frozen=True, slots=True)
class _Part:
    words: str
    pages: NDArray[np.int32]
    boxes: Boxes


def scans_alone(scans: Mapping[int, Scan]) -> Placed:
    """Give what a document of nothing but scans has without them: its pages' sizes."""
    sizes = tuple(scan.size for scan in scans.values())
    none = np.zeros((0, 4), np.float32)
    return Placed(Draft("", ()), PdfLayout(sizes, np.zeros(0, np.int32), none))


def layout_with_scans(
    article: Article, own: Placed, scans: Mapping[int, Scan]
) -> PdfLayout:
    """Put the places of scanned pages between those of the others.

    Args:
        article: The article.
        own: What its reader read of it, pages that are no scans.
        scans: What OCR read, by page.

    Returns:
        The places of the article's text.

    Raises:
        ReadError: Scans are missing, or they are of another text than the article's.
    """
    parts = list(_parts(own, scans))
    words = "".join(part.words for part in parts)
    # Only the space between blocks is made when they are joined.
    is_same = "".join(words.split()) == "".join(article.text.split())
    is_each_there = max(scans, default=0) <= len(own.layout.sizes)
    if not (parts and is_same and is_each_there):
        raise ReadError(
            f"{article.title} was read by another version, or pages that OCR read are "
            "lost: add it again and rebuild the index to see its pages"
        )
    drawn, wanted = _is_ink(words), _is_ink(article.text)
    pages = np.zeros(len(article.text), np.int32)
    boxes = np.zeros((len(article.text), 4), np.float32)
    pages[wanted] = np.concatenate([part.pages for part in parts])[drawn]
    boxes[wanted] = np.concatenate([part.boxes for part in parts])[drawn]
    return PdfLayout(own.layout.sizes, pages, boxes)


def _parts(own: Placed, scans: Mapping[int, Scan]) -> Iterator[_Part]:
    """Go through what the text was joined from, in its order."""
    drafts = {page: scan.draft for page, scan in scans.items()}
    placed = {id(scan.draft): _placed(page, scan) for page, scan in scans.items()}
    if front := front_beside(own.draft, scans):
        yield _part(own, front)
    for source, block in in_order(own.draft, drafts):
        span = Span(block.start, block.end)
        yield _part(placed.get(id(source), own), span)


def _placed(page: int, scan: Scan) -> Placed:
    pages = np.full(len(scan.draft.text), page, np.int32)
    boxes = np.frombuffer(scan.boxes, np.float32).reshape(-1, 4)
    return Placed(scan.draft, PdfLayout((scan.size,), pages, boxes))


def _part(placed: Placed, span: Span) -> _Part:
    at = slice(span.start, span.end)
    layout = placed.layout
    return _Part(placed.draft.text[at], layout.pages[at], layout.boxes[at])


def _is_ink(text: str) -> NDArray[np.bool_]:
    """Tell of each character whether it is no white space."""
    return np.array([not character.isspace() for character in text], np.bool_)
