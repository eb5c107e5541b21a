"""`quotewell evaluate`: asks a set's questions or those judged, prints the table."""

import json
import tempfile
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from rag.asking.answer_json import answer_object
from rag.asking.assistant import Assistant
from rag.asking.opening import open_assistant, open_encoder, open_reranker
from rag.cli.terminal import progress_bar, say, say_json
from rag.errors import EvaluationError
from rag.judging.evaluation import AnsweredQuestion, ask_all
from rag.judging.opening import open_journal
from rag.judging.question_sets import (
    QuestionSet,
    judged_set,
    read_question_set,
)
from rag.judging.reporting import Report, report
from rag.judging.set_indexes import claim_folder, index_set
from rag.judging.translated_sets import asked_in
from rag.judging.verdicts import Verdicts
from rag.settings import Settings


def evaluate(arguments: Namespace, settings: Settings) -> None:
    """Run `evaluate` as its flags say.

    A set's index is left in the folder that `--index` names, which must be its own;
    without that flag it is built in a folder that is deleted.

    Args:
        arguments: `set` or `verdicts`, `asked_in`, `index`, `scope`, `half`, `limit`,
            `json`, `answers`.
        settings: Which models answer, and where the library is that was judged.
    """
    with ExitStack() as stack:
        if arguments.verdicts:
            questions, assistant = _judged(arguments, settings)
        else:
            questions, assistant = _from_set(arguments, settings, stack)
        with progress_bar():
            asked = ask_all(questions, assistant, arguments.scope)
            outcomes = list(_written(asked, arguments.answers))
        table = report(questions, arguments.scope, assistant.generation(), outcomes)
    if arguments.json:
        say_json(asdict(table))
    else:
        print_report(table)


def _from_set(
    arguments: Namespace, settings: Settings, stack: ExitStack
) -> tuple[QuestionSet, Assistant]:
    """Read a question set, and index its documents."""
    questions = read_question_set(arguments.set)
    if arguments.asked_in:
        questions = asked_in(questions, read_question_set(arguments.asked_in))
    questions = _sampled(questions, arguments)
    folder = arguments.index or Path(
        stack.enter_context(tempfile.TemporaryDirectory(prefix="quotewell-"))
    )
    # Before the encoder, which keeps its export in the library's folder.
    claim_folder(folder)
    _check_answers(arguments.answers)
    encoder = open_encoder(settings)
    reranker = open_reranker(settings, encoder)
    with progress_bar():
        library = index_set(questions, folder, encoder)
    return questions, Assistant(library, encoder, reranker)


def _judged(arguments: Namespace, settings: Settings) -> tuple[QuestionSet, Assistant]:
    """Make a question set of the library's verdicts."""
    if arguments.asked_in:
        raise EvaluationError("--asked-in is of a set; name that instead of --verdicts")
    # Before the models: whoever named a wrong file learns it at once.
    _check_answers(arguments.answers)
    journal = Verdicts(open_journal(settings.index, settings.journal))
    assistant = open_assistant(settings)
    judged = journal.judged()
    articles = assistant.generation().articles
    questions = judged_set(judged, articles, assistant.find)
    if not questions.questions:
        raise EvaluationError(
            f"{len(judged)} questions were judged, and of none is it known what "
            "answers it; call quotes right on the page (`quotewell serve`)"
        )
    return _sampled(questions, arguments), assistant


def _sampled(questions: QuestionSet, arguments: Namespace) -> QuestionSet:
    # The half first: of a sample nobody would know how much of it falls into the half.
    if arguments.half:
        questions = questions.half(arguments.half)
    return questions if arguments.limit is None else questions.sample(arguments.limit)


def _written(
    outcomes: Iterable[AnsweredQuestion], path: Path | None
) -> Iterator[AnsweredQuestion]:
    """Write each answer as a line of `path` in passing."""
    if path is None:
        yield from outcomes
        return
    with _explained(path), path.open("w", encoding="utf-8") as file:
        for outcome in outcomes:
            row = {"id": outcome.labelled.id} | answer_object(outcome.answer)
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            yield outcome


def _check_answers(path: Path | None) -> None:
    """Refuse a file that can't be written before the work, and leave it as it is."""
    if path is None:
        return
    with _explained(path):
        if not path.is_fifo():  # whoever reads it would take this for the end
            path.open("a").close()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EvaluationError(
            f"{path} can't be written ({error.strerror}); name another --answers"
        ) from error


def print_report(table: Report) -> None:
    """Print the figures for a person."""
    say(
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
        ("words@1", table.words_at_1),
        ("answered", table.answered),
        ("calibration error", table.calibration_error),
        ("the same, balanced", table.balanced_calibration_error),
    )
    for name, value in figures:
        say(f"  {name:<20}{_figure(value)}")
    for kind in table.unanswerable:
        say(
            f"  {kind.kind}: {kind.questions} questions, AUROC {_figure(kind.auroc)}, "
            f"refused {_figure(kind.refused)}, near {_figure(kind.near)}"
        )
    for row in table.reliability:
        say(
            f"  confidence {row.low:.1f}-{row.high:.1f}: {row.count} questions, "
            f"mean {row.confidence:.3f}, answerable {row.accuracy:.3f}"
        )
    # A half of a small set may have no question.
    if table.ms_per_question is not None:
        say(f"  {table.ms_per_question:.1f} ms a question")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
