"""Rich text (RTF): what a word processor shows, whatever the file's characters are."""

import pytest

from rag.readers import read_article
from rag.types import Article


def read(source: str) -> Article:
    """Read a rich text file written out in Latin letters."""
    return read_article(source.encode("latin-1"), "x.rtf")


def test_a_fonts_characters_are_read_in_its_own_alphabet() -> None:
    """Byte 0xE4 is a Cyrillic letter in a Cyrillic font, and Latin in another."""
    fonts = r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}}"
    source = rf"{{\rtf1\ansi\ansicpg1252{fonts}\f1 \'e4\'e0\f0  M\'e4dchen\par}}"
    assert read(source).text == "да Mädchen"


def test_japanese_is_read_where_a_characters_second_byte_is_a_letter() -> None:
    """In Shift JIS the byte of "A" can be half of a character."""
    source = r"{\rtf1\ansi\ansicpg932{\info{\title \'83e\'83X\'83g}}\'83A\par}"
    article = read(source)
    assert (article.text, article.title) == ("ア", "テスト")


def test_unicode_replaces_the_characters_written_for_older_programs() -> None:
    r"""After \u come as many stand-ins as \uc says; surrogates make one character."""
    source = r"{\rtf1\uc1 \u8364 E and \u-10179?\u-8576? go, {\uc0 \u233}t\u233 e.\par}"
    assert read(source).text == "€ and 🚀 go, été."


def test_hidden_and_deleted_text_is_not_read() -> None:
    """What is hidden, or deleted under tracked changes, is not seen by a reader."""
    source = r"{\rtf1 The {\v secret \v0 river }{\deleted sank}{\revised rose}.\par}"
    assert read(source).text == "The river rose."


def test_an_unknown_destination_that_may_be_ignored_is() -> None:
    """A group that begins with a star and an unknown word holds no text."""
    source = r"{\rtf1{\*\whatever Not this.}This{\b\*\cs7\i  too}.\par}"
    assert read(source).text == "This too."


def test_a_tables_rows_are_lines_of_cells() -> None:
    """Paragraphs within a cell stay in their row."""
    row = r"\trowd\pard\intbl Town\par and land\cell Flood\cell\row"
    source = rf"{{\rtf1 {row}{row}\pard Below.\par}}"
    article = read(source)
    assert [p.number for p in article.paragraphs] == [1, 2, 3]
    assert article.text.startswith("Town and land: Flood\n")


def test_a_paragraph_may_say_that_it_is_in_no_table() -> None:
    """By the number 0; it ends the table above it."""
    row = r"\trowd\pard\intbl Town\cell Flood\cell\row"
    article = read(rf"{{\rtf1 {row}\pard\intbl\intbl0 Below.\par}}")
    assert article.text == "Town: Flood\n\nBelow."


def test_list_items_keep_their_number_and_lose_their_picture() -> None:
    """A bullet of a font of pictures becomes a hyphen."""
    fonts = r"{\fonttbl{\f0 Arial;}{\f3\fcharset2 Symbol;}}"
    numbered = r"{\listtext\pard\plain 1.\tab}One.\par"
    bullet = r"{\listtext\f3\'b7\tab}Two.\par"
    source = rf"{{\rtf1{fonts}{{\s1 heading 1;}}\outlinelevel0 All\par\pard "
    article = read(source + rf"{numbered}{bullet}}}")
    assert article.text.endswith("1. One.\n- Two.")


def test_headings_are_those_of_the_styles() -> None:
    """A style named "heading 2" makes a heading of level 2, and "Title" the title."""
    styles = r"{\stylesheet{\s0 Normal;}{\s2\b{\*\x} heading 2;}{\s5 Title;}}"
    title = r"\pard\s5 The high water\par"
    body = r"\pard\s2 In June\par\pard The river rose by two metres.\par"
    article = read(rf"{{\rtf1{styles}{title}{body}}}")
    assert article.title == "The high water"
    assert [p.section for p in article.paragraphs] == ["In June"]


def test_running_heads_come_once_and_last() -> None:
    """A letterhead is found, but doesn't divide the text."""
    head = r"{\header River authority\par}"
    source = rf"{{\rtf1{head}{head}The river rose.\par}}"
    assert read(source).text == "The river rose.\n\nRiver authority"


def test_the_bytes_of_a_picture_are_passed_over() -> None:
    """Binary data may hold braces and backslashes."""
    source = r"{\rtf1 One{\pict\bin7 }}\par{} and two.\par}"
    assert read(source).text == "One and two."


def test_a_fields_instruction_is_not_read() -> None:
    """Of a link its words are read, not its code."""
    field = r"{\field{\*\fldinst HYPERLINK x}{\fldrslt the map}}"
    assert read(rf"{{\rtf1 See {field}.\par}}").text == "See the map."


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"Call f(\{x\}) on C:\\maps.", r"Call f({x}) on C:\maps."),
        (r"{\v note \{ }The river rose.", "The river rose."),
        (r"{\*\xnote a \} secret of ours}The river rose.", "The river rose."),
        (r"{\b\{}The river rose.", "{The river rose."),
        (r"\u8364\{The river rose.", "€The river rose."),
    ],
)
def test_a_brace_behind_a_backslash_is_text(source: str, text: str) -> None:
    """It opens and closes no group, whether it is seen or not."""
    assert read(rf"{{\rtf1 {source}\par}}").text == text


def test_a_backslash_may_be_half_of_a_character() -> None:
    """In Shift JIS its byte is the second one of the sign for a table."""
    assert read(r"{\rtf1\ansi\ansicpg932 \'95\\\par}").text == "表"


def test_of_two_titles_and_authors_the_last_counts() -> None:
    """Word writes each for old programs, and again in Unicode."""
    info = "".join(
        rf"{{\upr{{\{name} ?}}{{\*\ud{{\{name} \u1078?}}}}}}"
        for name in ("title", "author")
    )
    article = read(rf"{{\rtf1{{\info{info}}}The river rose.\par}}")
    assert (article.title, article.author) == ("ж", "ж")


def test_the_first_row_of_a_table_is_no_title() -> None:
    """Where no style says what is a heading, a first line alone may be one."""
    cells = r"\trowd\pard\intbl {}\cell {}\cell\row"
    each = ("Town", "Flood"), ("Rye", "1920"), ("Hull", "1930")
    rows = "".join(cells.format(*row) for row in each)
    article = read(
        rf"{{\rtf1 {rows}\pard The river rose by two metres in one night.\par}}"
    )
    assert article.title == "X"
    assert [p.is_row for p in article.paragraphs] == [True, True, False]
