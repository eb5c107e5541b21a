"""Measures of ranking, of telling apart, and of calibration; pure functions.

A ranking is given as `relevant`: for each result, best first, whether it is right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


def hit_at_k(relevant: Sequence[bool], k: int) -> float:
    """Tell (1.0 or 0.0) whether a right result is among the first `k`.

    >>> hit_at_k([False, True], 1), hit_at_k([False, True], 2)
    (0.0, 1.0)
    """
    return float(any(relevant[:k]))


def reciprocal_rank(relevant: Sequence[bool], k: int) -> float:
    """Give 1 / rank of the first right result among the first `k`, else 0.

    Its mean is MRR@k (Voorhees 1999, The TREC-8 Question Answering Track Report).

    >>> reciprocal_rank([False, True, True], 10)
    0.5
    """
    return next((1 / rank for rank, hit in enumerate(relevant[:k], 1) if hit), 0.0)


def ndcg(relevant: Sequence[bool], right_results: int, k: int) -> float:
    """Give the normalised discounted cumulative gain at `k`, 0 to 1, binary gains.

    The gain of rank r is divided by log2(r + 1), and the sum by that of an ideal
    ranking (Järvelin & Kekäläinen 2002).

    Args:
        relevant: Whether each result is right, best first.
        right_results: How many right results there are to be found, 0 or more.
        k: How many results count.

    >>> ndcg([True, False], right_results=1, k=10)
    1.0
    """
    ideal = sum(1 / np.log2(rank + 1) for rank in range(1, min(right_results, k) + 1))
    gained = sum(
        1 / np.log2(rank + 1) for rank, hit in enumerate(relevant[:k], 1) if hit
    )
    return min(1.0, float(gained / ideal)) if ideal else 0.0


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Give the probability that a positive's score is above a negative's.

    The Mann-Whitney U statistic over n·m, ties counting half; None without both.

    >>> auroc([0.9, 0.6], [0.1, 0.6])
    0.875
    """
    if not positive or not negative:
        return None
    scores = np.asarray([*positive, *negative], dtype=float)
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    # Equal scores share the mean of the ranks that they take up.
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    n, m = len(positive), len(negative)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m))


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Questions whose confidence lies in [low, high): how often they came true.

    `weight` is what they count together; without weights it is their number.
    """

    low: float
    high: float
    count: int
    weight: float
    confidence: float
    accuracy: float


def reliability(
    confidences: Sequence[float],
    outcomes: Sequence[bool],
    bins: int = 10,
    weights: Sequence[float] | None = None,
) -> list[ReliabilityBin]:
    """Group predictions by confidence in equal-width bins; empty bins are left out.

    Args:
        confidences: Probabilities, 0 to 1.
        outcomes: Whether each came true.
        bins: How many bins, 1 or more.
        weights: What each prediction counts, above 0; 1 by default.

    >>> reliability([0.05, 0.95], [False, True], bins=2)[1].accuracy
    1.0
    """
    confidence = np.asarray(confidences, dtype=float)
    outcome = np.asarray(outcomes, dtype=float)
    weight = np.ones(len(outcome)) if weights is None else np.asarray(weights)
    # A confidence of 1.0 belongs to the last bin, not to one above it.
    numbers: NDArray[np.int64] = np.minimum((confidence * bins).astype(int), bins - 1)
    table = []
    for number in np.unique(numbers).tolist():
        chosen = numbers == number
        table.append(
            ReliabilityBin(
                low=number / bins,
                high=(number + 1) / bins,
                count=int(chosen.sum()),
                weight=float(weight[chosen].sum()),
                confidence=float(
                    np.average(confidence[chosen], weights=weight[chosen])
                ),
                accuracy=float(np.average(outcome[chosen], weights=weight[chosen])),
            )
        )
    return table


def calibration_error(table: Sequence[ReliabilityBin]) -> float | None:
    """Give the expected calibration error of a reliability table, 0 to 1.

    The mean of |accuracy - confidence| over the bins, by their weights (Guo et al.
    2017, On Calibration of Modern Neural Networks).

    >>> calibration_error([ReliabilityBin(0.5, 1.0, 4, 4.0, 0.75, 0.5)])
    0.25
    """
    total = sum(row.weight for row in table)
    if not total:
        return None
    return sum(row.weight * abs(row.accuracy - row.confidence) for row in table) / total


def balanced_weights(kinds: NDArray[np.str_], answerable: str) -> NDArray[np.float64]:
    """Weigh questions: half for the answerable, equal parts for each other kind.

    How many unanswerable questions of which kind a set has says nothing about what
    people ask; so no kind counts more for being large.

    Args:
        kinds: Kind of each question, shape (n,).
        answerable: The name of the answerable kind.

    Returns:
        Weights that add up to 1, shape (n,).

    Example:
        Kinds a, a, b, c with a answerable: 0.25, 0.25, 0.25, 0.25.
    """
    names, index, counts = np.unique(kinds, return_inverse=True, return_counts=True)
    others = int(np.count_nonzero(names != answerable))
    shares = np.where(names == answerable, 1.0, 1 / max(others, 1))
    weights: NDArray[np.float64] = (shares / counts)[index]
    weights /= weights.sum()
    return weights
