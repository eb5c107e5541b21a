"""Parts of lines that are no text: hidden, how words are said, for a wiki's editors."""

import pytest

from rag.readers import read_article
from rag.readers.web.markup import read_markup
from tests.articles import paragraphs
from tests.readers.test_html import PAGE, PARAGRAPHS


def blocks(source: str) -> list[tuple[str, int]]:
    """Give the text and level of a page's blocks."""
    return [(block.text, block.level) for block in read_markup(source).blocks]


EDIT = "<span class='x mw-editsection'><span>[</span><a href=e>edit</a>]</span>"


def test_a_link_to_edit_a_section_is_not_of_the_text() -> None:
    """It stands behind the heading, or in older wikis within it."""
    assert blocks(f"<h2>Tides</h2>{EDIT}<p>They rise.") == [
        ("Tides", 2),
        ("They rise.", 0),
    ]
    assert blocks(f"<h2>Tides{EDIT}</h2><p>They rise.")[0] == ("Tides", 2)


@pytest.mark.parametrize(
    "source",
    [
        "It rose.<sup class=noprint>[<i>who says so?</i>]</sup> It fell.",
        "It rose.<span class=mw-cite-backlink>^ <b>a</b></span> It fell.",
        # A part may be left out of print for other reasons.
        "<div class=noprint>It rose. It fell.</div>",
        "<b class=noprint>It rose.</b> It fell.",
        "It rose.<span class=noprinter> It fell.</span>",
    ],
)
def test_marks_for_editors_are_within_a_line(source: str) -> None:
    """They are told by their names, and by standing in a line."""
    assert blocks(source) == [("It rose. It fell.", 0)]


@pytest.mark.parametrize(
    "source",
    [
        "It rose.<span style='display:none'>7003</span> It fell.",
        "It rose.<b hidden>Not <b>this</b>.</b> It fell.",
        "<p hidden>Not this.<p>It rose. It fell.",
        "<p hidden>Not this.</p>It rose. It fell.",
        # None of these has an end tag, or hides its text for long.
        "It rose.<input hidden> It fell.",
        "<body style='visibility: hidden'>It rose. It fell.",
    ],
)
def test_what_is_hidden_in_a_line_is_not_of_the_text(source: str) -> None:
    """Nor is a line that is hidden."""
    assert blocks(source) == [("It rose. It fell.", 0)]


@pytest.mark.parametrize(
    "dialog",
    [
        "div role=dialog aria-hidden=true",
        "section role=alertdialog aria-hidden=true",
        "dialog",
    ],
)
def test_a_closed_dialog_is_not_the_article(dialog: str) -> None:
    """Not even where it is longer, and would be taken for it."""
    long = "The hall may be rented by the hour, as its keeper says each week. " * 20
    said = f"<{dialog}><div><p>{long}</p></div></{dialog.split()[0]}>"
    article = read_article(
        PAGE.replace("<footer>", f"{said}<footer>").encode(), "x.html"
    )
    assert paragraphs(article)[0] == PARAGRAPHS[0]
    assert "hall" not in article.text


@pytest.mark.parametrize("dialog", ["div role=dialog", "dialog open"])
def test_an_open_dialog_may_be_the_article(dialog: str) -> None:
    """Some pages show each article in one, over what they show anyway."""
    page = PAGE.replace("<article>", f"<p>The hall is for rent.</p><{dialog}>")
    page = page.replace("</article>", f"</{dialog.split()[0]}>")
    assert set(PARAGRAPHS) <= set(paragraphs(read_article(page.encode(), "x.html")))


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>東京<rt>とうきょう</rt></ruby>",
        "<ruby>東京<rt>とう<span>きょ</span>う</rt></ruby>",
        "<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>",
        "<ruby>東京<rp>(<rt>とうきょう<rp>)</ruby>",
        "<ruby>東<rt>とう</rt>京<rt>きょう</ruby>",
        "<ruby><rb>東<rt>とう<rb>京<rt>きょう</ruby>",
    ],
)
def test_how_a_word_is_said_is_not_of_the_text(ruby: str) -> None:
    """The words stay whole, also where end tags are left out, as HTML lets them be."""
    assert blocks(f"<p>{ruby}で会う。") == [("東京で会う。", 0)]


def test_a_reading_that_never_ends_does_with_its_line() -> None:
    """The next line is read."""
    found = blocks("<p><ruby>東京<rt>とうきょう<p>会う。")
    assert found == [("東京", 0), ("会う。", 0)]


def test_an_article_is_found_without_its_hidden_words() -> None:
    """What finds it may take them for text: the page's own blocks count."""
    hidden = "<span style='display:none'>7003</span>"
    page = PAGE.replace("two metres", f"{hidden}two metres")
    page = page.replace("the bridge", "the <ruby>bridge<rt>brij</ruby>")
    assert paragraphs(read_article(page.encode(), "x.html"))[0] == PARAGRAPHS[0]


def test_a_mark_ends_with_its_line() -> None:
    """One that is left open takes nothing of the next line."""
    assert blocks("<p>It rose.<span class=noprint>[edit]<p>It fell.") == [
        ("It rose.", 0),
        ("It fell.", 0),
    ]


def test_a_picture_in_a_mark_says_nothing() -> None:
    """What it shows is not of the text, either."""
    assert blocks("It rose.<sup class=noprint><img alt=pen></sup>") == [("It rose.", 0)]


def test_contents_of_what_word_saved_as_a_page_are_not_read() -> None:
    """Lines of contents or of an index; what stands below them is read."""
    lines = "".join(
        f"<p class={name}><a href=#_Toc1>The market<span>... </span>2</a></p>"
        for name in ("MsoTocHeading", "MsoToc1", "MsoTof", "MsoIndex1", "MsoToc2 x")
    )
    source = f"{lines}<p class=MsoToc3>Open<p class=MsoNormal>It opens at six."
    assert [block.text for block in read_markup(source).blocks] == ["It opens at six."]
