"""A page of a PDF as SVG: its words, unseen over its picture, and the quotes marked.

The words can be selected, and are what a screen reader reads. Pure functions; whatever
comes from an article passes through `escape`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from rag.page.quotes.marks import Mark, look_of_mark
from rag.page.quotes.pdf_layout import DrawnPiece, PdfLayout, pieces_of
from rag.page.words.saying import _
from rag.types import Article, Span

BASELINE = 0.22
"""Where letters stand in their boxes, in shares of the height from below."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Part:
    """What of a block stands on the page; `paragraph` is None of a heading."""

    start: int
    end: int
    paragraph: int | None


def pdf_page_html(
    article: Article,
    layout: PdfLayout,
    page: int,
    marks: Sequence[Mark],
    anchor: str = "",
) -> str:
    """Write the words of a page, and mark quotes.

    Args:
        article: The article.
        layout: Where its characters stand.
        page: The page, from 1.
        marks: The quotes.
        anchor: The id that the open quote's boxes get, for links to it.

    Returns:
        SVG as large as the page, in points.
    """
    width, height = layout.sizes[page - 1]
    marked = "".join(_mark_svg(layout, page, mark, anchor) for mark in marks)
    words = "".join(
        _part_svg(article, layout, page, part) for part in _parts(article, layout, page)
    )
    return (
        f'<svg class="words" viewBox="0 0 {width:.1f} {height:.1f}" role="group" '
        f'lang="{escape(article.language)}" aria-label="{_("Page {page}", page=page)}">'
        f'<g class="marks" aria-hidden="true">{marked}</g>{words}</svg>'
    )


def _mark_svg(layout: PdfLayout, page: int, mark: Mark, anchor: str) -> str:
    pieces = pieces_of(layout, page, mark.reference.start, mark.reference.end)
    boxes = "".join(map(_rect_svg, pieces))
    place = f' id="{escape(anchor)}"' if anchor and mark.active else ""
    return f'<g class="{look_of_mark(mark)}"{place}>{boxes}</g>' if boxes else ""


def _rect_svg(piece: DrawnPiece) -> str:
    return (
        f'<rect x="{piece.left:.1f}" y="{piece.top:.1f}" '
        f'width="{piece.right - piece.left:.1f}" '
        f'height="{piece.bottom - piece.top:.1f}"/>'
    )


def _parts(article: Article, layout: PdfLayout, page: int) -> Iterator[_Part]:
    """Give what stands on a page of paragraphs, headings and the front, in order."""
    on_page = np.flatnonzero(layout.pages == page)
    blocks: list[tuple[Span, int | None]] = [
        (Span(item.start, item.end), item.number) for item in article.paragraphs
    ]
    blocks += [(Span(item.start, item.end), None) for item in article.headings]
    blocks += [(article.front, 0)] if article.front else []
    for span, paragraph in sorted(blocks, key=lambda block: block[0].start):
        first, last = np.searchsorted(on_page, (span.start, span.end)).tolist()
        if first < last:
            # Between two on one page there is none on another.
            yield _Part(int(on_page[first]), int(on_page[last - 1]) + 1, paragraph)


def _part_svg(article: Article, layout: PdfLayout, page: int, part: _Part) -> str:
    """Write a block's words: its text is the article's, character for character."""
    written, at = [], part.start
    for word in _WORD.finditer(article.text, part.start, part.end):
        for piece in pieces_of(layout, page, word.start(), word.end()):
            # Spaces, and the names of columns in a row, are drawn nowhere here.
            written.append(escape(article.text[at : piece.start]))
            written.append(_word_svg(article.text, piece))
            at = piece.end
    written.append(escape(article.text[at : part.end]))
    place = f' data-paragraph="{part.paragraph}"' if part.paragraph is not None else ""
    name = "para" if part.paragraph is not None else "heading"
    return f'<g class="{name}" data-start="{part.start}"{place}>{"".join(written)}</g>'


def _word_svg(text: str, piece: DrawnPiece) -> str:
    height = piece.bottom - piece.top
    return (
        f'<text x="{piece.left:.1f}" y="{piece.bottom - BASELINE * height:.1f}" '
        f'font-size="{0.8 * height:.1f}" '
        f'textLength="{piece.right - piece.left:.1f}" '
        'lengthAdjust="spacingAndGlyphs">'
        f"{escape(text[piece.start : piece.end])}</text>"
    )
