"""The page on paper, or saved as a PDF, in a real browser."""

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.looks import DARK

pytestmark = pytest.mark.browser
TITLE = "Innovation in China: from dark factories to the CR450"
WHITE, DARKEST = 255, 64


def dense(text: str) -> str:
    """Leave out the spaces: a PDF has but gaps, which readers take for them or not."""
    return "".join(text.split())


def sheets_of(page) -> list[tuple[str, np.ndarray]]:
    """Print what is open; gives each sheet's text without spaces, and it in grey."""
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as document:
        return [
            (
                dense(sheet.get_textpage().get_text_range()),
                np.asarray(sheet.render().to_pil().convert("L")),
            )
            for sheet in document
        ]


def test_a_conversation_is_printed_whole_in_black_on_white(reader):
    """Questions, quotes and where each stands; nothing to press or to type into.

    So from a dark page, too; and once a source was opened, it comes on a new sheet.
    """
    reader.look(**DARK)
    first = reader.ask("What is embodied AI?")
    reader.ask("Who invented the quantum toaster in Paris?")
    reader.ask("What is it about?")
    sheets = sheets_of(reader.page)
    text = "".join(said for said, _ in sheets)
    assert len(sheets) > 1
    for said in ("What is embodied AI?", "quantum toaster", "¶ 16"):
        assert dense(said) in text
    # Of each quote, though on the screen an article is named once for many.
    quotes = reader.page.locator("#chat blockquote").count()
    assert text.count(dense(f"{TITLE} ·")) == quotes > 10
    for pressed in ("Pin", "Copy", "Export", "Add an", "Conversations", "Desk"):
        assert dense(pressed) not in text
    for _, grey in sheets:
        assert (grey[0, 0], grey[-1, -1]) == (WHITE, WHITE)
        assert grey.min() < DARKEST
    said = first.locator(".said").first
    reader.page.emulate_media(media="print")
    assert "underline" in said.evaluate("each => getComputedStyle(each).textDecoration")
    first.locator("a.cite").first.click()
    reader.page.wait_for_selector("body.reading")
    more = sheets_of(reader.page)[len(sheets) :]
    assert more[0][0].startswith(dense(TITLE))
    # Its last paragraph, far below what the panel shows of it.
    assert dense("China appears") in more[-1][0]


def test_the_desk_is_printed_with_notes_and_places(reader):
    """Not the source beside the conversation, nor what finds and exports.

    Of the library, too, there is what is read alone.
    """
    page = reader.page
    answer = reader.ask("What is embodied AI?")
    answer.locator("a.cite").first.click()
    answer.locator("button.pin").first.click()
    page.fill(".pin-note input", "A note of mine")
    page.press(".pin-note input", "Enter")
    page.click("#tab-desk-button")
    expect(page.locator("#pins li.pin .note")).to_have_text("A note of mine")
    ((text, _),) = sheets_of(page)
    assert dense("A note of mine") in text
    assert text.count(dense(TITLE)) == 1
    assert "BibTeX" not in text
    assert dense("Edit note") not in text
    page.click("#pins button.remove")
    expect(page.locator("#pins li.pin")).to_have_count(0)
    reader.show_library()
    ((text, _),) = sheets_of(page)
    assert dense(TITLE) in text
    for pressed in ("Sort", "Overview", "Find"):
        assert pressed not in text
