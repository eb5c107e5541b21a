"""Vectors seen as points of a plane: their two principal axes.

Principal component analysis (Pearson 1901, Hotelling 1933): the axes along which the
vectors differ most. A plane keeps a part of the differences only; `share` says which.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.types import Vectors

Points = NDArray[np.float64]
Rows = NDArray[np.int64]

AXES = 2
NEGLIGIBLE = 1e-10
"""Variance below which vectors of length 1 are equal: float32 rounds to about 1e-7, so
what rounding alone makes of the square of a difference is some 1e-14."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A way from vectors to points of a plane.

    Args:
        mean: What all vectors have in common, shape (dimension,).
        axes: Two unit vectors, shape (2, dimension); the first axis shows most. An
            axis along which nothing differs is 0.
        share: The part, 0 to 1, of all variance that the two axes show; 0 where
            nothing differs.
    """

    mean: Points
    axes: Points
    share: float

    def project(self, vectors: Vectors) -> Points:
        """Place vectors of shape (n, dimension); gives points of shape (n, 2)."""
        points: Points = (vectors.astype(np.float64) - self.mean) @ self.axes.T
        return points


def fit_projection(vectors: Vectors) -> Projection:
    """Find the plane in which vectors differ most.

    The same vectors always give the same plane: each axis points to where its largest
    component is positive, so that a map is never mirrored.

    Args:
        vectors: Shape (n, dimension), n of 0 or more.

    >>> fit_projection(np.float32([[0, 0, 1], [0, 4, 1]])).axes[0]
    array([0., 1., 0.])
    """
    n, dimension = vectors.shape
    if n == 0:
        return Projection(np.zeros(dimension), np.zeros((AXES, dimension)), 0.0)
    mean = vectors.mean(axis=0, dtype=np.float64)
    centred = vectors.astype(np.float64) - mean
    # Ascending, as eigh gives them: the two largest come last.
    variances, components = np.linalg.eigh(centred.T @ centred / n)
    largest = slice(None, -AXES - 1, -1)
    axes = np.zeros((AXES, dimension))
    shown = np.zeros(AXES)
    found = min(AXES, dimension)
    axes[:found] = components.T[largest]
    shown[:found] = variances[largest]
    is_flat = shown < NEGLIGIBLE
    axes[is_flat], shown[is_flat] = 0.0, 0.0
    total = variances.sum()
    share = min(1.0, float(shown.sum() / total)) if shown.any() else 0.0
    return Projection(mean, _oriented(axes), share)


def _oriented(axes: Points) -> Points:
    """Turn each axis so that its largest component is positive."""
    largest = np.abs(axes).argmax(axis=1)
    signs = np.sign(axes[np.arange(len(axes)), largest])
    oriented: Points = axes * np.where(signs < 0, -1.0, 1.0)[:, None]
    # -0.0 would be printed.
    return oriented + 0.0


def spread_rows(count: int, limit: int) -> Rows:
    """Choose at most `limit` of `count` rows, at equal distances, first and last too.

    Args:
        count: How many there are.
        limit: How many to choose, 2 or more.

    >>> spread_rows(7, 3)
    array([0, 3, 6])
    """
    if count <= limit:
        return np.arange(count, dtype=np.int64)
    return np.linspace(0, count - 1, limit, dtype=np.int64)
