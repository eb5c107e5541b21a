"""Numbers of parts, chapters and sections that are headings of plain text."""

import pytest

from rag.readers.plain.parts import is_numeral
from tests.articles import BODY, headings, paragraphs, read

OTHER = "Many people came to look at it, and some of them stayed until the next day."


def found(*names: str, title: str = "A Book of Mills\n\n") -> list[tuple[int, str]]:
    """Read a text in which each of the names stands over a paragraph."""
    return headings(read(title + "\n\n".join(f"{name}\n\n{BODY}" for name in names)))


@pytest.mark.parametrize("title", ["A Book of Mills\n\n", ""])
@pytest.mark.parametrize(
    "names",
    [
        ("CHAPTER I.", "CHAPTER II."),
        ("Chapter 1.", "Chapter 2."),
        ("PART ONE.", "PART TWO."),
        ("CHAPTER I. EELS.", "CHAPTER II. OLD MILLS."),
        ("I.", "II."),
        ("§ 1 Boats", "§ 2 Oars and sails"),
        ("§1 Boats", "§ 2a Oars"),
        ("§ 1. Boats", "§§ 2–4 Oars"),
        ("§ 1", "§ 2"),
    ],
)
def test_numbers_are_headings_of_what_they_number(
    title: str, names: tuple[str, str]
) -> None:
    """As they are written, with or without a title above all."""
    assert found(*names, title=title) == [(2, name) for name in names]


@pytest.mark.parametrize(
    "names",
    [
        # A name that has a stop as a sentence has, a sentence, two stops.
        ("CHAPTER I. Eels come.", "CHAPTER II. Eels go."),
        ("CHAPTER I.EELS.", "CHAPTER II.EELS."),
        ("PART 1 IS OLD.", "PART 2 IS NEW."),
        ("CHAPTER I..", "CHAPTER II.."),
        ("Eels.", "Mills."),
        ("§ Boats", "§ Oars"),
        ("§ 1 Boats.", "§ 2 Oars."),
        ("a § 1 boats", "b § 2 oars"),
    ],
)
def test_other_lines_with_a_stop_or_sign_are_none(names: tuple[str, str]) -> None:
    """They may be sentences."""
    assert found(*names) == []


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["I.", "II.", "III."], 3),
        (["I.", "II.", "I.", "II.", "III."], 5),
        (["I.", "I.", "II."], 3),
        (["I.", "II.", "I."], 3),
        (["I.", "II.", "III.", "IV.", "V.", "VI.", "VII.", "VIII.", "IX.", "X."], 10),
        # A single one, one that is counted from elsewhere or twice, and a gap.
        (["I."], 0),
        (["I.", "I."], 0),
        (["II.", "III."], 0),
        (["I.", "III."], 0),
        (["I.", "II.", "II."], 0),
        (["I.", "II.", "IIII."], 0),
        (["i.", "ii."], 0),
        (["1.", "2."], 0),
    ],
)
def test_numerals_alone_are_headings_in_their_order(
    names: list[str], count: int
) -> None:
    """From two on, and in each part from I on."""
    assert found(*names) == [(2, name) for name in names][:count]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [("MXC.", False), ("XC.", True), ("XC", False), ("XC. Eels", False), (".", False)],
)
def test_a_numeral_has_a_stop_and_no_name(line: str, is_one: bool) -> None:
    """No text has a thousand parts."""
    assert is_numeral(line) == is_one


@pytest.mark.parametrize(
    ("names", "odd"),
    [
        ("I. II. IV. V.", ""),
        ("I. II. III. III. V.", "III."),
        ("I. II. III. VIII. IV.", "VIII."),
        ("I. II. C. III.", "C."),
        ("I. II. I. III.", ""),
        ("II. III. IV. V.", ""),
        ("I. II. IV. V. VI. VIII. IX. X.", ""),
    ],
)
def test_one_numeral_in_four_may_be_out_of_order(names: str, odd: str) -> None:
    """The others are headings all the same, and with a gap that one, too."""
    every = names.split()
    expected = list(every)
    if odd:
        del expected[len(every) - 1 - every[::-1].index(odd)]
    assert found(*every) == [(2, name) for name in expected]
    assert found(*every, "XXX.", "L.") == []


def test_a_numeral_that_is_not_apart_counts_nothing() -> None:
    """Only a line of its own does."""
    text = f"On Mills\n\nI.\n\n{BODY}\n\nSo.\n  X.\n  So it\nis.\n\nII.\n\n{BODY}"
    assert headings(read(text)) == [(2, "I."), (2, "II.")]


def test_numerals_over_short_lines_are_none() -> None:
    """As over those of a poem, or in a list."""
    text = "On Mills\n\nI.\n\nThe woods are dark\n\nII.\n\nThe night is cold"
    assert headings(read(text)) == []


def test_a_numeral_has_a_name_below_it() -> None:
    """Under a part, too, which stands above all others."""
    text = "".join(
        f"PART {part}.\n\nI.\n\nEels\n\n{BODY}\n\nII.\n\n{OTHER}\n\n"
        for part in ("ONE", "TWO")
    )
    article = read(f"On Mills\n\n{BODY}\n\n{text}")
    assert [level for level, _ in headings(article)] == [2, 3, 4, 3] * 2
    assert article.paragraphs[1].section == "PART ONE. › I. › Eels"
    assert article.paragraphs[2].section == "PART ONE. › II."


def test_an_underlined_numeral_is_a_heading_of_its_line() -> None:
    """What it is drawn with tells its level."""
    text = f"On Mills\n\nI.\n===\n\n{BODY}\n\nII.\n===\n\n{OTHER}"
    assert headings(read(text)) == [(1, "I."), (1, "II.")]


def test_a_chapters_number_stands_over_its_name() -> None:
    """Also where its stop is written, or the name is right below."""
    for gap in ("\n\n", "\n"):
        text = "".join(
            f"CHAPTER {n}.{gap}Of eels\n\n{BODY}\n\nRope\n\n{OTHER}\n\n"
            for n in ("I", "II")
        )
        article = read(f"On Mills\n\n{text}")
        assert [level for level, _ in headings(article)] == [2, 3, 3] * 2
        assert article.paragraphs[0].section == "CHAPTER I. › Of eels"


def test_numerals_tell_nothing_of_questions() -> None:
    """What they number may hold dialogue, as chapters may."""
    text = f"I.\n\n{BODY}\n\nII.\n\n{BODY}\n\nWhat of the fish?\n\n{BODY}"
    assert len(found("I.", "II.")) == len(headings(read(f"On Mills\n\n{text}"))) == 2
    named = text.replace("II.", "New").replace("I.", "Old")
    assert len(headings(read(f"On Mills\n\n{named}"))) == 3


def test_a_spaced_question_may_have_a_number() -> None:
    """Its sign is no part of what is asked."""
    text = f"On Mills\n\n{BODY}\n\n\n§ 1 Who pays?\n\n{OTHER}"
    assert headings(read(text)) == [(2, "§ 1 Who pays?")]


def test_all_of_the_text_is_kept() -> None:
    """Headings have their signs and stops."""
    text = f"CHAPTER I.\n\n{BODY}\n\n§ 1 Boats\n\n{OTHER}"
    article = read(text)
    assert [name for _, name in headings(article)] == ["CHAPTER I.", "§ 1 Boats"]
    assert paragraphs(article) == [BODY, OTHER]
