"""Articles as their sources show them: elements around words, and no word changed."""

import re
from html.parser import HTMLParser

import pytest

from rag.page.quotes.article import View, article_html
from rag.page.quotes.cutting import cut_quote
from rag.page.quotes.formatting import Wrap, is_safe, write_wrapped
from rag.page.quotes.marks import Mark
from rag.page.quotes.quote_html import AboutQuote, quote_html
from rag.page.quotes.reading import find_in, reading_tools_html
from rag.page.quotes.references import Reference
from rag.readers import read_article
from rag.types import Article, Heading, Paragraph, Span, TextLook
from tests.table_files import labelled

MARKDOWN = """# Harbour

Sold *fresh*, **at `night`**, by [the board](https://a.b "Board").[^1]

- eels
  - smoked & <b>salted</b>
- cod

1. first

| fish | price |
|---|---|
| eel | **31** crowns |
|  | 4 |

```
if a < b:
    c()
```

> Said the keeper.

[^1]: Not on Sundays.
"""
ARTICLE = read_article(MARKDOWN.encode(), "x.md")
TABLES = [made for made in labelled() if made.case.kind == "years"]


class Blocks(HTMLParser):
    """Collects, of each element with a place, the text of the article in it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[int, str] = {}
        self._open: list[tuple[str, int | None]] = []
        self._sups = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note where an element's text begins."""
        start = dict(attrs).get("data-start")
        self._open.append((tag, int(start) if start is not None else None))
        self._sups += tag == "sup"

    def handle_endtag(self, tag):
        """Close an element: they are nested well, or this fails."""
        opened, _ = self._open.pop()
        assert opened == tag
        self._sups -= tag == "sup"

    def handle_data(self, data):
        """Add text to the block that it is in."""
        starts = [start for _, start in self._open if start is not None]
        # The numbers set into a paragraph are none of its text.
        if starts and not self._sups:
            self.texts[starts[-1]] = self.texts.get(starts[-1], "") + data


def quoted(article: Article, words: str) -> Mark:
    """Mark words as the quote that is open."""
    start = article.text.index(words)
    place = (start, start + len(words))
    return Mark(1, Reference(article.id, 1, *place, *place), active=True)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Sold fresh, at night",
        "- eels",
        "fish: eel; price: 31 crowns",
        "night, by the bo",
        "[^1]:",
    ],
)
def test_no_word_is_changed(words) -> None:
    """Each block's text is the article's, character for character, marked or not."""
    marks = [quoted(ARTICLE, words)] if words else []
    texts = Blocks(article_html(ARTICLE, View(marks))).texts
    assert len(texts) == len(ARTICLE.paragraphs)
    for paragraph in ARTICLE.paragraphs:
        own = ARTICLE.text[paragraph.start : paragraph.end]
        assert texts[paragraph.start] == own


def test_each_thing_looks_like_itself() -> None:
    """Emphasis, code, links, notes, items in depth, rows and listings are elements."""
    html = article_html(ARTICLE, View())
    for part in (
        "Sold <em>fresh</em>, <strong>at </strong><strong><code>night</code></strong>",
        '<a class="outside" href="https://a.b" title="https://a.b" target="_blank" '
        'rel="noopener noreferrer nofollow">the board</a>',
        '<a class="to-note" href="#p10"><span class="raised">1</span></a>',
        '<div class="list" role="list"><p id="p2" class="para item depth-0"',
        'class="para item depth-1"',
        "smoked &amp; salted",
        '<td>fish: eel<span class="unseen">; </span></td>',
        "<td>price: <strong>31</strong> crowns</td>",
        'class="para listing"',
        "if a &lt; b:\n    c()</pre>",
        'class="para quotation"',
    ):
        assert part in html, part
    assert html.count("<table>") == 1
    assert html.count('role="list"') == 1
    assert re.findall(r'data-n="(\d+)"', html) == [
        str(paragraph.number) for paragraph in ARTICLE.paragraphs
    ]


def test_an_empty_cell_keeps_its_column() -> None:
    """The price of nothing is a price still: the 4 stands below the 31."""
    looks = (
        TextLook(0, 4, "head", "0"),
        TextLook(7, 12, "head", "1"),
        TextLook(13, 14, "cell", "1"),
    )
    rows = (Paragraph(1, 0, 12), Paragraph(2, 13, 14))
    article = Article("x", "X", "fish | price\n4", rows, looks=looks)
    html = article_html(article, View())
    assert re.search(r"<tr [^>]*><td></td><td>4</td></tr>", html)


def test_empty_cells_of_a_wide_sheet_are_few_elements() -> None:
    """Column 2,021 (from 0) stands behind the first and 2,020 empty ones."""
    looks = (TextLook(0, 4, "cell", "0"), TextLook(7, 10, "cell", "2021"))
    article = Article("x", "X", "fish | far", (Paragraph(1, 0, 10),), looks=looks)
    html = article_html(article, View())
    spans = re.findall(r'<td colspan="(\d+)"></td>', html)
    assert spans == ["1000", "1000", "20"]
    assert html.count("<td") == 5


def test_a_quote_over_cells_is_marked_in_each() -> None:
    """No mark goes over the edge of a cell; the number stands behind the last."""
    html = article_html(ARTICLE, View([quoted(ARTICLE, "fish: eel; price: 31 crowns")]))
    assert (
        '<td><mark class="active">fish: eel<span class="unseen">; </span></mark></td>'
        in html
    )
    assert 'crowns</mark><sup class="number">1</sup></td>' in html
    assert html.count("<mark") == 2


def test_rows_without_looks_are_rows_by_their_form() -> None:
    """Lines of as many cells below each other; one alone is a paragraph."""
    text = "a | b\nc | d\n\ne | f"
    spans = [(0, 5), (6, 11), (13, 18)]
    paragraphs = tuple(Paragraph(n, *span) for n, span in enumerate(spans, 1))
    html = article_html(Article("x", "X", text, paragraphs), View())
    assert html.count("<tr ") == 2
    assert 'data-start="13">e | f</p>' in html


def test_a_blank_line_parts_two_tables() -> None:
    """Rows below each other are of one."""
    text = "a | b\nc | d\n\ne | f\ng | h"
    starts = (0, 6, 13, 19)
    rows = tuple(Paragraph(n, at, at + 5) for n, at in enumerate(starts, 1))
    html = article_html(Article("x", "X", text, rows), View())
    assert [each.count("<tr ") for each in html.split("<table>")] == [0, 2, 2]


def test_a_sign_of_a_note_that_is_no_text_stands_behind_its_word() -> None:
    """It leads to the note, which begins with it; both are set raised."""
    text = "Sold fresh.\n\nNot on Sundays."
    looks = (TextLook(10, 10, "note", "1"), TextLook(13, 13, "note", "1"))
    paragraphs = (Paragraph(1, 0, 11), Paragraph(2, 13, 28))
    html = article_html(Article("x", "X", text, paragraphs, looks=looks), View())
    assert 'Sold fresh<sup><a class="to-note" href="#p2">1</a></sup>.</p>' in html
    assert '"><sup><span>1</span></sup>Not on Sundays.</p>' in html


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.b/c", True),
        ("HTTP://a.b", True),
        ("mailto:a@b.c", True),
        ("javascript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("/articles/x", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_are_links(address, expected) -> None:
    """All others leave their words alone: no script runs, no file opens."""
    assert is_safe(address) == expected
    looks = (TextLook(0, 1, "link", address),)
    article = Article("x", "X", "a b", (Paragraph(1, 0, 3),), looks=looks)
    assert ("href" in article_html(article, View())) == expected


def test_an_address_is_no_markup() -> None:
    """Quotes in it end no attribute."""
    looks = (TextLook(0, 1, "link", 'https://a.b/"onclick="alert(1)'),)
    article = Article("x", "X", "a b", (Paragraph(1, 0, 3),), looks=looks)
    html = article_html(article, View())
    assert 'href="https://a.b/&quot;onclick=&quot;alert(1)"' in html


def test_looks_that_cross_are_nested_all_the_same() -> None:
    """Each piece is in all that hold it, so that no element crosses another."""
    wraps = [Wrap(0, 4, "<b>", "</b>"), Wrap(2, 6, "<i>", "</i>")]
    html = write_wrapped("abcdef", 0, 6, wraps, str)
    assert html == "<b>ab</b><b><i>cd</i></b><i>ef</i>"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("moon pulls", [(4, 14)]),
        ("MOON", [(4, 8), (20, 24)]),
        ("o", [(5, 6), (6, 7), (21, 22), (22, 23)]),
        ("a.b", []),
        ("(", []),
        ("  ", []),
    ],
)
def test_words_are_found_where_they_stand(words, expected) -> None:
    """In any case, over any white space, and as words, not as a pattern."""
    found = find_in("The Moon\npulls. The moon", words)
    assert found == [Span(*place) for place in expected]


def test_a_common_word_is_found_a_thousand_times() -> None:
    """More places nobody goes through; the answer stays small."""
    assert len(find_in("a " * 5000, "a")) == 1000


def outlined(count: int) -> str:
    """Write the tools above an article of so many headings, each over a paragraph."""
    text = "".join(f"Part {n}\n\ntext {n}\n\n" for n in range(count))
    starts = [text.index(f"Part {n}") for n in range(count)]
    headings = tuple(Heading(s, s + 6, 2 + n % 2) for n, s in enumerate(starts))
    paragraphs = tuple(Paragraph(n + 1, s + 8, s + 14) for n, s in enumerate(starts))
    article = Article("x", "X", text, paragraphs, headings)
    return reading_tools_html(article, as_pages=False)


def test_an_outline_leads_to_each_heading() -> None:
    """From three headings on; each names where it stands and what follows it."""
    assert "outline" not in outlined(2)
    found = re.findall(
        r'depth-(\d)" data-start="(\d+)" data-paragraph="(\d+)"', outlined(3)
    )
    assert found == [("0", "0", "1"), ("1", "16", "2"), ("0", "32", "3")]


def test_pages_can_be_chosen_where_there_are_some() -> None:
    """An article of no pages offers none; one of pages, both ways to see it."""
    article = Article("x", "X", "text", (Paragraph(1, 0, 4, page=1),))
    assert "data-view" not in outlined(3)
    for as_pages, pressed in ((True, "pages"), (False, "text")):
        html = reading_tools_html(article, as_pages)
        assert f'data-view="{pressed}" aria-pressed="true"' in html
        assert ("page-number" in html) == as_pages


def test_what_a_reader_says_of_items_goes_before_their_form() -> None:
    """An item is as deep as its source says, whatever its marker; at most 4 deep."""
    text = "1.2.3 eels\n- cod\niv) tar\n  - ling"
    bounds = [(0, 10), (11, 16), (17, 24), (27, 33)]
    looks = (
        TextLook(0, 10, "item", "2"),
        TextLook(17, 24, "item", "9"),
        TextLook(27, 33, "item", "-1"),
    )
    rows = tuple(Paragraph(n, *place) for n, place in enumerate(bounds, start=1))
    html = article_html(Article("x", "X", text, rows, looks=looks), View())
    assert re.findall(r"item depth-(\S+)\"", html) == ["2", "0", "4", "0"]


def test_underlined_words_are_no_words_of_the_question() -> None:
    """What `u` holds are these."""
    looks = (TextLook(0, 4, "underline"),)
    article = Article("x", "X", "eels swim", (Paragraph(1, 0, 9),), looks=looks)
    html = article_html(article, View())
    assert '<span class="underlined">eels</span> swim' in html
    assert "<u>" not in html


def test_a_sign_leads_to_the_next_note_of_its_label() -> None:
    """Two chapters number their notes from 1; a sign below both leads to the last."""
    text = "one\nnote\ntwo\nmore\nend"
    bounds = [(0, 3), (4, 8), (9, 12), (13, 17), (18, 21)]
    rows = tuple(Paragraph(n, *place) for n, place in enumerate(bounds, start=1))
    looks = tuple(TextLook(at, at, "note", "1") for at in (3, 4, 12, 13, 21))
    html = article_html(Article("x", "X", text, rows, looks=looks), View())
    assert re.findall(r'href="#p(\d)"', html) == ["2", "4", "4"]


@pytest.mark.parametrize("made", TABLES, ids=[made.form for made in TABLES])
def test_a_quoted_row_has_the_names_of_its_columns(made) -> None:
    """In the quote's card and, marked, in the reading panel: in every format."""
    article = read_article(made.data, made.name)
    names, *_, last = ([cell.text for cell in row] for row in made.case.rows)
    said = "; ".join(f"{x}: {y}" for x, y in zip(names, last, strict=True))
    mark = quoted(article, said)
    quote = cut_quote(mark.reference, lambda _: article)
    card = quote_html(quote, "best", AboutQuote(), "", with_title=True)
    assert f'<strong class="said">{said}</strong>' in card
    panel = article_html(article, View([mark]))
    marked = "".join(re.findall('<mark class="active">(.*?)</mark>', panel))
    assert re.sub("<.*?>", "", marked) == said
