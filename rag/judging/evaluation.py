"""Labelled questions put to an index, and what the answers are worth.

A passage is right if it is from a relevant document and contains one of the answers
(case ignored), or has 80 characters or more and lies inside an answer. Where a question
has no answer strings, any passage of a relevant document is right.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from rag.asking.assistant import Assistant
from rag.asking.confidence import balanced_weights
from rag.asking.reranking import Reranker
from rag.building.indexing import publish_articles
from rag.judging.metrics import (
    ReliabilityBin,
    auroc,
    calibration_error,
    hit_at_k,
    ndcg,
    reciprocal_rank,
    reliability,
)
from rag.judging.question_sets import (
    LabelledQuestion,
    QuestionSet,
    claim_folder,
    sha1_of,
)
from rag.library.generation.generation import Generation
from rag.library.library import Library
from rag.settings import MAX_QUESTION_CHARS
from rag.types import Answer, Citation, Encoder, Progress

Scope = Literal["article", "library"]
DEPTH = 10
INSIDE_ANSWER_CHARS = 80
ANSWERABLE = "answerable"


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question's answer beside its labels.

    `relevant` tells of each citation, best first, whether it is right; `to_find` is how
    many right passages there are.
    """

    labelled: LabelledQuestion
    answer: Answer
    relevant: tuple[bool, ...]
    to_find: int
    right_sentence: bool
    right_paragraph: bool | None


@dataclass(frozen=True, slots=True)
class KindReport:
    """One kind of unanswerable question: told apart how well, refused how often."""

    kind: str
    questions: int
    auroc: float | None
    refused: float


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one run; shares lie in 0 to 1, None where nothing was measured.

    `calibration_error` is of the questions as the set mixes them, the balanced one with
    answerable questions weighing half and each other kind an equal part of the rest.
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
    answered: float | None
    unanswerable: tuple[KindReport, ...]
    calibration_error: float | None
    balanced_calibration_error: float | None
    reliability: tuple[ReliabilityBin, ...]
    ms_per_question: float | None


def open_assistant(
    questions: QuestionSet,
    folder: Path,
    encoder: Encoder,
    progress: Progress | None = None,
    reranker: Reranker | None = None,
) -> Assistant:
    """Index a set's documents in `folder` and give what answers from it.

    Raises:
        EvaluationError: The folder isn't evaluation's own (see `claim_folder`).
    """
    claim_folder(folder)
    library = Library(folder)
    publish_articles(library, questions.articles, encoder, progress)
    return Assistant(library, encoder, reranker)


def ask_all(
    questions: QuestionSet,
    assistant: Assistant,
    scope: Scope,
    progress: Progress | None = None,
) -> Iterator[AnsweredQuestion]:
    """Put every question to the assistant, one outcome each, in order.

    In article scope a question is asked of its relevant document, an unanswerable one
    of its `near` document or else of one chosen by a hash of its id.
    """
    judge = _Judge(questions, assistant.generation())
    ids = [article.id for article in questions.articles]
    for done, labelled in enumerate(questions.questions, 1):
        article_id = asked_article(labelled, ids) if scope == "article" else None
        answer = assistant.ask(
            labelled.question[:MAX_QUESTION_CHARS],
            history=labelled.history,
            top_k=DEPTH,
            article_id=article_id,
        )
        yield judge.outcome(labelled, answer, article_id)
        if progress is not None:
            progress(done, len(questions.questions))


def asked_article(labelled: LabelledQuestion, ids: Sequence[str]) -> str:
    """Choose the article that a question is asked of in article scope.

    Args:
        labelled: The question.
        ids: All articles' ids, at least one.

    Returns:
        Its first relevant article, else its first near one, else one by its id's hash.
    """
    for candidates in (labelled.relevant, labelled.near):
        if candidates:
            return candidates[0]
    return ids[int(sha1_of(labelled.id), 16) % len(ids)]


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Tell whether a text holds an answer, or is a longer part of one.

    >>> contains_answer("The tide is 16 metres high.", ["16 Metres"])
    True
    """
    text = " ".join(text.lower().split())
    folded = [" ".join(answer.lower().split()) for answer in answers]
    inside = len(text) >= INSIDE_ANSWER_CHARS
    return any(
        answer in text or (inside and text in answer) for answer in folded if answer
    )


def is_right(labelled: LabelledQuestion, article_id: str, text: str) -> bool:
    """Tell whether a text of an article answers a question."""
    if article_id not in labelled.relevant:
        return False
    return not labelled.answers or contains_answer(text, labelled.answers)


class _Judge:
    """Compares answers with labels."""

    def __init__(self, questions: QuestionSet, generation: Generation) -> None:
        self._generation = generation
        self._articles = {article.id: article for article in questions.articles}
        self._texts: dict[str, list[str]] = {}

    def outcome(
        self, labelled: LabelledQuestion, answer: Answer, article_id: str | None
    ) -> AnsweredQuestion:
        relevant = tuple(
            is_right(labelled, hit.article_id, hit.passage) for hit in answer.citations
        )
        first = next(iter(answer.citations), None)
        return AnsweredQuestion(
            labelled=labelled,
            answer=answer,
            relevant=relevant,
            to_find=self._to_find(labelled, article_id),
            right_sentence=first is not None
            and is_right(labelled, first.article_id, first.quote),
            right_paragraph=self._in_paragraph(labelled, first),
        )

    def _to_find(self, labelled: LabelledQuestion, article_id: str | None) -> int:
        asked = [article_id] if article_id else labelled.relevant
        return sum(
            is_right(labelled, name, text)
            for name in asked
            for text in self._passage_texts(name)
        )

    def _passage_texts(self, article_id: str) -> list[str]:
        """Read an article's passages once, however many questions it has."""
        if article_id not in self._texts:
            rows = self._generation.passage_rows(article_id)
            passages = self._generation.passages[rows.start : rows.stop]
            self._texts[article_id] = [passage.text for passage in passages]
        return self._texts[article_id]

    def _in_paragraph(
        self, labelled: LabelledQuestion, first: Citation | None
    ) -> bool | None:
        """Tell whether the first quote stands in the annotated paragraph, if known."""
        if labelled.paragraph is None or len(labelled.relevant) != 1:
            return None
        if first is None or first.article_id != labelled.relevant[0]:
            return False
        parts = self._articles[first.article_id].text.split("\n\n")
        start = sum(len(part) + 2 for part in parts[: labelled.paragraph])
        end = start + len(parts[labelled.paragraph])
        return start <= first.start and first.end <= end


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
        answered=_mean(answerable, lambda o: o.answer.status == "answered"),
        unanswerable=tuple(_kinds(outcomes, answerable)),
        calibration_error=calibration_error(table),
        balanced_calibration_error=calibration_error(balanced),
        reliability=tuple(table),
        ms_per_question=_mean(outcomes, lambda o: o.answer.elapsed_ms),
    )


def _balanced(outcomes: Sequence[AnsweredQuestion]) -> list[float]:
    """Weigh the kinds of questions alike, however many of each there are."""
    kinds = [
        ANSWERABLE if outcome.labelled.answerable else outcome.labelled.kind
        for outcome in outcomes
    ]
    return [float(w) for w in balanced_weights(np.array(kinds), ANSWERABLE)]


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
    kinds = {o.labelled.kind for o in outcomes if not o.labelled.answerable}
    for kind in sorted(kinds):
        chosen = [
            outcome
            for outcome in outcomes
            if not outcome.labelled.answerable and outcome.labelled.kind == kind
        ]
        refused = [outcome.answer.status == "not_found" for outcome in chosen]
        negative = [outcome.answer.confidence for outcome in chosen]
        yield KindReport(
            kind=kind,
            questions=len(chosen),
            auroc=auroc(positive, negative),
            refused=sum(refused) / len(refused),
        )
