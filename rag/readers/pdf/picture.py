"""A page of a PDF as a picture, drawn by PDFium."""

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from math import sqrt
from typing import Any

from PIL import Image, ImageChops

from rag.errors import ReadError
from rag.readers.pdf.pdf import opened, opened_page

MAX_PIXELS = 12_000_000
"""A page of A4 has so many at five times its size on the screen (72 dots an inch)."""

MAX_SIDE = 6_000
QUICKLY = 1
"""zlib's level: the next one saves 3% and takes twice as long."""


def make(data: bytes, page: int, width: int, count: int = 1) -> dict[str, Any]:
    """Draw a page, and those after it.

    Args:
        data: A PDF file.
        page: The page's number, from 1.
        width: How many pixels wide it is to be; a very tall page becomes narrower.
        count: How many pages to draw at most.

    Returns:
        `pngs`, the pictures in Base64: fewer where there are no more pages.

    Raises:
        ReadError: There is no such page.
    """
    document = opened(data)

    def draw(number: int) -> Image.Image:
        page = opened_page(document, number - 1)
        across, down = page.get_size()
        scale = scale_of(across, down, width)
        picture: Image.Image = page.render(scale=scale).to_pil()
        return picture

    return drawn(draw, len(document), page, count)


def drawn(
    draw: Callable[[int], Image.Image], pages: int, page: int, count: int
) -> dict[str, Any]:
    """Give pages as `make` does.

    Args:
        draw: Draws one by its number.
        pages: How many there are.
        page: The first one's number, from 1.
        count: How many to draw at most.

    Raises:
        ReadError: There is no such page.
    """
    if not 1 <= page <= pages:
        raise ReadError(f"has {pages} pages, and no page {page}")
    numbers = range(page, min(page + count - 1, pages) + 1)
    return {"pngs": [b64encode(_png(draw(number))).decode() for number in numbers]}


def _png(picture: Image.Image) -> bytes:
    file = BytesIO()
    _without_colour(picture).save(file, "PNG", compress_level=QUICKLY)
    return file.getvalue()


def _without_colour(picture: Image.Image) -> Image.Image:
    """Make a picture that has no colour grey: it takes half the bytes, and the time."""
    grey = picture.convert("L")
    difference = ImageChops.difference(grey.convert("RGB"), picture.convert("RGB"))
    return picture if difference.getbbox() else grey


def scale_of(width: float, height: float, wanted: int) -> float:
    """Choose pixels a point, so that a picture stays within its bounds.

    Args:
        width: The page's, in points, above 0.
        height: The same.
        wanted: Pixels across.

    Example:
        >>> scale_of(600, 800, 1200)
        2.0
    """
    by_side = MAX_SIDE / max(width, height)
    return min(wanted / width, by_side, sqrt(MAX_PIXELS / (width * height)))
