"""Why a passage was found: kept in few characters, believed with care, said plainly."""

import json

import pytest

from rag.page.quotes.answer import answer_html
from rag.page.quotes.cutting import Quote
from rag.page.quotes.kept_turns import parse_turn, read_turn
from rag.page.quotes.reasons import (
    Reason,
    parse_reason,
    reason_html,
    reason_of,
    words_of,
)
from rag.page.quotes.references import Reference
from rag.page.quotes.turns import AskedTurn, KeptQuote
from rag.types import Hit, Passage, Sentence
from tests.page.test_render import text_of

SENTENCE = Sentence(0, 5, 1)
PASSAGE = Passage("tides", 0, 5, "Tides", "Tides", None, (SENTENCE,))
HIT = Hit(
    passage=PASSAGE,
    sentence=SENTENCE,
    score=0.5,
    ranks=(("passage vectors", 2), ("words", 1)),
    matched_terms=("tides",),
    missing_terms=("rise", "fall"),
)
WORDS = ("tides", "rise", "fall")
REASON = Reason((2, 0, 1), (True, False, False))
FIRST, SECOND = Reference("tides", 1, 0, 5, 0, 5), Reference("tides", 2, 9, 12, 9, 12)
QUOTES = [
    Quote(number, place, "Tides", None, None, "", "Said.", "", True)
    for number, place in enumerate((FIRST, SECOND), 1)
]

NO_REASONS = (
    None,
    5,
    "",
    "2.0:100",
    "2.0.1.4:1",
    "2.0.1:102",
    "-1.0.1:",
    "99999.1.1:1",
    "1.1.1:1\n",
    "\u0661.1.1:1",
    "1.1.1:" + "1" * 13,
)


def test_hit_is_reduced_to_ranks_and_words():
    """A retriever that did not list the passage is 0; the words come from the hit."""
    assert words_of([HIT]) == WORDS
    assert reason_of(HIT, WORDS) == REASON
    assert words_of([]) == ()


def test_reason_is_read_back_as_written():
    """A reason survives the way to the browser and back, in few characters."""
    assert str(REASON) == "2.0.1:100"
    assert parse_reason("2.0.1:100") == REASON


@pytest.mark.parametrize("text", NO_REASONS)
def test_what_is_no_reason_is_none(text):
    """What a browser sends instead of a reason is not believed."""
    assert parse_reason(text) is None


@pytest.mark.parametrize("value", [True, -0.1, 1.1, "0.5", None, float("nan")])
def test_what_is_no_probability_is_none(value):
    """A confidence outside of 0 to 1, or that isn't a number, is left out."""
    turn = read_turn({"q": "Why?", "p": value})
    assert turn.confidence is None


def test_reasons_stay_with_their_quotes():
    """A reference that is no reference takes its reason along; one may be missing."""
    kept = {"q": "Why?", "c": ["?", str(FIRST), str(SECOND)], "y": ["1.1.1:", "2.0.1:"]}
    turn = read_turn(kept)
    assert turn.quotes == (KeptQuote(FIRST, Reason((2, 0, 1), ())), KeptQuote(SECOND))
    assert parse_turn(json.dumps(turn.to_json())) == turn


def test_reason_is_said_in_words():
    """Words that it has and lacks, and each retriever's rank."""
    assert text_of(reason_html(REASON, WORDS)) == (
        "Why this passage"
        "Has tides"
        "Lacks rise, fall"
        "Ranked 2 by passage vectors, not listed by sentence vectors, 1 by words"
    )


def test_what_an_article_states_was_not_searched_for():
    """No retriever listed it: it is the line with the author, say."""
    reason = reason_html(Reason((0, 0, 0), ()), ())
    assert text_of(reason) == "Why this passageIt states what was asked for"


def test_probability_is_said_of_the_first_quote_alone():
    """In the open, above it; it was calibrated for that one alone."""
    turn = AskedTurn(
        question="Why?",
        read_as=None,
        status="answered",
        missing_terms=(),
        quotes=(KeptQuote(FIRST, REASON), KeptQuote(SECOND, REASON)),
        confidence=0.8,
        words=WORDS,
    )
    text = text_of(answer_html(turn, QUOTES))
    assert text.count("Why this passage") == 2
    assert text.startswith("Answers 80% sure")
    assert text.count("%") == 1


def test_words_are_escaped():
    """A question's words are no markup."""
    assert "<img" not in reason_html(REASON, ["<img src=x>"])
