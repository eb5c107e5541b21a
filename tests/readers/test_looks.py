"""How texts look in their files: emphasis, code, links, notes and cells, by place."""

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from rag.readers import phrase as phrases
from rag.readers import read_article
from rag.readers.builder import DraftBuilder
from rag.readers.phrase import Phrase
from rag.readers.web.markup import read_markup
from rag.types import TextLook
from tests.archives import epub, saved, word_table
from tests.articles import looks

MARKDOWN = """# Harbour

Sold *fresh*, **at `night`**, by ~~all~~ [the board](https://a.b "Board").[^1]

- eels, **smoked**

| fish | price |
|---|---|
| eel | **31** crowns |
|  | 4 |

```
x = 1
```

> Said the old keeper, and all of the harbour agreed with him at once.

[^1]: Not on Sundays.
"""
HTML = """<html><body><article><h1>Harbour</h1>
<p>Sold  <em>fresh</em>, <b>at <code>night</code></b>, by <s>all</s> <u>of</u>
<a href="https://a.b">the
board</a>, 10 m<sup>2</sup> of H<sub>2</sub>O.</p>
<p>The market opens at six in the morning on every day of the week but one.</p>
<ol><li>eels, <strong>smoked</strong><ul><li>in oak<p>or elm</p></li></ul></li></ol>
<table><tr><th>fish</th><th>price</th></tr>
<tr><td>eel</td><td><b>31</b> crowns</td></tr>
<tr><td></td><td>4</td></tr></table>
<pre>x = 1</pre>
<blockquote>Said the old keeper, and all of the harbour agreed with him at once.
</blockquote>
</article></body></html>"""


COMMON = {
    ("emphasis", "fresh", ""),
    ("strong", "at night", ""),
    ("code", "night", ""),
    ("strike", "all", ""),
    ("link", "the board", "https://a.b"),
    ("strong", "smoked", ""),
    ("cell", "fish: eel", "0"),
    ("cell", "price: 31 crowns", "1"),
    ("strong", "31", ""),
    ("cell", "price: 4", "1"),
    ("listing", "x = 1", ""),
    (
        "quotation",
        "Said the old keeper, and all of the harbour agreed with him at once.",
        "",
    ),
}


def test_looks_of_markdown() -> None:
    """Each is of the very words that it was around; a note is named by its label."""
    found = set(looks(read_article(MARKDOWN.encode(), "x.md")))
    assert found == COMMON | {("note", "[^1]", "1")}


def test_looks_of_a_page() -> None:
    """The same, whatever white space was tidied away between."""
    found = set(looks(read_article(HTML.encode(), "x.html")))
    own = {("raised", "2", ""), ("lowered", "2", ""), ("underline", "of", "")}
    items = {("item", "1. eels, smoked", "0"), ("item", "- in oak", "1")}
    assert found == COMMON | own | items


def test_looks_of_a_book() -> None:
    """A chapter is a page."""
    chapter = "<html><body><p>Sold <i>fresh</i> at the quay.</p></body></html>"
    found = set(looks(read_article(epub({"one.xhtml": chapter}), "x.epub")))
    assert found == {("emphasis", "fresh", "")}


def test_what_is_never_closed_ends_with_its_block() -> None:
    """Of a broken page each block has the look again, and no block has another's."""
    more = "and so it went on along the quay until the evening came"
    broken = f"<p>One {more} <b>two</p><p>three</i> four</b> five {more}</p>"
    page = f"<html><body>{broken}</body></html>"
    assert set(looks(read_article(page.encode(), "x.html"))) == {
        ("strong", "two", ""),
        ("strong", "three four", ""),
    }


@pytest.mark.attack
@pytest.mark.parametrize(
    "source",
    [
        "<p>One<a name=x>" * 300,
        "<p>One<b>" * 300,
        f"<p>{'<b>One</b><br><br>' * 300}",
    ],
)
def test_looks_cost_no_more_than_there_are(source: str, monkeypatch) -> None:
    """What is left open adds no more to each block; a part has but its own looks."""
    put: list[TextLook] = []
    found = phrases._in_text

    def counted(look: TextLook, at: list[int], after: int) -> TextLook | None:
        put.append(look)
        return found(look, at, after)

    monkeypatch.setattr(phrases, "_in_text", counted)
    assert len(read_markup(source).blocks) == 300
    assert len(put) <= 2 * 300


def test_a_place_that_links_lead_to_is_no_link() -> None:
    """One that a script follows is; a link ends where another begins."""
    for place in ("name=x", "id=x"):
        (block,) = read_markup(f"<p><a {place}>One</a> two").blocks
        assert (block.link_share, block.looks) == (0, ())
    (block,) = read_markup("<p><a>Share</a>").blocks
    assert block.link_share == 1
    (block,) = read_markup("<p><a href=/a>One <a href=/b>two</a> six").blocks
    assert [block.text[look.start : look.end] for look in block.looks] == ["One", "two"]
    assert block.link_share == pytest.approx(7 / 11)


def test_a_look_within_itself_ends_with_the_outer_one() -> None:
    """A quotation goes on behind one that is in it."""
    inner = "<blockquote><p>Two</blockquote>"
    source = f"<blockquote><p>One{inner}<p>Three</blockquote><p>Four"
    blocks = read_markup(source).blocks
    kinds = [[look.kind for look in block.looks] for block in blocks]
    assert kinds == [["quotation"]] * 3 + [[]]


def word_file() -> bytes:
    """Make a Word document whose runs, links, notes and cells look like something."""
    document = docx.Document()
    paragraph = document.add_paragraph("Sold ")
    paragraph.add_run("fresh").italic = True
    paragraph.add_run(", ")
    paragraph.add_run("at night").bold = True
    paragraph.add_run(", 10 m")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(", by ")
    link = OxmlElement("w:hyperlink")
    part = document.part
    link.set(qn("r:id"), part.relate_to("https://a.b", "hyperlink", is_external=True))
    link.append(paragraph.add_run("the board")._r)
    paragraph._p.append(link)
    note = OxmlElement("w:footnoteReference")
    note.set(qn("w:id"), "7")
    paragraph.add_run("")._r.append(note)
    paragraph.add_run(" of the town.")
    document.add_paragraph("smoked eels", style="List Bullet").runs[0].bold = False
    inner = document.add_paragraph("in oak", style="List Bullet")
    inner.runs[0].underline = True
    numbers = inner._p.get_or_add_pPr().get_or_add_numPr()
    numbers.get_or_add_ilvl().val = 1
    table = word_table(document, ["fish", "price"], ["", "4"])
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    return saved(document)


def test_looks_of_word() -> None:
    """A note's sign is in no text: it stands behind its word, with its number."""
    article = read_article(word_file(), "x.docx")
    assert set(looks(article)) == {
        ("emphasis", "fresh", ""),
        ("strong", "at night", ""),
        ("raised", "2", ""),
        ("link", "the board", "https://a.b"),
        ("note", "", "1"),
        ("item", "- smoked eels", "0"),
        ("item", "- in oak", "1"),
        ("underline", "in oak", ""),
        ("cell", "price: 4", "1"),
    }
    (note,) = (look for look in article.looks if look.kind == "note")
    assert article.text[: note.start].endswith("the board")


@pytest.mark.parametrize(
    ("tidied", "after", "expected"),
    [
        ("a big river", 0, (2, 11)),
        ("- a big river", -1, (4, 13)),
        ("10. a big river", -3, (6, 15)),
        ("big river", 1, (0, 9)),
        ("river", 4, (0, 5)),
        ("a b", 0, (2, 3)),
    ],
)
def test_looks_follow_their_words(tidied, after, expected) -> None:
    """Into tidied text, behind a marker, or into the part that is left of it."""
    phrase = Phrase()
    phrase.write(" a\n")
    phrase.begin("strong")
    phrase.write("big   river ")
    phrase.end("strong")
    (look,) = phrase.looks_in(tidied, after)
    assert (look.start, look.end) == expected


def test_looks_of_another_part_are_left_out() -> None:
    """What ends before a part begins, or begins after its end, is none of it."""
    phrase = Phrase()
    phrase.begin("strong")
    phrase.write("one")
    phrase.end("strong")
    phrase.write(" two")
    assert phrase.looks_in("two", after=3) == []
    assert phrase.looks_in("one", after=0) == [TextLook(0, 3, "strong")]


def test_looks_move_with_what_a_builder_takes_away() -> None:
    """White space at the ends, and signs that are no text, shift no look."""
    builder = DraftBuilder()
    builder.add("First.")
    builder.add("  a\x00b cd ", looks=[TextLook(6, 8, "strong")])
    draft = builder.finish()
    (look,) = draft.looks
    assert draft.text == "First.\n\nab cd"
    assert draft.text[look.start : look.end] == "cd"


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Why nobody mends it", True),
        (
            "“Nobody mends it”: a keeper of the old bridge looks back on a long life",
            True,
        ),
        # A section's, a sentence, one that states something, one that is in part bold.
        ("Mending it", False),
        ("Why nobody mends it.", False),
        ("Why does nobody mend it?", False),
        ("By Jo Doe", False),
        ("", False),
    ],
)
def test_a_bold_first_line_is_the_title_of_a_text_that_has_none(
    first: str, title: bool
) -> None:
    """Many people make theirs so, and the headings below it; the byline follows."""
    document = docx.Document()
    head = document.add_paragraph()
    head.add_run(first).bold = True
    if not first:
        head.add_run("Why nobody mends it")
    lines = ["By Al Roe", "The bridge was closed at once.", "The crowd", "Many came."]
    for line in lines:
        document.add_paragraph().add_run(line).bold = line == "The crowd"
    article = read_article(saved(document), "x.docx")
    assert (article.title == first) is title
    if title:
        assert article.author == "Al Roe"
        assert [p.section for p in article.paragraphs] == [None, "The crowd"]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("“Wet” is no word", True),
        ("„Nass“ genügt nicht", True),
        ("“水”从哪里来", True),
        ("“It is wet”", False),
        ("“wet” is no word", False),
        ("“Wet” is no word.", False),
    ],
)
def test_a_bold_line_may_begin_with_a_quoted_word(line: str, is_heading: bool) -> None:
    """It heads a part; what is quoted from end to end is said by somebody."""
    rose = "The river rose in the night, and nobody had seen it come."
    bold = f"<h1>Tarn</h1><p>{rose}</p><p><b>{line}</b></p><p>{rose}</p>"
    article = read_article(bold.encode(), "x.html")
    assert (article.paragraphs[-1].section is not None) is is_heading


def test_a_bold_first_line_above_a_title_or_alone_is_none() -> None:
    """Then the title is the heading, or the file's name."""
    document = docx.Document()
    document.add_paragraph().add_run("From the Tarn Times").bold = True
    assert read_article(saved(document), "x.docx").title == "X"
    document.add_heading("River in flood", 1)
    document.add_paragraph("The bridge was closed at once.")
    assert read_article(saved(document), "x.docx").title == "River in flood"
