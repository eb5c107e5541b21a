"""Pictures as pages: as they are to be seen, as large as is wanted."""

from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from rag.errors import ReadError
from rag.readers.ocr import images
from tests.scans import saved

TURNED_RIGHT = 6
"""EXIF's orientation of a picture that is to be turned right by a quarter."""


def drawn(data: bytes, **wanted: int) -> list[Image.Image]:
    """Draw pages, and open the pictures."""
    pngs = images.make(data, **wanted)["pngs"]
    return [Image.open(BytesIO(b64decode(png))) for png in pngs]


def fax(*shades: int) -> bytes:
    """Make a TIFF of a grey page for each shade."""
    frames = [Image.new("L", (20, 30), shade) for shade in shades]
    return saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    ("page", "count", "shades"),
    [(1, 1, [10]), (2, 1, [20]), (2, 2, [20, 30]), (2, 9, [20, 30])],
)
def test_pages_are_frames_from_one_on(page, count, shades) -> None:
    """As many as are wanted, and no more than there are."""
    found = drawn(fax(10, 20, 30), page=page, width=20, count=count)
    assert [np.asarray(each).max() for each in found] == shades


@pytest.mark.parametrize("page", [0, 3])
def test_there_is_no_frame_of_no_page(page) -> None:
    """It is said how many there are."""
    with pytest.raises(ReadError, match=f"^has 2 pages, and no page {page}$"):
        images.make(fax(10, 20), page=page, width=20)


def test_no_more_pages_are_read_than_a_picture_may_have(monkeypatch) -> None:
    """Of three frames, which are pages each, two are where two is the limit."""
    assert images.read(fax(10, 20, 30)).unread == (1, 2, 3)
    monkeypatch.setattr(images, "MAX_PAGES", 2)
    assert images.read(fax(10, 20, 30)).unread == (1, 2)
    assert len(drawn(fax(10, 20, 30), page=1, width=20, count=9)) == 2


@pytest.mark.parametrize(
    ("sides", "width", "shown"),
    [
        ((400, 200), 100, (100, 50)),
        ((400, 200), 900, (400, 200)),  # a browser makes it larger as well
        ((400, 1), 100, (100, 1)),  # less than a pixel is one
    ],
)
def test_a_picture_is_made_smaller_not_larger(sides, width, shown) -> None:
    """Its sides keep their proportion."""
    (found,) = drawn(saved(Image.new("L", sides, 255), "PNG"), page=1, width=width)
    assert found.size == shown


def test_a_photo_is_turned_as_it_was_taken() -> None:
    """Its dark left half, turned right by a quarter, is the upper half."""
    picture = Image.new("L", (60, 40), 255)
    picture.paste(0, (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = TURNED_RIGHT
    (found,) = drawn(saved(picture, "JPEG", exif=exif), page=1, width=40)
    assert found.size == (40, 60)
    pixels = np.asarray(found.convert("L"))
    assert pixels[:20].max() < 60
    assert pixels[40:].min() > 200
