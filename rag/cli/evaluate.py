"""`quotewell evaluate`: asks a set's questions or those judged, prints the table."""

import json
import tempfile
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from rag.answer_json import answer_object
from rag.assistant import Assistant
from rag.cli.terminal import progress_bar
from rag.errors import EvaluationError
from rag.evaluation import (
    Outcome,
    Report,
    ask_all,
    open_assistant,
    report,
)
from rag.journal import FILE_NAME, Journal
from rag.library import Library
from rag.question_sets import QuestionSet, judged_set, read_question_set
from rag.reranking import Reranker
from rag.types import Encoder


def run(
    arguments: Namespace,
    encoder: Encoder,
    reranker: Reranker | None,
    index: Path,
) -> None:
    """Run `evaluate` as its flags say.

    A set's index is left in the folder that `--index` names; without that flag it is
    built in a folder that is deleted.

    Args:
        arguments: `set` or `verdicts`, `index`, `scope`, `half`, `limit`, `json`,
            `answers`.
        encoder: The model.
        reranker: What gives the final order; None is late interaction.
        index: The library's folder, for what was judged there.
    """
    with ExitStack() as stack:
        if arguments.verdicts:
            assistant = Assistant(Library(index), encoder, reranker)
            questions = _sampled(_judged(assistant, index), arguments)
        else:
            questions = _sampled(read_question_set(arguments.set), arguments)
            folder = arguments.index or Path(
                stack.enter_context(tempfile.TemporaryDirectory())
            )
            with progress_bar("Encoding") as progress:
                assistant = open_assistant(
                    questions, folder, encoder, progress, reranker
                )
        with progress_bar("Asking") as progress:
            asked = ask_all(questions, assistant, arguments.scope, progress)
            outcomes = list(_written(asked, arguments.answers))
        table = report(questions, arguments.scope, assistant.generation(), outcomes)
    if arguments.json:
        print(json.dumps(asdict(table), ensure_ascii=False, indent=2))
    else:
        print_report(table)


def _judged(assistant: Assistant, index: Path) -> QuestionSet:
    """Make a question set of the library's verdicts."""
    judged = Journal(index / FILE_NAME).judged()
    questions = judged_set(judged, assistant.generation().articles)
    if not questions.questions:
        raise EvaluationError(
            f"{len(judged)} questions were judged, and of none is it known what "
            "answers it; call quotes right on the page (`quotewell serve`)"
        )
    return questions


def _sampled(questions: QuestionSet, arguments: Namespace) -> QuestionSet:
    if arguments.half:
        questions = questions.half(arguments.half)
    return questions if arguments.limit is None else questions.sample(arguments.limit)


def _written(outcomes: Iterable[Outcome], path: Path | None) -> Iterator[Outcome]:
    """Write each answer as a line of `path` in passing."""
    if path is None:
        yield from outcomes
        return
    with path.open("w", encoding="utf-8") as file:
        for outcome in outcomes:
            row = {"id": outcome.labelled.id} | answer_object(outcome.answer)
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            yield outcome


def print_report(table: Report) -> None:
    """Print the figures for a person."""
    print(
        f"{table.set}, {table.scope} scope, {table.model}: {table.questions} questions "
        f"({table.answerable} answerable) on {table.articles} articles, "
        f"{table.passages} passages"
    )
    figures = (
        ("hit@1", table.hit_at_1),
        ("hit@5", table.hit_at_5),
        ("MRR@10", table.mrr_at_10),
        ("nDCG@10", table.ndcg_at_10),
        ("sentence@1", table.sentence_at_1),
        ("paragraph@1", table.paragraph_at_1),
        ("answered", table.answered),
        ("calibration error", table.calibration_error),
        ("the same, balanced", table.balanced_calibration_error),
    )
    for name, value in figures:
        print(f"  {name:<20}{_figure(value)}")
    for kind in table.unanswerable:
        print(
            f"  {kind.kind}: {kind.questions} questions, AUROC {_figure(kind.auroc)}, "
            f"refused {_figure(kind.refused)}"
        )
    for row in table.reliability:
        print(
            f"  confidence {row.low:.1f}-{row.high:.1f}: {row.count} questions, "
            f"mean {row.confidence:.3f}, answerable {row.accuracy:.3f}"
        )
    if table.ms_per_question is not None:
        print(f"  {table.ms_per_question:.1f} ms a question")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
