"""A text in as many stretches as there is room for quotes, each on one thing.

Pure functions of arrays. Linear segmentation of texts by dynamic programming (Utiyama &
Isahara 2001, "A Statistical Model for Domain-Independent Text Segmentation"), with the
spread of the sentence vectors in a stretch as its cost (Alemi & Ginsparg 2015, "Text
Segmentation based on Semantic Word Embeddings").
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.types import Vectors

EVEN = 1e-6
"""What the squared length of a stretch costs, by the mean length, against the spread
of all its sentences: where the vectors tell nothing, stretches are of like length. At
0.1, where it counts beside them, two points of 45 less are covered."""


def segments(
    vectors: Vectors, eligible: NDArray[np.bool_], count: int
) -> list[tuple[int, int]]:
    """Divide a text where that leaves its stretches the least spread.

    Args:
        vectors: A unit vector for each sentence, shape (n, d).
        eligible: Which may be quoted, shape (n,); each stretch has one of them.
        count: How many stretches, at least 1; no more than may be quoted.

    Returns:
        The first row of each stretch, and the one behind its last, in order.

    Example:
        Of vectors a, a, b, b with all eligible and a count of 2: (0, 2), (2, 4).
    """
    size = len(vectors)
    costs = _costs(vectors, eligible, EVEN * count / size)
    least = np.full(size + 1, np.inf)
    least[0] = 0.0
    origins = []
    for _ in range(count):
        totals = least[:, None] + costs
        origins.append(totals.argmin(axis=0))
        least = totals.min(axis=0)
    bounds = [size]
    for origin in reversed(origins):
        bounds.append(int(origin[bounds[-1]]))
    bounds.reverse()
    return list(pairwise(bounds))


def _costs(
    vectors: Vectors, eligible: NDArray[np.bool_], by_length: float
) -> NDArray[np.float64]:
    """Give the cost of each stretch, from its first row to before its end.

    That is the sum of squared distances to its mean (its length less the squared length
    of its sum of unit vectors by its length), and what its squared length costs. It is
    infinite where none may be quoted.
    """
    size, dimensions = vectors.shape
    sums = np.zeros((size + 1, dimensions))
    np.cumsum(vectors, axis=0, out=sums[1:], dtype=np.float64)
    squares = np.einsum("id,id->i", sums, sums)
    lengths = np.arange(size + 1)[None, :] - np.arange(size + 1)[:, None]
    of_sums = squares[:, None] + squares[None, :] - 2 * sums @ sums.T
    known = np.concatenate([[0], np.cumsum(eligible)])
    holds = (lengths > 0) & (known[None, :] > known[:, None])
    spread = lengths - of_sums / np.maximum(lengths, 1)
    return np.where(holds, spread + by_length * lengths**2, np.inf)
