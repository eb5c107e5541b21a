"""Numbers of Word's lists: counted level by level, as Word shows them."""

import pytest

from rag.readers.office.docx_numbers import Numbering, _numeral
from rag.readers.office.xmltree import parse

LEVEL = (
    '<lvl ilvl="{}"><start val="{}"/><numFmt val="{}"/><pStyle val="{}"/>'
    '<lvlText val="{}"/></lvl>'
)


def numbering() -> Numbering:
    """Make lists 1 and 2 of one kind, the second of which begins anew at 10."""
    levels = (
        LEVEL.format(0, 1, "decimal", "Clause", "%1.")
        + LEVEL.format(1, 1, "lowerLetter", "Part", "%1.%2)")
        + LEVEL.format(2, 3, "upperRoman", "", "(%3)")
        + LEVEL.format(3, 1, "bullet", "", "o")
        + LEVEL.format(4, 1, "none", "", "")
        + LEVEL.format(5, 1, "aiueo", "", "%6.")
    )
    again = '<lvlOverride ilvl="0"><startOverride val="10"/></lvlOverride>'
    kind = '<abstractNumId val="7"/>'
    return Numbering(
        parse(
            f'<numbering><abstractNum abstractNumId="7">{levels}</abstractNum>'
            f'<num numId="1">{kind}</num><num numId="2">{kind}{again}</num></numbering>'
        )
    )


def test_levels_are_counted_apart() -> None:
    """A lower level begins anew below each number of the level above it."""
    lists = numbering()
    levels = (0, 1, 1, 2, 2, 1, 0, 1, 2)
    expected = ["1.", "1.a)", "1.b)", "(III)", "(IV)", "1.c)", "2.", "2.a)", "(III)"]
    assert [lists.marker("1", level) for level in levels] == expected


def test_a_list_goes_on_unless_it_begins_anew() -> None:
    """Lists of one kind are counted together; one that says so starts at its number."""
    lists = numbering()
    markers = [lists.marker(list_id, 0) for list_id in ("1", "2", "2", "1")]
    assert markers == ["1.", "10.", "11.", "12."]


def test_legal_numbers_have_digits_for_all_levels() -> None:
    """As in "Article I", "Section 1.01"; an item of it has its own number's zero."""
    levels = (
        LEVEL.format(0, 1, "upperRoman", "", "Article %1.")
        + LEVEL.format(1, 1, "decimalZero", "", "Section %1.%2").replace(
            "<lvlText", "<isLgl/><lvlText"
        )
        + LEVEL.format(2, 1, "lowerLetter", "", "%1(%3)")
    )
    lists = Numbering(
        parse(
            f'<numbering><abstractNum abstractNumId="7">{levels}</abstractNum>'
            '<num numId="1"><abstractNumId val="7"/></num></numbering>'
        )
    )
    markers = [lists.marker("1", level) for level in (0, 1, 2)]
    assert markers == ["Article I.", "Section 1.01", "I(a)"]


def test_a_list_may_name_the_style_that_has_its_levels() -> None:
    """Both are one kind, and are counted together; a style that none has is unknown."""
    level = LEVEL.format(0, 1, "decimal", "", "%1.")
    kinds = (
        '<abstractNum abstractNumId="6"><numStyleLink val="Law"/></abstractNum>'
        f'<abstractNum abstractNumId="7"><styleLink val="Law"/>{level}</abstractNum>'
        '<abstractNum abstractNumId="8"><numStyleLink val="Gone"/></abstractNum>'
    )
    numbers = (f'<num numId="{n}"><abstractNumId val="{n}"/></num>' for n in (6, 7, 8))
    lists = Numbering(parse(f"<numbering>{kinds}{''.join(numbers)}</numbering>"))
    markers = [lists.marker(list_id, 0) for list_id in ("6", "7", "8")]
    assert markers == ["1.", "2.", "-"]


def test_pictures_and_unknown_lists_are_bullets() -> None:
    """What has no number is marked as an item all the same, unless nothing is shown."""
    lists = numbering()
    markers = [lists.marker("1", level) for level in (3, 9, 4, 5)]
    assert markers == ["-", "-", "", "1."]
    assert lists.marker("99", 0) == "-"
    assert Numbering(parse(b"<w/>")).marker("1", 0) == "-"


def test_a_style_has_its_level() -> None:
    """A style that names no level is on the one that names it."""
    lists = numbering()
    styles = ("Clause", "Part", "Other", None)
    assert [lists.level_of("1", style) for style in styles] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (9, "decimalZero", "09"),
        (26, "upperLetter", "Z"),
        (27, "lowerLetter", "aa"),
        (1994, "lowerRoman", "mcmxciv"),
        (4000, "upperRoman", "4000"),
        (0, "lowerLetter", "0"),
        (5, "chineseCounting", "5"),
    ],
)
def test_numerals(number: int, form: str, text: str) -> None:
    """Numbers are written in the forms that Word names, others in digits."""
    assert _numeral(number, form) == text
