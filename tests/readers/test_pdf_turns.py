"""Paragraphs that go on over pages: each of their sentences is on its own page."""

from dataclasses import replace

from rag.page.desk.entries import place_at
from rag.page.quotes.cutting import Quote, cut_quote
from rag.page.quotes.references import Reference
from rag.readers import read_article
from rag.readers.pdf.paragraphs import texts_of
from rag.readers.pdf.runs import HYPHEN
from rag.text.passages import paragraph_sentences, split_passages
from rag.types import Article, TextLook
from tests.pdf_files import Line, pdf_file
from tests.readers.test_pdf_paragraphs import full, set_below

PAGES = (
    (
        "The lock was dug by hand in six years, and boats have gone through it since.",
        "Each passage takes twenty minutes in the summer months, as long as there is",
    ),
    (
        "enough water in the upper basin. In winter it is closed. The keeper mends",
        "the gates and paints the house. He earns forty crowns and has a house free",
    ),
    ("of rent. His name is Lars Vik.",),
)


def lock() -> Article:
    """Read a paragraph that goes on over three pages."""
    pages = [
        [Line(72, top + 14 * n, text) for n, text in enumerate(lines)]
        for top, lines in zip((700, 72, 72), PAGES, strict=True)
    ]
    return read_article(pdf_file(pages), "lock.pdf")


def test_each_sentence_is_on_the_page_where_it_begins() -> None:
    """In the passages, which citations are made of, and where a place is looked up."""
    article = lock()
    (paragraph,) = article.paragraphs
    (passage,) = split_passages(
        article, lambda texts: [len(t) // 4 for t in texts], 256
    )
    said = {passage.quote(each)[:8]: each for each in passage.sentences}
    pages = {words: each.page for words, each in said.items()}
    assert pages == {
        "The lock": 1,
        "Each pas": 1,
        "In winte": 2,
        "The keep": 2,
        "He earns": 2,
        "His name": 3,
    }
    assert paragraph.page == 1
    for each in passage.sentences:
        assert place_at(article, each.start, each.end).page == each.page
        assert article.page_at(each.start) == each.page
        place = Reference(article.id, 1, each.start, each.end, each.start, each.end)
        quote = cut_quote(place, {article.id: article}.get)
        assert isinstance(quote, Quote)
        assert quote.page == each.page
    sentences = paragraph_sentences(article, paragraph, article.page_turns())
    assert sentences == passage.sentences
    enough = article.text.index("enough")
    assert article.page_turns() == [(enough, 2), (article.text.index("of rent"), 3)]
    assert article.page_at(enough) == 2
    assert article.page_at(enough - 1) == 1


def test_what_begins_within_another_paragraph_says_nothing_of_this_one() -> None:
    """Nor does a page that begins with it."""
    article = lock()
    looks = TextLook(0, 1, "item", "0"), TextLook(5, 5, "page", "2")
    assert replace(article, looks=looks).page_turns() == [(5, 2)]
    first = replace(article.paragraphs[0], start=10)
    assert first.page_of(10, [(10, 9)]) == 1
    assert first.page_of(15, [(9, 9)]) == 1
    assert first.page_of(15, [(14, 8), (15, 9)]) == 9
    assert first.page_of(14, [(14, 8), (15, 9)]) == 8
    assert first.page_of(13, [(14, 8), (15, 9)]) == 1


def test_a_page_begins_where_its_first_line_does() -> None:
    """Also in the middle of a word, and behind the sign of an item."""
    above = set_below(full("aa"), "bb" + HYPHEN, y=700)
    (text,) = texts_of([[above], [set_below("cc dd", page=2)]])
    ((at, page),) = text.turns
    assert (text.words[at:], page) == ("cc dd", 2)
    assert texts_of([[set_below(full("aa"), "bb cc.", y=700)]])[0].turns == ()
