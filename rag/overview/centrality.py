"""Which sentences say what a text is about: central ones, unlike each other.

Pure functions of arrays. Centrality is LexRank (Erkan & Radev 2004, "LexRank:
Graph-based Lexical Centrality as Salience in Text Summarization"): sentences vote for
the ones that resemble them, and the votes of central ones count more. Each stretch of
the text (`rag.overview.segments`) gives the one that says most of it, as its centroid
does, and of the whole (Radev et al. 2004, "Centroid-based summarization of multiple
documents").
"""

import numpy as np
from numpy.typing import NDArray

from rag.overview.segments import segments
from rag.types import Vectors

Doubles = NDArray[np.float64]

DAMPING = 0.85
"""The share of a sentence's score that its neighbours give, as in PageRank; the paper's
damping factor of 0.15."""

STEPS = 100
"""Of the power method at most: at `DAMPING` an error shrinks to a tenth in 15."""

TOLERANCE = 1e-5

NEIGHBOURS = 0.1
"""The share of all pairs of sentences that count as alike, the most alike ones. The
paper's fixed threshold is for words; by vectors the median pair of one article is at a
cosine of 0.6, of another elsewhere.

This and what follows was chosen on the overviews of the labels in `bench.answers`, of
the articles to build on: six with 45 points, of which 37 are covered by 67 quotes, 18
of these on no point. A share of 0.05 covers 36, of 0.2 35."""

OF_TEXT = 0.5
"""What a sentence's worth for the whole text weighs against its likeness to its own
stretch: 0.25 covers 35 points, up to 1.0 as many as this. Without stretches, by Maximal
Marginal Relevance (Carbonell & Goldstein 1998), as many quotes covered 34."""

EPS = 1e-9

SAME = 0.9
"""From this cosine on two sentences say the same: a paper's abstract is repeated in it.
Of the pairs of an article one in twenty is at 0.72 to 0.85 or above."""


def lexrank(vectors: Vectors) -> Vectors:
    """Score how central each sentence is among all.

    Args:
        vectors: Unit vectors, shape (n, d), n at least 1.

    Returns:
        Positive scores of mean 1, shape (n,).

    Example:
        Of three sentences of which two are alike, these two get more than the third.
    """
    count = len(vectors)
    cosines = vectors @ vectors.T
    others = cosines[~np.eye(count, dtype=bool)]
    threshold = np.quantile(others, 1 - NEIGHBOURS) if count > 1 else 1.0
    alike = (cosines >= threshold).astype(np.float32)
    np.fill_diagonal(alike, 1)  # each is its own neighbour, so none is without any
    votes: Vectors = alike / alike.sum(axis=1, keepdims=True)
    scores: Vectors = np.ones(count, np.float32)
    for _ in range(STEPS):
        # By columns: a sentence gets from each neighbour a share of that one's score.
        before = scores
        scores = (1 - DAMPING) + DAMPING * (before @ votes)
        if np.abs(scores - before).max() < TOLERANCE:
            break
    return scores


def choose(
    worth: Doubles, vectors: Vectors, eligible: NDArray[np.bool_], count: int
) -> list[int]:
    """Choose the most telling sentence of each stretch of a text.

    Args:
        worth: How much each says of the text, shape (n,), 1.9 at most: 1 by its
            likeness to the others, the rest by where it stands.
        vectors: Unit vectors, shape (n, d).
        eligible: Which may be chosen, shape (n,), one at least.
        count: How many to choose at most.

    Returns:
        Numbers of the chosen ones, the best first.
    """
    count = min(count, int(np.count_nonzero(eligible)))
    values = np.full(len(worth), -np.inf)
    stretches = [slice(*bounds) for bounds in segments(vectors, eligible, count)]
    for inside in stretches:
        middle = vectors[inside].mean(axis=0)
        near = vectors[inside] @ middle / max(float(np.linalg.norm(middle)), EPS)
        values[inside] = near + OF_TEXT * worth[inside]
    values[~eligible] = -np.inf
    chosen: list[int] = []
    for inside in sorted(stretches, key=lambda inside: -values[inside].max()):
        best = inside.start + int(values[inside].argmax())
        if values[best] == -np.inf:
            continue  # all of it says the same as what is chosen
        chosen.append(best)
        values[vectors @ vectors[best] >= SAME] = -np.inf
    return chosen
