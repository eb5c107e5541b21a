"""What stands with an answer: how its question was read, what it is of."""

from dataclasses import replace

from rag.asking.summaries import ArticleSummary
from rag.library.stored_article import StoredArticle
from rag.page.http.pages import article_page_html
from rag.page.library.catalogue import ShelfEntry
from rag.page.library.shelf import shelf_html
from rag.page.quotes.answer import answer_html
from rag.page.quotes.panel import Opened, panel_html
from rag.page.quotes.turns import KeptQuote
from rag.page.quotes.welcome import overview_link_html
from tests.page.test_render import ANSWERED, ARTICLE, QUOTE, REFERENCE, text_of


def test_reading_is_shown():
    """How a follow-up was read, or that it was read together with those before."""
    follow_up = replace(ANSWERED, read_as="Why do tides rise?")
    assert "Read as: Why do tides rise?" in text_of(answer_html(follow_up, [QUOTE]))
    same = replace(ANSWERED, read_as="Why?")
    said = text_of(answer_html(same, [QUOTE]))
    assert "Read as" not in said
    assert "Read together with the question before. Ask it literally" in said
    assert "Read" not in text_of(answer_html(replace(same, read_as=None), [QUOTE]))


def test_reading_is_escaped_and_can_be_asked_literally():
    """The link asks the question itself; one taken literally offers nothing more."""
    turn = replace(ANSWERED, question='Who & "why"?', read_as="Who <b>fell</b>?")
    html = answer_html(turn, [QUOTE])
    assert "Read as: Who &lt;b&gt;fell&lt;/b&gt;?" in html
    assert 'href="/?q=Who%20%26%20%22why%22%3F&amp;literal=1"' in html
    literal = replace(turn, read_as=None, literal=True)
    assert "Ask it literally" not in answer_html(literal, [QUOTE])


def test_an_overview_stands_under_what_it_is_of():
    """Each quote alone, numbered, under one heading; nobody asks what answers it."""
    turn = replace(ANSWERED, overview=0, quotes=(KeptQuote(REFERENCE),) * 2)
    html = answer_html(turn, [QUOTE, replace(QUOTE, number=2, text="Told.")])
    text = text_of(html)
    assert text.startswith("Overview of Tides, in its own sentences")
    assert text.index("Said.") < text.index("Told.")
    assert "Before." not in text
    assert "Further passages" not in text
    assert "None of these answers it" not in text


def test_an_overview_of_several_says_how_many_it_left_out():
    """Articles that have gone are not counted among those that are quoted."""
    other = replace(REFERENCE, article_id="moons")
    turn = replace(
        ANSWERED, overview=3, quotes=tuple(map(KeptQuote, (REFERENCE, other, other)))
    )
    cut = [QUOTE, replace(QUOTE, number=2, reference=other, title="Moons")]
    said = "Overview of the newest 2 of 5 articles, in their own sentences"
    assert said in text_of(answer_html(turn, cut))
    assert "Overview of Tides" not in text_of(answer_html(turn, cut))
    gone = text_of(answer_html(replace(turn, quotes=(KeptQuote(other),)), [other]))
    assert gone.startswith("Overview")
    assert "no longer in the library" in gone


def test_each_article_offers_its_overview():
    """In the list, in the source and on the article's own page, as a question."""
    link = 'href="/?q=What%20is%20%E2%80%9CTides%E2%80%9D%20about%3F"'
    stored = StoredArticle("tides", "tides.txt", None, "", 1, "2026-01-02T03:04:05")
    summary = ArticleSummary("tides", "Tides", 2, 1, 9, "en", None, None)
    assert link in shelf_html([ShelfEntry(stored, summary)])
    assert link in panel_html(ARTICLE, Opened([REFERENCE], 0))
    assert link in article_page_html(ARTICLE, None)
    # What isn't indexed yet has none.
    assert "Overview" not in shelf_html([ShelfEntry(stored, None)])


def test_a_title_too_long_to_be_asked_by_offers_none():
    """A question has 500 characters at most."""
    assert overview_link_html("t" * 500) == ""
