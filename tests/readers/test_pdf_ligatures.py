"""Ligatures of which a font names the last letter alone."""

import numpy as np
import pytest

from rag.readers import read_article
from rag.readers.pdf import ligatures
from rag.readers.pdf.glyphs import GLYPH, Glyphs
from rag.readers.pdf.ligatures import LETTERS, TH, set_ligatures
from tests.articles import paragraphs
from tests.pdf_files import LIGATURE, LOST, Line, pdf_file

WIDTHS = {"f": 3.0, "i": 2.5, "l": 2.5, "h": 5.0, "T": 6.0, "e": 4.0, "d": 5.0}
"""Of each letter, in points, at a size of ten."""

KNOWN = "iiillfffhhTTeedd "


@pytest.fixture(autouse=True)
def _one_font(monkeypatch) -> None:
    monkeypatch.setattr(ligatures, "_font", lambda address: address)


def set_line(*letters: str | tuple[str, float]) -> Glyphs:
    """Set letters beside each other, and before them those that are as most."""
    glyphs: Glyphs = np.zeros(len(KNOWN) + len(letters), GLYPH)
    left = 0.0
    for at, letter in enumerate((*KNOWN, *letters)):
        code, width = letter if isinstance(letter, tuple) else (letter, None)
        right = left + (WIDTHS.get(code, 3.0) if width is None else width)
        glyphs[at] = (at, ord(code), 7, 0, 10.0, False, left, right, 0, 10)
        left = right
    return glyphs


def read(glyphs: Glyphs) -> str:
    """Give the letters behind those that are as most."""
    before = glyphs["code"][: len(KNOWN)].tolist()
    assert "".join(map(chr, before)) == KNOWN
    return "".join(map(chr, glyphs["code"][len(KNOWN) :]))


@pytest.mark.parametrize(
    ("last", "width", "found"),
    [
        ("i", 5.5, "ﬁ"),
        ("i", 4.2, "ﬁ"),  # three quarters of 5.5, and more
        ("i", 4.1, "i"),
        ("i", 5.7, "ﬁ"),
        ("i", 5.9, "i"),  # over 1.05 of 5.5, and under three quarters of 8.5
        ("i", 8.0, "ﬃ"),
        ("l", 5.0, "ﬂ"),
        ("l", 8.0, "ﬄ"),
        ("f", 5.0, "ﬀ"),
        ("h", 10.0, TH),
        ("e", 8.0, "e"),
    ],
)
def test_what_is_as_wide_as_several_letters_is_all_of_them(last, width, found) -> None:
    """It is one of the ligatures that there are, whose last letter is named."""
    glyphs = set_line((last, width), "e", "d")
    set_ligatures(glyphs)
    assert read(glyphs) == f"{found}ed"


@pytest.mark.parametrize("beside", ["before", "behind", "both", "none"])
def test_small_capitals_are_no_ligatures(beside: str) -> None:
    """All letters of a word are wider; a lone one tells nothing."""
    wide = ("e", 5.0)
    word = {
        "before": (wide, ("l", 4.8), "d"),
        "behind": ("d", ("l", 4.8), wide),
        "both": (wide, ("l", 4.8), wide),
        "none": (" ", ("l", 4.8), " "),
    }[beside]
    glyphs = set_line(*word)
    set_ligatures(glyphs)
    assert "l" in read(glyphs)


def test_letters_at_one_place_are_named() -> None:
    """As those of a ligature that the font names whole."""
    glyphs = set_line("d", ("f", 5.5), ("i", 5.5), "e")
    glyphs["left"][-2], glyphs["right"][-2] = glyphs["left"][-3], glyphs["right"][-3]
    set_ligatures(glyphs)
    assert read(glyphs) == "dfie"


def test_another_font_has_letters_of_its_own() -> None:
    """One as wide as "fi" in the other may be all of it."""
    glyphs = set_line(("i", 5.5), "e", "d")
    glyphs["drawn_by"][-3:] = 8
    set_ligatures(glyphs)
    assert read(glyphs) == "ied"


def test_what_nothing_draws_has_no_font() -> None:
    """PDFium puts spaces and line ends between words."""
    glyphs = set_line(("i", 5.5), "e", "d")
    glyphs["drawn_by"] = 0
    set_ligatures(glyphs)
    assert read(glyphs) == "ied"


@pytest.mark.parametrize(("ligature", "letters"), LETTERS.items())
def test_each_ligature_ends_with_its_letter(ligature: str, letters: str) -> None:
    """What is named is the last, by which it is found."""
    assert len(ligature) == 1 < len(letters)


def test_a_word_of_which_a_letter_is_lost_is_whole(monkeypatch) -> None:
    """Beside a ligature that is named: "office" has one of two letters, not three."""
    monkeypatch.undo()
    words = "The river flowed over its five little piers at the ferry for all to see,"
    lines = [
        Line(50, 100, words),
        Line(50, 112, f"and an o{LIGATURE}er was {LOST}nal."),
    ]
    expected = f"{words} and an offer was final."
    assert paragraphs(read_article(pdf_file([lines]), "x.pdf")) == [expected]
