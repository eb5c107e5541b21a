"""The places of a PDF's characters on its pages, and the pages' pictures."""

import hashlib
from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from rag.errors import ReadError
from rag.readers import read_article
from rag.readers.apart.parent import make_apart
from rag.readers.pdf import picture, places
from rag.readers.pdf.places import Letter, placed
from rag.readers.pdf.runs import HYPHEN
from tests.pdf_files import LIGATURE, Line, pdf_file
from tests.pdf_places import check_places

LIMIT_S = 60
LINES = [
    Line(72, 80, "The river in flood", 20),
    Line(72, 120, "The well-known river rose by two metres in one night, and the bri-"),
    Line(72, 132, "dge was closed by order of the mayor of the town, who is a well-"),
    Line(72, 144, f"known man. He sat in his o{LIGATURE}ice until the morning came."),
]


def letters(word: str) -> list[Letter]:
    """Make letters of a word, numbered from 0, on page 1."""
    return [Letter(letter, 1, number) for number, letter in enumerate(word)]


def numbers(text: str, word: str) -> list[int | None]:
    """Give the number of the letter that each character was made of."""
    return [letter and letter.number for letter in placed(text, letters(word))]


@pytest.mark.parametrize(
    ("text", "drawn", "expected"),
    [
        ("a b", "ab", [0, None, 1]),
        ("abc", f"a{HYPHEN}bc", [0, 2, 3]),
        ("ab", "a-b", [0, 2]),
        ("a-b", f"a{HYPHEN}b", [0, 1, 2]),
        ("a-b", "a\u2010b", [0, 1, 2]),
        ("ab", "ab-", [0, 1]),
        ("ab", "a\x7fb", [0, 2]),
    ],
)
def test_characters_are_found_among_what_is_drawn(text, drawn, expected) -> None:
    """In order; hyphens that divided a word, and signs that are no text, are passed."""
    assert numbers(text, drawn) == expected


@pytest.mark.parametrize(("text", "drawn"), [("ab", "axb"), ("ab", "a"), ("a", "ab")])
def test_other_characters_have_no_places(text, drawn) -> None:
    """A letter too many or too few would shift all that follow: there are none then."""
    with pytest.raises(ReadError, match="not drawn as it was read"):
        numbers(text, drawn)


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_characters_place_is_where_it_is_drawn(rotate) -> None:
    """Also of a word that was divided, of a ligature, and on a page that is turned."""
    data = pdf_file([LINES, [Line(100, 300, "The other page.")]], rotate=rotate)
    article = read_article(data, "x.pdf")
    assert "bridge was" in article.text
    assert "office" in article.text
    assert check_places(data, article) == len("".join(article.text.split()))


def test_places_are_shares_of_the_page_as_it_is_seen() -> None:
    """A line at 72 of 612 points from the left, 400 of 792 down, is 10 points high."""
    data = pdf_file([[Line(72, 400, "Here is the line of this page.")]])
    made = places.make(data)
    boxes = np.frombuffer(b64decode(made["boxes"]), np.float32).reshape(-1, 4)
    left, top, right, bottom = boxes[0]
    assert left == pytest.approx(72 / 612, abs=0.002)
    assert top < 400 / 792 < bottom + 0.001
    assert 9 < (bottom - top) * 792 < 13
    assert 5 < (right - left) * 612 < 9  # a capital H of Helvetica is 0.72 em wide
    assert made["sizes"] == [(612.0, 792.0)]


def test_a_turned_page_is_as_wide_as_it_is_seen() -> None:
    """Turned by a quarter, a page of 612 by 792 points is 792 wide."""
    data = pdf_file([LINES], rotate=90)
    assert places.make(data)["sizes"] == [(792.0, 612.0)]


def test_places_are_of_the_text_that_was_read() -> None:
    """They name the hash of the article's text, so that others' are never shown."""
    data = pdf_file([LINES])
    text = read_article(data, "x.pdf").text
    made = make_apart("pdf.places", data, "x.pdf", {}, LIMIT_S)
    assert made["sha256"] == hashlib.sha256(text.encode()).hexdigest()


def test_a_very_long_text_has_no_places(monkeypatch) -> None:
    """What would fill the memory is read as text."""
    monkeypatch.setattr(places, "MAX_CHARS", 20)
    with pytest.raises(ReadError, match="too long to be shown in pages"):
        places.make(pdf_file([LINES]))


def test_the_rest_of_a_very_long_text_is_left_unread(monkeypatch) -> None:
    """Twice "bridge" are twelve characters: a limit of twelve is met, eleven isn't."""
    read: list[int] = []
    pages = places.pages_of

    def note(document):
        for number, found in enumerate(pages(document), 1):
            read.append(number)
            yield found

    monkeypatch.setattr(places, "pages_of", note)
    data = pdf_file([[Line(72, 100, "bridge")]] * 2)
    monkeypatch.setattr(places, "MAX_DRAWN", 12)
    assert len(places.make(data)["sizes"]) == 2
    read.clear()
    data = pdf_file([[Line(72, 100, "bridge")]] * 5)
    monkeypatch.setattr(places, "MAX_DRAWN", 11)
    with pytest.raises(ReadError, match="too long to be shown in pages"):
        places.make(data)
    assert read == [1, 2]


def drawn(data: bytes, **wanted: int) -> Image.Image:
    """Draw a page, and open the picture."""
    return Image.open(BytesIO(b64decode(picture.make(data, **wanted)["pngs"][0])))


def test_a_picture_is_as_wide_as_wanted_and_shows_the_page() -> None:
    """1224 pixels are two for each of 612 points; ink is where the line is, only there.

    What has no colour is grey.
    """
    data = pdf_file([[Line(72, 400, "HHHHHHHH", 20)]])
    shown = drawn(data, page=1, width=1224)
    assert (shown.size, shown.mode) == ((1224, 1584), "L")
    ink = np.argwhere(np.asarray(shown) < 128)
    assert ink[:, 1].min() == pytest.approx(144, abs=6)
    assert 770 < ink[:, 0].min() < ink[:, 0].max() <= 801


@pytest.mark.parametrize(
    ("width", "height", "wanted", "scale"),
    [
        (600, 800, 1200, 2.0),
        (600, 800, 100_000, 5.0),  # 12 million pixels: 3000 by 4000
        (10, 6000, 1200, 1.0),  # no side above 6000
    ],
)
def test_a_picture_stays_within_bounds(width, height, wanted, scale) -> None:
    """However large or long a page claims to be."""
    assert picture.scale_of(width, height, wanted) == pytest.approx(scale)


@pytest.mark.parametrize("page", [0, 2])
def test_there_is_no_picture_of_no_page(page) -> None:
    """A page that isn't there is said, with how many there are."""
    with pytest.raises(ReadError, match=r"^x\.pdf has 1 pages, and no page"):
        make_apart(
            "pdf.picture",
            pdf_file([LINES]),
            "x.pdf",
            {"page": page, "width": 600},
            LIMIT_S,
        )


def test_what_is_filled_in_is_in_the_picture() -> None:
    """The value of a form's field is drawn, as it is read: at 50, 272 to 292 points."""
    data = pdf_file([[Line(72, 100, "Name:")]], field="HHHHHH")
    ink = np.argwhere(np.asarray(drawn(data, page=1, width=612).convert("L")) < 128)
    assert ((ink[:, 0] > 270) & (ink[:, 0] < 294)).any()
