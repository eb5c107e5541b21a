"""The figures of a run: how good its answers are, and how sure of themselves."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rag.judging.evaluation import DEPTH, AnsweredQuestion, Scope
from rag.judging.metrics import (
    ReliabilityBin,
    auroc,
    balanced_weights,
    calibration_error,
    hit_at_k,
    ndcg,
    reciprocal_rank,
    reliability,
)
from rag.judging.question_sets import ANSWERABLE, QuestionSet
from rag.library.generation.generation import Generation


@dataclass(frozen=True, slots=True)
class KindReport:
    """One kind of unanswerable question: told apart how well, refused how often.

    `refused` is the share that got no answer, `near` that of those among all that were
    said to be near misses.
    """

    kind: str
    questions: int
    auroc: float | None
    refused: float
    near: float


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one run; shares lie in 0 to 1, None where nothing was measured.

    `calibration_error` is of the questions as the set mixes them, the balanced one with
    answerable questions weighing half and each other kind an equal part of the rest.
    `words_at_1` is the share of marked answers that have a word of an annotated one.
    """

    set: str
    scope: Scope
    model: str
    articles: int
    passages: int
    questions: int
    answerable: int
    hit_at_1: float | None
    hit_at_5: float | None
    mrr_at_10: float | None
    ndcg_at_10: float | None
    sentence_at_1: float | None
    paragraph_at_1: float | None
    words_at_1: float | None
    answered: float | None
    unanswerable: tuple[KindReport, ...]
    calibration_error: float | None
    balanced_calibration_error: float | None
    reliability: tuple[ReliabilityBin, ...]
    ms_per_question: float | None


def report(
    questions: QuestionSet,
    scope: Scope,
    generation: Generation,
    outcomes: Sequence[AnsweredQuestion],
) -> Report:
    """Add up the outcomes of a run."""
    answerable = [outcome for outcome in outcomes if outcome.labelled.answerable]
    confidences = [outcome.answer.confidence for outcome in outcomes]
    labels = [outcome.labelled.answerable for outcome in outcomes]
    table = reliability(confidences, labels)
    # How a set mixes its kinds says nothing about what people ask.
    balanced = reliability(confidences, labels, weights=_balanced(outcomes))
    return Report(
        set=questions.name,
        scope=scope,
        model=generation.manifest.model.name,
        articles=len(generation.manifest.articles),
        passages=generation.manifest.passages,
        questions=len(outcomes),
        answerable=len(answerable),
        hit_at_1=_mean(answerable, lambda o: hit_at_k(o.relevant, 1)),
        hit_at_5=_mean(answerable, lambda o: hit_at_k(o.relevant, 5)),
        mrr_at_10=_mean(answerable, lambda o: reciprocal_rank(o.relevant, DEPTH)),
        ndcg_at_10=_mean(answerable, lambda o: ndcg(o.relevant, o.to_find, DEPTH)),
        sentence_at_1=_mean(answerable, lambda o: o.right_sentence),
        paragraph_at_1=_mean(answerable, lambda o: o.right_paragraph),
        words_at_1=_mean(answerable, lambda o: o.right_words),
        answered=_mean(answerable, lambda o: o.answer.status == "answered"),
        unanswerable=tuple(_kinds(outcomes, answerable)),
        calibration_error=calibration_error(table),
        balanced_calibration_error=calibration_error(balanced),
        reliability=tuple(table),
        ms_per_question=_mean(outcomes, lambda o: o.answer.elapsed_ms),
    )


def _balanced(outcomes: Sequence[AnsweredQuestion]) -> list[float]:
    """Weigh the kinds of questions alike, however many of each there are."""
    kinds = np.array([outcome.labelled.group for outcome in outcomes])
    return [float(w) for w in balanced_weights(kinds, ANSWERABLE)]


def _mean(
    outcomes: Sequence[AnsweredQuestion],
    value: Callable[[AnsweredQuestion], float | None],
) -> float | None:
    values = [found for found in map(value, outcomes) if found is not None]
    return sum(values) / len(values) if values else None


def _kinds(
    outcomes: Sequence[AnsweredQuestion], answerable: Sequence[AnsweredQuestion]
) -> Iterator[KindReport]:
    positive = [outcome.answer.confidence for outcome in answerable]
    groups = {outcome.labelled.group for outcome in outcomes}
    # Each by itself: adversarial questions are far harder than those on an absent
    # article, and one figure would only show how many there are of each.
    for kind in sorted(groups - {ANSWERABLE}):
        chosen = [outcome for outcome in outcomes if outcome.labelled.group == kind]
        statuses = [outcome.answer.status for outcome in chosen]
        negative = [outcome.answer.confidence for outcome in chosen]
        yield KindReport(
            kind=kind,
            questions=len(chosen),
            auroc=auroc(positive, negative),
            refused=1 - statuses.count("answered") / len(statuses),
            near=statuses.count("near") / len(statuses),
        )
