"""An answer in several parts, and several sentences marked in a passage, as HTML."""

import json
from dataclasses import replace

import pytest

from rag.judging.evidence import read_pack
from rag.judging.verdicts import JudgedPlace, Verdict
from rag.page.quotes.answer import answer_html
from rag.page.quotes.export import export
from rag.page.quotes.judged import cut_turn, own_quotes
from rag.page.quotes.kept_turns import MAX_MARKS, parse_turn, read_turn
from rag.page.quotes.packing import make_pack
from rag.page.quotes.references import Reference, digest_of
from rag.page.quotes.turns import AskedTurn, KeptQuote
from rag.types import Article, Paragraph, Part, Span

TEXT = "Tides <rise>. The Moon pulls. The Sun helps. They fall again."
ARTICLE = Article("tides", "Tides", TEXT, (Paragraph(1, 0, 61),))
RISE, MOON, SUN, FALL = Span(0, 13), Span(14, 29), Span(30, 44), Span(45, 61)


def refer(span: Span) -> Reference:
    """Refer to a sentence, the whole text being its passage."""
    digest = digest_of(TEXT[span.start : span.end])
    return Reference("tides", 1, span.start, span.end, 0, 61, digest)


def kept(
    quote: Span | Reference, *marks: Span, answer: Span | None = None
) -> KeptQuote:
    """Keep a sentence, with others of its passage marked."""
    place = quote if isinstance(quote, Reference) else refer(quote)
    return KeptQuote(place, answer=answer, marks=marks)


def answered(*quotes: KeptQuote, parts: tuple[Part, ...] = ()) -> AskedTurn:
    """Make a turn that these sentences answer."""
    return AskedTurn("Why?", None, "answered", (), quotes, parts=parts)


def shown(turn: AskedTurn) -> str:
    """Show a turn with its quotes cut out of the article."""
    return answer_html(turn, own_quotes(turn, lambda _: ARTICLE))


def test_further_sentences_are_marked_before_and_after_the_quote() -> None:
    """In the order of the text, and escaped as everything is."""
    html = shown(answered(kept(SUN, RISE, FALL)))
    assert (
        '<strong class="marked">Tides &lt;rise&gt;.</strong> The Moon pulls. '
        '<strong class="said">The Sun helps.</strong> '
        '<strong class="marked">They fall again.</strong></p>'
    ) in html


def test_a_citation_says_which_sentences_belong_to_its_quote() -> None:
    """A script has them marked in the source, too; a changed quote has none."""
    turn = answered(kept(SUN, RISE, FALL))
    assert ' data-marks="0-13 45-61" ' in shown(turn)
    assert "data-marks" not in shown(answered(kept(SUN)))
    changed = replace(ARTICLE, text=TEXT.replace("Sun", "sun"))
    html = answer_html(turn, own_quotes(turn, lambda _: changed))
    assert "data-marks" not in html


def test_paragraphs_and_items_of_a_list_begin_a_line() -> None:
    """Marked or not; where a plain text was wrapped, its line goes on."""
    items = "- Heat.\n- Light.\n1) Ice.\n(b) Snow."
    text = f"So it\nis. Two uses:\n\n{items}\nIn 2 ways.\n\nIt ends."
    article = replace(ARTICLE, text=text, paragraphs=(Paragraph(1, 0, len(text)),))
    start = text.index("Two")
    mark = Span(text.index("- Light"), text.index("\n1)"))
    digest = digest_of(text[start : start + 9])
    reference = Reference("tides", 1, start, start + 9, 0, len(text), digest)
    turn = answered(kept(reference, mark))
    assert (
        '>So it is. <strong class="said">Two uses:</strong><br>- Heat.<br>'
        '<strong class="marked">- Light.</strong><br>1) Ice.<br>(b) Snow. '
        "In 2 ways.<br>It ends.</p>"
    ) in answer_html(turn, own_quotes(turn, lambda _: article))


def test_what_stands_before_begins_with_a_line() -> None:
    """Of the last 140 characters, or else with a word; a short text is whole.

    Chinese, which parts no words, keeps so many characters.
    """
    words = "word " * 40
    for before, shown_before in (
        (f"{words}\n\nNew. ", '">New. <strong class="said">'),
        (f"{words}\n- New. ", '">- New. <strong class="said">'),
        (words, f'">… {"word " * 27}<strong'),
        ("潮水涨落。" * 40, f'">… {"潮水涨落。" * 28}<strong'),
        ("Old.\n\nNew. ", '">Old.<br>New. <strong class="said">'),
    ):
        text = f"{before}It is."
        article = replace(ARTICLE, text=text, paragraphs=(Paragraph(1, 0, len(text)),))
        start, end = len(before), len(text)
        place = Reference("tides", 1, start, end, 0, end, digest_of("It is."))
        turn = answered(kept(place))
        found = own_quotes(turn, lambda _, article=article: article)
        assert shown_before in answer_html(turn, found)


@pytest.mark.parametrize(
    "mark", [Span(10, 20), Span(40, 50), Span(50, 90), Span(61, 70)]
)
def test_what_no_sentence_beside_the_quote_is_marks_nothing(mark: Span) -> None:
    """A range that a browser changed."""
    assert "marked" not in shown(answered(kept(SUN if mark.end > 30 else RISE, mark)))


def test_where_nothing_is_found_nothing_is_marked() -> None:
    """A near miss has its marks, and none of them bright: it may be no answer."""
    turn = answered(kept(SUN, RISE))
    near = shown(replace(turn, status="near"))
    assert "marked" in near
    assert "bright" not in near
    assert "bright" in shown(turn)
    assert "marked" not in shown(replace(turn, status="not_found"))


def test_marks_of_a_changed_article_are_left_out() -> None:
    """They would be other words now."""
    changed = replace(refer(SUN), digest="0" * 12)
    turn = answered(kept(changed, RISE))
    assert "marked" not in shown(turn)


def test_long_passages_are_shortened_outside_of_all_marks() -> None:
    """What is between them stays whole."""
    text = f"{'Far off. ' * 40}First. {'Between. ' * 40}Quote. {'After. ' * 80}"
    first, quote = text.index("First."), text.index("Quote.")
    article = Article("tides", "Tides", text, (Paragraph(1, 0, len(text)),))
    reference = Reference("tides", 1, quote, quote + 6, 0, len(text))
    turn = answered(kept(reference, Span(first, first + 6)))
    html = answer_html(turn, own_quotes(turn, lambda _: article))
    assert html.count("Between.") == 40
    assert html.count("Far off.") < 20
    assert html.count("After.") < 60


def test_each_part_stands_over_its_quote() -> None:
    """What the person wrote, then what answers it, or that nothing does."""
    parts = (
        Part("<who>", "answered", 2),
        Part("when", "near", 1),
        Part("where", "answered", 2),
        Part("why", "not_found", None),
    )
    html = shown(answered(kept(MOON), kept(SUN), parts=parts))
    who, when, where, why = (
        html.index(f'<p class="part">{name}</p>')
        for name in ("&lt;who&gt;", "when", "where", "why")
    )
    sun, moon = (
        html.index("The Sun helps.</strong>"),
        html.index("The Moon pulls.</str"),
    )
    near = html.index("May not answer this part:")
    again, nothing = (
        html.index("Quote 2 says this, too."),
        html.index("don’t answer this"),
    )
    assert who < sun < when < near < moon < where < again < why < nothing
    assert html.count('<blockquote class="best bright">') == 1
    assert html.count('<blockquote class="nearest">') == 1


def test_parts_count_what_a_person_named_before_them() -> None:
    """On the page and in an export: each quote has one number in both."""
    parts = (Part("who", "answered", 1), Part("when", "answered", 1))
    turn = answered(kept(MOON), parts=(*parts, Part("why", "not_found", None)))
    place = JudgedPlace("tides", 1, 45, 61, "They fall again.")
    verdicts = [Verdict(1, "Why?", "here", place, "2026")]
    named, own = cut_turn(turn, verdicts, lambda _: ARTICLE)
    html = answer_html(turn, own, verdicts, named)
    assert html.index('<span class="number">1</span>') < html.index(">who</p>")
    assert '<span class="number">2</span>' in html[html.index(">who</p>") :]
    assert "Quote 2 says this, too." in html
    pack = make_pack([turn], lambda _: ARTICLE, lambda _: verdicts, "2026", 7)
    assert [part.number for part in pack.turns[0].parts] == [2, 2, None]
    assert [quote.number for quote in pack.turns[0].quotes] == [1, 2]


@pytest.mark.parametrize("order", [1, -1])
def test_a_quote_that_answers_one_part_may_not_answer_another(order: int) -> None:
    """It stands under the part that it answers, whichever was asked first."""
    parts = (Part("lunch", "answered", 1), Part("dinner", "near", 1))[::order]
    html = shown(answered(kept(MOON), parts=parts))
    near = html.index("Quote 1 is on this, but may not answer it.")
    assert html.index(">lunch</p>") < html.index("The Moon pulls.</strong>")
    assert (near < html.index("The Moon pulls.</strong>")) is (order < 0)
    assert html.count("<blockquote") == html.count('"best bright"') == 1
    assert "says this, too" not in html


def test_a_part_that_is_near_has_no_words_set_apart() -> None:
    """Nor further sentences marked, though another part is answered."""
    parts = (Part("who", "answered", 1), Part("why", "near", 2))
    turn = answered(
        kept(MOON, RISE, answer=Span(18, 22)),
        kept(SUN, FALL, answer=Span(34, 37)),
        parts=parts,
    )
    html = shown(turn)
    assert html.count('<b class="words">') == html.count('class="marked"') == 1
    assert '<b class="words">Moon</b>' in html


def test_what_no_part_asked_for_comes_last() -> None:
    """Further passages that were asked for by their number."""
    parts = (Part("who", "answered", 1), Part("why", "not_found", None))
    html = shown(answered(kept(MOON), kept(SUN), parts=parts))
    assert html.index('class="no-part"') < html.index("Further passages")
    assert html.index("Further passages") < html.index('<blockquote class="further">')


def test_a_part_whose_quote_was_lost_has_none() -> None:
    """A browser may have kept any number."""
    html = shown(answered(kept(MOON), parts=(Part("who", "answered", 9),)))
    assert 'class="no-part"' in html


def test_parts_and_marks_are_read_back_as_written() -> None:
    """They survive the way to the browser and back."""
    turn = answered(
        kept(MOON, RISE, FALL),
        kept(SUN),
        parts=(Part("who", "answered", 1), Part("why", "not_found", None)),
    )
    assert parse_turn(json.dumps(turn.to_json())) == turn


@pytest.mark.parametrize(
    "kept", [["who"], ["who", "answered", "1"], [1, "answered", 1], "who", None, {}]
)
def test_a_part_that_is_none_is_left_out(kept: object) -> None:
    """Whatever a browser kept."""
    turn = read_turn({"q": "Why?", "t": [kept]})
    assert turn.parts == ()


def test_so_many_marks_are_read_and_no_more() -> None:
    """A browser may send any number."""
    marks = [[number, number + 1] for number in range(MAX_MARKS + 1)]
    turn = read_turn({"q": "Why?", "c": [str(refer(MOON))], "k": [marks]})
    assert len(turn.quotes[0].marks) == MAX_MARKS


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (
            "html",
            "<mark>Tides &lt;rise&gt;.</mark> The Moon pulls. "
            "<mark>The Sun helps.</mark> <mark>They fall again.</mark></p>",
        ),
        (
            "markdown",
            r"> **Tides \<rise\>.** The Moon pulls. **The Sun helps.** "
            "**They fall again.**",
        ),
        ("json", '"marks": ['),
    ],
)
def test_exports_mark_the_same(form: str, written: str) -> None:
    """And say of each part what it got."""
    parts = (
        Part("who", "answered", 1),
        Part("when", "near", 1),
        Part("why", "not_found", None),
    )
    turn = answered(kept(SUN, RISE, FALL), parts=parts)
    pack = make_pack([turn], lambda _: ARTICLE, lambda _: [], "2026-01-02T03:04:05", 7)
    exported = export(pack, form).text
    assert written in exported
    assert read_pack(exported.encode()) == pack
    if form == "html":
        assert "<p>who: [1]</p>" in exported
        assert "<p>when: May not answer this part: [1]</p>" in exported
        assert "<p>why: The articles don’t answer this part.</p>" in exported
