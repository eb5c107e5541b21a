"""Scans as pages: text and boxes are of one reading, and hold each other."""

from pathlib import Path

import numpy as np
import pytest

from rag.errors import ReadError
from rag.page.library.scan_layout import Placed, layout_with_scans, scans_alone
from rag.page.quotes.pdf_layout import PdfLayout
from rag.readers import read_article
from rag.readers.draft import Block, Draft
from rag.readers.ocr.scans import KeptScans, Scan
from rag.types import Article, Span
from tests.scans import check_scan_places, saved, scanned


def test_text_and_boxes_of_a_scan_hold_each_other(tmp_path: Path) -> None:
    """Each letter of a skewed, noisy picture has its place, from one pass of OCR."""
    kept = KeptScans(tmp_path)
    data = saved(scanned(skew=1.5, noise=25), "PNG")
    article = read_article(data, "x.png", scans=kept)
    (digest,) = (folder.name for folder in tmp_path.iterdir())
    scans = kept.every(digest)
    found = layout_with_scans(article, scans_alone(scans), scans)
    check_scan_places(article, found.pages, found.boxes, 1, skew=1.5)
    ((width, height),) = found.sizes
    assert width / height == pytest.approx(1654 / 1000)


def article_of(text: str) -> Article:
    """Make an article of a text."""
    return Article("x-1", "X", text, ())


def box(number: float) -> tuple[float, float, float, float]:
    """Make a box that can be told from others."""
    return (number, number, number + 1, number + 1)


def scan(text: str, first: float, page: int) -> Scan:
    """Make a scan of one block, its characters' boxes numbered on."""
    boxes = [box(first + at) for at in range(len(text))]
    block = Block(0, len(text), 0, page)
    return Scan(Draft(text, (block,)), (600, 800), np.float32(boxes).tobytes())


def own(text: str, *blocks: Block, front: Span | None = None) -> Placed:
    """Make what a document's own reader read, boxes numbered from 0."""
    pages = np.zeros(len(text), np.int32)
    for block in blocks:
        pages[block.start : block.end] = block.page
    if front:
        pages[front.start : front.end] = 1
    boxes = np.float32([box(at) for at in range(len(text))])
    layout = PdfLayout([(600, 800)] * 3, pages, boxes)
    return Placed(Draft(text, blocks, front=front), layout)


def places(layout: PdfLayout) -> list[tuple[int, float]]:
    """Give page and left edge of each character that has a page."""
    pairs = zip(layout.pages.tolist(), layout.boxes[:, 0].tolist(), strict=True)
    return [(page, left) for page, left in pairs if page]


def test_a_scan_stands_between_pages_of_text() -> None:
    """Each character has the place of its own page, in the order of the text."""
    read = own("T\n\nab\n\nc", Block(3, 5, 0, 1), Block(7, 8, 0, 3), front=Span(0, 1))
    scans = {2: scan("d e", 50, 2)}
    found = layout_with_scans(article_of("T\n\nab\n\nd e\n\nc"), read, scans)
    of_text, of_scan = [(1, 0), (1, 3), (1, 4)], [(2, 50), (2, 52)]
    assert places(found) == [*of_text, *of_scan, (3, 7)]
    assert len(found.sizes) == 3


def test_what_stood_on_a_page_that_was_read_anew_has_no_place() -> None:
    """Neither its front nor its blocks: the scan's letters are there instead."""
    read = own("T\n\nab\n\nc", Block(3, 5, 0, 1), Block(7, 8, 0, 2), front=Span(0, 1))
    found = layout_with_scans(article_of("xy\n\nc"), read, {1: scan("xy", 50, 1)})
    assert places(found) == [(1, 50), (1, 51), (2, 7)]


@pytest.mark.parametrize("text", ["xz", "xyz", "x", "xy\n\nc"])
def test_places_of_another_text_are_refused(text: str) -> None:
    """One letter that is another, too many, or missing, and there are none."""
    scans = {1: scan("xy", 50, 1)}
    with pytest.raises(ReadError, match="add it again and rebuild"):
        layout_with_scans(article_of(text), scans_alone(scans), scans)


def test_a_picture_whose_reading_is_lost_has_no_places() -> None:
    """Nothing was kept: it says what mends it."""
    with pytest.raises(ReadError, match="pages that OCR read are lost"):
        layout_with_scans(article_of("xy"), scans_alone({}), {})


def test_a_page_without_words_that_is_lost_shifts_no_other() -> None:
    """Of three pages the blank second one is not there: the third has no place."""
    scans = {1: scan("x", 50, 1), 3: scan("y", 60, 3)}
    with pytest.raises(ReadError, match="pages that OCR read are lost"):
        layout_with_scans(article_of("x\n\ny"), scans_alone(scans), scans)
    scans = {1: scan("x", 50, 1), 2: scan("", 0, 2), 3: scan("y", 60, 3)}
    found = layout_with_scans(article_of("x\n\ny"), scans_alone(scans), scans)
    assert places(found) == [(1, 50), (3, 60)]
