"""One page of a PDF or of a picture's file, read by OCR."""

from base64 import b64encode
from dataclasses import astuple
from typing import Any

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs

from rag.readers.builder import DraftBuilder
from rag.readers.ocr.engine import DPI, POINTS_PER_INCH, Boxes, Pixels, runs_in
from rag.readers.ocr.images import upright
from rag.readers.pdf.joining import lines_of
from rag.readers.pdf.order import reading_order
from rag.readers.pdf.paragraphs import Text, texts_of
from rag.readers.pdf.places import NOWHERE, letters_of, placed
from rag.readers.sniffing import document_module

MAX_SIDE_PIXELS = 4_000
"""A larger page, as a poster, is drawn so large; OCR makes it smaller still."""

PAGE_INCHES = 11.0
"""As tall as a sheet is, of a picture that doesn't say how large it is."""


def make(data: bytes, page: int) -> dict[str, Any]:
    """Read a page.

    Args:
        data: The file.
        page: The page's number, from 1.

    Returns:
        `text` and `blocks`, the draft of that page, without title, author or date;
        `size`, its width and height in points; and `boxes` in Base64, for each
        character of the text left, top, right and bottom in shares (0 to 1) of the
        page, as 32-bit floats; 0 for white space.
    """
    pixels, dpi = _drawn(data, page)
    runs, boxes = runs_in(pixels, page, dpi)
    texts = texts_of([[lines_of(block) for block in reading_order(runs)]])
    builder = DraftBuilder()
    for text in texts:
        builder.add(text.words, level=text.level, page=page)
    draft = builder.plain()
    height, width, _ = pixels.shape
    return {
        "text": draft.text,
        "blocks": list(map(astuple, draft.blocks)),
        "size": [width * POINTS_PER_INCH / dpi, height * POINTS_PER_INCH / dpi],
        "boxes": b64encode(_in_text(draft.text, texts, boxes).tobytes()).decode(),
    }


def _in_text(text: str, texts: list[Text], boxes: Boxes) -> Boxes:
    """Give the boxes of a text that was joined from lines, character by character."""
    at = [
        boxes[letter.number] if letter else NOWHERE
        for letter in placed(text, letters_of(texts))
    ]
    return np.array(at, dtype=np.float32).reshape(-1, 4)


def _drawn(file: bytes, page: int) -> tuple[Pixels, float]:
    """Draw a page; gives its pixels and how many of them make an inch."""
    if document_module(file) == "pdf":
        found = pdfium.PdfDocument(file)[page - 1]
        dpi = min(DPI, POINTS_PER_INCH * MAX_SIDE_PIXELS / max(found.get_size()))
        return found.render(scale=dpi / POINTS_PER_INCH).to_numpy()[:, :, :3], dpi
    picture = upright(file, page)
    picture.thumbnail((MAX_SIDE_PIXELS, MAX_SIDE_PIXELS))
    pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    return pixels, max(picture.size) / PAGE_INCHES
