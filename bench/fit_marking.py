"""Refit the constants of `rag.asking.ranking.marking` on labelled questions.

    python -m bench.fit_marking ../shared

It asks the list and reason questions of `bench.answers` that aren't kept for the end.
The F1 that it prints is out of fold: of each article's questions by a fit on those of
all others, with the sentences that such a probability chooses. The exit status is 1
where a refit doesn't give the constants that ship.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np

from bench.answer_scores import SEVERAL, Question, digest, f1
from bench.answers import read_labelled, read_questions
from bench.opening import Models, opened
from rag.asking.ranking import marking
from rag.asking.ranking.marking import Doubles
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.settings import DEFAULT_TOP_K

RIDGE = 1.0
"""Weighs the squared coefficients of standardized evidence, against a sum of losses."""

DIGITS = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what was found, and the digests of the sentences chosen among."""

    question: Question
    found: Retrieved
    sentences: tuple[str, ...]

    @property
    def evidence(self) -> Doubles:
        """What is known of each sentence, shape (s, 8)."""
        return np.concatenate(self.found.evidence)

    @property
    def is_right(self) -> Doubles:
        """1 for the sentences of the label, shape (s,)."""
        return np.array([s in self.question.right for s in self.sentences], np.float64)

    def f1(self, probabilities: Doubles) -> float:
        """Give the F1 of what such probabilities choose, 0 where nothing is shown."""
        if self.found.status == "not_found":
            return 0.0
        chosen = {self.sentences[n] for n in marking.most_expected(probabilities)}
        return f1(chosen, self.question.right)


def ask_all(models: Models, shared: Path) -> list[Asked]:
    """Ask each question of its article; those that are read as facts are left out."""
    questions = [q for q in read_questions() if q.kind in SEVERAL and not q.held]
    asked = []
    for name in dict.fromkeys(question.article for question in questions):
        generation = models.alone(read_labelled(name, shared)).generation()
        retriever = Retriever(generation, models.encoder, models.reranker)
        for question in questions:
            if question.article == name:
                found = retriever.search(question.question, DEFAULT_TOP_K)
                passages = [hit.passage for hit in found.hits[: len(found.evidence)]]
                quotes = [p.quote(each) for p in passages for each in p.sentences]
                asked.append(Asked(question, found, tuple(map(digest, quotes))))
    return [one for one in asked if one.found.evidence]


def fit(asked: Sequence[Asked]) -> marking.MarkCoefficients:
    """Fit a logistic regression by maximum likelihood, with a ridge."""
    # Imported here, as it is slow.
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler, regression = StandardScaler(), LogisticRegression(C=1 / RIDGE, tol=1e-6)
    evidence = scaler.fit_transform(np.concatenate([one.evidence for one in asked]))
    regression.fit(evidence, np.concatenate([one.is_right for one in asked]))
    factors = regression.coef_[0] / scaler.scale_
    intercept = regression.intercept_[0] - factors @ scaler.mean_
    return marking.MarkCoefficients(float(intercept), *factors.tolist())


def out_of_fold(asked: Sequence[Asked]) -> dict[str, float]:
    """Give each question's F1 by a fit on the other articles' questions."""
    found = {}
    for article in dict.fromkeys(one.question.article for one in asked):
        fitted = fit([one for one in asked if one.question.article != article])
        own = [one for one in asked if one.question.article == article]
        chances = (marking.chances(one.evidence, fitted) for one in own)
        found |= {o.question.id: o.f1(c) for o, c in zip(own, chances, strict=True)}
    return found


def main() -> None:
    """Ask, fit, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="folder of the articles")
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder")
    given = parser.parse_args()
    with opened(given.index) as models:
        asked = ask_all(models, given.shared)
    found = out_of_fold(asked)
    for kind in (*SEVERAL, "all"):
        own = [found[o.question.id] for o in asked if kind in (o.question.kind, "all")]
        print(f"{kind}: {len(own)} questions, F1 {np.mean(own):.3f}")
    new = np.round(astuple(fit(asked)), DIGITS)
    is_same = np.abs(new - astuple(marking.COEFFICIENTS)).max() < 2 * 10**-DIGITS
    print(f"COEFFICIENTS: {new.tolist()}", "as they ship" if is_same else "not shipped")
    sys.exit(not is_same)


if __name__ == "__main__":
    main()
