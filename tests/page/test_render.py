"""Answers and articles as HTML: what is said first, and that all words are escaped."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rag.asking.summaries import ArticleSummary
from rag.library.stored_article import StoredArticle
from rag.page.http.pages import article_page_html
from rag.page.library.catalogue import ShelfEntry
from rag.page.library.job import JobView
from rag.page.library.job_html import job_html, time_left
from rag.page.library.shelf import shelf_html
from rag.page.quotes.answer import answer_html, notice_html, question_html
from rag.page.quotes.article import (
    STRETCH_BLOCKS,
    View,
    article_html,
    window_around,
)
from rag.page.quotes.cutting import Quote
from rag.page.quotes.marks import Mark
from rag.page.quotes.panel import Opened, panel_html
from rag.page.quotes.quote_html import AboutQuote, quote_html
from rag.page.quotes.reasons import Reason
from rag.page.quotes.references import Reference
from rag.page.quotes.states import state_html
from rag.page.quotes.turns import AskedTurn, KeptQuote
from rag.page.quotes.welcome import TRIAL, welcome_html
from rag.steps import Step
from rag.types import Article, Heading, Paragraph, Span

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'onmouseover='alert(1)",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;b&gt;",
    "</blockquote></p><h1>",
    "]]>--><a href=javascript:alert(1)>",
)
REFERENCE = Reference("tides", 1, 12, 35, 0, 53)
QUOTE = Quote(1, REFERENCE, "Tides", "Causes", 3, "Before. ", "Said.", " After.", True)
ANSWERED = AskedTurn("Why?", None, "answered", (), (KeptQuote(REFERENCE),))
NOT_FOUND = replace(ANSWERED, status="not_found", missing_terms=("quasar", "flux"))
ARTICLE = Article(
    id="tides",
    title="Tides",
    text="Tides\nby A. B.\n\nTides rise. The Moon pulls.\n\nCoasts\n\nThey fall.",
    front=Span(0, 14),
    headings=(Heading(0, 5, 1), Heading(45, 51, 2)),
    paragraphs=(Paragraph(1, 16, 43), Paragraph(2, 53, 63, "Coasts")),
    author="A. B.",
    date="2025-03-18",
)


def test_the_answers_own_words_are_set_apart():
    """The quote says "Said."; its words 12 to 15 of the article are "Sai"."""
    turn = replace(ANSWERED, quotes=(KeptQuote(REFERENCE, answer=Span(12, 15)),))
    html = answer_html(turn, [replace(QUOTE, reference=REFERENCE)])
    assert '<strong class="said"><b class="words">Sai</b>d.</strong>' in html


ROWS = "Town in %\nOslo 3\nLima 4\n"


def test_a_quote_has_the_lines_that_are_meant():
    """A table's, around and in the quote; others are only where a text was wrapped."""
    quote = replace(
        QUOTE, before=f"It is\ngone.\n\n{ROWS}", text="Quito 5", after="\nBari 6"
    )
    assert (
        '<p class="passage">It is gone.<br>Town in %<br>Oslo 3<br>Lima 4<br>'
        '<strong class="said">Quito 5</strong><br>Bari 6</p>'
    ) in answer_html(ANSWERED, [quote])


def test_in_the_source_a_table_keeps_its_lines_too():
    """Paragraphs beside it don't: one of no line end, one wrapped, one wrapped too."""
    said = ("It is.", "It is\ngone.", f"{ROWS}Bari 6", "It is\nso:\n- Gone.")
    text = "\n\n".join(said)
    starts = [text.index(each) for each in said[:1]] + [
        text.index(f"\n\n{each}") + 2 for each in said[1:]
    ]
    paragraphs = tuple(
        Paragraph(number, start, start + len(each))
        for number, (start, each) in enumerate(zip(starts, said, strict=True), 1)
    )
    html = article_html(Article("x", "X", text, paragraphs), View())
    assert re.findall(r'class="para( lines)?"', html) == ["", "", " lines", ""]


@pytest.mark.parametrize(
    ("quote", "above", "where"),
    [
        (QUOTE, Span(1, 6), 'C<b class="words">auses</b>'),
        (QUOTE, Span(1, 7), "Causes"),
        (replace(QUOTE, title="Causes", section=None), Span(1, 6), "Causes"),
        (replace(QUOTE, verbatim=False), Span(1, 6), "Causes"),
        (QUOTE, None, "Causes"),
    ],
)
def test_the_answers_own_words_in_a_heading_are_set_apart(quote, above, where):
    """Where it is named with the place of the quote; no other part of that has any."""
    turn = replace(ANSWERED, quotes=(KeptQuote(REFERENCE, above=above),))
    html = answer_html(turn, [quote])
    assert f"<span>{where}</span>" in html
    assert html.count('<b class="words">') == where.count("<b")
    near = replace(turn, status="near")
    assert '<b class="words">' not in answer_html(near, [quote])


@pytest.mark.parametrize("span", [Span(11, 14), Span(13, 18), Span(13, 13)])
def test_words_outside_of_the_quote_are_not_set_apart(span):
    """A range that was kept wrong marks nothing."""
    turn = replace(ANSWERED, quotes=(KeptQuote(REFERENCE, answer=span),))
    html = answer_html(turn, [QUOTE])
    assert '<strong class="said">Said.</strong>' in html


def test_words_of_a_changed_quote_are_not_set_apart():
    """They would be others now."""
    turn = replace(ANSWERED, quotes=(KeptQuote(REFERENCE, answer=Span(12, 15)),))
    html = answer_html(turn, [replace(QUOTE, verbatim=False)])
    assert '<strong class="said">Said.</strong>' in html


@pytest.mark.parametrize("status", ["near", "not_found"])
def test_what_may_be_no_answer_has_no_words_set_apart(status):
    """Bold words would look like one."""
    quotes = (KeptQuote(REFERENCE, answer=Span(12, 15)),)
    turn = replace(ANSWERED, status=status, quotes=quotes)
    assert '<strong class="said">Said.</strong>' in answer_html(turn, [QUOTE])


def test_a_near_miss_says_what_the_passage_lacks():
    """In the open: the name that no article has, and what this passage lacks."""
    turn = AskedTurn(
        "Did Newton see Mars?",
        None,
        "near",
        ("Mars",),
        (KeptQuote(REFERENCE, Reason((1, 1, 1), (False, False, True, False))),),
        confidence=0.31,
        words=("Mars", "Newton", "see", "telescope"),
    )
    text = text_of(answer_html(turn, [QUOTE]))
    assert text.startswith(
        "May not answer 31% sure that the first quote does"
        "The articles are on this, but may not answer it."
        "Not in the articles: Mars."
        "The first passage has: see."
        "It lacks: Newton, telescope."
    )


class Outline(HTMLParser):
    """Collects the tags, the attributes and the text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note a tag and the names of its attributes."""
        self.tags.append(tag)
        self.names.update(name for name, _ in attrs)

    def handle_data(self, data):
        """Note text."""
        self.text += data


def text_of(html: str) -> str:
    """Give what a person reads."""
    return Outline(html).text


def test_answer_comes_first_and_marked():
    """The answering sentence is marked inside its passage, its place below."""
    html = answer_html(ANSWERED, [QUOTE])
    assert '<strong class="said">Said.</strong>' in html
    assert text_of(html).startswith(
        "AnswersBefore. Said. After.1 Tides\u00a0· Causes\u00a0· p. 3\u00a0· ¶ 1"
    )


def test_citation_is_a_link_that_needs_no_script():
    """A citation's address is the permalink of its place."""
    assert 'href="/articles/tides?p=1&amp;s=12-35#p1"' in answer_html(ANSWERED, [QUOTE])


def test_title_is_said_once_for_a_row_of_quotes():
    """Quotes of one article in a row repeat its section, not its title."""
    other = replace(QUOTE, number=2, section="Effects")
    text = text_of(answer_html(ANSWERED, [QUOTE, other]))
    assert text.count("Tides\u00a0·") == 1
    assert "2 Effects\u00a0· p. 3\u00a0· ¶ 1" in text


def test_not_found_says_so_before_anything_else():
    """No answer is said first, then the missing words, then what is nearest."""
    html = answer_html(NOT_FOUND, [QUOTE])
    order = ["don’t answer this", "quasar", "flux", "Nearest passages", "Said."]
    places = [text_of(html).index(part) for part in order]
    assert places == sorted(places)
    assert 'class="nearest"' in html
    assert 'class="best"' not in html


def test_names_that_the_passage_lacks_are_said_below_it():
    """An answer about another thing than was asked for can be told from the page."""
    turn = replace(
        ANSWERED,
        question="How fast did the CR400 go in Jinan?",
        missing_terms=("CR400", "fast"),
        words=("go", "Jinan"),
        quotes=(KeptQuote(REFERENCE, Reason((1, 0, 0), (True, False))),),
    )
    text = text_of(answer_html(turn, [QUOTE]))
    assert "Not in this passage: CR400, Jinan." in text
    assert "Not in this passage" not in text_of(answer_html(ANSWERED, [QUOTE]))


def test_changed_article_is_said_at_the_quote():
    """A quote that is no longer verbatim says so."""
    html = answer_html(ANSWERED, [replace(QUOTE, verbatim=False)])
    assert "has changed since" in text_of(html)


def test_removed_article_is_said_in_place_of_the_quote():
    """A quote whose article is gone leaves a sentence and keeps the others."""
    html = answer_html(ANSWERED, [REFERENCE, QUOTE])
    assert "no longer in the library" in text_of(html)
    assert "Said." in text_of(html)


def test_long_passages_are_shortened_around_the_quote():
    """The quote stays whole; what surrounds it ends at words."""
    long = replace(QUOTE, before="word " * 100, after=" word" * 100)
    text = text_of(answer_html(ANSWERED, [long]))
    assert re.match(r"Answers… (word )+Said\.( word)+ …", text)
    assert len(text) < 600


def test_long_passages_without_spaces_keep_what_surrounds_the_quote():
    """Up to 140 characters before it and 320 behind."""
    long = replace(QUOTE, before="潮水涨落。" * 100, after="潮水涨落。" * 100)
    text = text_of(answer_html(ANSWERED, [long]))
    assert f"… {'潮水涨落。' * 28}Said.{'潮水涨落。' * 64} …" in text


def test_article_is_whole_and_in_order():
    """Every heading and paragraph stands once, in the order of the text."""
    text = text_of(article_html(ARTICLE, View()))
    parts = ["Tides", "A. B. · 2025-03-18", "Tides rise.", "Coasts", "They fall."]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.count("The Moon pulls.") == 1


def test_paragraphs_are_anchors():
    """Each paragraph can be linked to by its number, the front as 0."""
    html = article_html(ARTICLE, View())
    assert re.findall(r'id="(p\d)"', html) == ["p0", "p1", "p2"]


def test_quote_is_marked_in_its_paragraph():
    """The quote is marked to the letter, its paragraph named as the active one."""
    mark = Mark(1, Reference("tides", 1, 28, 43, 16, 43), active=True)
    html = article_html(ARTICLE, View([mark]))
    assert '<mark class="active">The Moon pulls.</mark>' in html
    assert '<p id="p1" class="para cited active"' in html
    assert '<p id="p2" class="para"' in html


def test_overlapping_quotes_are_marked_once():
    """Where two quotes overlap the open one is marked, and no word is lost."""
    one = Mark(1, Reference("tides", 1, 16, 43, 16, 43), active=False)
    two = Mark(2, Reference("tides", 1, 28, 43, 16, 43), active=True)
    html = article_html(ARTICLE, View([one, two]))
    assert html.count("<mark") == 1
    assert '<mark class="active">The Moon pulls.' in html


def test_marks_beyond_the_text_do_no_harm():
    """A permalink's wrong place marks nothing and shows the article."""
    far = Mark(0, Reference("tides", 9, 900, 999, 900, 999), active=True)
    html = article_html(ARTICLE, View([far]))
    assert "<mark" not in html
    assert "They fall." in html


def test_front_is_shown_where_it_is_quoted():
    """The front's own words replace author and date only where they are quoted."""
    mark = Mark(1, Reference("tides", 0, 6, 14, 0, 14), active=True)
    html = article_html(ARTICLE, View([mark]))
    assert '<mark class="active">by A. B.</mark>' in html
    assert html.count('id="p0"') == 1
    assert "2025-03-18" not in html


@pytest.mark.parametrize(
    ("below", "shown"),
    [
        ("The long way back\nby A. B.\n18 March 2025", "para lines front"),
        ("The long way back", "para front"),
        ("by A. B.\n18 March 2025", ""),
        ("18 March 2025", ""),
        ("A. B., The Coast", ""),
    ],
)
def test_a_subtitle_is_always_shown_in_a_line_of_its_own(below: str, shown: str):
    """Author and date alone are said in the page's own form until they are quoted."""
    text = f"Tides\n{below}\n\nTides rise."
    end = text.index("\n\n")
    own = replace(
        ARTICLE,
        text=text,
        front=Span(0, end),
        headings=(),
        paragraphs=(Paragraph(1, end + 2, len(text)),),
    )
    html = article_html(own, View())
    front = (
        f'<p id="p0" class="{shown}" tabindex="-1" data-n="" data-start="6">{below}</p>'
    )
    assert (front in html) == bool(shown)
    assert ('class="byline"' in html) == (not shown)
    mark = Mark(1, Reference("tides", 0, 6, end, 0, end), active=True)
    quoted = article_html(own, View([mark]))
    assert (' lines front cited active"' in quoted) == ("\n" in below)


def test_words_of_the_question_are_underlined_in_the_open_paragraph():
    """Inflected words count, other paragraphs and stop words don't."""
    mark = Mark(1, Reference("tides", 1, 28, 43, 16, 43), active=True)
    html = article_html(ARTICLE, View([mark], "Who is pulling at the falling tide?"))
    assert re.findall("<u>(.*?)</u>", html) == ["Tides", "pulls"]


def long_article(paragraphs: int) -> Article:
    """Make an article of paragraphs with 1,000 characters each."""
    spans = [Paragraph(n + 1, n * 1000, n * 1000 + 998) for n in range(paragraphs)]
    text = "".join(f"{n + 1:>6}" + " x" * 496 + "\n\n" for n in range(paragraphs))
    return Article("long", "Long", text, tuple(spans))


def test_moderate_articles_are_shown_whole():
    """Up to 200,000 characters nothing is left out."""
    assert window_around(long_article(200), 7) is None


def test_long_articles_are_shown_around_the_quote():
    """A window holds whole paragraphs around the quote, with ways to both sides."""
    article = long_article(2000)
    window = window_around(article, 1000)
    assert window == Span(899_000, 1_099_998)
    html = article_html(article, View(window=window))
    assert re.findall(r'id="p(\d+)"', html)[::200] == ["900", "1100"]
    assert re.findall(r'data-paragraph="(\d+)"', html) == ["899", "1101"]


def test_long_articles_that_are_whole_come_in_stretches():
    """A long article's own page has each paragraph once, in order, in few parts."""
    article = long_article(2000)
    html = article_page_html(article, None)
    numbers = [int(n) for n in re.findall(r'id="p(\d+)"', html) if int(n)]
    assert numbers == list(range(1, 2001))
    assert html.count('<div class="stretch">') == 2000 // STRETCH_BLOCKS
    assert "stretch" not in article_page_html(long_article(200), None)


def test_window_at_the_beginning_has_no_way_back():
    """The first window begins with the article's front."""
    article = long_article(2000)
    html = article_html(article, View(window=window_around(article, 1)))
    assert re.findall(r'data-paragraph="(\d+)"', html) == ["102"]


def test_strip_shows_where_the_quotes_lie():
    """A quote in the middle of the text has its tick in the middle of the strip."""
    own = Reference("tides", 1, 28, 43, 16, 43)
    past = Reference("tides", 2, 53, 63, 53, 63)
    html = panel_html(ARTICLE, Opened([own], 0, earlier=[past]))
    # 28 and 53 of 63 characters.
    assert re.findall(r'class="tick (\w+)".*?top:([\d.]+)%', html) == [
        ("past", "84.13"),
        ("now", "44.44"),
    ]


def test_place_at_the_top_is_said_everywhere():
    """The answer, the panel's trail and the strip name the front, which has no ¶."""
    front = Reference("tides", 0, 0, 5, 0, 14)
    answer = answer_html(ANSWERED, [replace(QUOTE, reference=front)])
    panel = panel_html(ARTICLE, Opened([front], 0))
    assert "p. 3\u00a0· top of the article" in text_of(answer)
    assert "Tides\u00a0· top of the article" in text_of(panel)
    assert " of 2" not in text_of(panel)
    assert 'aria-label="Quote 1, top of the article"' in panel
    assert "¶ 0" not in answer + panel


def test_panel_numbers_all_quotes_and_marks_its_own():
    """Other articles' quotes can be reached from the panel but aren't marked in it."""
    own = Reference("tides", 1, 28, 43, 16, 43)
    foreign = Reference("moon", 1, 16, 27, 16, 27)
    html = panel_html(ARTICLE, Opened([foreign, own], active=1))
    assert html.count('class="go"') == 2
    assert "Tides\u00a0· ¶ 1 of 2" in text_of(html)
    assert '<mark class="active">The Moon pulls.</mark><sup class="number">2' in html
    assert html.count("<mark") == 1


def test_panel_marks_what_belongs_to_the_open_quote():
    """Without a number, in its article alone."""
    own = Reference("tides", 1, 28, 43, 16, 43)
    foreign = Reference("moon", 1, 16, 27, 16, 27)
    marks = [Span(16, 27), Span(53, 63)]
    html = panel_html(ARTICLE, Opened([own], 0, marks=marks))
    assert '<mark class="also">Tides rise.</mark> <mark class="active">' in html
    assert '<mark class="also">They fall.</mark></' in html
    assert 'class="also"' not in panel_html(ARTICLE, Opened([foreign], 0, marks=marks))


def test_article_page_needs_no_script():
    """The permalink's page holds no script at all."""
    html = article_page_html(ARTICLE, None)
    assert "script" not in Outline(html).tags
    assert html.startswith("<!doctype html>")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_never_become_markup(payload):
    """Titles, texts, questions and names are shown as they are, as text."""
    why = Reason((1, 1, 1), (True,))
    turn = AskedTurn(
        question=payload,
        read_as=f"{payload}?",
        status="not_found",
        missing_terms=(payload,),
        quotes=(KeptQuote(REFERENCE, why),),
        words=(payload,),
    )
    quote = replace(QUOTE, title=payload, section=payload, before=payload, text=payload)
    article = Article(
        "x", payload, payload, (Paragraph(1, 0, 999),), author=payload, language=payload
    )
    stored = StoredArticle("x", payload, payload, "", 1, payload)
    summary = ArticleSummary("x", payload, 1, 1, 1, payload, payload, payload)
    for html in (
        question_html(turn),
        answer_html(turn, [quote]),
        answer_html(replace(turn, status="answered"), [quote]),
        answer_html(replace(turn, status="answered", overview=0), [quote]),
        article_page_html(article, REFERENCE),
        panel_html(article, Opened([replace(REFERENCE, article_id="x")], 0)),
        shelf_html([ShelfEntry(stored, summary), ShelfEntry(stored, None)]),
        job_html(JobView("failed", message=payload)),
        notice_html(payload),
        welcome_html([payload]),
    ):
        outline = Outline(html)
        assert payload in outline.text
        assert not {name for name in outline.names if name.startswith("on")}
        assert not {"script", "img", "svg"} & set(outline.tags)


def test_welcome_says_of_its_questions_what_they_ask():
    """Where there are some; without any, nothing is said of them."""
    assert TRIAL in welcome_html(["What pulls the sea?"], is_trial=True)
    assert TRIAL not in welcome_html([], is_trial=True)


def test_job_shows_a_bar_while_it_runs():
    """A running job is a progress element with its figures."""
    html = job_html(JobView("running", Step("encoding", 3, 12), 41.0))
    assert 'value="3" max="12"' in html
    assert text_of(html) == "Encoding 3 of 12 · about 45 s to go"


def test_job_says_which_page_is_read():
    """Of a file whose name is shown as text, and nothing is counted twice."""
    step = Step("pages", 6, 40, "<b>.pdf")
    html = job_html(JobView("running", step, 41.0))
    assert 'value="6" max="40"' in html
    assert text_of(html) == "Page 7 of 40 of <b>.pdf about 45 s to go"


def test_job_that_is_being_cancelled_says_so():
    """At once, whatever it was doing."""
    html = job_html(JobView("cancelling", Step("encoding", 3, 12)))
    assert text_of(html) == "Cancelling…"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "a few seconds to go"),
        (5.1, "about 10 s to go"),
        (55.1, "about 60 s to go"),
        (60, "about 1 min to go"),
        (61, "about 2 min to go"),
        (3599, "about 60 min to go"),
        (9000, "about 2.5 h to go"),
    ],
)
def test_time_to_go_is_as_rough_as_it_is_known(seconds, said):
    """By five seconds, by minutes, then by tenths of an hour."""
    assert time_left(seconds) == said


def test_job_without_a_total_is_indeterminate():
    """Before the first report the bar has no value to claim."""
    assert "value" not in Outline(job_html(JobView("waiting"))).names


def test_empty_library_says_what_to_do():
    """An empty shelf is an invitation."""
    assert "Drop" in text_of(shelf_html([]))


def test_article_that_is_not_indexed_yet_says_so():
    """A stored article without a summary is named as not searchable yet."""
    stored = StoredArticle("x", "notes.txt", None, "", 1, "2026-01-02T03:04:05")
    text = text_of(shelf_html([ShelfEntry(stored, None)]))
    assert "not searchable yet" in text
    assert "2026-01-02" in text


def test_a_quote_has_its_articles_language_and_direction():
    """Arabic is read from right to left; a quote of no known language says nothing."""
    arabic = replace(QUOTE, language="ar")
    html = quote_html(arabic, "best", AboutQuote(), "", with_title=True)
    assert '<p class="passage" lang="ar" dir="rtl">' in html
    html = quote_html(QUOTE, "best", AboutQuote(), "", with_title=True)
    assert '<p class="passage">' in html


def test_an_answer_across_languages_says_so():
    """Above the quote, with what the answer is."""
    turn = AskedTurn("何时？", None, "answered", (), (), across=("zh", "en"))
    said = "Asked in Chinese, answered from an article in English."
    assert f'<p class="across">{said}</p>' in state_html(turn, (), ())
    assert "across" not in state_html(replace(turn, across=None), (), ())
