"""The desk as a writer's page: quotes word for word, each with a footnote."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from rag.judging.evidence import EvidenceQuote, sha256_of_text
from rag.judging.pins import Pin
from rag.judging.works import Work
from rag.page.desk.entries import desk_entries
from rag.page.desk.footnotes import noted_quotes, paragraphs_of
from rag.page.desk.word import word_page
from rag.page.desk.writing import html_page, markdown_page
from rag.readers import read_article
from rag.types import Article, Paragraph, Place

TEXT = "Tides rise.\n\nThe Moon <b>pulls</b>\nthe *sea*.\n\nThey fall. Tides rise."
ARTICLE = Article(
    "tides",
    "Tides & *more*",
    TEXT,
    (
        Paragraph(1, 0, 11),
        Paragraph(2, 13, 45, "Why", 3),
        Paragraph(3, 47, 69, "How", 4, is_doubtful=True),
    ),
)
WORK = Work("tides", "Tides & *more*", "Ada Moon", "2026-03", "https://example.org/a&b")
OLD = Work("gone", "Gone", None, None, None, "ar")


def quote_of(text: str, start: int, paragraph: int = 1) -> EvidenceQuote:
    """Make the evidence of some words at a place."""
    end = start + len(text)
    return EvidenceQuote(
        0, "tides", "Tides", "Why", paragraph, 3, start, end, "", text, "",
        sha256_of_text(text), sha256_of_text(TEXT), True, None,
    )  # fmt: skip


def pin_of(quote: EvidenceQuote, work: Work = WORK, note: str = "") -> Pin:
    """Pin a quote."""
    return Pin(7, quote, work, "Why?", "", note, "2026-11-26T10:00:00+00:00")


MOON = pin_of(quote_of(TEXT[13:45], 13, 2), note="- for\nchapter 2\n\n1. & <i>3")
GONE = pin_of(replace(quote_of("شمس", 5, 9), article_id="gone", page=None), OLD)


def entries_of(*pins: Pin):
    """Put pins beside the one article that there is."""
    find = {"tides": ARTICLE}.get
    return desk_entries(pins, find, lambda _: WORK)


def test_an_entry_says_how_its_quote_stands():
    """Where the words stand now, or where they stood when the article has gone."""
    moon, gone = entries_of(MOON, GONE)
    assert (moon.holds, moon.state, moon.gone) == (True, "verbatim", False)
    assert (moon.place, moon.work) == (MOON.quote.place, WORK)
    assert (gone.holds, gone.gone, gone.language) == (False, True, "ar")
    assert gone.state == "the article is not in the library"
    assert (gone.place, gone.work) == (GONE.quote.place, OLD)


@pytest.mark.parametrize(
    ("start", "place"),
    [
        (69, Place("tides", 3, 58, 69, section="How", page=4, is_doubtful=True)),
        (30, Place("tides", 3, 58, 69, section="How", page=4, is_doubtful=True)),
        (28, Place("tides", 1, 0, 11)),
    ],
)
def test_words_that_moved_are_found_where_they_are_nearest(start, place):
    """They stand at 0 and at 58: 29 is as far from both."""
    (entry,) = entries_of(pin_of(quote_of("Tides rise.", start)))
    assert (entry.holds, entry.place) == (True, place)
    assert entry.state == "verbatim, but it has moved in the article"


def test_words_before_the_first_paragraph_stand_at_the_top():
    """The front is no paragraph."""
    article = replace(ARTICLE, paragraphs=ARTICLE.paragraphs[1:])
    pin = pin_of(quote_of("Tides", 3))
    (entry,) = desk_entries([pin], {"tides": article}.get, lambda _: WORK)
    assert entry.place == Place("tides", 0, 0, 5)


def test_words_that_changed_keep_their_place_and_say_so():
    """The article is there, and is cited as it is now."""
    (entry,) = entries_of(pin_of(quote_of("The Sun pulls", 13), OLD))
    assert (entry.holds, entry.gone, entry.work) == (False, False, WORK)
    assert entry.state == "the article no longer says this"
    assert entry.place.start == 13


def test_a_text_is_taken_apart_into_paragraphs_and_lines():
    """Empty lines part paragraphs; spaces at the ends of lines are none of them."""
    assert paragraphs_of(" a \n b\n \n\n\tc") == (("a", "b"), ("c",))
    assert paragraphs_of(" \n") == ()


def test_markdown_has_footnotes():
    """Whatever is said is no markup; lines stay lines, paragraphs paragraphs."""
    assert markdown_page(noted_quotes(entries_of(MOON, GONE))) == (
        "# Quotes\n\n"
        "> The Moon \\<b\\>pulls\\</b\\>\\\n"
        "> the \\*sea\\*.[^1]\n\n"
        "\\- for\\\n"
        "chapter 2\n\n"
        "1\\. \\& \\<i\\>3\n\n"
        "> شمس[^2]\n\n"
        "[^1]: Ada Moon, *Tides \\& \\*more\\**, 2026-03, Why, p. 3, ¶ 2. "
        "<https://example.org/a&b>\n\n"
        "[^2]: *Gone*, Why, ¶ 9. Pinned 2026-11-26; "
        "the article is not in the library.\n"
    )


def test_markdown_is_read_as_it_was_meant():
    """By another program: the words are there, none of them as markup."""
    html = MarkdownIt().render(markdown_page(noted_quotes(entries_of(MOON))))
    assert (
        "<blockquote>\n<p>The Moon &lt;b&gt;pulls&lt;/b&gt;<br />\nthe *sea*." in html
    )
    assert "<p>- for<br />\nchapter 2</p>\n<p>1. &amp; &lt;i&gt;3</p>" in html
    assert "<em>Tides &amp; *more*</em>, 2026-03" in html


def test_several_paragraphs_are_one_quote():
    """The sign of the footnote stands behind the last."""
    both = pin_of(quote_of(TEXT[:45], 0))
    assert "> Tides rise.\n>\n> The Moon" in markdown_page(
        noted_quotes(entries_of(both))
    )
    html = html_page(noted_quotes(entries_of(both)))
    assert "<blockquote><p>Tides rise.</p><p>The Moon &lt;b&gt;" in html


def test_html_has_footnotes_that_lead_there_and_back():
    """It runs nothing, asks for nothing, and whatever is said is no markup."""
    html = html_page(noted_quotes(entries_of(MOON, GONE)))
    assert "default-src 'none'" in html
    assert (
        "<blockquote><p>The Moon &lt;b&gt;pulls&lt;/b&gt;<br>the *sea*."
        '<sup><a role="doc-noteref" id="quote-1" href="#note-1">1</a></sup></p>'
        "</blockquote><p>- for<br>chapter 2</p><p>1. &amp; &lt;i&gt;3</p>"
    ) in html
    assert (
        '<li id="note-1">Ada Moon, <cite>Tides &amp; *more*</cite>, 2026-03, Why, '
        'p. 3, ¶ 2. <a href="https://example.org/a&amp;b" rel="noreferrer">'
        "https://example.org/a&amp;b</a> "
        '<a role="doc-backlink" href="#quote-1" aria-label="Back to quote 1">↩</a></li>'
    ) in html
    assert '<blockquote lang="ar" dir="rtl">' in html
    assert "</cite>, Why, ¶ 9. Pinned 2026-11-26; the article is not in" in html
    ids = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) == ids
    assert "<script" not in html


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def word() -> bytes:
    """Write the document of two pins."""
    return word_page(noted_quotes(entries_of(MOON, GONE)))


def test_the_document_is_read_by_our_own_reader(word: bytes):
    """Quotes, notes and footnotes are in it, in their order, word for word."""
    text = read_article(word, "quotes.docx").text
    for said in (
        "The Moon <b>pulls</b>\nthe *sea*.",
        "- for\nchapter 2",
        "1. & <i>3",
        "شمس",
        "Ada Moon, Tides & *more*, 2026-03, Why, p. 3, ¶ 2. https://example.org/a&b",
        "Gone, Why, ¶ 9. Pinned 2026-11-26; the article is not in the library.",
    ):
        assert said in text
        text = text.partition(said)[2]


def test_the_documents_footnotes_are_words_own(word: bytes):
    """Each sign names a footnote, and the document names their part."""
    document = docx.Document(io.BytesIO(word))
    (part,) = [
        each.target_part
        for each in document.part.rels.values()
        if each.reltype.endswith("/footnotes")
    ]
    assert part.content_type.endswith("wordprocessingml.footnotes+xml")
    signs = [each.get(f"{WORD}id") for each in
             document.element.iter(f"{WORD}footnoteReference")]  # fmt: skip
    notes = etree.fromstring(part.blob)
    ids = [each.get(f"{WORD}id") for each in notes]
    assert signs == ["1", "2"]
    assert ids == ["-1", "0", *signs]
    named = [each.get(f"{WORD}id") for each in document.settings.element.iter(
        f"{WORD}footnote")]  # fmt: skip
    assert named == ["-1", "0"]
    fields = [each.get(f"{WORD}instr") for each in notes.iter(f"{WORD}fldSimple")]
    assert fields == [' HYPERLINK "https://example.org/a&b" ']
    styles = {style.style_id: style.name for style in document.styles}
    assert {styles[each.get(f"{WORD}val")] for each in notes.iter(f"{WORD}rStyle")} == {
        "footnote reference"
    }
    assert {styles[each.get(f"{WORD}val")] for each in notes.iter(f"{WORD}pStyle")} == {
        "footnote text"
    }


def test_the_documents_quotes_are_styled_as_such(word: bytes):
    """A quote from the right to the left is written so."""
    document = docx.Document(io.BytesIO(word))
    quotes = [each for each in document.paragraphs if each.style.name == "Quote"]
    assert [each.text for each in quotes] == [
        "The Moon <b>pulls</b>\nthe *sea*.", "شمس",
    ]  # fmt: skip
    turned = [list(each._p.iter(f"{WORD}bidi")) for each in quotes]
    assert [len(each) for each in turned] == [0, 1]
    assert document.core_properties.title == "Quotes"
    assert document.core_properties.author == ""


def test_characters_that_xml_has_no_place_for_are_replaced():
    """Else the document could not be written, or read by nobody."""
    odd = pin_of(quote_of("a\x0bb\x00c\ufffe", 0), replace(OLD, title="T\x07"), "n\x1b")
    pin = replace(odd, quote=replace(odd.quote, article_id="gone"))
    word = word_page(noted_quotes(entries_of(pin)))
    paragraphs = [each.text for each in docx.Document(io.BytesIO(word)).paragraphs]
    assert paragraphs == ["Quotes", "a b\ufffdc\ufffd", "n\ufffd"]
    with zipfile.ZipFile(io.BytesIO(word)) as file:
        assert "T\ufffd" in file.read("word/footnotes.xml").decode()


def test_an_empty_desk_is_an_empty_page():
    """Nothing is said of footnotes that aren't there, and each form can be opened."""
    assert markdown_page([]) == "# Quotes\n"
    assert "<li" not in html_page([])
    assert docx.Document(io.BytesIO(word_page([]))).paragraphs[0].text == "Quotes"
