"""Whether the places of a PDF's text hold what is written there, as PDFium says."""

import ctypes
from base64 import b64decode

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from rag.readers.pdf import places
from rag.readers.pdf.pdf import opened, opened_page
from rag.types import Article

SIDE = 2**20
MAX_ASKED = 500
HYPHENS = "-\u2010\u00ad\x02\ufffe"
SAME = {0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl"))}


def check_places(data: bytes, article: Article) -> int:
    """Look at each character's place; gives how many have one.

    PDFium is asked what it has at the middle of the box, on the page that is named.
    """
    made = places.make(data)
    pages = np.frombuffer(b64decode(made["pages"]), np.int32)
    boxes = np.frombuffer(b64decode(made["boxes"]), np.float32).reshape(-1, 4)
    assert len(pages) == len(boxes) == len(article.text)
    document = opened(data)
    assert len(made["sizes"]) == len(document)
    shown = [opened_page(document, index) for index in range(len(document))]
    texts = [page.get_textpage() for page in shown]
    # The names of columns are drawn above their rows, and signs of items nowhere.
    rows = [p for p in article.paragraphs if p.is_row]
    elsewhere = {index for row in rows for index in range(row.start, row.end)}
    items = [look.start for look in article.looks if look.kind == "item"]
    elsewhere |= {at + (article.text[at] != "-") for at in items}
    for index, character in enumerate(article.text):
        is_elsewhere = index in elsewhere and pages[index] == 0
        assert is_elsewhere or (pages[index] == 0) == character.isspace()
    # PDFium goes through a whole page for each: of a long text some are enough.
    for index in range(0, len(pages), 1 + len(pages) // MAX_ASKED):
        if number := pages[index]:
            found = at_place(shown[number - 1], texts[number - 1], boxes[index])
            assert article.text[index] in found, (article.text[index], index)
    return int((pages > 0).sum())


def at_place(page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, box) -> str:
    """Say what is drawn within a box, given in shares of a page from the top left."""
    (x0, y0), (x1, y1) = (in_points(page, *corner) for corner in (box[:2], box[2:]))
    width, height = abs(x1 - x0), abs(y1 - y0)
    index = raw.FPDFText_GetCharIndexAtPos(
        text_page, (x0 + x1) / 2, (y0 + y1) / 2, width / 2, height / 2
    )
    if index < 0:  # a font without the sign draws nothing
        edges = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        return text_page.get_text_bounded(*edges)
    code = raw.FPDFText_GetUnicode(text_page, index)
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return f"{text_page.get_text_range()}\ufffd"  # half of a character
    found = SAME.get(code, chr(code))
    return HYPHENS if found in HYPHENS else found


def in_points(page: pdfium.PdfPage, across: float, down: float) -> tuple[float, float]:
    """Give the point of a page at a share of its width and height."""
    x, y = ctypes.c_double(), ctypes.c_double()
    at = round(across * SIDE), round(down * SIDE)
    raw.FPDF_DeviceToPage(
        page, 0, 0, SIDE, SIDE, 0, *at, ctypes.byref(x), ctypes.byref(y)
    )
    return x.value, y.value
