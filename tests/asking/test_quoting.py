"""A quote is cut from its article, or refused."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from rag.asking.quoting import cite, cut_quote
from rag.errors import IndexDamagedError
from rag.types import Article, Hit, Paragraph, Passage, Sentence, Span

TEXT = "It rises. It falls."
ARTICLE = Article("tides", "Tides", TEXT, (Paragraph(1, 0, 19),))
RISES, FALLS = Sentence(0, 9, 1), Sentence(10, 19, 1)
PASSAGE = Passage("tides", 0, 19, TEXT, "Tides", None, (RISES, FALLS))


def test_a_quote_is_the_sentence_at_its_place():
    """From the first character of an article to its last."""
    assert cut_quote(ARTICLE, Hit(PASSAGE, RISES, 1.0)) == "It rises."
    assert cut_quote(ARTICLE, Hit(PASSAGE, FALLS, 1.0)) == "It falls."


def test_a_citation_says_when_its_words_are_said():
    """The time is the sentence's own; so is that of the same in another article."""
    generation = SimpleNamespace(title=str, article=lambda _: ARTICLE)
    hit = Hit(PASSAGE, replace(FALLS, time_s=65), 1.0)
    (citation,) = cite([hit], generation, [[replace(hit, sentence=RISES)]])
    assert (citation.time_s, citation.also_in[0].time_s) == (65, None)


def test_a_citation_is_of_the_stored_article():
    """Its paragraph, language and doubts; the title is that of now."""
    text = f"Above. {TEXT}"
    paragraphs = (Paragraph(1, 0, 6), Paragraph(2, 7, 26, "Sea", is_doubtful=True))
    article = Article("tides", "Old", text, paragraphs, language="de")
    generation = SimpleNamespace(title=lambda _: "New", article=lambda _: article)
    said = Sentence(7, 16, 2, page=3), Sentence(17, 26, 2, page=4)
    passage = Passage("tides", 7, 26, TEXT, "", "Sea", said)
    one = Hit(passage, said[0], 0.5, words=Span(10, 15), marks=(said[1],))
    above = Passage("tides", 0, 6, "Above.", "", None, (Sentence(0, 6, 1),))
    hits = [one, Hit(above, above.sentences[0], 0.25)]
    first, second = cite(hits, generation)
    assert (first.number, first.quote, first.title) == (1, "It rises.", "New")
    assert (first.paragraph, first.page, first.section) == (2, 3, "Sea")
    assert (first.passage, first.passage_start, first.score) == (TEXT, 7, 0.5)
    assert (first.language, first.is_doubtful) == ("de", True)
    # Further sentences only where they are asked for.
    assert (first.answer, first.marks) == (Span(10, 15), ())
    assert (second.number, second.paragraph, second.is_doubtful) == (2, 1, False)
    marked, _ = cite(hits, generation, with_marks=True)
    assert marked.marks == (Span(17, 26),)


def test_no_quote_has_a_word_that_no_article_has():
    """Its passage was only like "dinner"; it has "lunch", and lacks "closing"."""
    generation = SimpleNamespace(title=str, article=lambda _: ARTICLE)
    hit = Hit(
        PASSAGE,
        FALLS,
        1.0,
        matched_terms=("dinner", "lunch"),
        missing_terms=("closing",),
    )
    (citation,) = cite([hit], generation, nowhere=["dinner"])
    assert citation.hit.matched_terms == ("lunch",)
    assert citation.hit.missing_terms == ("closing", "dinner")


@pytest.mark.parametrize(
    ("section", "above"), [("9 May", Span(0, 5)), ("9 July", None), (None, None)]
)
def test_headings_are_the_stored_articles(section: str | None, above: Span | None):
    """Words in one that was found and isn't there are none."""
    paragraphs = (replace(ARTICLE.paragraphs[0], section=section),)
    article = replace(ARTICLE, paragraphs=paragraphs)
    generation = SimpleNamespace(title=str, article=lambda _: article)
    found = replace(PASSAGE, section="9 May")
    (citation,) = cite([Hit(found, RISES, 1.0, above=Span(0, 5))], generation)
    assert (citation.section, citation.above) == (section, above)
    at_the_top = replace(RISES, paragraph=0)
    (citation,) = cite([Hit(found, at_the_top, 1.0)], generation)
    assert citation.section is None


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (replace(PASSAGE, article_id="moons"), RISES),
        (replace(PASSAGE, text="It rises. It fails."), RISES),
        (replace(PASSAGE, start=10, text="It falls."), RISES),
        (replace(PASSAGE, end=9, text="It rises."), FALLS),
        (PASSAGE, Sentence(9, 9, 1)),
        (PASSAGE, Sentence(9, 5, 1)),
        # A slice that ends beyond the article is as long as the article.
        (replace(PASSAGE, end=25), RISES),
        (replace(PASSAGE, end=20), Sentence(10, 20, 1)),
        # Counted from the end, as Python does, these characters are the same.
        (replace(PASSAGE, start=-19), Sentence(-19, -10, 1)),
    ],
)
def test_what_does_not_stand_there_is_refused(passage: Passage, sentence: Sentence):
    """Another article, other words, or a place outside the passage."""
    with pytest.raises(IndexDamagedError, match=r"'(tides|moons)'.*rebuild"):
        cut_quote(ARTICLE, Hit(passage, sentence, 1.0))
