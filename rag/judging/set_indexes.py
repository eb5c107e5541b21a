"""Indexes of question sets, in folders of evaluation's own."""

from pathlib import Path

from rag.building.indexing import publish_articles
from rag.errors import EvaluationError
from rag.judging.question_sets import QuestionSet
from rag.library import engine, objects
from rag.library.library import Library
from rag.library.locks import WRITERS_LOCK
from rag.roles import Encoder

MARK = "evaluation.txt"
MARK_TEXT = "`quotewell evaluate` replaces the index in this folder whenever it runs.\n"


def claim_folder(folder: Path) -> None:
    """Mark a folder as one for the indexes of question sets, which replace each other.

    Args:
        folder: It is missing, empty, or was marked before.

    Raises:
        EvaluationError: It holds anything else, such as articles that a person added,
            also where these came after the mark; or it can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Only an empty folder gets the mark, by which its index may be replaced; to
        # have an engine, or a store of originals, is no content.
        empty = {engine.RECORD, objects.RECORD, WRITERS_LOCK}
        if {path.name for path in folder.iterdir()} <= empty:
            (folder / MARK).write_text(MARK_TEXT, encoding="utf-8")
        # What is published for a set is in no store of articles; what a person adds is.
        is_own = (folder / MARK).is_file() and Library(folder).is_new()
    except OSError as error:
        raise EvaluationError(
            f"{folder} can't be used ({error.strerror}); name a new folder with --index"
        ) from error
    if not is_own:
        raise EvaluationError(
            f"{folder} holds what `evaluate` didn't make, and would lose its index; "
            "name a new folder with --index"
        )


def index_set(questions: QuestionSet, folder: Path, encoder: Encoder) -> Library:
    """Index a set's documents in a folder, and give the library of just these.

    Raises:
        EvaluationError: The folder isn't evaluation's own (see `claim_folder`).
    """
    claim_folder(folder)
    manifest = publish_articles(Library(folder), questions.articles, encoder)
    # By its number: another run may publish another set here, while this one is asked.
    return Library(folder, generation=manifest.number)
