"""A reader's part: the best words of each sentence, and what they change."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.asking.ranking.beside import POINTING_SHARE
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.discourse import ASKING_SHARE
from rag.asking.ranking.elsewhere import ELSEWHERE, ELSEWHERE_REACH
from rag.asking.ranking.late_interaction import Interaction
from rag.asking.ranking.reading import (
    DOUBTED,
    MISFIT_SHARE,
    ORDER_SHARE,
    REACH,
    READ,
    SECTION_SHARE,
    ReadingReranker,
)
from rag.asking.ranking.reranking import LateInteractionReranker, Read, Reranked
from rag.asking.ranking.sentence_gains import (
    OTHER_SHARE,
    REASON_SHARE,
    SENTENCE_SHARE,
)
from rag.roles import Reading
from rag.text.terms import find_terms
from rag.types import Passage, Span
from tests.asking.making import OFFSETS, TWO, floats, passage, query, reading


def candidate(score: float, sentences=(0.0, 0.0), of: Passage = TWO) -> Candidate:
    """Make a candidate that comparison gives this score, at a trust of 1."""
    compared = Interaction(2 * score - max(sentences), floats(*sentences), floats())
    return Candidate(0, of, 0.0, (), compared, np.zeros(len(sentences), np.float32))


class FakeReader:
    """Reads from a list, and remembers what it was asked."""

    languages: frozenset[str] | None = None

    def __init__(self, *readings: Reading) -> None:
        self.readings = readings
        self.asked: list[tuple[str, int]] = []
        self.given: list[str] = []

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Give as many readings as there are passages."""
        self.asked.append((question, len(passages)))
        self.given += passages
        return list(self.readings[: len(passages)])


def judged(said: Reading, found: Candidate, question: str = "ab?") -> Reranked:
    """Judge a candidate of which a reader says this; it must be read."""
    (one,) = ReadingReranker(FakeReader(said)).judge(query(question), [found])
    assert one.read is not None
    return one


NOTHING = reading([0] * 5, [0] * 5)


def test_what_the_reader_says_adds_to_the_score():
    """The log-odds of 4, whatever its words score, and half of it at half trust."""
    said = replace(reading([6, 0, 0, 0, 0], [0] * 5), answers=4.0)
    for trust in (1.0, 0.5):
        asked = query("ab?", trust)
        (before,) = LateInteractionReranker().judge(asked, [candidate(0.5)])
        (after,) = ReadingReranker(FakeReader(said)).judge(asked, [candidate(0.5)])
        assert after.score - before.score == pytest.approx(ORDER_SHARE * trust * 4)


def test_a_passage_is_read_behind_what_it_stands_under():
    """Nine characters come before it, and are no part of any answer."""
    words = ((0, 3), (4, 7), *((start + 9, end + 9) for start, end in OFFSETS))
    said = reading([99, 0, 3, 0, 0, 1, -9], [0, 99, 0, 2, 0, 4, 3], words)
    reader = FakeReader(said)
    behind = candidate(0.5, (0.1, 0.0), replace(TWO, context="Old Sea"))
    (one,) = ReadingReranker(reader).judge(query("ab?"), [behind])
    assert reader.given == ["Old Sea. Ab cd. Ef gh"]
    assert one.read is not None
    assert one.read.words == Span(0, 5)
    assert one.sentences == pytest.approx(
        [0.1 + 5 * SENTENCE_SHARE, 5 * SENTENCE_SHARE]
    )


@pytest.mark.parametrize(
    ("question", "chosen"), [("How fast is it?", 1), ("What is it?", 0)]
)
def test_words_of_the_kind_that_is_asked_for_choose_the_sentence(
    question: str, chosen: int
):
    """The second sentence has a figure, and is behind by less than the share."""
    numbered = replace(TWO, text="Ab cd. 45 gh")
    said = reading([1, 0, 0, 1, -9], [1, 0, 0, 1, -9])
    behind = candidate(0.5, (MISFIT_SHARE - 0.01, 0.0), numbered)
    assert judged(said, behind, question).sentence == chosen


@pytest.mark.parametrize(
    ("question", "first", "second", "chosen"),
    [
        ("Who is the cook?", "- Ada, chair", "- Per, cook", 1),
        ("Who is the cook?", "- Ada, chair", "- Per, mate", 0),
        ("Who is the cook of the ship?", "- Ada, ship", "- Per, cook", 0),
        ("Who is the cook?", "Ada, chair", "- Per, cook", 0),  # no item
        ("Who is the crew's cook?", "The crew:", "- Per, cook", 1),
        ("Who is the crew's cook?", "The crew:", "- Per, mate", 0),
        ("Who is the crew's cook?", "The crew is here.", "- Per, cook", 0),
        ("Who is the chair?", "- Ada, vice-chair", "- Per, chair", 1),
        ("Who is the chair?", "Ada is vice-chair", "Per is the chair", 1),
    ],
)
def test_the_item_that_says_more_of_the_question_is_chosen(
    question: str, first: str, second: str, chosen: int
):
    """And what is asked for before its deputy, by less than the share."""
    two = passage(first, second)
    behind = len(first) + 1
    said = reading([0, 0], [0, 0], ((2, 5), (behind + 2, behind + 5)))
    ahead = candidate(0.5, (OTHER_SHARE - 0.01, 0.0), two)
    assert judged(said, ahead, question).sentence == chosen


@pytest.mark.parametrize(
    ("question", "second", "more", "best"),
    [
        ("Why was the lock shut?", "As a result of rust.", -0.01, 1),
        ("Why was the lock shut?", "As a result of rust.", 0.01, 0),
        ("Why was the lock shut?", "It was of rust.", -0.01, 0),
        ("Was the lock shut?", "As a result of rust.", -0.01, 0),
    ],
)
def test_where_a_reason_is_asked_for_the_sentence_that_gives_one_is_chosen(
    question: str, second: str, more: float, best: int
):
    """Unless another one is better by more."""
    two = passage("The lock was shut.", second)
    said = reading([0, 0], [0, 0], ((4, 8), (len(two.text) - 5, len(two.text) - 1)))
    ahead = candidate(0.5, (REASON_SHARE + more, 0.0), two)
    assert judged(said, ahead, question).sentence == best


def test_of_a_sentence_words_of_the_kind_that_is_asked_for_are_marked():
    """Before better ones of another kind, and nothing is doubted for those."""
    offsets = ((0, 2), (3, 7), (8, 12), (14, 16), (17, 19), (20, 21))
    ahead = candidate(0.5, (0.3,), passage("It rose fast, by 44 m."))
    for starts, words in (
        ([0, 0, 9, 0, 5, 0], Span(17, 19)),
        ([6, 7, 9, 8, 5, 0], Span(17, 19)),  # the fifth best
        ([6, 7, 9, 8, 4, 5], Span(8, 12)),  # the sixth
    ):
        said = reading(starts, [0] * 6, offsets)
        assert judged(said, ahead, "How large was it?").read.words == words


def test_more_words_around_those_of_another_kind_are_no_answer():
    """Though they have a figure: what fits has to stand apart."""
    said = reading([5, 9, 1], [0, 9, 0], ((0, 2), (3, 7), (8, 11)))
    ahead = candidate(0.5, (0.3,), passage("44 fell far."))
    assert judged(said, ahead, "How large was it?").read.words == Span(3, 7)


def test_another_kind_of_words_outweighs_no_large_difference():
    """By comparison the first sentence is better by 0.5, of 2: it stays the best."""
    said = reading([1, 0, 0, 1, -9], [1, 0, 0, 1, -9])
    ahead = candidate(0.5, (0.5, 0.0), replace(TWO, text="Ab cd. 45 gh"))
    assert judged(said, ahead, "How fast is it?").sentence == 0


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("who is it", "who is it?"),
        ("Who?", "Who?"),
        ("Go.", "Go."),
        ("Go!", "Go!"),
        ("走。", "走。"),
        ("Is it in the U.S.?", "Is it in the U.S.?"),
        ("Who is it?!", "Who is it?!"),
        ("谁！", "谁！"),
        ("Who is it ?", "Who is it?"),
        ("Qui\u202f?\n", "Qui?"),
        ("Who? ??", "Who?"),
        ("¿ Quién es?", "Quién es?"),
        ("¡Y cuándo?", "Y cuándo?"),
        ("من هو؟", "من هو?"),
        ("谁？", "谁?"),
    ],
)
def test_a_question_is_read_with_its_mark(question: str, read: str):
    """What a reader learned from has one, and no other sign around it."""
    reader = FakeReader(NOTHING)
    ReadingReranker(reader).judge(query(question), [candidate(0.5)])
    assert reader.asked == [(read, 1)]


def test_what_the_reader_says_chooses_the_sentence():
    """Comparison prefers the first by 0.1; the second's words score more than that."""
    gap = 0.1 / SENTENCE_SHARE + 2
    said = reading([0, 0, 0, gap, -9], [0, 0, 0, 0, -9])
    one = judged(said, candidate(0.5, (0.3, 0.2)))
    assert (one.sentence, one.read.words) == (1, Span(7, 9))


@pytest.mark.parametrize(
    ("question", "second", "words_score", "words"),
    [
        ("Who is it?", "He gh", 3, Span(0, 5)),
        ("Who is it?", "He gh", 6, Span(7, 9)),
        ("Who is it?", "Ef gh", 3, Span(7, 9)),
        ("Which owls are they?", "He gh", 3, Span(7, 9)),
    ],
)
def test_what_points_back_answers_by_the_words_before_it(
    question: str, second: str, words_score: float, words: Span
):
    """Comparison prefers the second sentence; the words of the first score 5.

    Unless its own score more; nor where several sentences may be marked.
    """
    said = reading([3, 0, 0, words_score, -9], [0, 2, 0, 0, 0])
    behind = candidate(0.5, (0.1, 0.3), replace(TWO, text=f"Ab cd. {second}"))
    one = judged(said, behind, question)
    assert (one.sentence, one.read.words) == (1, words)
    assert one.read.beside == (-1 if words.start == 0 else 0)
    score = max(words_score, 5 if words.start == 0 else 0)
    assert one.sentences[1] == pytest.approx(0.3 + score * SENTENCE_SHARE)


@pytest.mark.parametrize(
    ("question", "second", "paragraph", "words_score", "beside"),
    [
        ("Who is it?", "Ef gh", 1, 5.1, 1),
        ("Who is it?", "Ef gh", 1, 4.9, 0),
        ("It is Ef.", "Ef gh", 1, 5.1, 0),
        ("Who is it?", "Ef gh", 2, 5.1, 0),
        ("Why is it?", "Ef gh", 1, 5.1, 0),
        ("Who is it?", "He gh", 1, 5.1 - POINTING_SHARE / SENTENCE_SHARE, 1),
        ("Who is it?", "He gh", 1, 4.9 - POINTING_SHARE / SENTENCE_SHARE, 0),
    ],
)
def test_what_the_best_sentence_leads_up_to_is_quoted_with_it(
    question: str, second: str, paragraph: int, words_score: float, beside: int
):
    """Comparison prefers the first sentence, whose words score 5.

    A second of its paragraph has better ones, or nearly and points back; unless several
    sentences may be marked. The better words are the answer's own.
    """
    said = reading([3, 0, 0, words_score, -9], [0, 2, 0, 0, 0])
    two = passage("Ab cd.", second, paragraphs=(1, paragraph))
    one = judged(said, candidate(0.5, (0.3, 0.1), two), question)
    assert (one.sentence, one.read.beside) == (0, beside)
    words = Span(7, 9) if beside and words_score > 5 else Span(0, 5)
    assert one.read.words == words


@pytest.mark.parametrize(
    ("question", "beside"), [("What is it good for?", 1), ("How many are there?", 0)]
)
def test_what_the_best_sentence_announces_is_quoted_with_it(question: str, beside: int):
    """In whichever paragraph the list is; how many there are it says itself."""
    two = passage("It has two uses.", "- Heat.", paragraphs=(1, 2))
    said = reading([0, 9, 0], [0, 0, 0], ((0, 2), (7, 10), (19, 23)))
    one = judged(said, candidate(0.5, (0.3, 0.1), two), question)
    assert one.read == Read(0.0, Span(7, 10), beside)


@pytest.mark.parametrize(
    ("question", "text", "own", "sentence", "beside"),
    [
        ("Is it?", "Is it? Ef gh", 0, 1, -1),
        ("Is it?", "Is it? Ef gh", MISFIT_SHARE + ASKING_SHARE - 0.01, 1, -1),
        ("Is it?", "Is it? Ef gh", MISFIT_SHARE + ASKING_SHARE + 0.01, 0, 0),
        ("Why is it?", "Is it? Ef gh", 0, 1, 0),
        ("Is it?", "It is. Ef gh", 0, 0, 0),
        ("Is it?", "Is it? Is o?", 0, 1, 0),
    ],
)
def test_an_answer_is_quoted_with_its_question(
    question: str, text: str, own: float, sentence: int, beside: int
):
    """A question's words answer nothing, even where they score a little more.

    Unless several sentences may be marked, or what follows is a question, too.
    """
    said = reading([own / SENTENCE_SHARE, -9, 0, 0, -9], [0, 0, 0, 0, -9])
    scores = (0.2, 0.5 if text.endswith("?") else 0.2)
    one = judged(said, candidate(0.5, scores, replace(TWO, text=text)), question)
    assert (one.sentence, one.read.beside) == (sentence, beside)
    quoted = TWO.sentences[sentence]
    assert quoted.start <= one.read.words.start + TWO.start < quoted.end


@pytest.mark.parametrize(
    ("question", "text", "paragraph", "beside"),
    [
        ("Is it open?", "Yes. It is open at ten.", 1, -1),
        ("Can it be?", "No, it is. It is open at ten.", 1, -1),
        ("Is it open?", "Not yet. It is open at ten.", 1, -1),
        ("Is it open?", "Yes. It is open at ten.", 2, 0),
        ("Where is it open?", "Yes. It is open at ten.", 1, 0),
        ("Is it open?", "Now. It is open at ten.", 1, 0),
        ("Is it open?", "Not it. It is open at ten.", 1, 0),
    ],
)
def test_what_goes_on_behind_a_yes_is_quoted_with_it(
    question: str, text: str, paragraph: int, beside: int
):
    """Where it is asked whether it is so, in the same paragraph."""
    end = text.index(".") + 1
    two = passage(text[:end], text[end + 1 :], paragraphs=(1, paragraph))
    said = reading([0, 9], [0, 9], ((0, end - 1), (end + 1, end + 3)))
    one = judged(said, candidate(0.5, (0.1, 0.3), two), question)
    assert one.read == Read(0.0, Span(end + 1, end + 3), beside)


@pytest.mark.parametrize(
    ("question", "text", "paragraph", "beside"),
    [
        ("Who burns it?", "Ada Moen: It is hot. I burn it.", 1, -1),
        ("Which of them burns it?", "Moen: It is hot. I burn it.", 1, -1),
        ("Which one of them burns it?", "Moen: It is hot. I burn it.", 1, -1),
        ("Who burns it?", "Moen: It is hot. I burn it.", 2, 0),
        ("Who burns it?", "Moen said it. I burn it.", 1, 0),
        ("Who burns it?", "Moen: It is hot. Jo burns it.", 1, 0),
        ("What do they do?", "Moen: It is hot. I burn it.", 1, 0),
    ],
)
def test_who_speaks_is_quoted_with_who_did_it(
    question: str, text: str, paragraph: int, beside: int
):
    """Where that says "I", behind a turn's first sentence in the same paragraph."""
    end = text.index(".") + 1
    two = passage(text[:end], text[end + 1 :], paragraphs=(1, paragraph))
    said = reading([0, 9], [0, 9], ((0, end - 1), (end + 1, len(text) - 1)))
    one = judged(said, candidate(0.5, (0.1, 0.3), two), question)
    assert one.read.beside == beside


def test_the_first_of_what_is_on_is_quoted():
    """Whatever the reader prefers; a heading says what is on behind its time."""
    under = replace(TWO, context="Fair › 14:00 Knots", section="14:00 Knots")
    before = len("Fair › 14:00 Knots. ")
    said = reading([0, 0, 0, 9, 0], [0, 0, 0, 9, 0])
    moved = replace(said, offsets=said.offsets + before)
    for question, sentence, above in (
        ("What happens at 14:00?", 0, Span(6, 11)),
        ("What happens at 15:00?", 1, None),
    ):
        one = judged(moved, candidate(0.5, (0.1, 0.3), under), question)
        assert (one.sentence, one.read.above) == (sentence, above)


@pytest.mark.parametrize(
    ("question", "text", "paragraph", "beside"),
    [
        ("What led to it?", "Ice is thin. This led to it.", 1, -1),
        ("What led to it?", "Ice is thin. This led to it.", 2, 0),
        ("And what led to it?", "Ice is thin. This led to it.", 1, 0),
        ("What ended it?", "Ice is thin. This led to it.", 1, 0),
        ("What led to it?", "Ice is thin. Ice led to it.", 1, 0),
        ("Who would limit it?", "Ice is thin. They may soon limit it.", 1, 0),
        ("Who would limit it?", "Ice is thin. They newly limit it.", 1, -1),
        ("What can sadly limit it?", "Ice is thin. This limits it.", 1, -1),
        ("Which mills are old?", "See a mill. That mill is old.", 1, -1),
        ("What drives it?", "Ice is thin. It drives it.", 1, -1),
        ("What does it?", "Ice is thin. This does it.", 1, 0),
        ("Why is it led?", "Ice is thin. This is led.", 1, 0),
        ("What causes it?", "Ice is thin. This causes it.", 1, -1),
    ],
)
def test_what_points_to_what_is_asked_for_is_quoted_with_it(
    question: str, text: str, paragraph: int, beside: int
) -> None:
    """The sentence before says what "this" is, by its own words; in one paragraph."""
    end = text.index(".") + 1
    two = passage(text[:end], text[end + 1 :], paragraphs=(1, paragraph))
    last = end + 1, text.index(" ", end + 1)
    said = reading([0, 9], [0, 9], ((0, 3), last))
    one = judged(said, candidate(0.5, (0.1, 0.3), two), question)
    words = Span(0, 3) if beside else Span(*last)
    assert one.read == Read(0.0, words, beside)


def test_what_opens_a_passage_points_to_nothing_in_it():
    """Nor to its last sentence, which is before the first in no list."""
    two = passage("This led to it.", "Ice is thin.")
    said = reading([9, 0], [9, 0], ((0, 4), (16, 19)))
    one = judged(said, candidate(0.5, (0.3, 0.1), two), "What led to it?")
    assert one.read is not None
    assert one.read.beside != -1


@pytest.mark.parametrize(
    ("question", "text", "paragraph", "beside"),
    [
        ("When is it?", "In 1904. It is the same week.", 1, -1),
        ("When is it?", "In 1904. It is two years later.", 1, -1),
        ("When is it?", "In 1904. It is the following night.", 1, -1),
        ("When is it?", "In 1904. It is the same week.", 2, 0),
        ("Why is it?", "In 1904. It is the same week.", 1, 0),
        ("When is it?", "In 1904. It is a later year.", 1, 0),
        ("When is it?", "In 1904. It is the next year.", 1, -1),
        ("When is it?", "In 1904. It is now next year.", 1, 0),
    ],
)
def test_what_counts_from_the_sentence_before_is_quoted_with_it(
    question: str, text: str, paragraph: int, beside: int
):
    """The year stands there, in the same paragraph; the answer's words stay."""
    two = passage(text[:8], text[9:], paragraphs=(1, paragraph))
    offsets = ((3, 7), (15, 18), (len(text) - 5, len(text) - 1))
    said = reading([0, 9, -9], [0, 0, 9], offsets)
    one = judged(said, candidate(0.5, (0.1, 0.3), two), question)
    assert one.read == Read(0.0, Span(15, len(text) - 1), beside)


@pytest.mark.parametrize(
    ("question", "second", "paragraph", "beside"),
    [
        ("When is it?", "On the same day it is.", 1, -1),
        ("When is it?", "Months later it is.", 1, -1),
        ("When is it?", "On just that day it is.", 1, 0),
        ("When is it?", "On the same day it is.", 2, 0),
        ("Who is it?", "On the same day it is.", 1, 0),
    ],
)
def test_what_opens_by_counting_on_is_quoted_with_the_time_before_it(
    question: str, second: str, paragraph: int, beside: int
):
    """Whatever words of it the reader marks."""
    two = passage("In 1904.", second, paragraphs=(1, paragraph))
    last = Span(len(two.text) - 3, len(two.text) - 1)
    said = reading([0, 9], [0, 9], ((3, 7), (last.start, last.end)))
    one = judged(said, candidate(0.5, (0.1, 0.3), two), question)
    assert one.read is not None
    assert one.read.beside == beside


@pytest.mark.parametrize(
    ("question", "first", "second", "more", "best"),
    [
        ("How many sit in Oslo?", "Seven sit in Quito.", "Oslo has 9.", -0.01, 1),
        ("How many sit in Oslo?", "Seven sit in Quito.", "Oslo has 9.", 0.01, 0),
        ("How many sit in Oslo?", "Seven sit in Quito.", "It has 9.", -0.01, 0),
        ("How many sit in Oslo?", "Seven sit in Quito.", "Oslo is.", -OTHER_SHARE, 0),
        ("How many sit in Oslo?", "In it sit Quito 7.", "Oslo has 9.", -0.01, 0),
        ("How many sit there?", "Seven sit in Quito.", "Oslo has 9.", -0.01, 0),
        ("Who sits in Oslo?", "One is Ann Lee.", "Oslo has Bo.", -0.01, 0),
    ],
)
def test_a_figure_of_others_answers_only_where_there_is_no_other(
    question: str, first: str, second: str, more: float, best: int
):
    """One is told by the names beside it, where nothing stands for what is asked of."""
    two = passage(first, second)
    last, end = second.split()[-1], len(two.text)
    gain = (OTHER_SHARE + more) / SENTENCE_SHARE
    offsets = ((0, len(first) - 1), (end - len(last), end - 1))
    said = reading([gain, 0], [0, 0], offsets)
    assert judged(said, candidate(0.5, of=two), question).sentence == best


def test_what_a_correction_repeats_answers_as_little_as_another_kind():
    """It is chosen only where its words are better by more, and its passage falls."""
    wrong = "An earlier version of this page said 7."
    two = passage(wrong, "Now 9.")
    offsets = [(end - 2, end - 1) for end in (len(wrong), len(two.text))]
    chosen = []
    for more in (-0.01, 0.01):
        starts = [(MISFIT_SHARE + more) / SENTENCE_SHARE, 0]
        said = reading(starts, [0, 0], offsets)
        one = judged(said, candidate(0.5, of=two), "How many came?")
        chosen.append((one.sentence, round(one.score, 3)))
    assert chosen == [(1, 0.5), (0, 0.5 - MISFIT_SHARE)]


def test_of_the_dates_of_a_life_the_one_that_is_asked_for_answers():
    """Whichever words the reader prefers; they are counted from the passage's start."""
    two = passage("So it is.", "Moen (1903-1987) wrote.", start=100)
    said = reading([0, 9], [0, 0], ((0, 2), (16, 20)))
    one = judged(said, candidate(0.5, (0.1, 0.3), two), "When did Moen die?")
    assert one.read.words == Span(21, 25)


@pytest.mark.parametrize(
    ("question", "text", "marked", "expected"),
    [
        ("What is its phone number?", "Hut. Call 555 0142.", (5, 9), (10, 18)),
        ("Which file is it?", "Hut. See 2025-0831.", (9, 13), (9, 18)),
        ("What size is it?", "Hut. Size: 4; Cost: 9", (20, 21), (11, 12)),
        ("Who sits in Oslo?", "Hut. In Lima (4), in Oslo (9)", (8, 12), (8, 12)),
    ],
)
def test_addresses_numbers_and_cells_are_marked_whole(question, text, marked, expected):
    """The one that is asked for whatever the reader marked, others if it did."""
    two = passage(text[:4], text[5:], start=100)
    said = reading([0, 9], [0, 0], ((0, 3), marked))
    one = judged(said, candidate(0.5, (0.1, 0.3), two), question)
    assert one.read.words == Span(*expected)


ROWS = replace(TWO, context="Rows", section="Rows")
WHAT_ROWS = replace(query("What rows?"), terms=tuple(find_terms("rows", "en")))


def test_a_section_that_is_asked_for_comes_first():
    """By its heading alone: the reader and the comparison know no better."""
    both = [candidate(0.5, of=ROWS), candidate(0.5)]
    reader = FakeReader(NOTHING, NOTHING)
    one, other = ReadingReranker(reader).judge(WHAT_ROWS, both)
    assert one.score - other.score == pytest.approx(SECTION_SHARE)


def test_a_section_that_is_asked_for_is_read():
    """Its share counts before the best few are chosen."""
    all_of_it = [*[candidate(0.5)] * READ, candidate(0.45, of=ROWS)]
    reader = FakeReader(*[NOTHING] * READ)
    *_, last = ReadingReranker(reader).judge(WHAT_ROWS, all_of_it)
    assert last.read is not None


def test_what_says_what_a_thing_is_comes_first():
    """Its passage, before the best few are chosen, and its sentence among them."""
    says = candidate(0.5, of=passage("Ab cd.", "Ef is a gh", start=100))
    reader = FakeReader(*[NOTHING] * READ)
    asked = query("What is ef?")
    *others, one = ReadingReranker(reader).judge(
        asked, [*[candidate(0.5)] * READ, says]
    )
    assert one.read is not None
    assert one.score - others[0].score == pytest.approx(0.4)
    assert one.sentences[1] - one.sentences[0] == pytest.approx(0.4)


def test_what_is_on_at_a_time_goes_before_all_else():
    """However little it is like the question."""
    under = candidate(0.1, of=replace(TWO, section="14:00 Knots"))
    reader, asked = FakeReader(NOTHING, NOTHING), query("What happens at 14:00?")
    other, one = ReadingReranker(reader).judge(asked, [candidate(0.5), under])
    assert one.score - other.score == pytest.approx(SECTION_SHARE)


def test_only_the_best_are_read_and_stay_above_the_others():
    """The reader thinks little of all; those that it didn't read keep their order."""
    many = [candidate(0.5 + number / 100) for number in range(READ + 2)]
    poor = replace(NOTHING, answers=-99.0)
    reader = FakeReader(*[poor] * READ)
    given = ReadingReranker(reader).judge(query("ab?"), many)
    assert reader.asked == [("ab?", READ)]
    assert [one.read is None for one in given] == [True, True] + [False] * READ
    scores = [one.score for one in given]
    assert scores == sorted(scores)


def test_what_is_far_behind_is_not_read():
    """The second is just within reach of the first, the third just beyond."""
    scores = (0.9, 0.9 - REACH + 0.001, 0.9 - REACH - 0.001)
    reader = FakeReader(NOTHING, NOTHING, NOTHING)
    given = ReadingReranker(reader).judge(query("ab?"), [*map(candidate, scores)])
    assert reader.asked == [("ab?", 2)]
    assert [one.read is None for one in given] == [False, False, True]


@pytest.mark.parametrize(
    ("answers", "calls"),
    [((-3.0, DOUBTED - 0.01), [2, 1]), ((-3.0, DOUBTED), [2])],
)
def test_what_is_far_behind_is_read_where_all_before_it_are_doubted(answers, calls):
    """One of them that may answer is enough."""
    scores = (0.9, 0.9 - REACH + 0.001, 0.9 - REACH - 0.001)
    reader = FakeReader(*(replace(NOTHING, answers=each) for each in answers))
    given = ReadingReranker(reader).judge(query("ab?"), [*map(candidate, scores)])
    assert [number for _, number in reader.asked] == calls
    assert (given[2].read is None) is (len(calls) == 1)


@pytest.mark.parametrize(
    ("third", "read"),
    [
        ("Ab: 3; Cd: 4", [True, True, False, True]),
        ("Ab: 3; Ef: 4", [True, True, True, False]),
        ("Ab 3, cd 4", [True, True, True, False]),
    ],
)
def test_two_rows_of_a_table_leave_room_for_a_text(third: str, read: list[bool]):
    """A row of other columns is of another table, and a text is none."""
    texts = ("Ab: 1; Cd: 2", "Ab: 2; Cd: 3", third, "Ab cd.")
    found = [
        candidate(0.9 - number / 100, (0.0,), passage(text))
        for number, text in enumerate(texts)
    ]
    reader = FakeReader(*[NOTHING] * 3)
    ReadingReranker(reader).judge(query("ab?"), found)
    given = "|".join(reader.given)
    assert [text in given for text in texts] == read


@pytest.mark.parametrize(
    ("question", "answers", "calls"),
    [
        ("who is it", 0.0, [1, 2]),
        ("who is it", -0.1, [1]),
        ("why is it", 0.0, [1]),
    ],
)
def test_the_best_of_other_articles_is_read_for_what_it_says(
    question: str, answers: float, calls: list[int]
):
    """Where the first answers who, when or how many; each article once, in order."""
    names = ["one", "one", "two", "two", "one", "three", "four"]
    reach = ELSEWHERE_REACH
    behind = [0.0, 0.2, 0.2, 0.3, 0.3, reach - 0.01, reach + 0.01]
    found = [
        candidate(2.0 - less, of=replace(TWO, article_id=name))
        for less, name in zip(behind, names, strict=True)
    ]
    reader = FakeReader(*[replace(NOTHING, answers=answers)] * 3)
    asked = query(question)
    read = ReadingReranker(reader).judge(asked, found)
    assert [many for _, many in reader.asked] == calls
    of_others = {2, 5} if len(calls) == 2 else set()
    assert {place for place, one in enumerate(read) if one.read} == {0} | of_others
    # None of them comes before what was read to find the best.
    before = LateInteractionReranker().judge(asked, found)
    gain = read[0].score - before[0].score
    for one, earlier in zip(read[1:], before[1:], strict=True):
        assert one.score == pytest.approx(earlier.score + gain)


def test_of_so_many_other_articles_one_passage_is_read():
    """Others would be named behind these at most."""
    found = [
        candidate(2.0 - 0.3 * bool(number), of=replace(TWO, article_id=str(number)))
        for number in range(ELSEWHERE + 2)
    ]
    reader = FakeReader(*[NOTHING] * ELSEWHERE)
    ReadingReranker(reader).judge(query("who is it"), found)
    assert [many for _, many in reader.asked] == [1, ELSEWHERE]


def test_the_reader_may_put_another_first():
    """The second answers, the first doesn't: 0.05 behind, and 6 times the share."""
    no, yes = replace(NOTHING, answers=-3.0), replace(NOTHING, answers=3.0)
    both = [candidate(0.55), candidate(0.5)]
    first, second = ReadingReranker(FakeReader(no, yes)).judge(query("ab?"), both)
    assert second.score - first.score == pytest.approx(6 * ORDER_SHARE - 0.05)


def test_a_language_that_isnt_known_is_not_read():
    """Just below the trust that it takes."""
    reader = FakeReader(NOTHING)
    (one,) = ReadingReranker(reader).judge(query("ab?", 0.49), [candidate(0.5)])
    assert not reader.asked
    assert one.read is None


@pytest.mark.parametrize(
    ("knows", "language", "reads"),
    [({"en"}, "en", True), ({"en"}, "es", False), (None, "es", True)],
)
def test_a_reader_is_asked_in_what_it_knows(knows, language: str, reads: bool):
    """One that doesn't say what it knows is asked in any."""
    reader = FakeReader(NOTHING)
    reader.languages = frozenset(knows) if knows else None
    ReadingReranker(reader).judge(query("ab?", 1.0, language), [candidate(0.5)])
    assert bool(reader.asked) == reads


def test_a_passage_without_tokens_stays_as_it_was():
    """Signs that the model knows no piece for."""
    asked, empty = query("ab?"), FakeReader(reading([], []))
    (before,) = LateInteractionReranker().judge(asked, [candidate(0.5)])
    (after,) = ReadingReranker(empty).judge(asked, [candidate(0.5)])
    assert after.score == before.score
    assert after.read is None


def test_no_candidate_is_no_work():
    """Nothing was found, so nothing is read."""
    assert ReadingReranker(FakeReader()).judge(query("ab?"), []) == []


@pytest.mark.parametrize(
    ("question", "heading", "score", "above"),
    [
        ("When is it?", "9 May", -5, True),
        ("When is it?", "9 May: Bay", 9, True),
        ("When is it?", "9 May", 1 - MISFIT_SHARE / SENTENCE_SHARE + 0.1, True),
        ("When is it?", "9 May", 1 - MISFIT_SHARE / SENTENCE_SHARE - 0.1, False),
        ("When is it?", "9 Bay", 9, False),
        ("Which version has it?", "9 Bay", 9, True),
        ("How many are there?", "9 Bay", 9, False),
        ("When is it noon?", "9 May", 9, False),
        ("Who is it?", "9 Bay", 1.1, True),
        ("Who is it?", "9 Bay", 0.9, False),
        ("What is it?", "9 May", 9, False),
    ],
)
def test_a_heading_may_say_when(question: str, heading: str, score: float, above: bool):
    """Its words are better than a sentence's of another kind, by less than the share.

    But if that has a time, whatever a heading says; a name must be better than the
    sentence's. Of other figures in a heading nobody
    knows what they are of.
    """
    text = "9 May. Ef gh" if "noon" in question else TWO.text
    under = replace(TWO, text=text, context=f"Sea › {heading}", section=heading)
    before = len(f"Sea › {heading}. ")
    own = ((start + before, end + before) for start, end in OFFSETS)
    starts, ends = [score, -99, 0.5, -99, 0, 0, -9], [-99, 0, 0, 0.5, 0, 0, 0]
    said = reading(starts, ends, ((6, 7), (8, 11), *own))
    one = judged(said, candidate(0.5, (0.3, 0.1), under), question)
    assert (one.sentence, one.read.above) == (0, Span(0, 5) if above else None)
