"""How probable it is that the articles answer a question.

A logistic regression on figures that retrieval has anyway. Four that compare tell apart
questions on another subject almost surely; ones that were written to look answerable
take reading, and where a reader read the passage its two figures count with them.
`python -m bench.fit_confidence` refits the constants.
"""

from dataclasses import astuple, dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from rag.types import Status

Doubles = NDArray[np.float64]

RIDGE = 1e-4
"""Weight of the squared coefficients in the fit, against a mean loss of a question."""

STEPS = 50
"""Of Newton's method: near the end each doubles the digits that are right, so that this
leaves none to find even where one feature tells all questions apart."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the probability is computed from, all of the best passage.

    `sentence_maxsim` is the MaxSim of its best sentence, `cosine` that of the
    question's vector to its own or to one of its sentences', whichever is greater,
    both in [-1, 1]; `word_share` in [0, 1] is the share of the question's content
    words, weighted by IDF, that it or its title has. `log_searched` is the natural
    logarithm of how many passages were searched: the best of more is better by chance.
    `answers` and `span` are a reader's (`rag.asking.reranking.Read`), None without one.
    """

    sentence_maxsim: float
    cosine: float
    word_share: float
    log_searched: float
    answers: float | None = None
    span: float | None = None


@dataclass(frozen=True, slots=True)
class Coefficients:
    """A fitted model: log-odds are `intercept` plus the products with the features."""

    intercept: float
    sentence_maxsim: float
    cosine: float
    word_share: float
    log_searched: float
    answers: float = 0.0
    span: float = 0.0


COEFFICIENTS = Coefficients(-5.65, 7.51, 5.64, 0.92, -0.32)
"""Fitted on half of the articles of English sets, asked whole or an article at a time,
in which answerable questions weigh as much as unanswerable ones, and each kind of these
the same. `python -m bench.fit_confidence` repeats the fit."""

READ_COEFFICIENTS = Coefficients(-5.65, 7.51, 5.64, 0.92, -0.32, 0.5, 0.2)
"""The same fit with what the reader that ships says of the best passage."""

LEXICAL_COEFFICIENTS = Coefficients(-3.09, 0.0, 0.0, 15.19, -0.55)
"""The same fit on the words alone, for languages that the encoder does not know: on
Russian, Chinese and Arabic sets."""

THRESHOLD = 0.3
"""Below this probability the answer is "not found". On articles that the fit did not
see it answers 99 % of squad2's answerable questions and refuses all that are on other
articles; of questions on something else a whole English library answers 3 %, and 24 %
of those whose one passage was taken out of it (`python -m bench.quality`)."""

RELATED = 0.3
"""From this probability by comparison alone on the articles say something about what
was asked, though none that answers it."""


def probability(features: Features, coefficients: Coefficients = COEFFICIENTS) -> float:
    """Say how probable it is that the articles answer the question.

    Args:
        features: What retrieval found.
        coefficients: The fitted model.

    Returns:
        A probability between 0 and 1.

    Example:
        With all coefficients 0 any features give 0.5.
    """
    values = (1.0, *(value or 0.0 for value in astuple(features)))
    log_odds = sum(
        value * factor
        for value, factor in zip(values, astuple(coefficients), strict=True)
    )
    # Of either sign in the form whose exponential can't overflow.
    if log_odds >= 0:
        return 1 / (1 + exp(-log_odds))
    return exp(log_odds) / (1 + exp(log_odds))


def answer_probability(features: Features, trust: float) -> float:
    """Say how probable an answer is, by the encoder as far as it knows the language.

    Args:
        features: What retrieval found.
        trust: How far the encoder knows the question's language, 0 to 1.

    Returns:
        A probability between 0 and 1; the log-odds of the two models are weighed by
        the square of trust.

    Example:
        With a trust of 1 it is `probability(features)`.
    """
    known = COEFFICIENTS if features.answers is None else READ_COEFFICIENTS
    return _weighed(features, known, trust)


def related_probability(features: Features, trust: float) -> float:
    """Say the same by comparison alone: how probable it is that the subject is right.

    Args:
        features: What retrieval found.
        trust: How far the encoder knows the question's language, 0 to 1.
    """
    return _weighed(features, COEFFICIENTS, trust)


def status_of(confidence: float, related: float, threshold: float) -> Status:
    """Say what an answer is: one, something said about it, or nothing.

    Args:
        confidence: The probability that the articles answer.
        related: The probability by comparison alone.
        threshold: From which confidence on it is an answer.

    Example:
        With a confidence of 0.1, and 0.9 by comparison: "near".
    """
    if confidence >= threshold:
        return "answered"
    return "near" if related >= RELATED else "not_found"


def _weighed(features: Features, known: Coefficients, trust: float) -> float:
    # Squared: half-known languages are told apart better by their words.
    weight = trust**2
    weighed = (
        weight * of_encoder + (1 - weight) * of_words
        for of_encoder, of_words in zip(
            astuple(known), astuple(LEXICAL_COEFFICIENTS), strict=True
        )
    )
    return probability(features, Coefficients(*weighed))


def balanced_weights(kinds: NDArray[np.str_], answerable: str) -> Doubles:
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
    weights: Doubles = (shares / counts)[index]
    weights /= weights.sum()
    return weights


def fit(features: Doubles, answerable: NDArray[np.bool_], weights: Doubles) -> Doubles:
    """Fit a logistic regression by Newton's method (IRLS), with a ridge.

    Args:
        features: Shape (n, k).
        answerable: What is to be predicted, shape (n,).
        weights: Weight of each question, shape (n,), any positive total.

    Returns:
        The intercept and k coefficients, shape (k + 1,).

    Example:
        Without features, three of four answerable: an intercept of log(3).
    """
    design = np.column_stack([np.ones(len(features)), features])
    share = weights / weights.sum()
    # Without it a feature that parts all questions would have no finite best weight.
    penalty = np.full(design.shape[1], RIDGE)
    penalty[0] = 0.0  # the base rate is no claim that needs evidence
    result = np.zeros(design.shape[1])
    for _ in range(STEPS):
        predicted = 1 / (1 + np.exp(-(design @ result)))
        gradient = design.T @ (share * (answerable - predicted)) - penalty * result
        curvature = share * predicted * (1 - predicted)
        hessian = (design * curvature[:, None]).T @ design + np.diag(penalty)
        result += np.linalg.solve(hessian, gradient)
    return result
