"""The shipped confidence, recomputed by hand: change it with a fit, never in passing.

Each line below is a sum that a person can check with the constants in
`rag/asking/confidence.py`; after a new fit (`python -m bench.fit_confidence`) do them
again.
"""

from math import exp, log

import pytest

from rag.asking.confidence import Features, answer_probability

FEW, MANY = 0.0, log(1000)  # one passage searched, and a thousand
NOTHING = Features(0.0, 0.0, 0.0, FEW)

# With full trust, -5.65 + 7.51 maxsim + 5.64 cosine + 0.92 words - 0.32 ln(searched).
KNOWN_LANGUAGE = [
    (NOTHING, -5.65),
    (Features(0.5, 0.0, 0.0, FEW), -1.895),
    (Features(0.0, 0.5, 0.0, FEW), -2.83),
    (Features(0.0, 0.0, 0.5, FEW), -5.19),
    (Features(1.0, 1.0, 1.0, MANY), 8.42 - 0.32 * MANY),
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
