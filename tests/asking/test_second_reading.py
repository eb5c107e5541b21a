"""What the second reader adds where the second model answers."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.late_interaction import Interaction
from rag.asking.ranking.reading import ReadingReranker
from rag.asking.ranking.reranking import LateInteractionReranker
from rag.asking.ranking.second_reading import ACROSS, READ, WITHIN
from rag.roles import Reading
from rag.types import Passage, Span
from tests.asking.making import TWO, floats, passage, query, reading

ASKED = replace(query("ab?", language="de"), is_second=True)


def candidate(score: float, sentences=(0.0, 0.0), of: Passage = TWO) -> Candidate:
    """Make a candidate that comparison gives this score."""
    compared = Interaction(2 * score - max(sentences), floats(*sentences), floats())
    return Candidate(0, of, 0.0, (), compared, np.zeros(len(sentences), np.float32))


class Second:
    """Reads from a list, and remembers what it was given."""

    languages = frozenset({"de"})

    def __init__(self, *readings: Reading) -> None:
        self.readings = readings
        self.given: list[tuple[str, str]] = []

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Give as many readings as there are passages."""
        self.given += [(question, text) for text in passages]
        return list(self.readings[: len(passages)])


class Never:
    """The first reader, which has no part in this."""

    languages = None

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Fail."""
        pytest.fail("read")


def judge(second: Second, *found: Candidate, asked=ASKED):
    """Judge candidates with a second reader."""
    return ReadingReranker(Never(), second).judge(asked, found)


SAID = replace(reading([1, 0, 0, 6, 0], [1, 0, 0, 0, 2]), answers=4.0)


@pytest.mark.parametrize("is_across", [False, True])
def test_it_adds_to_each_sentence(is_across: bool):
    """Words that score 2 in the first sentence, 8 in the second; more in one language.

    So does answering count for the passage, at log-odds of 4.
    """
    asked = replace(ASKED, is_across=is_across)
    found = candidate(0.5, (0.05, 0.0))
    (before,) = LateInteractionReranker().judge(asked, [found])
    (after,) = judge(Second(SAID), found, asked=asked)
    shares = ACROSS if is_across else WITHIN
    gained = after.sentences - before.sentences
    assert gained == pytest.approx([2 * shares.sentence, 8 * shares.sentence])
    assert after.score - before.score == pytest.approx(4 * shares.order)
    assert (after.read.answers, after.read.words) == (4.0, Span(7, 12))


def test_what_it_says_outweighs_no_large_difference():
    """Words in the second score 6 more, and comparison likes the first one better."""
    (one,) = judge(Second(SAID), candidate(0.5, (0.31, 0.0)))
    assert one.read.words == Span(0, 2)


def test_what_it_says_orders_the_passages():
    """The second answers and is nearly as like; the third wasn't read and can't win."""
    second = Second(*(replace(SAID, answers=said) for said in (-3.0, 1.0)))
    after = judge(second, *(candidate(score) for score in (0.5, 0.45, 0.34)))
    scores = [one.score for one in after]
    assert scores[0] == pytest.approx(scores[2] + 0.16)
    assert scores[1] > scores[0]


def test_a_passage_is_read_behind_what_it_stands_under():
    """With the question's mark, which what it learned from had."""
    second = Second(SAID)
    behind = candidate(0.5, of=replace(TWO, context="Old Sea"))
    judge(second, behind, asked=replace(ASKED, text="ab"))
    assert second.given == [("ab?", "Old Sea. Ab cd. Ef gh")]


def test_the_best_few_are_read():
    """Of four the fourth is as it was compared."""
    second = Second(SAID, SAID, SAID)
    after = judge(second, *(candidate(score) for score in (0.5, 0.42, 0.48, 0.45)))
    assert len(second.given) == READ == 3
    assert [one.read is None for one in after] == [False, True, False, False]


@pytest.mark.parametrize(("behind", "read"), [(0.14, 2), (0.16, 1)])
def test_what_is_far_behind_is_not_read(behind: float, read: int):
    """It is nothing to be quoted."""
    second = Second(SAID, SAID)
    judge(second, candidate(0.5), candidate(0.5 - behind))
    assert len(second.given) == read


def test_a_number_is_marked_where_one_is_asked_for():
    """Before better words without one, in any of the languages that are known."""
    numbered = passage("Ab 45 cd.")
    said = reading([9, 1, 0, 0], [9, 1, 0, 0], ((0, 2), (3, 5), (6, 8), (8, 9)))
    asked = replace(ASKED, text="Wie viele?")
    (one,) = judge(Second(said), candidate(0.5, (0.0,), numbered), asked=asked)
    assert one.read.words == Span(3, 5)


def test_the_questions_own_words_are_not_its_answer():
    """Others in the sentence are, though they score less."""
    said = reading([9, 1, 0], [9, 1, 0], ((0, 4), (5, 9), (9, 10)))
    found = candidate(0.5, (0.0,), passage("Turm hell."))
    for text, words in (("Wie war der Turm?", Span(5, 9)), ("Was?", Span(0, 4))):
        (one,) = judge(Second(said), found, asked=replace(ASKED, text=text))
        assert one.read.words == words


@pytest.mark.parametrize(("share", "is_sure"), [(0.31, True), (0.29, False)])
def test_words_are_sure_that_have_such_a_share_of_all(share: float, is_sure: bool):
    """In them an answer must begin, and end, if there is one."""
    rest = (1 - share) / 4
    shares = np.log([share, rest, rest, rest, rest])
    for starts, ends in ((shares, [9, 0, 0, 0, 0]), ([9, 0, 0, 0, 0], shares)):
        (one,) = judge(Second(reading(starts, ends)), candidate(0.5))
        assert (one.read.words, one.read.is_sure) == (Span(0, 2), is_sure)


@pytest.mark.parametrize("language", ["sv", "de"])
def test_what_it_does_not_know_is_compared_alone(language: str):
    """As all is without a second reader."""
    asked, found = replace(ASKED, language=language), candidate(0.5)
    (compared,) = LateInteractionReranker().judge(asked, [found])
    (given,) = judge(Second(SAID), found, asked=asked)
    (without,) = ReadingReranker(Never()).judge(asked, [found])
    assert without.score == compared.score
    assert (given.read is None) == (language == "sv")


def test_signs_without_a_piece_are_compared_alone():
    """The reader has nothing to say of them."""
    (one,) = judge(Second(reading([], [])), candidate(0.5))
    assert one.read is None


def test_signs_are_not_put_before_what_was_read():
    """What was read and answers little loses less than they do."""
    second = Second(replace(SAID, answers=-5.0), reading([], []))
    after = judge(second, candidate(0.5), candidate(0.45))
    assert after[0].score > after[1].score
    assert after[1].read is None


def test_nothing_is_read_of_nothing():
    """No candidate, no reading."""
    assert judge(Second()) == []
