"""Measures of ranking, of telling apart, and of calibration."""

import math

import pytest

from rag.metrics import (
    auroc,
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


def test_calibration_error_weighs_bins_by_count():
    """|0.5 - 0.2| over two questions and |1 - 1| over one: 0.6 / 3."""
    table = reliability([0.1, 0.3, 1.0], [False, True, True], bins=2)
    assert calibration_error(table) == pytest.approx(0.2)
