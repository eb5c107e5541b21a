"""Refit the constants of `rag.confidence` on labelled question sets.

    python -m bench.fit_confidence ../shared/eval

Every set is indexed and asked its own questions, and the English ones also questions of
one another, which they don't answer ("foreign"). In each set and scope the answerable
questions weigh half and each kind of unanswerable ones an equal part of the rest: how
many of which a set happens to hold says nothing about what people ask. What is printed
of calibration is of two fits, each on half of the questions and tried on the rest.
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np

from rag.confidence import THRESHOLD, balanced_weights, fit
from rag.encoder import load_encoder
from rag.evaluation import Scope, asked_article, open_assistant
from rag.metrics import auroc
from rag.question_sets import LabelledQuestion, QuestionSet, read_question_set, sha1_of
from rag.retrieval import Retriever
from rag.types import Encoder

ENGLISH: tuple[tuple[str, Scope], ...] = (
    ("squad2", "article"),
    ("squad2", "library"),
    ("xquad_en", "article"),
    ("xquad_en", "library"),
    ("nq_gold", "library"),
    ("covidqa", "article"),
    ("covidqa", "library"),
    ("long_excerpts", "library"),
    ("boolq", "library"),
    ("pubmedqa", "library"),
    ("mtrag", "library"),
)
OTHER: tuple[tuple[str, Scope], ...] = (
    ("xquad_ru", "article"),
    ("xquad_ru", "library"),
    ("xquad_zh", "article"),
    ("xquad_zh", "library"),
    ("xquad_ar", "article"),
    ("xquad_ar", "library"),
    ("cmrc2018", "library"),
    ("jsquad", "library"),
)
ANSWERABLE = "answerable"
FOREIGN_QUESTIONS = 25
SAME_ARTICLES = {"squad2", "xquad_en"}
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's features and labels; `group` is the set and scope."""

    group: str
    kind: str
    id: str
    features: tuple[float, ...]


def main() -> None:
    """Ask, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, help="folder of the question sets")
    parser.add_argument("--per-kind", type=int, default=250, help="questions a kind")
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder")
    arguments = parser.parse_args()
    encoder = load_encoder()
    with tempfile.TemporaryDirectory() as temporary:
        root = arguments.index or Path(temporary)
        for title, groups, foreign, columns in (
            ("COEFFICIENTS", ENGLISH, FOREIGN_QUESTIONS, slice(None)),
            ("LEXICAL_COEFFICIENTS", OTHER, 0, slice(2, None)),
        ):
            asked = list(ask_groups(arguments, groups, foreign, root, encoder))
            print_fit(title, asked, columns)


def ask_groups(
    arguments: argparse.Namespace,
    groups: Sequence[tuple[str, Scope]],
    foreign_questions: int,
    root: Path,
    encoder: Encoder,
) -> Iterator[Asked]:
    """Put to each set its own questions, and so many of each other set."""
    names = dict.fromkeys(name for name, _ in groups)
    sets = {name: read_question_set(arguments.sets / name) for name in names}
    foreign = {
        name: [
            replace(question, relevant=(), near=(), answerable=False, kind="foreign")
            for other, its in sets.items()
            if other != name and not {other, name} <= SAME_ARTICLES
            for question in random.Random(1).sample(answerable(its), foreign_questions)
        ]
        for name in sets
    }
    for name, scope in groups:
        assistant = open_assistant(sets[name], root / name, encoder)
        retriever = Retriever(assistant.generation(), encoder)
        ids = [article.id for article in sets[name].articles]
        own = sample(sets[name], arguments.per_kind)
        for question in own + foreign[name]:
            kind = ANSWERABLE if question.answerable else question.kind
            article_id = asked_article(question, ids) if scope == "article" else None
            found = retriever.search(question.question, 1, article_id)
            if found.features is not None:
                features = astuple(found.features)
                yield Asked(f"{name}, {scope}", kind, question.id, features)


def answerable(questions: QuestionSet) -> list[LabelledQuestion]:
    """Give the questions that have an answer."""
    return [question for question in questions.questions if question.answerable]


def sample(questions: QuestionSet, per_kind: int) -> list[LabelledQuestion]:
    """Keep `per_kind` questions of each kind, by the smallest SHA-1 of their ids."""
    counts: Counter[str] = Counter()
    kept = []
    for question in sorted(questions.questions, key=lambda q: sha1_of(q.id)):
        kind = ANSWERABLE if question.answerable else question.kind
        counts[kind] += 1
        if counts[kind] <= per_kind:
            kept.append(question)
    return kept


def print_fit(title: str, asked: Sequence[Asked], columns: slice) -> None:
    """Fit on everything for the constants, and on halves for what is reported."""
    features = np.array([row.features for row in asked])[:, columns]
    kinds = np.array([row.kind for row in asked])
    groups = np.array([row.group for row in asked])
    labels = kinds == ANSWERABLE
    weights = np.zeros(len(asked))
    for group in set(groups.tolist()):
        inside = groups == group
        weights[inside] = balanced_weights(kinds[inside], ANSWERABLE)
    print(f"{title}: {np.round(fit(features, labels, weights), 2).tolist()}")

    half = np.array([int(sha1_of(row.id), 16) % 2 for row in asked])
    predicted = np.zeros(len(asked))
    for number in (0, 1):
        seen, unseen = half != number, half == number
        fitted = fit(features[seen], labels[seen], weights[seen])
        design = np.column_stack([np.ones(unseen.sum()), features[unseen]])
        predicted[unseen] = 1 / (1 + np.exp(-(design @ fitted)))
    error = weighted_calibration_error(predicted, labels, weights)
    print(f"  expected calibration error on unseen halves: {error:.3f}")
    for group in sorted(set(groups.tolist())):
        print_group(group, predicted[groups == group], kinds[groups == group])


def weighted_calibration_error(
    predicted: np.ndarray, labels: np.ndarray, weights: np.ndarray
) -> float:
    """Sum, over ten bins of confidence, how far its weight is from its truth."""
    bins = np.minimum((predicted * 10).astype(int), 9)
    gaps = [
        abs((weights * (labels - predicted))[bins == number].sum())
        for number in range(10)
    ]
    return float(sum(gaps) / weights.sum())


def print_group(group: str, predicted: np.ndarray, kinds: np.ndarray) -> None:
    """Print how well each kind is told apart, and what each threshold would do."""
    print(f"  {group} (default threshold {THRESHOLD})")
    positive = predicted[kinds == ANSWERABLE]
    shares = [f"{(positive >= t).mean():.3f} at {t}" for t in THRESHOLDS]
    print(f"    answered: {', '.join(shares)}")
    for kind in sorted(set(kinds.tolist()) - {ANSWERABLE}):
        negative = predicted[kinds == kind]
        shares = [f"{(negative < t).mean():.3f} at {t}" for t in THRESHOLDS]
        area = auroc(positive.tolist(), negative.tolist())
        print(f"    {kind}: AUROC {area:.4f}, refused: {', '.join(shares)}")


if __name__ == "__main__":
    main()
