"""Pages as a scanner gives them, and where on them each letter was drawn."""

from io import BytesIO

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from rag.types import Article

TITLE = "River in flood"
FIRST = (
    "The river rose by two metres in one night, and the bridge was",
    "closed at once. Many people came to look at it, and some of them",
    "stayed until the morning.",
)
SECOND = (
    "The mayor said that the old bridge, which was built in 1880, would",
    "be open again by Friday.",
)
SIDES = (1654, 1000)
LEFT = 120
TITLE_TOP, TITLE_SIZE = 60, 64
TOP, STEP, SIZE = 200, 50, 34
"""Pixels: where lines begin, how far apart they stand, how large their letters are."""


def lines() -> list[tuple[str, int, int]]:
    """Give the lines that are drawn: words, distance from above, size."""
    body = enumerate((*FIRST, "", *SECOND))
    return [(TITLE, TITLE_TOP, TITLE_SIZE)] + [
        (words, TOP + STEP * number, SIZE) for number, words in body if words
    ]


def scanned(*, skew: float = 0, noise: float = 0) -> Image.Image:
    """Draw a page of 200 dots an inch as a scanner gives it."""
    picture = Image.new("L", SIDES, 255)
    draw = ImageDraw.Draw(picture)
    for words, top, size in lines():
        draw.text((LEFT, top), words, font=ImageFont.load_default(size), fill=0)
    turned = np.asarray(picture.rotate(skew, fillcolor=255), dtype=float)
    dust = np.random.default_rng(1).normal(0, noise, turned.shape)
    return Image.fromarray((turned + dust).clip(0, 255).astype("uint8"))


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """Save a picture as a file."""
    file = BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def bound(*files: bytes) -> bytes:
    """Bind PDF files to one."""
    whole = pdfium.PdfDocument.new()
    for data in files:
        whole.import_pages(pdfium.PdfDocument(data))
    file = BytesIO()
    whole.save(file)
    return file.getvalue()


def check_scan_places(article: Article, pages, boxes, page: int, skew: float = 0):
    """Hold a scanned page's places to where its letters were drawn.

    The middle of each box is on its letter, or beside it by less than a letter, and
    within its line; no white space has a place.
    """
    text = article.text
    letters = (at for at, letter in enumerate(text) if not letter.isspace())
    turn = np.deg2rad(skew)
    back = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    middle = np.array(SIDES) / 2
    for words, top, size in lines():
        font = ImageFont.load_default(size)
        for index, letter in enumerate(words):
            if letter.isspace():
                continue
            at = next(letters)
            assert (text[at], pages[at]) == (letter, page)
            found = boxes[at].reshape(2, 2).mean(0) * SIDES
            x, y = back @ (found - middle) + middle
            before, after = words[:index], words[: index + 1]
            left, right = LEFT + font.getlength(before), LEFT + font.getlength(after)
            assert left - size / 2 < x < right + size / 2, (words[index:], x, left)
            assert top < y < top + 1.2 * size, (words[index:], y, top)
    assert next(letters, None) is None
    blank = [at for at, letter in enumerate(text) if letter.isspace()]
    assert not pages[blank].any()
    assert not boxes[blank].any()
