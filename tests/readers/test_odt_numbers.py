"""Numbers of OpenDocument's lists and headings, as a word processor shows them."""

import pytest

from rag.readers import read_article
from rag.readers.numerals import numeral
from rag.types import Article
from tests.archives import odt

NUMBER = (
    '<text:list-level-style-number text:level="{}" style:num-format="{}"'
    ' style:num-prefix="{}" style:num-suffix="{}" text:display-levels="{}"/>'
)
STYLES = (
    '<office:automatic-styles><text:list-style style:name="L1">'
    + NUMBER.format(1, "1", "", ".", 1)
    + NUMBER.format(2, "A", "(", ")", 2)
    + NUMBER.format(3, "", "", "", 1)
    + "</text:list-style></office:automatic-styles><office:styles><text:outline-style>"
    '<text:outline-level-style text:level="2" style:num-format="I"'
    ' style:num-suffix=" –"/></text:outline-style></office:styles>'
)


def paragraphs(body: str) -> list[str]:
    """Read the paragraphs of a body."""
    article = read(body)
    return [article.text[p.start : p.end] for p in article.paragraphs]


def read(body: str) -> Article:
    """Read a document of this body, in the styles above."""
    return read_article(odt(body, styles_xml=STYLES), "x.odt")


def item(text: str, inner: str = "", start: str = "") -> str:
    """Write an item of a list, and a list in it."""
    begin = f' text:start-value="{start}"' if start else ""
    return f"<text:list-item{begin}><text:p>{text}</text:p>{inner}</text:list-item>"


def numbered(*items: str, more: str = "") -> str:
    """Write a numbered list."""
    return f'<text:list text:style-name="L1"{more}>{"".join(items)}</text:list>'


def test_inner_lists_have_the_numbers_of_their_level() -> None:
    """An inner list is in its outer list's style, and begins anew below each item."""
    inner = f"<text:list>{item('three')}{item('four')}</text:list>"
    body = numbered(item("one", inner), item("two", inner))
    expected = ["1. one", "(1.A) three", "(1.B) four"]
    expected += ["2. two", "(2.A) three", "(2.B) four"]
    assert paragraphs(body) == expected


def test_a_list_goes_on_only_where_it_says_so() -> None:
    """The next list begins at 1, one that goes on at the next number."""
    goes_on = ' text:continue-numbering="true"'
    lists = numbered(item("a")) + numbered(item("b"), item("c", start="7"))
    body = lists + "<text:p>Between.</text:p>" + numbered(item("d"), more=goes_on)
    assert paragraphs(body) == ["1. a", "1. b", "7. c", "Between.", "8. d"]


def test_a_list_may_go_on_with_an_earlier_one() -> None:
    """By what that is called, past another list of the style; else it begins at 1."""
    lists = numbered(item("a"), item("b"), more=' xml:id="one"')
    lists += numbered(item("c"), more=' xml:id="two"')
    again = ' xml:id="three" text:continue-list="one"'
    lists += numbered(item("d"), more=again)
    lists += numbered(item("e"), more=' text:continue-list="three"')
    lists += numbered(item("f"), more=' text:continue-list="two"')
    lists += numbered(item("g"), more=' text:continue-list="none"')
    expected = ["1. a", "2. b", "1. c", "3. d", "4. e", "2. f", "1. g"]
    assert paragraphs(lists) == expected


def test_an_item_of_an_inner_list_alone_is_not_counted() -> None:
    """Word processors wrap inner lists into items that nobody sees."""
    wrapped = f"<text:list-item><text:list>{item('x')}</text:list></text:list-item>"
    body = numbered(item("one"), wrapped, item("two"))
    assert paragraphs(body) == ["1. one", "(1.A) x", "2. two"]


def test_a_list_without_a_style_has_bullets() -> None:
    """What is no numbered list is marked as an item all the same."""
    assert paragraphs(f"<text:list>{item('stone')}</text:list>") == ["- stone"]


def test_headings_have_their_numbers() -> None:
    """Headings of a level that is numbered are counted."""
    heading = '<text:h text:outline-level="2">{}</text:h><text:p>They rise.</text:p>'
    article = read(heading.format("Rivers") + heading.format("Tides"))
    sections = [paragraph.section for paragraph in article.paragraphs]
    assert sections == ["I – Rivers", "II – Tides"]


@pytest.mark.parametrize(
    ("number", "letter", "roman"),
    [(1, "a", "i"), (26, "z", "xxvi"), (53, "aaa", "liii"), (0, "0", "0")],
)
def test_numerals(number: int, letter: str, roman: str) -> None:
    """Letters repeat after z, and Roman numerals subtract."""
    assert (numeral(number, "a"), numeral(number, "i")) == (letter, roman)
