"""The questions of one language, put to the documents of another."""

from dataclasses import replace

from rag.errors import EvaluationError
from rag.judging.question_sets import QuestionSet


def asked_in(questions: QuestionSet, other: QuestionSet) -> QuestionSet:
    """Put the questions of one language to the documents of another.

    Args:
        questions: The set whose documents and labels are kept.
        other: A translation of it, whose questions are asked: their ids are the same
            but for the language before the first dash.

    Raises:
        EvaluationError: No question has a translation.
    """
    translated = {_untranslated(q.id): q.question for q in other.questions}
    asked = tuple(
        replace(q, question=translated[_untranslated(q.id)])
        for q in questions.questions
        if _untranslated(q.id) in translated
    )
    if not asked:
        raise EvaluationError(
            f"{other.name} is no translation of {questions.name}: no id is the same"
        )
    return replace(questions, name=f"{other.name}>{questions.name}", questions=asked)


def _untranslated(id_: str) -> str:
    return id_.partition("-")[2]
