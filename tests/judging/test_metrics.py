"""Measures of ranking, of telling apart, and of calibration."""

import math

import numpy as np
import pytest

from rag.judging.metrics import (
    auroc,
    balanced_weights,
    calibration_error,
    hit_at_k,
    ndcg,
    reciprocal_rank,
    reliability,
)


def test_hit_counts_only_the_first_k():
    """A right result at rank 2 is a hit at 2 and none at 1."""
    assert hit_at_k([False, True], 1) == 0.0
    assert hit_at_k([False, True], 2) == 1.0


def test_reciprocal_rank_is_of_the_first_right_result():
    """Ranks 2 and 3 are right: 1/2. Nothing within k: 0."""
    assert reciprocal_rank([False, True, True], 10) == 0.5
    assert reciprocal_rank([False, False, True], 2) == 0.0


def test_ndcg_by_hand():
    """Right at ranks 1 and 3 of two to find: (1 + 1/2) / (1 + 1/log2(3))."""
    expected = 1.5 / (1 + 1 / math.log2(3))
    assert ndcg([True, False, True], 2, 10) == pytest.approx(expected)


def test_ndcg_is_zero_where_nothing_can_be_found():
    """Without a right passage there is no ideal to divide by."""
    assert ndcg([False, False], 0, 10) == 0.0


def test_auroc_by_hand():
    """Of 4 pairs three are in order and one is tied: 3.5 / 4."""
    assert auroc([0.9, 0.6], [0.1, 0.6]) == 0.875


def test_auroc_needs_both_sides():
    """With only one side there is nothing to tell apart."""
    assert auroc([0.5], []) is None


def test_reliability_groups_by_confidence():
    """Two bins: 0.1 and 0.3 in the lower, 1.0 in the upper one."""
    low, high = reliability([0.1, 0.3, 1.0], [False, True, True], bins=2)
    assert (low.count, low.confidence, low.accuracy) == (2, pytest.approx(0.2), 0.5)
    assert (high.low, high.high, high.count, high.accuracy) == (0.5, 1.0, 1, 1.0)


def test_nothing_predicted_has_no_calibration_error():
    """Neither right nor wrong: there is nothing to be off by."""
    assert calibration_error(reliability([], [])) is None


def test_weights_count_in_bins_and_between_them():
    """0.1 counts three times, 0.3 once: 0.15 said, 1/4 true; 0.9 twice, both true."""
    confidences, outcomes = [0.1, 0.3, 0.9], [False, True, True]
    table = reliability(confidences, outcomes, bins=2, weights=[3, 1, 2])
    low, high = table
    assert (low.count, low.weight, high.weight) == (2, 4, 2)
    assert (low.confidence, low.accuracy) == pytest.approx((0.15, 0.25))
    assert calibration_error(table) == pytest.approx((4 * 0.1 + 2 * 0.1) / 6)


def test_ndcg_of_a_perfect_ranking_is_1():
    """However many there are to find, and however few count."""
    assert ndcg([True, True, False], 2, 10) == 1.0
    assert ndcg([True, True], 5, 2) == 1.0
    assert ndcg([False, True], 1, 1) == 0.0


def test_calibration_error_weighs_bins_by_count():
    """|0.5 - 0.2| over two questions and |1 - 1| over one: 0.6 / 3."""
    table = reliability([0.1, 0.3, 1.0], [False, True, True], bins=2)
    assert calibration_error(table) == pytest.approx(0.2)


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
