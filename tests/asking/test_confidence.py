"""Confidence: the logistic function, its fit, and what the shipped constants hold."""

from dataclasses import replace

import numpy as np
import pytest

from rag.asking import confidence
from rag.asking.confidence import (
    COEFFICIENTS,
    LEXICAL_COEFFICIENTS,
    READ_THRESHOLD,
    RELATED,
    RELATED_COEFFICIENTS,
    THRESHOLD,
    Coefficients,
    Features,
    ReadCoefficients,
    answer_probability,
    balanced_weights,
    default_threshold,
    fit,
    probability,
    related_probability,
    status_of,
)

STRONG = Features(sentence_maxsim=0.85, cosine=0.75, word_share=1.0, log_searched=5.0)
WEAK = Features(sentence_maxsim=0.25, cosine=0.05, word_share=0.0, log_searched=5.0)


def test_probability_by_hand() -> None:
    """Log-odds of log(3) are a probability of three quarters."""
    coefficients = Coefficients(0.0, np.log(3), 0.0, 0.0, 0.0)
    features = replace(STRONG, sentence_maxsim=1.0)
    assert probability(features, coefficients) == pytest.approx(0.75)


@pytest.mark.parametrize(("intercept", "expected"), [(-1e4, 0.0), (1e4, 1.0)])
def test_extreme_log_odds_do_not_overflow(intercept: float, expected: float) -> None:
    """However sure, the result is a probability."""
    coefficients = Coefficients(intercept, 0.0, 0.0, 0.0, 0.0)
    assert probability(WEAK, coefficients) == expected


def test_each_kind_of_evidence_raises_the_probability() -> None:
    """No feature counts against an answer."""
    before = probability(WEAK)
    for name in ("sentence_maxsim", "cosine", "word_share"):
        assert probability(replace(WEAK, **{name: 0.9})) > before


@pytest.mark.parametrize("coefficients", [COEFFICIENTS, LEXICAL_COEFFICIENTS])
def test_the_best_of_more_passages_proves_less(coefficients: Coefficients) -> None:
    """The same figures, found among ten times as many passages, are worth less."""
    among_more = replace(STRONG, log_searched=STRONG.log_searched + np.log(10))
    assert probability(among_more, coefficients) < probability(STRONG, coefficients)


@pytest.mark.parametrize("coefficients", [COEFFICIENTS, LEXICAL_COEFFICIENTS])
def test_the_threshold_parts_strong_evidence_from_none(
    coefficients: Coefficients,
) -> None:
    """A full match is answered, a question on something else is not."""
    assert probability(WEAK, coefficients) < THRESHOLD < 0.9
    assert probability(STRONG, coefficients) > 0.9


def test_words_alone_decide_where_the_encoder_knows_no_language() -> None:
    """Meaningless similarities leave the lexical probability as it is."""
    misled = replace(WEAK, sentence_maxsim=0.95, cosine=0.9)
    expected = probability(WEAK, LEXICAL_COEFFICIENTS)
    assert probability(misled, LEXICAL_COEFFICIENTS) == expected


def test_the_two_models_are_weighed_by_the_square_of_trust() -> None:
    """At half trust the log-odds are a quarter those of the encoder's model."""

    def log_odds(probability: float) -> float:
        return float(np.log(probability / (1 - probability)))

    known, words, half = (
        log_odds(answer_probability(WEAK, trust)) for trust in (1.0, 0.0, 0.5)
    )
    assert half == pytest.approx(known / 4 + words * 3 / 4)
    assert known == pytest.approx(log_odds(probability(WEAK)))


def read_as(answers: float) -> Features:
    """Give strong evidence by comparison, with what a reader says of it."""
    return replace(STRONG, answers=answers)


def test_an_answer_is_on_the_subject_and_answers(monkeypatch) -> None:
    """By a reader's log-odds of log(3), three quarters of being on the subject."""
    plain = ReadCoefficients(0.0, 1.0, 0.0, 0.0)
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", plain)
    features = read_as(np.log(3))
    related = related_probability(features, 1.0)
    assert related == pytest.approx(probability(STRONG, RELATED_COEFFICIENTS))
    assert answer_probability(features, 1.0) == pytest.approx(0.75 * related)


def test_a_reader_counts_by_the_square_of_trust(monkeypatch) -> None:
    """At half trust a quarter of what it takes away: 1 - 1/4 of 1/4 are left."""
    plain = ReadCoefficients(0.0, 1.0, 0.0, 0.0)
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", plain)
    features = read_as(np.log(3))
    left = answer_probability(features, 0.5) / related_probability(features, 0.5)
    assert left == pytest.approx(15 / 16)


def test_among_more_passages_a_reader_counts_otherwise(monkeypatch) -> None:
    """Log-odds of -2, 0 by what it says, and of 2 by four times log_searched's half."""
    plain = ReadCoefficients(-2.0, 1.0, 0.5, 0.0)
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", plain)
    features = replace(read_as(0.0), log_searched=4.0)
    assert answer_probability(features, 1.0) == pytest.approx(
        related_probability(features, 1.0) / 2
    )


def test_words_of_another_kind_than_asked_for_count_against_it(monkeypatch) -> None:
    """Log-odds of log(3) less log(3) are an even chance."""
    plain = ReadCoefficients(0.0, 1.0, 0.0, -np.log(3))
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", plain)
    features = replace(read_as(np.log(3)), misfit=1.0)
    assert answer_probability(features, 1.0) == pytest.approx(
        related_probability(features, 1.0) / 2
    )


def test_a_sentence_without_what_was_asked_for_is_near_at_most() -> None:
    """However sure the reader is: an even chance, and less where it isn't sure."""
    sure, unsure = read_as(9.0), read_as(-9.0)
    lacking = answer_probability(replace(sure, lacks_kind=1.0), 1.0)
    assert lacking == pytest.approx(related_probability(sure, 1.0) / 2)
    assert answer_probability(sure, 1.0) > READ_THRESHOLD > lacking
    same = answer_probability(replace(unsure, lacks_kind=1.0), 1.0)
    assert same == answer_probability(unsure, 1.0)


def test_without_a_reader_an_answer_is_what_is_on_the_subject() -> None:
    """Nothing else is known of it."""
    for trust in (0.0, 0.5, 1.0):
        expected = related_probability(STRONG, trust)
        assert answer_probability(STRONG, trust) == expected


def test_a_reader_that_says_no_makes_a_near_miss() -> None:
    """With the constants that ship, however well the words match."""
    yes, no = (
        answer_probability(read_as(4.0), 1.0),
        answer_probability(read_as(-6), 1.0),
    )
    related = related_probability(read_as(-6), 1.0)
    assert no < READ_THRESHOLD < yes
    assert status_of(no, related, READ_THRESHOLD) == "near"


@pytest.mark.parametrize(
    ("probability_of", "related", "status"),
    [
        (0.5, 0.0, "answered"),
        (0.49, RELATED, "near"),
        (0.49, RELATED - 0.01, "not_found"),
    ],
)
def test_there_are_three_outcomes(probability_of, related, status) -> None:
    """By a threshold of 0.5: an answer, something on the subject, or neither."""
    assert status_of(probability_of, related, 0.5) == status


def test_the_threshold_is_that_of_the_models() -> None:
    """With a reader, and without."""
    assert default_threshold(is_read=True) == READ_THRESHOLD
    assert default_threshold(is_read=False) == THRESHOLD


def test_kinds_are_balanced() -> None:
    """Half for the answerable; two other kinds share the rest, whatever their size."""
    kinds = np.array(["yes", "near", "yes", "off", "off", "off"])
    weights = balanced_weights(kinds, answerable="yes")
    sixth = 1 / 12
    assert weights == pytest.approx([0.25, 0.25, 0.25, sixth, sixth, sixth])


def test_answerable_questions_alone_share_the_weight() -> None:
    """A set without unanswerable questions is weighed too."""
    weights = balanced_weights(np.array(["yes", "yes"]), answerable="yes")
    assert weights == pytest.approx([0.5, 0.5])


def test_without_features_the_fit_is_the_base_rate() -> None:
    """Three of four answerable: log-odds of log(3)."""
    answerable = np.array([True, True, True, False])
    fitted = fit(np.zeros((4, 0)), answerable, np.ones(4))
    assert fitted == pytest.approx([np.log(3)])


def test_the_fit_finds_the_rates_of_two_groups() -> None:
    """Rates of 1/4 and 3/4 at x = 0 and 1: log-odds -log(3), then +2 log(3)."""
    x = np.repeat([0.0, 1.0], 4)[:, None]
    answerable = np.array([True, False, False, False, True, True, True, False])
    fitted = fit(x, answerable, np.ones(8))
    assert fitted == pytest.approx([-np.log(3), 2 * np.log(3)], abs=0.01)


def test_a_few_steps_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Newton's method takes the curvature into account; less would need dozens."""
    monkeypatch.setattr("rag.asking.confidence.STEPS", 6)
    x = np.repeat([0.0, 1.0], 4)[:, None]
    answerable = np.array([True, False, False, False, True, True, True, False])
    fitted = fit(x, answerable, np.ones(8))
    assert fitted == pytest.approx([-np.log(3), 2 * np.log(3)], abs=0.01)


def test_a_weight_counts_like_repeated_questions() -> None:
    """A question of weight 3 is three questions."""
    x = np.array([[0.0], [1.0], [1.0], [2.0]])
    answerable = np.array([False, True, False, True])
    weighted = fit(x, answerable, np.array([1.0, 3.0, 1.0, 1.0]))
    rows = [0, 1, 1, 1, 2, 3]
    repeated = fit(x[rows], answerable[rows], np.ones(6))
    assert weighted == pytest.approx(repeated)


def test_separable_questions_get_finite_coefficients() -> None:
    """The ridge keeps a perfect feature from growing without end."""
    x = np.array([[0.0], [0.1], [0.9], [1.0]])
    fitted = fit(x, np.array([False, False, True, True]), np.ones(4))
    assert np.isfinite(fitted).all()
    assert fitted[1] > 0
