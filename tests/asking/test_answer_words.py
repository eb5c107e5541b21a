"""Where a reader's answer stands: the best words of sentences and headings."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.asking.ranking.answer_words import (
    HeadingAnswer,
    answer_in_headings,
    answers_by_sentence,
    introduction,
    of_text,
    share_of,
)
from rag.roles import Reading
from rag.types import Sentence, Span
from tests.asking.making import TWO, passage, reading


def test_the_best_words_of_each_sentence():
    """Ab to cd: 3 + 2; in the second Ef alone, 1 + 4, for gh begins no answer."""
    found = answers_by_sentence(reading([3, 0, 0, 1, -9], [0, 2, 0, 4, 3]), TWO)
    assert found.scores.tolist() == [5, 5]
    assert found.spans == (Span(0, 5), Span(7, 9))


def test_an_answer_does_not_end_before_it_begins():
    """The best end, Ab, stands before the best beginning, cd."""
    found = answers_by_sentence(reading([0, 9, 0, 0, 0], [9, 1, 0, 0, 0]), TWO)
    assert found.scores[0] == 10
    assert found.spans[0] == Span(3, 5)


def test_an_answer_stays_in_its_sentence():
    """The best end of all is in the other sentence."""
    found = answers_by_sentence(reading([5, 0, 0, 0, 0], [0, 1, 0, 0, 9]), TWO)
    assert found.spans[0] == Span(0, 5)
    assert found.scores[0] == 6


@pytest.mark.parametrize(("length", "best"), [(30, 7.0), (31, 3.0)])
def test_an_answer_has_only_so_many_tokens(length: int, best: float):
    """3 at the first token, 4 at the last: only together if that is short enough."""
    starts, ends = np.zeros((2, length), np.float32)
    starts[0], ends[-1] = 3, 4
    starts[1:] = -9
    offsets = np.array([(place, place + 1) for place in range(length)])
    said = Reading(0.0, starts, ends, offsets)
    found = answers_by_sentence(said, passage("x" * length))
    assert found.scores.tolist() == [best]


def test_a_sign_alone_is_no_answer():
    """The "." begins and ends one best, and "gh" begins none; it may end one."""
    found = answers_by_sentence(reading([1, 0, 9, 0, 9], [0, 2, 9, 0, 0]), TWO)
    assert found.spans == (Span(0, 6), Span(10, 12))
    signs = replace(TWO, text="Ab cd. .. ..")
    found = answers_by_sentence(reading([1, 0, 0, 0, -99], [0, 2, 0, 9, 0]), signs)
    assert found.spans == (Span(0, 5), Span(7, 12))
    one = replace(signs, sentences=(TWO.sentences[0], Sentence(107, 109, 1)))
    found = answers_by_sentence(reading([1, 0, 0, 0], [0, 2, 0, 9]), one)
    assert found.spans == (Span(0, 5), None)
    assert found.scores[1] == -np.inf


def read_as(text: str, tokens: str, starts: list[float], ends: list[float]) -> Reading:
    """Make a reading of a text whose tokens are given in their order."""
    offsets, at = [], 0
    for token in tokens.split():
        start = text.index(token, at)
        at = start + len(token)
        offsets.append((start, at))
    return reading(starts, ends, offsets)


@pytest.mark.parametrize(
    ("text", "tokens", "starts", "ends", "expected"),
    [
        # The best would begin with the item's number, or the speaker's name.
        ("1. Get up", "1 . Get up", [9, 0, 2, 0], [9, 0, 0, 1], "Get up"),
        ("MINA: A dog", "MINA : A dog", [9, 0, 2, 0], [0, 0, 0, 9], "A dog"),
        # And this one goes over two cells.
        ("Price: 5; Size: 7", "Price 5 Size 7", [0, 3, 0, -9], [0, 1, 0, 9], "Size: 7"),
        (
            "Price: 5, Size: 7",
            "Price 5 Size 7",
            [0, 3, 0, -9],
            [0, 1, 0, 9],
            "5, Size: 7",
        ),
        # Here within a number, at its end and at its beginning.
        ("In 1541 a dog", "In 154 1 a dog", [0, 1, 9, 2, 0], [0, 0, 0, 0, 3], "a dog"),
        ("In 1541 a dog", "In 154 1 a dog", [0, 9, 0, 0, 0], [0, 9, 1, 0, 0], "1541"),
        ("At 12h a dog", "At 12 h a dog", [0, 9, 0, 0, 0], [0, 9, 0, 0, 0], "12"),
    ],
)
def test_an_answer_lies_in_a_cell_and_not_in_what_counts_it(
    text: str, tokens: str, starts: list[float], ends: list[float], expected: str
):
    """What counts an item or says who speaks is no part of it."""
    found = answers_by_sentence(read_as(text, tokens, starts, ends), passage(text))
    (words,) = found.spans
    assert words is not None
    assert text[words.start : words.end] == expected


@pytest.mark.parametrize(("wanted", "given"), [("e", "e"), ("f", "a")])
def test_five_answers_are_tried_for_one_that_fits(wanted: str, given: str):
    """The best first; where none of them fits it is the best, all the same."""
    text = "a b c d e f g"
    said = read_as(text, text, [7, 6, 5, 4, 3, 2, 1], [0] * 7)
    one = Span(text.index(wanted), text.index(wanted) + 1)
    found = answers_by_sentence(said, passage(text), lambda words: words == one)
    assert [text[words.start : words.end] for words in found.spans if words] == [given]
    assert found.misfits == (wanted != given,)


def test_a_sentence_that_was_not_read_has_no_answer():
    """Where the model's tokens end with the first sentence."""
    found = answers_by_sentence(reading([1, 0], [1, 2]), TWO)
    assert found.spans == (Span(0, 5), None)
    assert found.scores[1] == -np.inf
    assert found.misfits == (False, False)


def test_a_sentence_may_follow_one_that_is_a_mere_sign():
    """The first has no answer; the second has its own."""
    said = reading([9, 1, 0], [9, 0, 2], [(0, 2), (3, 5), (6, 8)])
    found = answers_by_sentence(said, passage("..", "Ef gh"))
    assert found.spans == (None, Span(3, 8))
    assert found.scores[1] == 3


def under(
    context: str, section: str | None, scores: Sequence[float]
) -> HeadingAnswer | None:
    """Find the answer over `TWO`, whose words in context and text begin with scores."""
    over = replace(TWO, context=context, section=section)
    text = introduction(over) + over.text
    words = [m.span() for m in re.finditer(r"\w+|›", text)]
    assert len(words) == len(scores)
    return answer_in_headings(reading(scores, [0] * len(words), words), over)


@pytest.mark.parametrize(
    ("scores", "words", "score"),
    [
        # Sea › Log › 9 May. Ab cd. Ef gh
        ([9, 9, 1, 9, 3, 0, 9, 9, 9, 9], Span(6, 7), 3.0),
        ([9, 9, 4, 9, 3, 0, 9, 9, 9, 9], Span(0, 3), 4.0),
    ],
)
def test_a_heading_answers_by_its_best_words(scores, words, score: float):
    """Neither the title nor the text is a heading, and the sign between is none."""
    found = under("Sea › Log › 9 May", "Log › 9 May", scores)
    assert found == HeadingAnswer(words, score)


def test_a_day_and_a_time_below_it_are_one_answer():
    """The best beginning stands in one heading, the best end in the next."""
    over = replace(TWO, context="Sea › 9 May › 5:30", section="9 May › 5:30")
    offsets = ((6, 7), (8, 11), (12, 13), (14, 18))
    said = reading([5, 1, 0, 1], [0, 1, 0, 2], offsets)
    assert answer_in_headings(said, over) == HeadingAnswer(Span(0, 12), 7.0)


@pytest.mark.parametrize(
    ("context", "section", "scores"),
    [
        ("Sea", None, [9] * 5),
        ("", None, [9] * 4),
        ("Sea", "Sea", [9] * 5),
        ("Sea › Lo", "Log", [9] * 7),
    ],
)
def test_without_a_heading_none_answers(context, section, scores):
    """Nor where it is the title, or was shortened."""
    assert under(context, section, scores) is None


def test_headings_may_begin_with_the_title():
    """The title stays none of them, and places count from its first character."""
    found = under("Sea › Log", "Sea › Log", [9, 9, 2, 9, 9, 9, 9])
    assert found == HeadingAnswer(Span(6, 9), 2.0)


def test_of_a_text_its_own_tokens_are_kept():
    """Four characters stand before it, in two tokens; it is counted from its first."""
    said = reading(range(4), range(4, 8), ((0, 2), (2, 3), (4, 6), (7, 9)))
    kept = of_text(replace(said, answers=0.5), replace(TWO, context="Se"))
    assert kept.answers == 0.5
    assert (kept.starts.tolist(), kept.ends.tolist()) == ([2, 3], [6, 7])
    assert kept.offsets.tolist() == [[0, 2], [3, 5]]


def test_how_surely_an_answer_lies_in_some_words():
    """The share of all beginnings, or of all ends, whichever is smaller."""
    said = reading(np.log([1, 2, 3, 1, 3]), np.log([2, 1, 1, 4, 2]))
    shares = [share_of(Span(*words), said) for words in ((0, 5), (7, 12), (4, 7))]
    assert shares == pytest.approx([0.3, 0.4, 0.2])
    assert share_of(Span(0, 12), reading([90, 0, 0, 0, 0], [0, 0, 0, 0, 90])) == 1
