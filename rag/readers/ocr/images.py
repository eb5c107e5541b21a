"""Pictures (PNG, JPEG, TIFF, WebP): how many pages they have, all to be read by OCR."""

from io import BytesIO

from PIL import Image

from rag.readers.draft import Draft

MAX_PAGES = 2_000


def read(data: bytes) -> Draft:
    """Look at a picture's file.

    Args:
        data: The file.

    Returns:
        A draft without text, whose pages are all unread.
    """
    count = getattr(Image.open(BytesIO(data)), "n_frames", 1)
    return Draft("", (), unread=tuple(range(1, min(count, MAX_PAGES) + 1)))
