"""Pictures (PNG, JPEG, TIFF, WebP): how many pages they have, and how these look.

What is on them is to be read by OCR.
"""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from rag.readers.draft import Draft
from rag.readers.pdf.picture import drawn, scale_of

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
    """Draw pages as `rag.readers.pdf.picture.make` does; none gets wider than it is.

    Raises:
        ReadError: There is no such page.
    """

    def draw(number: int) -> Image.Image:
        return _resized(upright(data, number), width)

    return drawn(draw, _count(data), page, count)


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
