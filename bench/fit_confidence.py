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
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np

from rag.asking.confidence import (
    COEFFICIENTS,
    LEXICAL_COEFFICIENTS,
    Coefficients,
    balanced_weights,
    fit,
)
from rag.asking.opening import open_encoder
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
from rag.settings import Settings
from rag.types import Encoder

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
        fits = (
            ("COEFFICIENTS", COEFFICIENTS, ENGLISH, STRANGERS, 0),
            ("LEXICAL_COEFFICIENTS", LEXICAL_COEFFICIENTS, OTHER, (), 2),
        )
        is_same = True
        for title, shipped, groups, strangers, unused in fits:
            asked = list(ask_groups(arguments, groups, strangers, root, encoder))
            fitted = refit(asked, unused)
            is_same &= (agrees := differs_by(fitted, shipped) <= TOLERANCE)
            print(f"{title}, of {len(asked)} questions: {astuple(fitted)}")
            print("  as they ship" if agrees else f"  not as shipped: {shipped}")
    sys.exit(not is_same)


def ask_groups(
    arguments: argparse.Namespace,
    groups: Sequence[tuple[str, Scope]],
    strangers: Sequence[str],
    root: Path,
    encoder: Encoder,
) -> Iterator[Asked]:
    """Put to each set its own questions and, given strangers, some of each other."""
    names = dict.fromkeys([*(name for name, _ in groups), *strangers])
    sets = {
        name: read_question_set(arguments.sets / name).half("fitted") for name in names
    }
    foreign = {
        name: [
            replace(question, relevant=(), near=(), answerable=False, kind="foreign")
            for other, its in sets.items()
            if strangers and other != name and not {other, name} <= SAME_ARTICLES
            for question in random.Random(1).sample(answerable(its), FOREIGN_QUESTIONS)
        ]
        for name in sets
    }
    for name, scope in groups:
        library = index_set(sets[name], root / name, encoder)
        retriever = Retriever(library.open(encoder.identity), encoder)
        ids = [article.id for article in sets[name].articles]
        own = sample(sets[name], arguments.per_kind)
        for question in own + foreign[name]:
            article_id = asked_article(question, ids) if scope == "article" else None
            found = retriever.search(question.question, 1, article_id)
            if found.features is not None:
                yield Asked(f"{name}, {scope}", question.group, astuple(found.features))


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


def refit(asked: Sequence[Asked], unused: int) -> Coefficients:
    """Fit on what was asked, without the first `unused` features."""
    features = np.array([row.features for row in asked])[:, unused:]
    kinds = np.array([row.kind for row in asked])
    groups = np.array([row.group for row in asked])
    weights = np.zeros(len(asked))
    for group in set(groups.tolist()):
        inside = groups == group
        weights[inside] = balanced_weights(kinds[inside], ANSWERABLE)
    intercept, *rest = np.round(fit(features, kinds == ANSWERABLE, weights), DIGITS)
    return Coefficients(float(intercept), *[0.0] * unused, *map(float, rest))


def differs_by(one: Coefficients, other: Coefficients) -> float:
    """Give the greatest difference between two coefficients of a name."""
    gaps = np.abs(np.subtract(astuple(one), astuple(other)))
    return round(float(gaps.max()), DIGITS)


if __name__ == "__main__":
    main()
