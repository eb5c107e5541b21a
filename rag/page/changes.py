"""What a new index changed in the answers to the questions that people judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rag.errors import QuotewellError
from rag.types import Answer

MAX_QUESTIONS = 50
"""So many judged questions, the newest, are asked before and after a rebuild."""

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class FirstQuote:
    """What an answer quotes first, None where nothing answers."""

    article_id: str
    quote: str


FirstQuotes = Mapping[str, FirstQuote | None]


def first_quotes(ask: Ask, questions: Sequence[str]) -> dict[str, FirstQuote | None]:
    """Ask each question and note what is quoted first; a failure gives nothing.

    Args:
        ask: Answers a question.
        questions: The questions; at most `MAX_QUESTIONS` are asked.
    """
    found: dict[str, FirstQuote | None] = {}
    for question in questions[:MAX_QUESTIONS]:
        try:
            answer = ask(question)
        except QuotewellError:
            continue
        first = answer.citations[0] if answer.status == "answered" else None
        found[question] = FirstQuote(first.article_id, first.quote) if first else None
    return found


def moved(before: FirstQuotes, after: FirstQuotes) -> tuple[str, ...]:
    """Name the questions that quote something else first, in their order.

    Example:
        >>> moved({"Why?": None}, {"Why?": FirstQuote("tides", "The Moon.")})
        ('Why?',)
    """
    return tuple(
        question
        for question, quote in before.items()
        if question in after and after[question] != quote
    )
