"""Refit the constants of `rag.asking.confidence` on labelled question sets.

    python -m bench.fit_confidence ../shared/eval

What is asked of what is said in `bench.confidence_questions`, all of the half of the
articles that is for fitting; `bench.quality` measures on the other. In each set and
scope the answerable questions weigh half and each kind of unanswerable ones an equal
part of the rest. The exit status is 1 where a refit doesn't give the constants that
ship. With `--features` what was asked is kept, and a second fit takes seconds. With
`--leave-out` each set of the second model's is also measured by a fit without it.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import product
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.confidence_questions import Asked, Asking, Uses, ask_groups, keep, kept
from bench.opening import Models, opened
from rag.asking import confidence
from rag.judging.evaluation import Scope
from rag.judging.metrics import balanced_weights
from rag.judging.question_sets import ANSWERABLE

SCOPES: tuple[Scope, ...] = ("article", "library")
ENGLISH: tuple[tuple[str, Scope], ...] = (
    *product(("squad2", "xquad_en"), SCOPES),
    ("nq_gold", "library"),
)
STRANGERS = ("covidqa", "long_excerpts", "boolq", "mtrag")
OTHER = tuple(product(("xquad_ru", "xquad_zh", "xquad_ar"), SCOPES))
LANGUAGES = ("de", "es", "ru", "ar", "zh")
SECOND: tuple[tuple[str, Scope], ...] = (
    *product((*(f"xquad_{code}" for code in LANGUAGES), "jsquad"), SCOPES),
    ("cmrc2018", "library"),
)
"""Larger libraries are among them: the best of more passages is better by chance. Of
faquad's rules, all of one university, others often answer what one does."""

_PAIRS = ("xquad_en>xquad_zh", "xquad_en>xquad_ru", "xquad_zh>xquad_es")
ACROSS = tuple(
    product((*(f"xquad_{code}>xquad_en" for code in LANGUAGES), *_PAIRS), SCOPES)
)
"""Questions of one language put to the documents of another."""

Floats = NDArray[np.float64]

EPS = 1e-9
GRADIENT = 1e-6
DIGITS = 2
TOLERANCE = 10**-DIGITS
"""The last digit may differ: machines add up in different orders."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What is fitted together, by the name of its constants.

    `columns` are the features (by their places in `Features`) of each factor, `start`
    is where the search for their coefficients begins. `ridge` weighs the squared
    coefficients, against a mean loss of a question.
    """

    titles: tuple[str, ...]
    sets: Sequence[tuple[str, Scope]]
    strangers: Sequence[str]
    columns: tuple[tuple[int, ...], ...]
    start: Sequence[float]
    ridge: float = 0.5e-4
    uses: Uses = "neither"


FITS = (
    Fit(("COEFFICIENTS",), ENGLISH, STRANGERS, ((0, 1, 2, 3),), np.zeros(5)),
    Fit(
        ("RELATED_COEFFICIENTS", "READ_COEFFICIENTS"),
        ENGLISH,
        STRANGERS,
        ((0, 1, 2, 3), (4, 3, 5)),
        (*astuple(confidence.COEFFICIENTS)[:5], 1.0, 0.5, 0.0, 0.0),
        ridge=1e-4,
        uses="reader",
    ),
    # On the words alone: the other two features of a comparison stay at 0.
    Fit(("LEXICAL_COEFFICIENTS",), OTHER, (), ((2, 3),), np.zeros(3)),
    # The score has the similarities of both and, across languages, the words.
    Fit(
        ("SECOND_COEFFICIENTS",),
        SECOND,
        (),
        ((2, 3, 7, 9, 10, 11),),
        np.zeros(7),
        uses="second",
    ),
    Fit(
        ("ACROSS_COEFFICIENTS",),
        ACROSS,
        (),
        ((3, 7, 8, 9),),
        np.zeros(5),
        uses="second",
    ),
)


THRESHOLDS = {
    "SECOND_COEFFICIENTS": confidence.SECOND_THRESHOLD,
    "ACROSS_COEFFICIENTS": confidence.ACROSS_THRESHOLD,
}


def main() -> None:
    """Ask, fit, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of the question sets")
    parser.add_argument("--per-kind", type=int, default=250, help="questions a kind")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="of the constants")
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder")
    parser.add_argument("--features", type=Path, help="keep what was asked here")
    parser.add_argument("--leave-out", action="store_true", help="each set in turn")
    given = parser.parse_args()
    is_same = True
    fits = [one for one in FITS if not given.only or {*one.titles} & {*given.only}]
    with opened(given.index) as models:
        for one in fits:
            asked = asked_for(one, given.per_kind, given.sets, models, given.features)
            print(f"{len(asked)} questions")
            if given.leave_out and (threshold := THRESHOLDS.get(one.titles[0])):
                print(*left_out(one, asked, threshold), sep="\n")
            factors = fit(one, *arrays(asked))
            for title, new in zip(one.titles, factors, strict=True):
                # What isn't fitted ships as 0.
                old = [c for c in astuple(getattr(confidence, title)) if c]
                gap = np.abs(np.round(new, DIGITS) - old).max()
                is_same &= (agrees := round(gap, DIGITS) <= TOLERANCE)
                print(f"{title}: {np.round(new, DIGITS).tolist()}")
                print("  as they ship" if agrees else f"  not as shipped: {old}")
    sys.exit(not is_same)


def asked_for(
    one: Fit, per_kind: int, sets: Path, models: Models, features: Path | None
) -> list[Asked]:
    """Ask, or take over what was asked before and kept in the folder of features."""
    path = features / f"{one.titles[0]}.json" if features else None
    if path is not None and path.exists():
        return kept(path)
    asking = Asking(sets, one.sets, one.strangers, one.uses, per_kind)
    asked = list(ask_groups(asking, models))
    if path is not None:
        keep(path, asked)
    return asked


def arrays(asked: Sequence[Asked]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Give features, labels and weights; in each group kinds weigh alike."""
    kinds = np.array([row.kind for row in asked])
    groups = np.array([row.group for row in asked])
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
    designs = [
        np.column_stack([np.ones(len(features)), features[:, list(columns)]])
        for columns in one.columns
    ]
    ends = np.cumsum([design.shape[1] for design in designs])[:-1]

    def loss(coefficients: Floats) -> float:
        p, ridge = 1.0, 0.0
        for design, factor in zip(designs, np.split(coefficients, ends), strict=True):
            p = p / (1 + np.exp(-(design @ factor)))
            ridge += one.ridge * np.square(factor[1:]).sum()
        p = np.clip(p, EPS, 1 - EPS)
        likelihood = np.where(is_answerable, np.log(p), np.log(1 - p))
        return float(ridge - shares @ likelihood)

    found = minimize(loss, one.start, method="BFGS", options={"gtol": GRADIENT})
    return np.split(found.x, ends)


def left_out(one: Fit, asked: Sequence[Asked], threshold: float) -> Iterator[str]:
    """Give a row a set: how it does as a library, by a fit that knows nothing of it.

    Args:
        one: What is fitted, of one factor.
        asked: The questions of all sets.
        threshold: From which probability on a question is answered.
    """
    for name in dict.fromkeys(set_of(row) for row in asked):
        (factor,) = fit(one, *arrays([row for row in asked if set_of(row) != name]))
        own = [row for row in asked if row.group == f"{name}, library"]
        features, is_answerable, _ = arrays(own)
        log_odds = factor[0] + features[:, list(one.columns[0])] @ factor[1:]
        is_right = (log_odds >= log(threshold / (1 - threshold))) == is_answerable
        kinds = np.array([row.kind for row in own])
        shares = [
            f"{kind} ({(kinds == kind).sum()}): {is_right[kinds == kind].mean():.3f}"
            for kind in dict.fromkeys(kinds.tolist())
        ]
        yield f"  without {name}: {', '.join(shares)}"


def set_of(row: Asked) -> str:
    """Name the set that a question is of."""
    return row.group.rpartition(", ")[0]


if __name__ == "__main__":
    main()
