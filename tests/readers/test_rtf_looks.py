"""How a rich text file's words look: what its control words say of them."""

import pytest

from rag.readers import read_article
from rag.types import Article
from tests.articles import looks

FONTS = (
    r"{\fonttbl{\f0\froman Times;}{\f1\fmodern\fprq1 Typed;}{\f2\fmodern\fprq2 Wide;}"
    r"{\f3\fswiss\fprq1 Even;}{\f4\fmodern\fcharset128\fprq1 Mincho;}"
    r"{\f5\fmodern\fprq0 Old;}}"
)
STYLES = r"{\stylesheet{\s1\b heading 1;}}"
PLAIN = "The market opens at six in the morning on every day of the week but one."


def read(body: str, *, is_styled: bool = True) -> Article:
    """Read a text with a plain paragraph behind it, and perhaps a heading before."""
    heading = r"\pard\s1\b Harbour\par" if is_styled else ""
    plain = rf"\pard\plain\f0 {PLAIN}\par"
    source = rf"{{\rtf1\ansi{FONTS}{STYLES}{heading}\pard\plain\f0 {body}{plain}}}"
    return read_article(source.encode("latin-1"), "x.rtf")


@pytest.mark.parametrize("is_styled", [True, False])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (r"{\b fresh}", [("strong", "fresh", "")]),
        (r"\b fresh\b0", [("strong", "fresh", "")]),
        (r"{\b fresh\plain  eel}", [("strong", "fresh", "")]),
        (r"{\b fr}{\b\'e9}{\b sh}", [("strong", "frésh", "")]),
        (r"{\i fresh}", [("emphasis", "fresh", "")]),
        (r"{\ul fresh\ulnone  eel}", [("underline", "fresh", "")]),
        (r"{\uldb fresh\ul0  eel}", [("underline", "fresh", "")]),
        (r"{\strike fresh}", [("strike", "fresh", "")]),
        (r"{\striked1 fresh\striked0  eel}", [("strike", "fresh", "")]),
        (r"{\super fresh\nosupersub  eel}", [("raised", "fresh", "")]),
        (r"{\sub fresh\nosupersub  eel}", [("lowered", "fresh", "")]),
        (r"{\f1 fresh\f0  eel}", [("code", "fresh", "")]),
        (r"{\f1 fresh\plain  eel}", [("code", "fresh", "")]),
        (r"{\f2 fresh}", []),
        (r"{\f3 fresh}", [("code", "fresh", "")]),
        (r"{\f4 fresh}", []),
        (r"{\f5 fresh}", [("code", "fresh", "")]),
        (
            r"{\b {\i fresh} eel}",
            [("emphasis", "fresh", ""), ("strong", "fresh eel", "")],
        ),
        (r"{\b {\b0 fresh} eel}", [("strong", "eel", "")]),
        (
            r"{\i\b fresh \b0 eel}",
            [("strong", "fresh", ""), ("emphasis", "fresh eel", "")],
        ),
        (
            r"{\b\i fresh \i0 eel}",
            [("emphasis", "fresh", ""), ("strong", "fresh eel", "")],
        ),
        (r"{\v\b fresh}", []),
    ],
)
def test_what_control_words_say(words, expected, is_styled) -> None:
    """Each look is of the very words, whether headings are styled or found."""
    assert (
        looks(read(rf"Sold {words} at the quay.\par", is_styled=is_styled)) == expected
    )


def test_a_character_of_two_halves_is_one_letter() -> None:
    """What is bold behind it begins where it did, and a half alone is a letter, too."""
    rocket = r"{\b \u-10179?}\u-8576?"
    article = read(rf"A {rocket} \u-10179? and {{\i eel}}, {{\b eel}}.\par")
    assert article.text.startswith("Harbour\n\nA \U0001f680 \ufffd and eel, eel.")
    assert looks(article) == [("emphasis", "eel", ""), ("strong", "eel", "")]
    assert [look.start - len("Harbour\n\n") for look in article.looks] == [10, 15]


def test_a_heading_is_no_emphasis() -> None:
    """All of it is set off already; one word of it, or a link, may be set off again."""
    link = r'{\field{\*\fldinst HYPERLINK "https://a.b"}{\fldrslt The quay}}'
    article = read(rf"\s1\b The {{\i old}} quay\par\pard\plain One.\par\s1 {link}\par")
    found = [article.text[x.start : x.end] for x in article.headings]
    assert found == ["The old quay", "The quay"]
    assert looks(article) == [
        ("emphasis", "old", ""),
        ("link", "The quay", "https://a.b"),
    ]


@pytest.mark.parametrize(
    ("instruction", "address"),
    [
        (r'HYPERLINK "https://a.b/c"', "https://a.b/c"),
        (r'{ HYPERLINK "https://a.b/c"}{ }', "https://a.b/c"),
        (r'HYPERLINK "https://a.b/c" \\o "The board"', "https://a.b/c"),
        (r"hyperlink https://a.b/c", "https://a.b/c"),
        (r'HYPERLINK \\l "quay"', None),
        ("PAGEREF quay", None),
        (r'{\v HYPERLINK "https://a.b/c"}', None),
    ],
)
def test_a_field_that_links_leads_to_its_address(instruction, address) -> None:
    """Its words are seen, whatever makes them plain, and the instruction is not."""
    field = rf"{{\field{{\*\fldinst {instruction}}}{{\fldrslt {{\plain the board}}}}}}"
    article = read(rf"Sold by {field} alone.\par")
    assert article.text.startswith("Harbour\n\nSold by the board alone.\n\n")
    assert looks(article) == ([("link", "the board", address)] if address else [])


def test_two_fields_lead_to_two_addresses() -> None:
    """Side by side, neither takes the other's words; what is ignored has none."""
    field = r'{{\field{{\*\fldinst HYPERLINK "{0}"}}{{\fldrslt {0}}}}}'
    hidden = rf"{{\header {field.format('x:3')}}}{{\*\unknown {field.format('x:4')}}}"
    article = read(rf"{field.format('x:1')}{field.format('x:2')}{hidden} eel\par")
    assert looks(article) == [("link", f"x:{n}", f"x:{n}") for n in (1, 2, 3)]


def test_items_say_how_deep_they_are() -> None:
    """From 0, until a paragraph begins anew; the marker isn't bold with its words."""
    marker = r"{\listtext\pard\plain\b 1.\tab}"
    items = rf"{marker}\ilvl0 Fish\par{marker}\ilvl1 {{\b Eel}} stew\par"
    article = read(rf"{items}\pard {marker}Fowl\par")
    assert looks(article) == [
        ("item", "1. Fish", "0"),
        ("strong", "Eel", ""),
        ("item", "1. Eel stew", "1"),
        ("item", "1. Fowl", "0"),
    ]


def test_an_item_that_says_no_depth_is_at_the_edge() -> None:
    """Though nothing before it said where a paragraph begins."""
    article = read_article(rb"{\rtf1{\listtext 1.\tab}Fish\par Fowl\par}", "x.rtf")
    assert looks(article) == [("item", "1. Fish", "0")]


@pytest.mark.parametrize("is_styled", [True, False])
def test_a_notes_sign_stands_behind_its_word_and_before_the_note(is_styled) -> None:
    """Numbered as they are named; one with a sign of its own has that alone."""
    first = r"{\super\chftn}{\footnote\pard\plain{\super\chftn} Ever.\par More.}"
    own = r"*{\footnote\pard * Nor then.}"
    second = r"{\b {\super\chftn {\*\footnote\chftn  By law.}}}"
    body = rf"Not{first} on Sun{{\v \chftn}}days{own} or feasts{second}.\par"
    article = read(body, is_styled=is_styled)
    assert "Not on Sundays* or feasts.\n\n" in article.text
    assert article.text.endswith("\n\nEver.\n\nMore.\n\n* Nor then.\n\nBy law.")
    assert [
        (article.text[look.start - 3 : look.start + 3], look.kind, look.detail)
        for look in article.looks
    ] == [
        ("Not on", "note", "1"),
        ("sts.\n\n", "note", "2"),
        (".\n\nEve", "note", "1"),
        (".\n\nBy ", "note", "2"),
    ]


def test_a_paragraph_that_is_all_monospaced_is_a_listing() -> None:
    """With its line breaks; in a typescript nothing is."""
    assert looks(read(r"{\f1 x = 1\line y = 2\par}")) == [
        ("listing", "x = 1\ny = 2", "")
    ]
    assert looks(read(rf"{{\f1 {PLAIN} {PLAIN}\par}}")) == []


@pytest.mark.parametrize("is_styled", [True, False])
def test_cells_look_like_what_is_in_them(is_styled) -> None:
    """Behind the column's name, without the separators of inner tables at the ends."""
    head = r"\trowd\trhdr\pard\intbl fish\cell price\cell\row"
    inner = r"{\b 31}\nestcell {\i crowns}\nestcell\nestrow "
    body = rf"\trowd\pard\intbl the\par {{\i big  eel}}\cell {inner}\cell\row"
    article = read(head + body, is_styled=is_styled)
    assert "fish: the big eel; price: 31; crowns\n" in article.text
    assert set(looks(article)) == {
        ("cell", "fish: the big eel", "0"),
        ("emphasis", "big eel", ""),
        ("cell", "price: 31; crowns", "1"),
        ("strong", "31", ""),
        ("emphasis", "crowns", ""),
    }


def test_a_merged_cell_looks_the_same_in_each_row() -> None:
    """A cell that goes on with the one above has its words and their looks."""
    row = r"\trowd{}\cellx1\cellx2\pard\intbl {}\cell {}\cell\row"
    rows = row.format("", r"{\b North}", "Ada") + row.format(r"\clvmrg", "", "Bo")
    article = read(rows)
    assert "North: Ada\nNorth: Bo\n" in article.text
    assert [x for x in looks(article) if x[0] == "strong"] == 2 * [
        ("strong", "North", "")
    ]


def test_a_cell_goes_on_with_none_where_the_row_above_is_shorter() -> None:
    """It is empty then."""
    above = r"\trowd\cellx1\pard\intbl Town\cell\row"
    row = r"\trowd\cellx1\cellx2\clvmrg\cellx3\pard\intbl Rye\cell sea\cell \cell\row"
    assert "Town\nRye: sea\n" in read(above + row).text


def test_an_instruction_that_does_not_end_shows_nothing() -> None:
    """In a broken file, too, no marker comes out of it."""
    inside = r"{\*\fldinst HYPERLINK x {\listtext 1.\tab}Fish\par"
    source = rf"{{\rtf1 Eel. {{\field{inside} Fowl\par}}"
    assert read_article(source.encode(), "x.rtf").text == "Eel."
    field = r"{\field{\*\fldinst HYPERLINK x}{\fldrslt By law}}"
    noted = source.replace("Fowl", rf"{{\footnote {field}.}}")
    assert read_article(noted.encode(), "x.rtf").text == "Eel.\n\nBy law."


@pytest.mark.parametrize(
    ("words", "section"),
    [(r"{\b Stalls}\par ", "Stalls"), (r"{\b Stalls} here\par ", None)],
)
def test_a_bold_line_is_a_heading(words: str, section: str | None) -> None:
    """As in every format: all of it, over what follows."""
    assert read(words).paragraphs[-1].section == section


@pytest.mark.parametrize("is_styled", [True, False])
def test_control_characters_are_no_text(is_styled: bool) -> None:
    """With headings by style or by their looks; what looks so follows its words."""
    listed = r"{\listtext 1\'02.\tab}"
    body = (
        rf"{listed}The \'01river\u7?\'1f rose \b by\b0  a\'00 metre \u-10179?\u-8704?."
    )
    article = read(rf"{body}\par ", is_styled=is_styled)
    assert "1. The river rose by a metre \U0001f600." in article.text
    assert ("strong", "by", "") in looks(article)
    assert not set(article.text) & set("\x00\x01\x02\x07\x1f")
