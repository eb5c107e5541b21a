"""What is kept of a conversation, and what is believed of it."""

import json
from dataclasses import replace

import pytest

from rag.asking.confidence import READ_THRESHOLD, RELATED
from rag.page.quotes.cutting import Quote, Words, cut_quote
from rag.page.quotes.differing import Side
from rag.page.quotes.kept_turns import parse_turn, read_turn
from rag.page.quotes.reasons import Reason
from rag.page.quotes.references import Reference, digest_of, parse_reference
from rag.page.quotes.turns import AskedTurn, KeptQuote, remember
from rag.types import (
    Answer,
    AnswerPart,
    Article,
    Citation,
    Disagreement,
    Hit,
    Mention,
    Paragraph,
    Passage,
    Sentence,
    Span,
)

TEXT = "Tides rise. The Moon pulls the sea.\n\nThey fall again."
ARTICLE = Article(
    id="tides",
    title="Tides",
    text=TEXT,
    paragraphs=(Paragraph(1, 0, 35, "Causes", 3, 65), Paragraph(2, 37, 53)),
)
MOON = Reference("tides", 1, 12, 35, 0, 53, digest_of("The Moon pulls the sea."))

SENTENCE = Sentence(12, 35, 1)
CITED = Citation(
    "tides",
    1,
    12,
    35,
    number=1,
    title="Tides",
    quote="The Moon pulls the sea.",
    passage=TEXT[:35],
    passage_start=0,
    score=1.0,
    hit=Hit(
        Passage("tides", 0, 35, TEXT[:35], "", None, (SENTENCE,)), SENTENCE, score=1.0
    ),
    answer=Span(16, 20),
)


def test_reference_is_read_back_as_written():
    """A reference survives the way to the browser and back."""
    assert parse_reference(str(MOON)) == MOON


def test_short_reference_has_the_quote_as_its_passage():
    """A permalink's reference knows no passage, so the quote stands for it."""
    assert parse_reference("tides:1:12-35") == Reference("tides", 1, 12, 35, 12, 35)


def test_malformed_references_are_refused():
    """What isn't exactly a reference is none."""
    for text in ("", "tides", "a/b:1:2-3", "tides:1:2", "tides:1:2-3\n", "t:-1:2-3", 7):
        assert parse_reference(text) is None, text


def test_reversed_range_becomes_empty():
    """A range that ends before it starts holds nothing."""
    parsed = parse_reference("tides:1:30-12")
    assert parsed is not None
    assert (parsed.start, parsed.end) == (30, 30)


def test_permalink_names_paragraph_and_range():
    """The link of a quote is the one of the command line's contract."""
    assert MOON.permalink == "/articles/tides?p=1&s=12-35#p1"


def test_turn_is_read_back_as_written():
    """A turn survives the way to the browser and back."""
    words, why = ("tides", "rise"), Reason((1, 0, 3), (True, False))
    read_as = "Why do tides rise?"
    quotes = (
        KeptQuote(
            MOON,
            why,
            answer=Span(14, 20),
            marks=(Span(0, 11),),
            also_in=(MOON, MOON),
            words=Words("Tides", "Causes", 3, TEXT),
        ),
        KeptQuote(MOON, why, above=Span(2, 5)),
    )
    turn = AskedTurn(
        "Why?",
        read_as,
        "near",
        ("moon",),
        quotes,
        True,
        0.91,
        words,
        differences=((Side(0, Span(14, 20)), Side(1, Span(2, 3))),),
        within=("Tides", "sea"),
        names=("tides-1", "tag:sea"),
    )
    assert parse_turn(json.dumps(turn.to_json())) == turn


def test_an_overview_is_read_back_as_written():
    """So is how many articles it left out; no other answer says that."""
    turn = AskedTurn("Summarize", None, "answered", (), (KeptQuote(MOON),), overview=3)
    back = read_turn(turn.to_json())
    assert back.overview == 3
    assert AskedTurn("Why?", None, "answered", (), ()).to_json()["o"] is None


@pytest.mark.parametrize("count", [None, -1, True, 1.5, "3", 10**6 + 1, [3]])
def test_what_is_no_count_makes_no_overview(count: object):
    """A browser may say anything."""
    turn = read_turn({"q": "Summarize", "o": count})
    assert turn.overview is None


def test_an_overview_has_neither_probability_nor_reasons():
    """Even the strictest threshold leaves it answered."""
    answer = Answer(
        "Summarize", "answered", 1.0, 1.0, (), 1.0, (CITED,), overview=True, left_out=2
    )
    turn = remember(answer, threshold=1.0)
    assert (turn.status, turn.overview) == ("answered", 2)
    assert (turn.confidence, turn.words) == (None, ())
    assert [quote.reason for quote in turn.quotes] == [None]


@pytest.mark.parametrize(
    ("kept", "status"),
    [
        (True, "answered"),
        (False, "not_found"),
        ("near", "near"),
        ("surely", "not_found"),
        (None, "not_found"),
    ],
)
def test_a_status_is_one_of_three(kept, status):
    """Browsers that kept a turn before there were three have true or false."""
    turn = read_turn({"q": "Why?", "a": kept})
    assert turn.status == status


@pytest.mark.parametrize(
    "kept", [[5, 5], [5, 4], [-1, 4], [1], [1, 2, 3], ["1", 2], "12", None, {}]
)
def test_words_that_are_none_are_left_out(kept):
    """A range of no characters, or no range, marks nothing."""
    turn = read_turn({"q": "Why?", "c": [str(MOON)], "b": [kept]})
    assert turn.quotes[0].answer is None


def test_what_does_not_fit_is_left_out():
    """A browser that sends something else gets no turn for it, and no error."""
    assert parse_turn("{") is None
    for value in ("evil", None, 3, [], {"q": 5}, {"c": []}):
        assert read_turn(value) is None
    kept = {"q": "Why?", "a": 1, "m": [3, "x"], "c": [None, "?"]}
    assert read_turn(kept) == AskedTurn("Why?", None, "not_found", ("x",), ())


def test_long_things_are_cut():
    """Questions, terms and quotes have limits."""
    kept = {"q": "?" * 900, "m": ["x" * 99] * 50, "c": [str(MOON)] * 50}
    turn = read_turn(kept | {"i": ["x"] * 50})
    assert len(turn.question) == 500
    assert [len(term) for term in turn.missing_terms] == [60] * 12
    assert len(turn.quotes) == 20
    assert len(turn.within) == 20


def test_quote_is_cut_from_the_article():
    """Quote, passage and place come from the stored article."""
    assert cut_quote(MOON, lambda _: ARTICLE) == Quote(
        number=1,
        reference=MOON,
        title="Tides",
        section="Causes",
        page=3,
        time_s=65,
        before="Tides rise. ",
        text="The Moon pulls the sea.",
        after="\n\nThey fall again.",
        verbatim=True,
        language="en",
    )


def test_changed_article_is_noticed():
    """A quote whose place holds other words now is not verbatim."""
    edited = Article("tides", "Tides", TEXT.replace("Moon", "Maan"), ())
    quote = cut_quote(MOON, lambda _: edited)
    assert isinstance(quote, Quote)
    assert not quote.verbatim


def test_place_past_the_end_is_not_verbatim():
    """A place that the article no longer has holds no quote."""
    short = Article("tides", "Tides", "Gone.", ())
    quote = cut_quote(MOON, lambda _: short)
    assert isinstance(quote, Quote)
    assert (quote.text, quote.verbatim) == ("", False)


def test_removed_article_leaves_its_reference():
    """A quote whose article left the library can't be shown."""
    assert cut_quote(MOON, lambda _: None) == MOON


@pytest.mark.parametrize(
    ("confidence", "related", "status"),
    [
        (0.7, 0.0, "answered"),
        (0.69, RELATED, "near"),
        (0.69, RELATED - 0.01, "not_found"),
    ],
)
def test_the_persons_own_threshold_decides(confidence, related, status):
    """From 0.7 on it is an answer; below, what is on the subject is near."""
    answer = Answer("Why?", "answered", confidence, related, (), 1.0, (CITED,))
    assert remember(answer, threshold=0.7).status == status


def test_the_persons_own_threshold_decides_of_each_part():
    """As of the whole; a part without a quote has nothing that could answer."""
    parts = (
        AnswerPart("who", "answered", 1, 0.69, 1.0),
        AnswerPart("when", "near", 1, 0.7, 1.0),
        AnswerPart("why", "not_found", None, 0.9, 1.0),
    )
    answer = Answer("Why?", "answered", 0.7, 1.0, (), 1.0, (CITED,), parts=parts)
    said = remember(answer, threshold=0.7).parts
    assert [part.status for part in said] == ["near", "answered", "not_found"]
    assert [part.status for part in remember(answer).parts] == [
        "answered",
        "near",
        "not_found",
    ]


@pytest.mark.parametrize(
    ("confidence", "wanted", "status"),
    [
        (0.32, READ_THRESHOLD, "answered"),
        (0.31, READ_THRESHOLD, "near"),
        # One step less than is shown at first refuses nothing that was an answer.
        (0.32, READ_THRESHOLD - 0.01, "answered"),
        (0.5, 0.8, "near"),
        (0.6, 0.8, "answered"),
        (0.999, 1.0, "near"),
        (0.0, 0.0, "answered"),
    ],
)
def test_what_a_person_wants_is_as_strict_in_every_language(
    confidence: float, wanted: float, status: str
):
    """An answer in another one has a threshold of its own: odds of 0.47, not 1.38."""
    answer = Answer("Why?", "near", confidence, 1.0, (), 1.0, (CITED,), threshold=0.32)
    assert remember(answer, threshold=wanted).status == status
    part = AnswerPart("who", "near", 1, confidence, 1.0, threshold=0.32)
    (said,) = remember(replace(answer, parts=(part,)), threshold=wanted).parts
    assert said.status == status


def test_an_answer_without_quotes_is_none():
    """However sure: there is nothing to show."""
    answer = Answer("Why?", "answered", 1.0, 1.0, (), 1.0, ())
    assert remember(answer, threshold=0.0).status == "not_found"


def test_the_answers_own_words_are_remembered():
    """Their range in the article, which is kept."""
    answer = Answer("Why?", "answered", 1.0, 1.0, (), 1.0, (CITED,))
    (quote,) = remember(answer, threshold=0.3).quotes
    assert quote.answer == Span(16, 20)


@pytest.mark.parametrize(
    "kept",
    [
        [[0, 2, 5]],
        [[0, 2, 5], [2, 2, 5]],
        [[1, 2, 5], [0, 2, 5]],
        [[0, 2, 5], [1, 5, 5]],
        [[0, 2, 5], [1, 2]],
        [[0, 2, 5], "1"],
        [[-1, 2, 5], [0, 2, 5]],
        [[1, 2, 5], [2, 2, 5]],
        "0",
        7,
    ],
)
def test_what_differs_is_beside_each_other(kept):
    """Two quotes that are there, one behind the other, each with a range."""
    quotes = [str(MOON), str(MOON)]
    turn = read_turn({"q": "Why?", "c": quotes, "d": [kept]})
    assert turn.differences == ()


def test_what_differs_goes_with_a_quote_that_is_left_out():
    """The places that it names would be others."""
    sides = [[[0, 2, 5], [1, 2, 5]]]
    quotes = [str(MOON), str(MOON)]
    turn = read_turn({"q": "Why?", "c": quotes, "d": sides})
    assert len(turn.differences) == 1
    turn = read_turn({"q": "Why?", "c": ["?", *quotes], "d": sides})
    assert turn.differences == ()


def test_what_several_articles_say_is_kept():
    """Where others say the same, and which numbers differ."""
    also = Mention("ebb", 2, 0, 5, title="Ebb", quote="Same.")
    one = replace(CITED, also_in=(also,))
    differing = Disagreement((1, 2), (Span(16, 20), Span(12, 15)), ("Moon", "The"))
    answer = Answer(
        "Why?", "answered", 0.9, 0.9, (), 1.0, (one, CITED), differences=(differing,)
    )
    turn = remember(answer)
    same = Reference("ebb", 2, 0, 5, 0, 5, digest_of("Same."))
    assert [quote.also_in for quote in turn.quotes] == [(same,), ()]
    assert turn.differences == ((Side(0, Span(16, 20)), Side(1, Span(12, 15))),)


def test_languages_are_kept():
    """Question and first quote differ in language; what is no pair is left out."""
    turn = read_turn({"q": "Why?", "c": [str(MOON)], "g": ["zh", "en"]})
    assert turn.across == ("zh", "en")
    assert read_turn(turn.to_json()).across == ("zh", "en")
    for other in (None, ["zh"], [1, 2], "zh"):
        assert read_turn({"q": "Why?", "g": other}).across is None
    long = read_turn({"q": "Why?", "g": ["x" * 50, "en"]}).across
    assert long == ("xxx", "en")


WORDS = Words("Tides", "Causes", 3, TEXT)


def test_a_quote_of_a_removed_article_keeps_its_words():
    """It is said to be gone, and stands word for word where it stood."""
    quote = cut_quote(MOON, lambda _: None, WORDS)
    assert isinstance(quote, Quote)
    assert (quote.gone, quote.verbatim) == (True, False)
    assert quote.before + quote.text + quote.after == TEXT
    assert quote.text == "The Moon pulls the sea."
    assert quote.where == ("Tides", "Causes", "p. 3", "¶ 1")


def test_a_quote_of_a_changed_article_keeps_its_words():
    """Not those that stand in its place now."""
    changed = replace(ARTICLE, text=TEXT.replace("Moon", "moon"))
    quote = cut_quote(MOON, lambda _: changed, WORDS)
    assert isinstance(quote, Quote)
    assert (quote.gone, quote.verbatim) == (False, False)
    assert quote.text == "The Moon pulls the sea."


def test_a_quote_is_shown_where_it_stands_in_what_replaced_its_article():
    """Moved or not it says where it was found; of words that stand twice it doesn't."""
    heir = replace(ARTICLE, id="tides-2")
    quote = cut_quote(MOON, lambda _: heir, WORDS)
    assert isinstance(quote, Quote)
    assert quote.verbatim
    assert (quote.reference, quote.was) == (replace(MOON, article_id="tides-2"), MOON)
    text = f"Now and then. {TEXT}"
    paragraphs = (Paragraph(1, 0, 13), Paragraph(2, 14, 49, "Why"))
    moved = replace(heir, text=text, paragraphs=paragraphs)
    quote = cut_quote(MOON, lambda _: moved, WORDS)
    assert isinstance(quote, Quote)
    assert (quote.verbatim, quote.text) == (True, "The Moon pulls the sea.")
    assert quote.reference.short == "tides-2:2:26-49"
    assert (quote.before, quote.after, quote.section) == (TEXT[:12], "", "Why")
    assert quote.found_at == MOON
    twice = replace(moved, text=text + TEXT)
    quote = cut_quote(MOON, lambda _: twice, WORDS)
    assert isinstance(quote, Quote)
    assert (quote.verbatim, quote.found_at) == (False, MOON)


def test_a_quote_that_still_stands_is_cut_from_the_article():
    """What was kept is only for when it doesn't."""
    quote = cut_quote(MOON, lambda _: ARTICLE, replace(WORDS, title="Old"))
    assert isinstance(quote, Quote)
    assert (quote.title, quote.verbatim, quote.gone) == ("Tides", True, False)


def test_words_that_are_others_are_not_shown():
    """The digest tells; a quote without its words is a reference, as before."""
    other = replace(WORDS, passage=TEXT.replace("Moon", "Mars"))
    assert cut_quote(MOON, lambda _: None, other) == MOON
    assert cut_quote(MOON, lambda _: None) == MOON


def test_an_answer_keeps_the_words_of_its_quotes():
    """The passage with its title and place, and what was asked."""
    answer = Answer("Why?", "answered", 0.9, 0.9, (), 1.0, (CITED,))
    turn = remember(answer, within=["Tides"], names=["tides-1"])
    assert turn.quotes[0].words == Words("Tides", None, None, TEXT[:35])
    assert (turn.within, turn.names) == (("Tides",), ("tides-1",))
