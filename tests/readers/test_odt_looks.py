"""How an OpenDocument text's words look: what its styles say of them, and no more."""

import pytest

from rag.readers import read_article
from rag.types import Article
from tests.archives import odt
from tests.articles import looks

FACES = """<office:font-face-decls>
<style:font-face style:name="Typed" style:font-pitch="fixed"/>
<style:font-face style:name="Serif" style:font-pitch="variable"/>
</office:font-face-decls>"""
PLAIN = "The market opens at six in the morning on every day of the week but one."


def style(name: str, letters: str, family: str = "text", parent: str = "") -> str:
    """Write a style of letters."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" '
        f'style:parent-style-name="{parent}"><style:text-properties {letters}/>'
        "</style:style>"
    )


def read(body: str, *styles: str) -> Article:
    """Read a text with a plain paragraph behind it."""
    made = f"{FACES}<office:styles>{''.join(styles)}</office:styles>"
    return read_article(
        odt(f"{body}<text:p>{PLAIN}</text:p>", styles_xml=made), "x.odt"
    )


@pytest.mark.parametrize(
    ("letters", "kinds"),
    [
        ('fo:font-weight="bold"', ["strong"]),
        ('fo:font-weight="600"', ["strong"]),
        ('fo:font-weight="500"', []),
        ('fo:font-weight="normal"', []),
        ('style:font-weight-asian="bold"', []),
        ('fo:font-style="italic"', ["emphasis"]),
        ('fo:font-style="oblique"', ["emphasis"]),
        ('fo:font-style="normal"', []),
        ('style:text-underline-style="solid"', ["underline"]),
        ('style:text-underline-style="none"', []),
        ('style:text-line-through-style="solid"', ["strike"]),
        ('style:text-line-through-type="double"', ["strike"]),
        ('style:text-line-through-style="none"', []),
        ('style:text-position="super 58%"', ["raised"]),
        ('style:text-position="33.5% 58%"', ["raised"]),
        ('style:text-position="sub 58%"', ["lowered"]),
        ('style:text-position="-33% 58%"', ["lowered"]),
        ('style:text-position="0% 100%"', []),
        ('style:font-name="Typed"', ["code"]),
        ('style:font-name="Serif"', []),
        ('style:font-name="Unknown"', []),
        ('fo:font-family="Mono" style:font-pitch="fixed"', ["code"]),
        ('fo:font-family="Sans" style:font-pitch="variable"', []),
        ('fo:font-weight="bold" fo:font-style="italic"', ["strong", "emphasis"]),
    ],
)
def test_what_a_style_says_of_letters(letters, kinds) -> None:
    """Each look is of the very words in the span, and the text is what it was."""
    span = '<text:span text:style-name="T">very  fresh </text:span>'
    article = read(f"<text:p>Sold {span}today.</text:p>", style("T", letters))
    assert article.text.startswith("Sold very  fresh today.\n\n")
    assert looks(article) == [(kind, "very  fresh", "") for kind in kinds]


def test_a_style_has_from_its_parent_what_it_says_nothing_of() -> None:
    """Bold and italic, less the bold: of styles in a circle each is asked once."""
    made = (
        style("A", 'fo:font-weight="bold" fo:font-style="italic"', parent="C"),
        style("B", 'fo:font-weight="normal"', parent="A"),
        style("C", 'style:text-underline-style="solid"', parent="B"),
    )
    article = read(
        '<text:p><text:span text:style-name="B">Eel</text:span>s</text:p>', *made
    )
    assert looks(article) == [("underline", "Eel", ""), ("emphasis", "Eel", "")]


def test_plain_words_in_a_bold_paragraph_are_not_bold() -> None:
    """What holds inside goes before what holds around, and that goes on behind."""
    made = (
        style("P", 'fo:font-weight="bold"', "paragraph"),
        style("P", 'fo:font-style="italic"', "text"),
        style("T", 'fo:font-weight="normal"'),
    )
    words = 'Eel <text:span text:style-name="T">or</text:span> perch'
    article = read(f'<text:p text:style-name="P">{words}</text:p>', *made)
    assert looks(article) == [("strong", "Eel", ""), ("strong", "perch", "")]


def test_a_heading_is_no_emphasis() -> None:
    """All of it is set off already; one word of it may be set off again."""
    made = (
        style("P", 'fo:font-weight="bold"', "paragraph"),
        style("T", 'fo:font-style="italic"'),
    )
    words = 'The <text:span text:style-name="T">old</text:span> quay'
    heading = f'<text:h text:style-name="P" text:outline-level="2">{words}</text:h>'
    article = read(f"<text:p>First.</text:p>{heading}", *made)
    assert [article.text[x.start : x.end] for x in article.headings] == ["The old quay"]
    assert looks(article) == [("emphasis", "old", "")]


def test_links_lead_where_they_did() -> None:
    """The address is kept as it is: what is safe is for the page to say."""
    link = '<text:a xlink:href="{}">{}</text:a>'
    words = link.format("https://a.b/?c=1&amp;d", "one") + link.format(
        "javascript:x", "two"
    )
    assert looks(read(f"<text:p>See {words}.</text:p>")) == [
        ("link", "one", "https://a.b/?c=1&d"),
        ("link", "two", "javascript:x"),
    ]


def test_items_say_how_deep_they_are() -> None:
    """From 0; a second paragraph of an item is none, and numbers stay in the text."""
    inner = (
        "<text:list><text:list-item><text:p>eel</text:p></text:list-item></text:list>"
    )
    outer = f"<text:p>fish</text:p><text:p>of all kinds</text:p>{inner}"
    item = f"<text:list-item>{outer}</text:list-item>"
    article = read(f"<text:list>{item}{item}</text:list>")
    assert looks(article) == 2 * [("item", "- fish", "0"), ("item", "- eel", "1")]


def test_looks_of_an_item_stand_behind_its_marker() -> None:
    """A marker of a list moves what is bold; it isn't bold itself."""
    words = 'an <text:span text:style-name="T">eel</text:span>'
    item = f"<text:list-item><text:p>{words}</text:p></text:list-item>"
    article = read(
        f"<text:list>{item}</text:list>", style("T", 'fo:font-weight="bold"')
    )
    assert looks(article) == [("strong", "eel", ""), ("item", "- an eel", "0")]


def note(label: str, text: str) -> str:
    """Write a note."""
    return (
        f"<text:note><text:note-citation>{label}</text:note-citation><text:note-body>"
        f"<text:p>{text}</text:p><text:p>More of it.</text:p></text:note-body>"
        "</text:note>"
    )


def test_a_notes_sign_stands_behind_its_word_and_before_the_note() -> None:
    """It is in no text; a note's second paragraph has none, nor one without a sign."""
    words = f"Not{note('1', 'Ever.')} on Sundays{note('', 'Nor then.')}."
    article = read(f"<text:p>{words}</text:p>")
    found = [(look.kind, look.start, look.end, look.detail) for look in article.looks]
    below = article.text.index("Ever.")
    assert article.text.startswith(
        "Not on Sundays.\n\nEver.\n\nMore of it.\n\nNor then."
    )
    assert found == [("note", 3, 3, "1"), ("note", below, below, "1")]


def test_a_paragraph_that_is_all_monospaced_is_a_listing() -> None:
    """One with a word of another font is not, nor is an item of a list."""
    made = (
        style("P", 'style:font-name="Typed"', "paragraph"),
        style("T", 'style:font-name="Serif"'),
    )
    code = '<text:p text:style-name="P">x = 1</text:p>'
    mixed = 'y <text:span text:style-name="T">is</text:span>'
    body = f'{code}<text:p text:style-name="P">{mixed}</text:p>'
    body += f"<text:list><text:list-item>{code}</text:list-item></text:list>"
    assert looks(read(body, *made)) == [
        ("listing", "x = 1", ""),
        ("code", "y", ""),
        ("code", "x = 1", ""),
        ("item", "- x = 1", "0"),
    ]


def test_a_typescript_is_no_code() -> None:
    """Where more than half of a text is monospaced, that says nothing of its words."""
    made = style("P", 'style:font-name="Typed"', "paragraph")
    # PLAIN has 72 characters, and the gap 2: 74 of 148 are half, 75 of 149 are more.
    half, more = (f'<text:p text:style-name="P">{"x" * n}</text:p>' for n in (74, 75))
    assert [kind for kind, _, _ in looks(read(half, made))] == ["listing"]
    assert looks(read(more, made)) == []


def test_cells_look_like_what_is_in_them() -> None:
    """Bold words and signs of notes keep their place behind the column's name."""
    words = f'<text:span text:style-name="T">31</text:span>{note("2", "Once.")} crowns'
    eel = "the <text:s/>eel</text:p><text:p/><text:p>big"
    head, body = (
        "".join(
            f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
            for text in row
        )
        for row in (("fish", "price"), (eel, words))
    )
    row = "<table:table-row>{}</table:table-row>"
    table = f"<table:table-header-rows>{row.format(head)}</table:table-header-rows>"
    table = f"<table:table>{table}{row.format(body)}</table:table>"
    article = read(table, style("T", 'fo:font-weight="bold"'))
    price = "price: 31 crowns Once. More of it."
    assert article.text.startswith(f"fish: the eel big; {price}\n")
    assert set(looks(article)) == {
        ("cell", "fish: the eel big", "0"),
        ("cell", price, "1"),
        ("note", "", "2"),
        ("strong", "31", ""),
    }
    (sign,) = (look for look in article.looks if look.kind == "note")
    assert article.text[: sign.start].endswith("price: 31")
