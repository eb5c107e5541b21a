"""The final order: both formulas, worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.discourse import ASKING_SHARE
from rag.asking.ranking.late_interaction import Interaction
from rag.asking.ranking.reranking import (
    CrossEncoderReranker,
    LateInteractionReranker,
    Read,
    Reranked,
    compared_sentences,
    second_score,
)
from rag.text.terms import find_terms
from rag.types import Passage, Sentence, Span
from tests.asking.making import floats, passage, query

LOW_HIGH, SOFT = passage("Low.", "High."), passage("Soft.")
HOW_HIGH = query("how high?")


def candidate(
    passage: Passage = LOW_HIGH,
    of_passage: float = 0.0,
    of_sentences: tuple[float, ...] = (0.0, 0.0),
    coverage: tuple[float, ...] = (0.0, 0.0),
    fused: float = 0.0,
) -> Candidate:
    """Make a candidate of given scores."""
    interaction = Interaction(of_passage, floats(*of_sentences), floats())
    return Candidate(0, passage, fused, (), interaction, floats(*coverage))


def judge(trust: float, *candidates: Candidate) -> list[Reranked]:
    """Judge by late interaction."""
    asked = replace(HOW_HIGH, trust=trust)
    return LateInteractionReranker().judge(asked, candidates)


def test_late_interaction_counts_by_trust() -> None:
    """The passage's 0.8 and its best sentence's 0.6 are 0.7, half of it trusted."""
    compared = candidate(of_passage=0.8, of_sentences=(0.2, 0.6))
    assert judge(1.0, compared)[0].score == pytest.approx(0.7)
    assert judge(0.5, compared)[0].score == pytest.approx(0.35)
    assert judge(0.0, compared)[0].score == pytest.approx(0.0)


def test_the_words_of_the_best_covered_sentence_add_their_share() -> None:
    """Coverage counts in full, whatever the encoder knows."""
    covered = candidate(coverage=(0.25, 0.75))
    for trust in (0.0, 1.0):
        score = judge(trust, covered)[0].score
        assert score == pytest.approx(0.225)  # three tenths of it


def test_the_first_stage_adds_a_little() -> None:
    """Two deviations above the mean are worth a tenth."""
    assert judge(1.0, candidate(fused=2.0))[0].score == pytest.approx(0.1)


def test_the_parts_add_up() -> None:
    """0.5 of 0.7, all words and a deviation less; they are judged in their order."""
    full = candidate(
        of_passage=0.9, of_sentences=(0.5, 0.1), coverage=(0.0, 1.0), fused=-1.0
    )
    scores = [judgement.score for judgement in judge(0.5, full, candidate())]
    assert scores == pytest.approx([0.35 + 0.3 - 0.05, 0.0])


@pytest.mark.parametrize(("is_across", "score"), [(False, 0.7), (True, 0.74)])
def test_the_second_models_score_by_hand(is_across: bool, score: float) -> None:
    """0.7 of meaning, and half of the words at 0.2; across languages these count 0.1.

    Two deviations below the mean are a tenth within a language, across a hundredth.
    """
    fused = -2.0
    compared = candidate(
        of_passage=0.8, of_sentences=(0.2, 0.6), coverage=(0.5, 0.25), fused=fused
    )
    asked = replace(HOW_HIGH, is_second=True, is_across=is_across)
    assert second_score(asked, compared) == pytest.approx(score)
    (judged,) = LateInteractionReranker().judge(asked, [compared])
    assert judged.score == second_score(asked, compared)


@pytest.mark.parametrize(
    ("trust", "of_words", "chosen"),
    [
        (1.0, 1.0, 0),  # 0.5 of meaning against 0.1 of words
        (0.6, 0.5, 0),  # 0.3 against 0.25
        (0.6, 0.7, 1),  # 0.3 against 0.35
        (0.0, 0.1, 1),  # nothing against 0.11
    ],
)
def test_words_choose_the_sentence_as_far_as_the_encoder_does_not(
    trust: float, of_words: float, chosen: int
) -> None:
    """A sentence has 0.5 more of meaning, another more words, worth 1.1 less trust."""
    torn = candidate(of_sentences=(0.7, 0.2), coverage=(0.0, of_words))
    assert judge(trust, torn)[0].sentence == chosen


@pytest.mark.parametrize(
    ("trust", "kind", "scores"),
    [
        (1.0, {}, (0.7 + 0.1 * 0.5, 0.2 + 0.1)),
        (0.6, {}, (0.42 + 0.5 * 0.5, 0.12 + 0.5)),
        (0.0, {}, (1.1 * 0.5, 1.1)),
        (1.0, {"is_second": True}, (0.7 + 0.6 * 0.5, 0.2 + 0.6)),
        (1.0, {"is_second": True, "is_across": True}, (0.7 + 0.1 * 0.5, 0.2 + 0.1)),
    ],
)
def test_a_sentences_score_by_hand(
    trust: float, kind: dict[str, bool], scores: tuple[float, float]
) -> None:
    """Of 0.7 and 0.2 of meaning, and half and all of the words.

    These count 1.1 less trust; with the second model 0.6, and 0.1 across languages.
    """
    compared = candidate(of_sentences=(0.7, 0.2), coverage=(0.5, 1.0))
    asked = replace(HOW_HIGH, trust=trust, **kind)
    assert compared_sentences(asked, compared) == pytest.approx(scores)


@pytest.mark.parametrize(
    ("lines", "scores"),
    [
        (("Many owls.", "Two owls."), (0.4, 0.5)),
        (("Many owls.", "- owls"), (0.4, 0.1)),
    ],
)
def test_by_the_second_model_a_sentence_gains_by_what_is_asked_for(
    lines: tuple[str, str], scores: tuple[float, float]
) -> None:
    """A number to a "how many", and no sentence of the question's own words alone."""
    compared = candidate(passage(*lines), of_sentences=(0.4, 0.4))
    text = "How many owls?"
    asked = replace(query(text), terms=tuple(find_terms(text, "en")), is_second=True)
    assert compared_sentences(asked, compared) == pytest.approx(scores)
    first = replace(asked, is_second=False)
    assert compared_sentences(first, compared) == pytest.approx((0.4, 0.4))


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("Why do owls sleep?", 0.7),
        ("What is a sleep like?", 0.2),
        ("Which owls sleep?", 0.2),
        ("Do owls sleep?", 0.2),
    ],
)
def test_a_reason_is_matched_with_what_it_points_to(
    question: str, second: float
) -> None:
    """A sentence on "it" is as near as the one before it, to whoever asks why."""
    two = passage("Owls doze.", "It is late.")
    compared = candidate(two, of_sentences=(0.7, 0.2))
    assert compared_sentences(query(question), compared) == pytest.approx([0.7, second])


@pytest.mark.parametrize("is_second", [False, True])
def test_an_answer_is_matched_with_its_question(is_second: bool) -> None:
    """By either model the article's own question is no answer."""
    two = passage("Do owls? ?", "Seldom so.", paragraphs=(1, 2))
    compared = candidate(two, of_sentences=(0.7, 0.2))
    asked = replace(query("Do owls sleep?"), is_second=is_second)
    expected = [0.7 - ASKING_SHARE, 0.7]
    assert compared_sentences(asked, compared) == pytest.approx(expected)


def test_of_equal_sentences_the_first_answers() -> None:
    """Nothing speaks for either, so the order of the text decides."""
    assert judge(1.0, candidate())[0].sentence == 0


class FakeScorer:
    """Scores texts from a table, and remembers what it was asked."""

    def __init__(self, **scores: float) -> None:
        self.scores = scores
        self.asked: list[tuple[str, list[str]]] = []

    def score_pairs(self, question: str, texts: Sequence[str]) -> list[float]:
        """Give the scores of the table."""
        self.asked.append((question, list(texts)))
        return [self.scores[text.replace(".", "").replace(" ", "")] for text in texts]


@pytest.mark.parametrize(
    ("best", "beside", "quoted"),
    [
        (1, None, Sentence(105, 110, 1, 8)),
        (1, 0, Sentence(105, 110, 1, 8)),
        (1, -1, Sentence(100, 110, 1, 7)),
        (0, 0, Sentence(100, 104, 1, 7)),
        (0, 1, Sentence(100, 110, 1, 7)),
    ],
)
def test_the_quote_has_the_sentence_beside(
    best: int, beside: int | None, quoted: Sentence
) -> None:
    """If one is quoted with the best one: from where the first of them is."""
    pages = Sentence(100, 104, 1, 7), Sentence(105, 110, 1, 8)
    paged = replace(LOW_HIGH, start=100, end=110, sentences=pages)
    read = None if beside is None else Read(1.0, Span(0, 1), beside)
    scores = floats(0.3 - best, 0.0)
    assert Reranked(0.5, scores, read).quoted(paged) == quoted


def test_a_cross_encoder_judges_passages_and_sentences() -> None:
    """The passage's score is the score; its best sentence is the one put forward."""
    scorer = FakeScorer(LowHigh=3.0, Low=-2.0, High=-1.0, Soft=5.0)
    judged = CrossEncoderReranker(scorer).judge(
        HOW_HIGH, [candidate(LOW_HIGH), candidate(SOFT)]
    )
    assert [(one.score, one.sentence) for one in judged] == [(3.0, 1), (5.0, 0)]


def test_a_cross_encoder_reads_the_articles_words_only() -> None:
    """It gets the question as asked, all passages, then all sentences in order."""
    scorer = FakeScorer(LowHigh=0.0, Low=0.0, High=0.0, Soft=0.0)
    CrossEncoderReranker(scorer).judge(HOW_HIGH, [candidate(LOW_HIGH), candidate(SOFT)])
    assert scorer.asked == [
        ("how high?", ["Low. High.", "Soft."]),
        ("how high?", ["Low.", "High.", "Soft."]),
    ]


def test_nothing_is_judged_as_nothing() -> None:
    """Without candidates neither reranker fails."""
    assert judge(1.0) == []
    assert CrossEncoderReranker(FakeScorer()).judge(HOW_HIGH, []) == []
