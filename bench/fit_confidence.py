"""Refit the constants of `rag.asking.confidence` on labelled question sets.

    python -m bench.fit_confidence ../shared/eval

A few sets are indexed and asked their own questions, and the English ones also some of
one another and of `STRANGERS`, which they don't answer ("foreign"). All are on articles
of the half that `QuestionSet.half` keeps for fitting; `bench.quality` measures on the
other. In each set and scope the answerable questions weigh half and each kind of
unanswerable ones an equal part of the rest: how many of which a set happens to hold
says nothing about what people ask. The exit status is 1 where a refit doesn't give the
constants that ship.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from rag.asking.confidence import (
    COEFFICIENTS,
    LEXICAL_COEFFICIENTS,
    READ_COEFFICIENTS,
    RELATED_COEFFICIENTS,
    RIDGE,
    Coefficients,
    Doubles,
    ReadCoefficients,
    balanced_weights,
    fit,
)
from rag.asking.opening import open_encoder, open_reranker
from rag.asking.ranking.reranking import Reranker
from rag.asking.retrieval import Retriever
from rag.judging.evaluation import Scope, asked_article
from rag.judging.question_sets import (
    ANSWERABLE,
    LabelledQuestion,
    QuestionSet,
    read_question_set,
    sha1_of,
)
from rag.judging.set_indexes import index_set
from rag.models.encoder import keep_export
from rag.roles import Encoder
from rag.settings import Settings

ENGLISH: tuple[tuple[str, Scope], ...] = (
    ("squad2", "article"),
    ("squad2", "library"),
    ("xquad_en", "article"),
    ("xquad_en", "library"),
    ("nq_gold", "library"),
)
STRANGERS = ("covidqa", "long_excerpts", "boolq", "mtrag")
OTHER: tuple[tuple[str, Scope], ...] = (
    ("xquad_ru", "article"),
    ("xquad_ru", "library"),
    ("xquad_zh", "article"),
    ("xquad_zh", "library"),
    ("xquad_ar", "article"),
    ("xquad_ar", "library"),
)
Fitted = Coefficients | ReadCoefficients
Groups = tuple[Sequence[tuple[str, Scope]], Sequence[str]]
Refit = Callable[[Sequence["Asked"]], tuple[Fitted, ...]]
Fit = tuple[tuple[str, ...], tuple[Fitted, ...], Groups, Reranker | None, Refit]

EPS = 1e-9
FOREIGN_QUESTIONS = 25
SAME_ARTICLES = {"squad2", "xquad_en"}
DIGITS = 2
TOLERANCE = 10**-DIGITS
"""The last digit may differ: machines add up in different orders."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's features and labels; `group` is the set and scope."""

    group: str
    kind: str
    features: tuple[float, ...]


def main() -> None:
    """Ask, fit, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of the question sets")
    parser.add_argument("--per-kind", type=int, default=250, help="questions a kind")
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = arguments.index or Path(temporary)
        encoder = open_encoder(Settings(root))
        keep_export(encoder)
        reader = open_reranker(Settings(root))
        english, other = (ENGLISH, STRANGERS), (OTHER, ())
        fits: tuple[Fit, ...] = (
            (("COEFFICIENTS",), (COEFFICIENTS,), english, None, compared),
            (
                ("RELATED_COEFFICIENTS", "READ_COEFFICIENTS"),
                (RELATED_COEFFICIENTS, READ_COEFFICIENTS),
                english,
                reader,
                read,
            ),
            (("LEXICAL_COEFFICIENTS",), (LEXICAL_COEFFICIENTS,), other, None, lexical),
        )
        is_same = True
        for titles, shipped, (groups, strangers), reranker, refit in fits:
            asking = Asking(arguments.sets, root, arguments.per_kind, encoder, reranker)
            asked = list(asking.ask_groups(groups, strangers))
            print(f"{len(asked)} questions")
            for title, old, new in zip(titles, shipped, refit(asked), strict=True):
                is_same &= (agrees := differs_by(new, old) <= TOLERANCE)
                print(f"{title}: {astuple(new)}")
                print("  as they ship" if agrees else f"  not as shipped: {old}")
    sys.exit(not is_same)


@dataclass(frozen=True, slots=True)
class Asking:
    """How questions are asked: with which sets, models, and how many of a kind."""

    sets: Path
    indexes: Path
    per_kind: int
    encoder: Encoder
    reranker: Reranker | None

    def ask_groups(
        self, groups: Sequence[tuple[str, Scope]], strangers: Sequence[str]
    ) -> Iterator[Asked]:
        """Put to each set its own questions and, given strangers, some of others."""
        names = dict.fromkeys([*(name for name, _ in groups), *strangers])
        sets = {n: read_question_set(self.sets / n).half("fitted") for n in names}
        for name, scope in groups:
            foreign = foreign_questions(name, sets) if strangers else []
            asked = sample(sets[name], self.per_kind) + foreign
            yield from self._ask(sets[name], scope, asked)

    def _ask(
        self, of: QuestionSet, scope: Scope, questions: Sequence[LabelledQuestion]
    ) -> Iterator[Asked]:
        library = index_set(of, self.indexes / of.name, self.encoder)
        generation = library.open(self.encoder.identity)
        retriever = Retriever(generation, self.encoder, self.reranker)
        ids = [article.id for article in of.articles]
        for question in questions:
            only = [asked_article(question, ids)] if scope == "article" else None
            found = retriever.search(question.question, 1, only)
            features = tuple(value or 0.0 for value in astuple(found.features))
            yield Asked(f"{of.name}, {scope}", question.group, features)


def foreign_questions(
    name: str, sets: Mapping[str, QuestionSet]
) -> list[LabelledQuestion]:
    """Take some questions of other sets, which a set doesn't answer."""
    return [
        replace(question, relevant=(), near=(), answerable=False, kind="foreign")
        for other, its in sets.items()
        if other != name and not {other, name} <= SAME_ARTICLES
        for question in random.Random(1).sample(answerable(its), FOREIGN_QUESTIONS)
    ]


def answerable(questions: QuestionSet) -> list[LabelledQuestion]:
    """Give the questions that have an answer."""
    return [question for question in questions.questions if question.answerable]


def sample(questions: QuestionSet, per_kind: int) -> list[LabelledQuestion]:
    """Keep `per_kind` questions of each kind, by the smallest SHA-1 of their ids."""
    counts: Counter[str] = Counter()
    kept = []
    for question in sorted(questions.questions, key=lambda q: sha1_of(q.id)):
        counts[question.group] += 1
        if counts[question.group] <= per_kind:
            kept.append(question)
    return kept


def compared(asked: Sequence[Asked]) -> tuple[Coefficients]:
    """Fit on the figures of comparison."""
    features, is_answerable, weights = arrays(asked)
    return (Coefficients(*rounded(fit(features[:, :4], is_answerable, weights))),)


def lexical(asked: Sequence[Asked]) -> tuple[Coefficients]:
    """Fit on the words alone."""
    features, is_answerable, weights = arrays(asked)
    intercept, *rest = rounded(fit(features[:, 2:4], is_answerable, weights))
    return (Coefficients(intercept, 0.0, 0.0, *rest),)


def read(asked: Sequence[Asked]) -> tuple[Coefficients, ReadCoefficients]:
    """Fit two factors together: on the subject by comparison, and an answer by reading.

    By BFGS, from the fit without a reader on; Newton's method is for one factor.
    """
    features, is_answerable, weights = arrays(asked)
    shares = weights / weights.sum()
    of_topic = np.column_stack([np.ones(len(asked)), features[:, :4]])
    of_reading = np.column_stack([np.ones(len(asked)), features[:, [4, 3, 5]]])

    def loss(factors: Doubles) -> float:
        odds = of_topic @ factors[:5], of_reading @ factors[5:]
        p = np.clip(
            np.prod([1 / (1 + np.exp(-one)) for one in odds], axis=0), EPS, 1 - EPS
        )
        likelihood = np.where(is_answerable, np.log(p), np.log(1 - p))
        ridge = RIDGE * (np.square(factors[1:5]).sum() + np.square(factors[6:]).sum())
        return float(ridge - shares @ likelihood)

    start = np.array([*astuple(COEFFICIENTS), 1.0, 0.5, 0.0, 0.0])
    factors = rounded(minimize(loss, start, method="BFGS").x)
    return Coefficients(*factors[:5]), ReadCoefficients(*factors[5:])


def arrays(asked: Sequence[Asked]) -> tuple[Doubles, NDArray[np.bool_], Doubles]:
    """Give features, labels and weights; in each group kinds weigh alike."""
    kinds = np.array([row.kind for row in asked])
    groups = np.array([row.group for row in asked])
    weights = np.zeros(len(asked))
    for group in set(groups.tolist()):
        inside = groups == group
        weights[inside] = balanced_weights(kinds[inside], ANSWERABLE)
    features = np.array([row.features for row in asked])
    return features, kinds == ANSWERABLE, weights


def rounded(factors: Doubles) -> list[float]:
    """Round coefficients to the digits that ship."""
    return [float(factor) for factor in np.round(factors, DIGITS)]


def differs_by(one: Fitted, other: Fitted) -> float:
    """Give the greatest difference between two coefficients of a name."""
    gaps = np.abs(np.subtract(astuple(one), astuple(other)))
    return round(float(gaps.max()), DIGITS)


if __name__ == "__main__":
    main()
