"""Pictures (PNG, JPEG, TIFF, WebP): how many pages they have, and how these look.

What is on them is to be read by OCR.
"""

from base64 import b64encode
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from rag.errors import ReadError
from rag.readers.draft import Draft
from rag.readers.pdf.picture import png_of, scale_of

MAX_PAGES = 2_000


def read(data: bytes) -> Draft:
    """Look at a picture's file.

    Args:
        data: The file.

    Returns:
        A draft without text, whose pages are all unread.
    """
    return Draft("", (), unread=tuple(range(1, _count(data) + 1)))


def make(data: bytes, page: int, width: int, count: int = 1) -> dict[str, Any]:
    """Draw a page, and those after it.

    Args:
        data: The file.
        page: The page's number, from 1.
        width: How many pixels wide it is to be, where it has so many.
        count: How many pages to draw at most.

    Returns:
        `pngs`, the pictures in Base64: fewer where there are no more pages.

    Raises:
        ReadError: There is no such page.
    """
    pages = _count(data)
    if not 1 <= page <= pages:
        raise ReadError(f"has {pages} pages, and no page {page}")
    drawn = (
        _resized(upright(data, number), width)
        for number in range(page, min(page + count - 1, pages) + 1)
    )
    return {"pngs": [b64encode(png_of(each)).decode() for each in drawn]}


def upright(data: bytes, page: int) -> Image.Image:
    """Open a page as it is to be seen, in colours."""
    picture = Image.open(BytesIO(data))
    picture.seek(page - 1)
    return ImageOps.exif_transpose(picture).convert("RGB")


def _count(data: bytes) -> int:
    return min(getattr(Image.open(BytesIO(data)), "n_frames", 1), MAX_PAGES)


def _resized(picture: Image.Image, width: int) -> Image.Image:
    """Make a picture smaller, not larger: a browser does that as well."""
    scale = min(1.0, scale_of(*picture.size, width))
    across, down = (max(1, round(side * scale)) for side in picture.size)
    return picture.resize((across, down), Image.Resampling.LANCZOS, reducing_gap=2.0)
