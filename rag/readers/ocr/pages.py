"""One page of a PDF or of a picture's file, read by OCR."""

from io import BytesIO

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from PIL import Image, ImageOps

from rag.readers.builder import DraftBuilder
from rag.readers.draft import Draft
from rag.readers.ocr.engine import DPI, POINTS_PER_INCH, Pixels, runs_in
from rag.readers.pdf.order import reading_order
from rag.readers.pdf.paragraphs import lines_of, texts_of
from rag.readers.sniffing import document_module

MAX_SIDE_PIXELS = 4_000
"""A larger page, as a poster, is drawn so large; OCR makes it smaller still."""

PAGE_INCHES = 11.0
"""As tall as a sheet is, of a picture that doesn't say how large it is."""


def read(data: bytes) -> Draft:
    r"""Read a page.

    Args:
        data: The page's number, from 1, in a line of its own, then the file.

    Returns:
        A draft of that page, without title, author or date.
    """
    number, _, file = data.partition(b"\n")
    page = int(number)
    pixels, dpi = _drawn(file, page)
    runs = reading_order(runs_in(pixels, page, dpi))
    builder = DraftBuilder()
    for text in texts_of([[lines_of(block) for block in runs]]):
        builder.add(text.words, level=text.level, page=page)
    return builder.plain()


def _drawn(file: bytes, page: int) -> tuple[Pixels, float]:
    """Draw a page; gives its pixels and how many of them make an inch."""
    if document_module(file) == "pdf":
        found = pdfium.PdfDocument(file)[page - 1]
        dpi = min(DPI, POINTS_PER_INCH * MAX_SIDE_PIXELS / max(found.get_size()))
        return found.render(scale=dpi / POINTS_PER_INCH).to_numpy()[:, :, :3], dpi
    picture = Image.open(BytesIO(file))
    picture.seek(page - 1)
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((MAX_SIDE_PIXELS, MAX_SIDE_PIXELS))
    pixels = np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])
    return pixels, max(upright.size) / PAGE_INCHES
