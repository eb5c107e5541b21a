"""Late interaction: a question's tokens against a passage's tokens, one by one.

MaxSim (Khattab & Zaharia 2020, "ColBERT"): each token of the question takes its best
cosine similarity to any token of the passage; the score is their weighted mean. One
similarity matrix gives the passage's score, each sentence's score, and the words of
the question that the passage has and lacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.text.terms import Term

Floats = NDArray[np.float32]

CONTENT_WEIGHT = 1.0
STOP_WEIGHT = 0.3
"""Stop words count a little: "who" finds persons. Against a weight of 1 for all words
this gains 0.9 points of hit@1 (mean of six public sets); IDF weights gain no more."""

MATCH_THRESHOLD = 0.5
"""A word is matched from this similarity on: 99 % of words that stand in the passage
by the same stem reach it, 91 % of those absent from a passage on something else don't
(all-MiniLM-L6-v2)."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """What a similarity matrix says of a passage.

    `passage` is its MaxSim, `sentences` (s,) that of each sentence, `best` (q,) the
    best similarity of each question token; all are cosines in [-1, 1].
    """

    passage: float
    sentences: Floats
    best: Floats

    @property
    def score(self) -> float:
        """Mean of the passage's MaxSim and of its best sentence's."""
        return (self.passage + float(self.sentences.max())) / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a passage's tokens lie among the columns of a similarity matrix.

    `context` is the range of its title and headings, which may be empty; `sentences`
    (s, 2), at least one, the range of each sentence: an empty one (its tokens lie
    outside the model's window) can match through the context only.
    """

    context: tuple[int, int]
    sentences: NDArray[np.int64]


def token_weights(offsets: NDArray[np.int64], words: Sequence[Term]) -> Floats:
    """Weigh a question's tokens: content words, stop words, everything else.

    Args:
        offsets: Character range of each token in the question, shape (q, 2);
            special tokens have an empty range.
        words: The words of the question. Tokens in none of them (punctuation,
            special tokens) weigh nothing; one in several takes the largest weight.

    Returns:
        Weights, shape (q,), each 0, `STOP_WEIGHT` or `CONTENT_WEIGHT`. Where there is
        no word at all, all tokens weigh the same.

    Example:
        For "Who?" with the word (0, 3, stop) and offsets [[0, 3], [3, 4]]: [0.3, 0].
    """
    each = np.array(
        [STOP_WEIGHT if word.stop else CONTENT_WEIGHT for word in words], np.float32
    )
    weights: Floats = (_tokens_of(words, offsets) * each[:, None]).max(
        axis=0, initial=0.0
    )
    return weights if weights.any() else np.ones_like(weights)


def interact(
    similarity: Floats, weights: Floats, layouts: Sequence[Layout]
) -> list[Interaction]:
    """Score passages and their sentences from one similarity matrix.

    A sentence may also match through the title and headings that the passage was read
    with: "he" in a sentence of the article on Rollo is Rollo. That alone lifts the
    share of right sentences by 6 points in short encyclopedia passages.

    Args:
        similarity: Cosines of the question's tokens to those of all passages, shape
            (q, t).
        weights: Weight of each question token, shape (q,), at least one above 0.
        layouts: Where each passage's tokens lie, at least one passage.

    Returns:
        The scores of each passage and its sentences.

    Example:
        similarity [[1, 0], [0, 1]], weights [1, 1], one passage without context and
        with the sentences (0, 1) and (1, 2): it scores 1, each sentence 0.5.
    """
    counts = [len(layout.sentences) for layout in layouts]
    starts = np.cumsum([0, *counts])
    contexts = np.array([layout.context for layout in layouts])
    ranges = np.concatenate([contexts, *(layout.sentences for layout in layouts)])
    maxima = _range_maxima(similarity, ranges)
    context, inside = maxima[:, : len(layouts)], maxima[:, len(layouts) :]
    # Without a context a sentence matches nothing at worst (0), not the opposite.
    context = np.where(np.isneginf(context), 0, context)
    best_of = np.maximum(inside, np.repeat(context, counts, axis=1))
    best = np.maximum.reduceat(best_of, starts[:-1], axis=1)
    share = weights / weights.sum()
    by_sentence = np.split(share @ best_of, starts[1:-1])
    return [
        Interaction(*scores)
        for scores in zip((share @ best).tolist(), by_sentence, best.T, strict=True)
    ]


def _range_maxima(similarity: Floats, ranges: NDArray[np.int64]) -> Floats:
    """Give the largest value of each row in each range of columns, shape (q, n).

    An empty range has -inf.
    """
    # `reduceat` goes from each border to the next, and every second stretch is a
    # range; a last column makes the end of the matrix a border too.
    end = np.full((len(similarity), 1), -np.inf, dtype=np.float32)
    padded = np.concatenate([similarity, end], axis=1)
    maxima: Floats = np.maximum.reduceat(padded, ranges.ravel(), axis=1)[:, ::2]
    maxima[:, ranges[:, 0] == ranges[:, 1]] = -np.inf
    return maxima


def matched_words(
    best: Floats, offsets: NDArray[np.int64], words: Sequence[Term]
) -> tuple[int, ...]:
    """Tell which content words of the question a passage has.

    Args:
        best: Best similarity of each question token, shape (q,).
        offsets: Character range of each token in the question, shape (q, 2).
        words: The words of the question; stop words are not told, nor are words
            without a token.

    Returns:
        Indices into `words` of those whose tokens reach `MATCH_THRESHOLD` in the mean.

    Example:
        best [0.9, 0.2] for the tokens of two content words: (0,).
    """
    inside = _tokens_of(words, offsets)
    tokens = inside.sum(axis=1)
    # Not by a product: a BLAS may warn of invalid values where there are none.
    total = np.where(inside, best, 0).sum(axis=1)
    is_matched = (tokens > 0) & (total >= MATCH_THRESHOLD * tokens)
    return tuple(
        index for index, word in enumerate(words) if is_matched[index] and not word.stop
    )


def _tokens_of(words: Sequence[Term], offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark the tokens that begin inside each word, shape (words, tokens)."""
    starts, ends = offsets[:, 0], offsets[:, 1]
    first = np.array([word.start for word in words])[:, None]
    end = np.array([word.end for word in words])[:, None]
    inside: NDArray[np.bool_] = (ends > starts) & (first <= starts) & (starts < end)
    return inside
