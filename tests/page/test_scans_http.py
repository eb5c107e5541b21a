"""Scans over HTTP: their pages, the words that OCR read, and their pictures."""

import json
import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from rag.page.library import pdf_pages
from rag.readers.ocr import scans
from tests.pdf_files import Line, pdf_file
from tests.scans import LEFT, SECOND, SIDES, SIZE, STEP, TOP, bound, saved, scanned
from tests.served import added

TYPED = "The old mill grinds rye on Mondays, and wheat on all other days of a week."
GARBLED = "-.4.)& ? ' & 6)'.+ !!) +,- ''& (6*) /.-, ?? &&. ++)( 4.4 ''. &-- ))("
QUOTE = SECOND[0]
QUOTE_TOP = TOP + 4 * STEP
"""Of this line, in pixels of the picture: three lines and a gap are above it."""


@pytest.fixture(scope="module")
def photo(page) -> str:
    """Add a picture of a page."""
    return added(page, saved(scanned(), "PNG"), "photo.png")


@pytest.fixture(scope="module")
def report(page) -> str:
    """Add a PDF whose second page is a scan, and the first is typed."""
    scan = saved(scanned(skew=0.5), "PDF", resolution=200)
    return added(page, bound(pdf_file([[Line(72, 90, TYPED)]]), scan), "report.pdf")


def wanted(page, article_id: str, words: str) -> dict:
    """Ask for the panel with these words as the open quote."""
    start = page.service.find(article_id).text.index(words)
    return {"quotes": [f"{article_id}:1:{start}-{start + len(words)}"], "pages": True}


def marked(svg: str) -> list[tuple[float, float, float, float]]:
    """Give the boxes of the open quote: left, top, width and height in points."""
    (group,) = re.findall(r'<g class="active">(.*?)</g>', svg)
    number = r'="([\d.]+)"'
    sides = rf"x{number} y{number} width{number} height{number}"
    return [tuple(map(float, found)) for found in re.findall(sides, group)]


def test_a_picture_is_a_page_with_its_quote_marked(page, client, photo, monkeypatch):
    """The quote's line is where it was drawn; OCR is not asked again."""
    monkeypatch.setattr(scans, "make_apart", pytest.fail)
    asked = wanted(page, photo, QUOTE)
    assert 'class="text leaves"' in client.post("/panel", json=asked).text
    told = client.post(f"/pages/{photo}", json=asked).json()
    ((width, height),) = told["sizes"]
    assert told["page"] == 1
    assert width / height == pytest.approx(SIDES[0] / SIDES[1])
    ((left, top, _, tall),) = marked(client.post(f"/pages/{photo}/1", json=asked).text)
    pixels = SIDES[0] / width
    assert left * pixels == pytest.approx(LEFT, abs=SIZE / 2)
    assert top * pixels == pytest.approx(QUOTE_TOP, abs=SIZE / 2)
    assert tall * pixels < 2 * SIZE


def test_a_picture_is_drawn_as_wide_as_wanted(client, photo) -> None:
    """Its ink is where the file has it; of a width that it hasn't, it has its own."""
    drawn = client.get(f"/pages/{photo}/1.png", params={"width": 600})
    shown = Image.open(BytesIO(drawn.content))
    assert shown.size == (600, round(600 * SIDES[1] / SIDES[0]))
    ink = np.argwhere(np.asarray(shown.convert("L")) < 128) * SIDES[0] / 600
    assert ink[:, 1].min() == pytest.approx(LEFT, abs=10)
    largest = client.get(f"/pages/{photo}/1.png", params={"width": 2400})
    assert Image.open(BytesIO(largest.content)).size == SIDES
    missing = client.get(f"/pages/{photo}/2.png")
    assert "has 1 pages, and no page 2" in missing.json()["message"]


def test_a_scan_stands_among_pages_of_text(page, client, report) -> None:
    """A quote of either page is marked on it, and nothing on the other."""
    for words, number, other in ((TYPED, 1, 2), (QUOTE, 2, 1)):
        asked = wanted(page, report, words)
        told = client.post(f"/pages/{report}", json=asked).json()
        assert (told["page"], len(told["sizes"])) == (number, 2)
        (box,) = marked(client.post(f"/pages/{report}/{number}", json=asked).text)
        on_other = client.post(f"/pages/{report}/{other}", json=asked).text
        assert '<g class="active">' not in on_other
    # The scan's picture is 200 pixels an inch, a point 1/72 of it.
    assert box[0] == pytest.approx(LEFT * 72 / 200, abs=SIZE / 5)
    assert box[1] == pytest.approx(QUOTE_TOP * 72 / 200, abs=SIZE / 5 + 3)
    drawn = client.get(f"/pages/{report}/2.png", params={"width": 600})
    assert Image.open(BytesIO(drawn.content)).width == 600


def test_a_page_that_reads_as_no_language_has_ocrs_places(page, client) -> None:
    """What OCR read of it has its boxes, not what its font made of it."""
    typed = [Line(72, 100 + 12 * number, TYPED) for number in range(2)]
    garbled = [Line(72, 100 + 12 * number, GARBLED) for number in range(2)]
    mixed = added(page, pdf_file([typed, garbled]), "mixed.pdf")
    article = page.service.find(mixed)
    assert list(page.service.upkeep.catalogue.scans(mixed)) == [2]
    layout = page.service.pdf_pages.layout(article)
    of_ink = {
        (number, letter.isspace())
        for number, letter in zip(layout.pages.tolist(), article.text, strict=True)
    }
    assert of_ink == {(0, True), (1, False), (2, False)}
    # Both lines stand 88 to 116 points below the top of 792.
    middles = layout.boxes[layout.pages == 2][:, [1, 3]].mean(1) * 792
    assert 85 < middles.min() < middles.max() < 118


def test_words_of_a_scan_are_found_on_it(page, client, photo) -> None:
    """A bridge is in two lines, and each has a box in its own."""
    asked = wanted(page, photo, QUOTE)
    ((_, height),) = client.post(f"/pages/{photo}", json=asked).json()["sizes"]
    found = client.post(f"/find/{photo}", json={"words": "bridge", "pages": True})
    boxes = [each["boxes"][0] for each in json.loads(found.text)]
    tops = [box["top"] * SIDES[1] / height for box in boxes]
    assert tops == pytest.approx([TOP, QUOTE_TOP], abs=SIZE / 2)


def test_without_what_ocr_kept_a_picture_is_read_as_text(page, client, photo):
    """Its pages are refused with what mends it, and the text is given as before."""
    catalogue = page.service.upkeep.catalogue
    pages = pdf_pages.PdfPages(catalogue)
    article = page.service.find(photo)
    stored, _ = catalogue.original(photo)
    before = catalogue.scans(photo)
    kept = scans.KeptScans(page.service.library.root / "articles" / ".scans")
    kept.drop(stored.sha256)
    with pytest.raises(pdf_pages.ReadError, match="add it again and rebuild"):
        pages.layout(article)
    for number, scan in before.items():
        kept.put(stored.sha256, number, scan)
    assert pages.layout(article).page_of(0, 1) == 1


@pytest.mark.parametrize("is_there", [True, False])
def test_a_picture_that_was_damaged_is_read_as_text(page, client, photo, is_there):
    """Its boxes are no longer those of what would be drawn: it says so."""
    _, path = page.service.upkeep.catalogue.original(photo)
    data = path.read_bytes()
    pages = pdf_pages.PdfPages(page.service.upkeep.catalogue)
    article = page.service.find(photo)
    path.unlink()
    if is_there:
        path.write_bytes(data[:-100])
    with pytest.raises(pdf_pages.ReadError, match=r"lost|is missing"):
        pages.layout(article)
    path.write_bytes(data)
    assert len(pages.layout(article).sizes) == 1
