"""Questions of one language, put to the documents of another."""

import pytest

from rag.errors import EvaluationError
from rag.judging.question_sets import LabelledQuestion, QuestionSet
from rag.judging.translated_sets import asked_in


def translated(name: str, *questions: tuple[str, str]) -> QuestionSet:
    """Make a set of questions, each an id and a text."""
    labelled = (
        LabelledQuestion(id_, text, ("x",), (f"{name}-a",), True, "", (), (), None)
        for id_, text in questions
    )
    return QuestionSet(name, (), tuple(labelled))


def test_questions_of_another_language_keep_the_documents_labels():
    """Of two questions one has a translation; its labels are the documents'."""
    english = translated("en", ("en-1-a", "Why?"), ("en-2", "How?"))
    german = translated("de", ("de-1-a", "Warum?"), ("de-3", "Wo?"))
    (asked,) = asked_in(english, german).questions
    assert (asked.id, asked.question, asked.relevant) == ("en-1-a", "Warum?", ("en-a",))
    assert asked_in(english, german).name == "de>en"


def test_a_set_that_is_no_translation_is_refused():
    """No id is the same but for the language."""
    with pytest.raises(EvaluationError, match="no translation"):
        asked_in(translated("en", ("en-1", "Why?")), translated("de", ("de-2", "Wo?")))
