"""The shipped confidence, recomputed by hand: change it with a fit, never in passing.

Each line below is a sum that a person can check with the constants in
`rag/asking/confidence.py`; after a new fit (`python -m bench.fit_confidence`) do them
again.
"""

from dataclasses import replace
from math import exp, log

import pytest

from rag.asking.confidence import (
    Features,
    answer_probability,
    default_threshold,
)
from rag.asking.second_confidence import (
    second_answer_probability,
    second_probability,
    second_threshold,
)

FEW, MANY = 0.0, log(1000)  # one passage searched, and a thousand
NOTHING = Features(0.0, 0.0, 0.0, FEW)

# With full trust, -5.65 + 7.53 maxsim + 5.63 cosine + 0.92 words - 0.32 ln(searched).
KNOWN_LANGUAGE = [
    (NOTHING, -5.65),
    (Features(0.5, 0.0, 0.0, FEW), -1.885),
    (Features(0.0, 0.5, 0.0, FEW), -2.835),
    (Features(0.0, 0.0, 0.5, FEW), -5.19),
    (Features(1.0, 1.0, 1.0, MANY), 8.43 - 0.32 * MANY),
]
# Without, -3.09 + 15.19 words - 0.55 ln(searched).
UNKNOWN_LANGUAGE = [
    (NOTHING, -3.09),
    (Features(1.0, 1.0, 0.0, FEW), -3.09),
    (Features(0.0, 0.0, 0.5, FEW), 4.505),
    (Features(0.0, 0.0, 0.5, MANY), 4.505 - 0.55 * MANY),
]
CASES = [(1.0, *case) for case in KNOWN_LANGUAGE]
CASES += [(0.0, *case) for case in UNKNOWN_LANGUAGE]


@pytest.mark.parametrize(("trust", "features", "log_odds"), CASES)
def test_a_probability_is_that_of_its_log_odds(
    trust: float, features: Features, log_odds: float
) -> None:
    """1 / (1 + e^-x), to the third digit."""
    expected = 1 / (1 + exp(-log_odds))
    assert answer_probability(features, trust) == pytest.approx(expected, rel=1e-3)


# -5.21 + 11.74 maxsim + 8.19 cosine + 0.94 words - 0.78 ln(searched), and by reading
# 1.08 + 0.4 of its log-odds - 1.17 for words of another kind + 0.31 of how far it
# stands out.
READ = [
    (Features(0.5, 0.0, 0.0, FEW, 0.0), 0.66, 1.08),
    (Features(0.0, 0.5, 0.0, FEW, 0.0), -1.115, 1.08),
    (Features(0.0, 0.0, 0.5, FEW, 0.0), -4.74, 1.08),
    (Features(1.0, 1.0, 1.0, MANY, 0.0), 15.66 - 0.78 * MANY, 1.08),
    (Features(1.0, 1.0, 1.0, FEW, -10.0), 15.66, -2.92),
    (Features(1.0, 1.0, 1.0, FEW, -10.0, stands_out=2.0), 15.66, -2.3),
    (Features(1.0, 1.0, 1.0, FEW, -5.0, 1.0), 15.66, -2.09),
]


@pytest.mark.parametrize(("features", "related", "answers"), READ)
def test_a_probability_by_reading_is_a_product(
    features: Features, related: float, answers: float
) -> None:
    """Of being on the subject, of which an even chance is enough, and of answering."""
    on_subject = min(1.0, 2 / (1 + exp(-related)))
    expected = on_subject / (1 + exp(-answers))
    assert answer_probability(features, 1.0) == pytest.approx(expected, rel=1e-3)


# Within a language -6.71 + 5.11 words - 0.82 ln(searched) + 8.23 score + 5.01 lead
# + 0.78 says - 1.25 for a name that is lacking; across -6.13 - 0.17 ln(searched)
# + 19.72 score + 9.52 margin + 7.56 lead.
SECOND = [
    ({}, -6.71, -6.13),
    ({"sentence_maxsim": 0.5, "cosine": 0.5}, -6.71, -6.13),
    ({"word_share": 0.5}, -4.155, -6.13),
    ({"log_searched": 2.0}, -8.35, -6.47),
    ({"score": 0.5}, -2.595, 3.73),
    ({"margin": 0.5}, -6.71, -1.37),
    ({"lead": 0.5}, -4.205, -2.35),
    ({"says": 3.0}, -4.37, -6.13),
    ({"lacks_name": 1.0}, -7.96, -6.13),
]


@pytest.mark.parametrize(("found", "within", "across"), SECOND)
def test_a_probability_by_the_second_model_is_that_of_its_log_odds(
    found: dict[str, float], within: float, across: float
) -> None:
    """Of what it measures; to the third digit."""
    features = replace(NOTHING, **found)
    for is_across, log_odds in ((False, within), (True, across)):
        expected = 1 / (1 + exp(-log_odds))
        given = second_probability(features, is_across=is_across)
        assert given == pytest.approx(expected, rel=1e-3)


# Where the second reader read, within a language -2.18 - 0.75 ln(searched) + 6.26 score
# - 0.1 margin + 6.33 lead + 0.8 answers; across languages -1.36 + 5.58 margin + 2.98
# clear_lead + 0.58 answers.
SECOND_READ = [
    ({"answers": 0.0}, -2.18, -1.36),
    ({"answers": -3.0}, -4.58, -3.1),
    ({"answers": 2.5}, -0.18, 0.09),
    ({"answers": -6.0, "word_share": 0.5}, -6.98, -4.84),
    ({"answers": -6.0, "log_searched": 2.0}, -8.48, -4.84),
    ({"answers": -6.0, "score": 0.5}, -3.85, -4.84),
    ({"answers": -6.0, "margin": 0.5}, -7.03, -2.05),
    ({"answers": -6.0, "lead": 0.5}, -3.815, -4.84),
    ({"answers": -6.0, "clear_lead": 0.5}, -6.98, -3.35),
    ({"answers": -6.0, "says": 3.0}, -6.98, -4.84),
    ({"answers": -6.0, "lacks_name": 1.0}, -6.98, -4.84),
]


@pytest.mark.parametrize(("found", "within", "across"), SECOND_READ)
def test_what_the_second_reader_says_is_a_term(
    found: dict[str, float], within: float, across: float
) -> None:
    """Of the answer's log-odds, which say what the subject's are."""
    features = replace(NOTHING, **found)
    for is_across, log_odds in ((False, within), (True, across)):
        given = second_answer_probability(features, is_across=is_across)
        assert given == pytest.approx(1 / (1 + exp(-log_odds)), rel=1e-3)
        on_subject = second_probability(features, is_across=is_across)
        assert on_subject == pytest.approx(1 / (1 + exp(-log_odds) / 3), rel=1e-3)


def test_each_model_has_its_threshold() -> None:
    """Chosen with its fit, as the constants say."""
    assert [default_threshold(is_read) for is_read in (False, True)] == [0.3, 0.58]
    second = [
        second_threshold(is_across=is_across, is_read=is_read)
        for is_read in (False, True)
        for is_across in (False, True)
    ]
    assert second == [0.32, 0.5, 0.6, 0.5]
