"""Refit the constants of `rag.asking.confidence` on labelled question sets.

    python -m bench.fit_confidence ../shared/eval

What is asked of what is said in `bench.confidence_questions`, all of the half of the
articles that is for fitting; `bench.quality` measures on the other. In each set and
scope the answerable questions weigh half and each kind of unanswerable ones an equal
part of the rest. The exit status is 1 where a refit doesn't give the constants that
ship. With `--leave-out` each set of the second model's is also measured by a fit
without it.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.confidence_questions import (
    ACROSS,
    ENGLISH,
    OTHER,
    SECOND,
    Asked,
    Sets,
    Uses,
    ask_sets,
)
from bench.opening import opened
from rag.asking import confidence, second_confidence
from rag.asking.confidence import Features
from rag.judging.metrics import balanced_weights
from rag.judging.question_sets import ANSWERABLE

Floats = NDArray[np.float64]

SHIPPED = vars(confidence) | vars(second_confidence)

EPS = 1e-9
GRADIENT = 1e-6
DIGITS = 2
TOLERANCE = 10**-DIGITS
"""The last digit may differ: machines add up in different orders. What ships was fitted
where the encoder reads in bfloat16; in float32 `COEFFICIENTS` are found within 0.02."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What is fitted together, by the name of its constants.

    `columns` are the features of each factor, and `start` is where the search for their
    coefficients begins, unless at 0. `ridge` weighs the squared coefficients, against a
    mean loss of a question. From the probability `full` on the first of two factors
    counts as 1: the second is fitted once more so. From the `threshold` on a question
    is answered, where fits without a set are to be measured.
    """

    titles: tuple[str, ...]
    sets: Sets
    columns: tuple[tuple[str, ...], ...]
    uses: Uses = "neither"
    ridge: float = 0.5e-4
    start: Sequence[float] | None = None
    full: float | None = None
    threshold: float | None = None


def _shipped(title: str) -> list[float]:
    """Give coefficients as they ship; what isn't fitted ships as 0."""
    return [c for c in astuple(SHIPPED[title]) if c]


# Words alone have two features: the other two of a comparison stay at 0. The second
# model's score has the similarities of both and, across languages, the words.
_COMPARED = ("sentence_maxsim", "cosine", "word_share", "log_searched")
_SECOND = ("word_share", "log_searched", "score", "lead", "says", "lacks_name")
_ACROSS = ("log_searched", "score", "margin", "lead")
_READ = ("stands_out", "misfit", "answers")
_SECOND_READ = (*_ACROSS, "answers")
_ACROSS_READ = ("margin", "clear_lead", "answers")
FITS = (
    Fit(("COEFFICIENTS",), ENGLISH, (_COMPARED,)),
    Fit(
        ("RELATED_COEFFICIENTS", "READ_COEFFICIENTS"),
        ENGLISH,
        (_COMPARED, _READ),
        "reader",
        # A product has several optima. A larger ridge makes one the best in which the
        # comparison, whose features differ by little, counts for less.
        ridge=5e-6,
        start=(*astuple(confidence.COEFFICIENTS)[:5], 1.0, 0.0, 0.0, 0.5),
        full=confidence.RELATED,
    ),
    Fit(("LEXICAL_COEFFICIENTS",), OTHER, (("word_share", "log_searched"),)),
    Fit(("SECOND_COEFFICIENTS",), SECOND, (_SECOND,), "second"),
    Fit(
        ("SECOND_READ_COEFFICIENTS",),
        SECOND,
        (_SECOND_READ,),
        "second reader",
        threshold=second_confidence.SECOND_READ_THRESHOLD,
    ),
    Fit(("ACROSS_COEFFICIENTS",), ACROSS, (_ACROSS,), "second"),
    Fit(
        ("ACROSS_READ_COEFFICIENTS",),
        ACROSS,
        (_ACROSS_READ,),
        "second reader",
        threshold=second_confidence.ACROSS_THRESHOLD,
    ),
)


def main() -> None:
    """Ask, fit, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of the question sets")
    parser.add_argument("--per-kind", type=int, default=250, help="questions a kind")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="of the constants")
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder")
    parser.add_argument("--leave-out", action="store_true", help="each set in turn")
    given = parser.parse_args()
    is_same = True
    fits = [one for one in FITS if not given.only or {*one.titles} & {*given.only}]
    with opened(given.index) as models:
        for one in fits:
            asks = ask_sets(one.sets, one.uses, given.per_kind, given.sets, models)
            asked = list(asks)
            print(f"{len(asked)} questions")
            if given.leave_out and one.threshold:
                print(*left_out(one, asked, one.threshold), sep="\n")
            for title, new in zip(one.titles, fit(one, *arrays(asked)), strict=True):
                is_same &= is_as_shipped(title, new)
    sys.exit(not is_same)


def is_as_shipped(title: str, new: Floats) -> bool:
    """Print coefficients, and tell whether they ship."""
    old = _shipped(title)
    gap = np.abs(np.round(new, DIGITS) - old).max()
    agrees = bool(round(gap, DIGITS) <= TOLERANCE)
    print(f"{title}: {np.round(new, DIGITS).tolist()}")
    print("  as they ship" if agrees else f"  not as shipped: {old}")
    return agrees


def arrays(asked: Sequence[Asked]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Give features, labels and weights; in each set and scope kinds weigh alike."""
    kinds = np.array([row.kind for row in asked])
    groups = np.array([f"{row.set}, {row.scope}" for row in asked])
    weights = np.zeros(len(asked))
    for group in set(groups.tolist()):
        inside = groups == group
        weights[inside] = balanced_weights(kinds[inside], ANSWERABLE)
    return np.array([row.features for row in asked]), kinds == ANSWERABLE, weights


def fit(
    one: Fit, features: Floats, is_answerable: NDArray[np.bool_], weights: Floats
) -> list[Floats]:
    """Fit logistic factors whose product is the probability, by BFGS, with a ridge.

    Without the ridge a feature that parts all questions would have no finite best
    coefficient; an intercept has none, as the base rate needs no evidence.

    Args:
        one: Which features, and where to begin.
        features: Shape (n, k).
        is_answerable: What is to be predicted, shape (n,).
        weights: Weight of each question, shape (n,), any positive total.

    Returns:
        Of each factor the intercept and the coefficients of its columns.
    """
    shares = weights / weights.sum()
    designs = _designs(one, features)
    ends = np.cumsum([design.shape[1] for design in designs])[:-1]
    size = sum(design.shape[1] for design in designs)
    start = np.zeros(size) if one.start is None else np.array(one.start)

    def loss(factors: Sequence[Floats], full: float | None) -> float:
        p = np.clip(_product(designs, factors, full), EPS, 1 - EPS)
        likelihood = np.where(is_answerable, np.log(p), np.log(1 - p))
        ridge = one.ridge * sum(np.square(factor[1:]).sum() for factor in factors)
        return float(ridge - shares @ likelihood)

    found = _least(lambda flat: loss(np.split(flat, ends), None), start)
    factors = np.split(found, ends)
    if one.full is None:
        return factors
    first, second = factors
    return [first, _least(lambda flat: loss([first, flat], one.full), second)]


def _least(loss: Callable[[Floats], float], start: Floats) -> Floats:
    from scipy.optimize import minimize  # here, as it is slow

    found: Floats = minimize(loss, start, method="BFGS", options={"gtol": GRADIENT}).x
    return found


def _product(
    designs: Sequence[Floats], factors: Sequence[Floats], full: float | None
) -> Floats:
    """Multiply logistic factors, shape (n,); from `full` on the first counts as 1."""
    each = [
        1 / (1 + np.exp(-(design @ factor)))
        for design, factor in zip(designs, factors, strict=True)
    ]
    if full is not None:
        each[0] = np.minimum(1.0, each[0] / full)
    product: Floats = np.prod(each, axis=0)
    return product


def probabilities(one: Fit, factors: Sequence[Floats], features: Floats) -> Floats:
    """Give what fitted factors say of questions, shape (n,)."""
    return _product(_designs(one, features), factors, one.full)


def _designs(one: Fit, features: Floats) -> list[Floats]:
    """Give the features of each factor behind a 1 for its intercept, shape (n, c)."""
    return [
        np.column_stack([np.ones(len(features)), features[:, places_of(columns)]])
        for columns in one.columns
    ]


def places_of(columns: Sequence[str]) -> list[int]:
    """Give the places of some features among all."""
    names = [field.name for field in fields(Features)]
    return [names.index(column) for column in columns]


def left_out(one: Fit, asked: Sequence[Asked], threshold: float) -> Iterator[str]:
    """Give a row a set: how it does as a library, by a fit that knows nothing of it."""
    for name in dict.fromkeys(row.set for row in asked):
        factors = fit(one, *arrays([row for row in asked if row.set != name]))
        own = [row for row in asked if (row.set, row.scope) == (name, "library")]
        features, is_answerable, _ = arrays(own)
        is_right = (probabilities(one, factors, features) >= threshold) == is_answerable
        kinds = np.array([row.kind for row in own])
        shares = [
            f"{kind} ({(kinds == kind).sum()}): {is_right[kinds == kind].mean():.3f}"
            for kind in dict.fromkeys(kinds.tolist())
        ]
        yield f"  without {name}: {', '.join(shares)}"


if __name__ == "__main__":
    main()
