"""Which sentences say what a text is about: central ones, unlike each other.

Pure functions of arrays. Centrality is LexRank (Erkan & Radev 2004, "LexRank:
Graph-based Lexical Centrality as Salience in Text Summarization"): sentences vote for
the ones that resemble them, and the votes of central ones count more. What is chosen
is a trade of centrality against likeness to what is chosen already: Maximal Marginal
Relevance (Carbonell & Goldstein 1998).
"""

import numpy as np
from numpy.typing import NDArray

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

This and what follows was chosen on the overviews of the labels in `bench.answers`, the
two thirds to build on: six articles with 45 points, of which 35 are covered by 55
quotes, 10 of these on no point (by chance 19 are covered). A share of 0.05 covers 31,
of 0.2 32; the paper's continuous LexRank, which weighs all pairs by cosine, 31."""

CENTRALITY = 0.8
"""What centrality weighs against likeness to what is chosen: 1.0 covers 32 points, 0.5
35 with two more quotes on none."""

PART_COST = 0.3
"""What each sentence costs the others of its part: none covers 32 points, 0.1 32, 0.5
35 with two more quotes on none."""

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
    worth: Doubles,
    vectors: Vectors,
    eligible: NDArray[np.bool_],
    parts: NDArray[np.int64],
    count: int,
) -> list[int]:
    """Choose central sentences that are unlike each other, from all parts of a text.

    Args:
        worth: How much each says of the text, shape (n,), about 1 at most.
        vectors: Unit vectors, shape (n, d).
        eligible: Which may be chosen, shape (n,).
        parts: The number of each one's part of the text, from 0, shape (n,).
        count: How many to choose at most.

    Returns:
        Numbers of the chosen ones, the best first.
    """
    # What a part may give by its length: a third of the text, a third of the quotes.
    due = np.maximum(1, count * np.bincount(parts) / len(parts))
    given = np.zeros(len(due))
    likeness = np.zeros(len(worth))
    left = eligible.copy()
    chosen: list[int] = []
    while left.any() and len(chosen) < count:
        values = (
            CENTRALITY * worth
            - (1 - CENTRALITY) * likeness
            - PART_COST * (given / due)[parts]
        )
        best = int(np.where(left, values, -np.inf).argmax())
        chosen.append(best)
        given[parts[best]] += 1
        likeness = np.maximum(likeness, vectors @ vectors[best])
        left[best] = False
        # However central: what says the same as a chosen one says nothing more.
        left &= likeness < SAME
    return chosen
