"""Confidence: the logistic function, and what the shipped constants hold."""

from dataclasses import Field, fields, replace
from math import exp

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
    answer_probability,
    as_strict,
    default_threshold,
    probability,
    related_probability,
    status_of,
)
from rag.asking.second_confidence import (
    second_answer_probability,
    second_probability,
    second_threshold,
)

STRONG = Features(sentence_maxsim=0.85, cosine=0.75, word_share=1.0, log_searched=5.0)
WEAK = Features(sentence_maxsim=0.25, cosine=0.05, word_share=0.0, log_searched=5.0)


def test_probability_by_hand() -> None:
    """Log-odds of log(3) are a probability of three quarters."""
    coefficients = Coefficients(0.0, np.log(3), 0.0, 0.0, 0.0)
    features = replace(STRONG, sentence_maxsim=1.0)
    assert probability(features, coefficients) == pytest.approx(0.75)


@pytest.mark.parametrize("field", fields(Coefficients)[1:], ids=lambda f: f.name)
def test_each_figure_has_the_coefficient_of_its_name(field: Field[float]) -> None:
    """All others are 0, so the log-odds are 2 for an intercept of 1."""
    none = dict.fromkeys((each.name for each in fields(Features)), 0.0)
    factors = dict.fromkeys((each.name for each in fields(Coefficients)), 0.0)
    coefficients = Coefficients(**factors | {"intercept": 1.0, field.name: 0.5})
    features = Features(**none | {field.name: 2.0})
    assert probability(features, coefficients) == pytest.approx(1 / (1 + exp(-2)))


@pytest.mark.parametrize(("intercept", "expected"), [(-1e4, 0.0), (1e4, 1.0)])
def test_extreme_log_odds_do_not_overflow(intercept: float, expected: float) -> None:
    """However sure, the result is a probability."""
    coefficients = Coefficients(intercept, 0.0, 0.0, 0.0, 0.0)
    assert probability(WEAK, coefficients) == expected


def test_an_address_is_on_the_subject_whatever_it_is_like() -> None:
    """What is surer by comparison stays so."""
    read = replace(WEAK, answers=1.0, is_stated=1.0)
    assert related_probability(read, 1.0) == 0.9
    sure = replace(STRONG, answers=1.0)
    more = related_probability(replace(sure, is_stated=1.0), 1.0)
    assert more == related_probability(sure, 1.0) > 0.95


@pytest.mark.parametrize(
    ("read", "is_sure"),
    [
        ({"answers": 2.0}, True),
        ({"answers": 1.9}, False),
        ({"answers": None}, False),
        ({"answers": 5.0, "misfit": 1.0}, False),
        ({"answers": 5.0, "beside_point": 1.0}, False),
    ],
)
def test_what_surely_answers_is_on_the_subject(read, is_sure: bool) -> None:
    """In words that fit, however little it is like the question."""
    features = replace(WEAK, **read)
    assert (related_probability(features, 1.0) == 0.9) == is_sure
    assert is_sure or related_probability(features, 1.0) < 0.1


def test_each_kind_of_evidence_raises_the_probability() -> None:
    """No feature counts against an answer."""
    before = probability(WEAK)
    for name in ("sentence_maxsim", "cosine", "word_share"):
        assert probability(replace(WEAK, **{name: 0.9})) > before


@pytest.mark.parametrize(
    ("is_across", "names"),
    [
        (False, ("word_share", "score", "lead", "says")),
        (True, ("score", "margin", "lead")),
    ],
)
def test_with_the_second_model_more_counts(
    is_across: bool, names: tuple[str, ...]
) -> None:
    """What stands out from the question's other passages is likelier an answer."""
    found = replace(WEAK, score=0.3, margin=0.1, lead=0.1)
    before = second_probability(found, is_across=is_across)
    for name in names:
        more = replace(found, **{name: 0.4})
        assert second_probability(more, is_across=is_across) > before


@pytest.mark.parametrize("is_across", [False, True])
def test_with_the_second_model_what_is_beside_the_point_is_near_at_most(
    is_across: bool,
) -> None:
    """However like the question it is; what is less likely stays so."""
    found = replace(WEAK, word_share=1.0, score=1.0, lead=0.5)
    likely = second_answer_probability(found, is_across=is_across)
    assert likely == second_probability(found, is_across=is_across) > RELATED
    for answers in (None, 20.0):
        beside = replace(found, beside_point=1.0, answers=answers)
        assert second_answer_probability(beside, is_across=is_across) == 0.3
    for is_read in (False, True):
        assert second_threshold(is_across=is_across, is_read=is_read) > 0.3
    weak = second_answer_probability(
        replace(WEAK, score=0.0, beside_point=1.0), is_across=is_across
    )
    assert weak < 0.3


def test_within_a_language_a_lacking_name_counts_against() -> None:
    """The rest as it was, a passage without what was named is less likely, unread."""
    named = replace(WEAK, score=0.6)
    lacking = replace(named, lacks_name=1.0)
    before = second_probability(named, is_across=False)
    assert second_probability(lacking, is_across=False) < before


@pytest.mark.parametrize("trust", [0.0, 0.5, 1.0])
def test_with_the_first_model_they_do_not(trust: float) -> None:
    """It has none of them, and its answers are what they were before."""
    other = replace(STRONG, score=0.9, margin=0.9, lead=0.9, says=3.0, lacks_name=1.0)
    assert answer_probability(other, trust) == answer_probability(STRONG, trust)


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
    """By a reader's log-odds of log(3) three quarters, where it is likely on that."""
    plain = Coefficients(0.0, answers=1.0)
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", plain)
    features = read_as(np.log(3))
    related = related_probability(features, 1.0)
    assert related == pytest.approx(probability(STRONG, RELATED_COEFFICIENTS))
    assert answer_probability(features, 1.0) == pytest.approx(0.75)


def test_what_is_hardly_on_the_subject_hardly_answers(monkeypatch) -> None:
    """Half as likely as an even chance: half of what the reader says is left."""
    even = Coefficients(-np.log(3), answers=0.0)
    monkeypatch.setattr(confidence, "RELATED_COEFFICIENTS", even)
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", Coefficients(0.0, answers=1.0))
    assert answer_probability(read_as(np.log(3)), 1.0) == pytest.approx(0.75 / 2)


def test_a_reader_counts_by_the_square_of_trust(monkeypatch) -> None:
    """At half trust a quarter is what it says, and the rest what comparison does."""
    plain = Coefficients(0.0, answers=1.0)
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", plain)
    features = read_as(np.log(3))
    expected = 0.75 * related_probability(features, 0.5) + 0.25 * 0.75
    assert answer_probability(features, 0.5) == pytest.approx(expected)


def test_a_reason_that_is_given_makes_an_answer_likelier(monkeypatch) -> None:
    """By as much for whatever a reader says, but not without one."""
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", Coefficients(0.0, answers=1.0))
    given = replace(read_as(np.log(3)), gives_reason=1.0)
    odds = 3 * exp(confidence.GIVEN_REASON)
    assert answer_probability(given, 1.0) == pytest.approx(odds / (1 + odds))
    unread = replace(given, answers=None)
    assert answer_probability(unread, 1.0) == answer_probability(STRONG, 1.0)


def test_words_of_another_kind_than_asked_for_count_against_it(monkeypatch) -> None:
    """Log-odds of log(9) less log(3), where it is stated, are three to one."""
    plain = Coefficients(0.0, answers=1.0, misfit=-np.log(3))
    monkeypatch.setattr(confidence, "READ_COEFFICIENTS", plain)
    features = replace(read_as(np.log(9)), misfit=1.0, is_stated=1.0)
    assert answer_probability(features, 1.0) == pytest.approx(0.75)


@pytest.mark.parametrize("lacks", ["beside_point", "misfit"])
def test_a_sentence_without_what_was_asked_for_is_near_at_most(lacks: str) -> None:
    """However sure the reader is: an even chance, and less where it isn't sure."""
    sure, unsure = read_as(20.0), read_as(-20.0)
    lacking = answer_probability(replace(sure, **{lacks: 1.0}), 1.0)
    assert lacking == pytest.approx(0.5)
    assert answer_probability(sure, 1.0) > READ_THRESHOLD > lacking
    still = answer_probability(replace(unsure, **{lacks: 1.0}), 1.0)
    assert still <= answer_probability(unsure, 1.0) < 0.1


def test_words_where_the_question_says_may_be_of_another_kind() -> None:
    """A cell says "none" where a number is asked for."""
    stated = replace(read_as(20.0), misfit=1.0, is_stated=1.0)
    assert answer_probability(stated, 1.0) > READ_THRESHOLD


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
        (0.6, 0.0, "answered"),
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


@pytest.mark.parametrize(
    ("wanted", "own", "expected"),
    [
        (READ_THRESHOLD, 0.3, 0.3),
        (0.8, READ_THRESHOLD, 0.8),
        (0.0, 0.3, 0.0),
        (1.0, 0.3, 1.0),
        # Twice the odds here are twice the odds there: 6 to 7 of 3 to 7.
        (2 * READ_THRESHOLD / (1 + READ_THRESHOLD), 0.3, 6 / 13),
    ],
)
def test_a_threshold_is_as_strict_for_another_model(
    wanted: float, own: float, expected: float
) -> None:
    """By as many times its odds; what nothing or all fulfils remains so."""
    assert as_strict(wanted, own) == pytest.approx(expected)
