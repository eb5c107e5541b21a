"""The three states of an answer, in the words that every way of asking says.

The page, its exports, the API, the command line and MCP all take them from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.text.language_names import language_name
from rag.types import Part, Status

STATE_NAMES: dict[Status, str] = {
    "answered": "Answers",
    "near": "May not answer",
    "not_found": "Not found",
}

STATE_SENTENCES: dict[Status, str] = {
    "answered": "The first quote answers it.",
    "near": "The articles are on this, but may not answer it.",
    "not_found": "The articles don't answer this.",
}

_SURE_OF: dict[Status, str] = {
    "answered": "sure",
    "near": "sure that the first quote does",
    "not_found": "sure that the nearest passage answers",
}

LEAST_SAID, MOST_SAID = 0.01, 0.99
"""Outside of these a rounded percentage would claim to be certain."""


def said_share(probability: float) -> str:
    """Say a probability in percent, and never that it is certain.

    >>> said_share(0.871), said_share(0.001), said_share(1.0)
    ('87%', 'under 1%', 'over 99%')
    """
    if probability < LEAST_SAID:
        return f"under {LEAST_SAID:.0%}"
    if probability > MOST_SAID:
        return f"over {MOST_SAID:.0%}"
    return f"{probability:.0%}"


def across_sentence(asked: str, answered: str, status: Status) -> str:
    """Say in which language a question is, and in which the quotes.

    >>> across_sentence("zh", "en", "answered")
    'Asked in Chinese, answered from an article in English.'
    """
    question, article = language_name(asked), language_name(answered)
    if status == "answered":
        return f"Asked in {question}, answered from an article in {article}."
    return f"Asked in {question}; the nearest article is in {article}."


@dataclass(frozen=True, slots=True)
class State:
    """A state as it is said: its name, and how sure that is ("" where unknown)."""

    name: str
    sure: str

    def __str__(self) -> str:
        """Say both in one line: "Answers (87% sure)"."""
        return f"{self.name} ({self.sure})" if self.sure else self.name


def state_of(
    status: Status, confidence: float | None, parts: Sequence[Part] = ()
) -> State:
    """Say what an answer is.

    Args:
        status: Its state.
        confidence: The probability, 0 to 1, that its first quote answers, where known.
        parts: What each part of the question got, where it has some.

    Example:
        >>> str(state_of("answered", 0.87)), str(state_of("near", 0.31))
        ('Answers (87% sure)', 'May not answer (31% sure that the first quote does)')
    """
    answered = sum(part.status == "answered" for part in parts)
    if answered < len(parts):
        return State("Answers in part", f"{answered} of {len(parts)} parts")
    sure = "" if confidence is None else f"{said_share(confidence)} {_SURE_OF[status]}"
    return State(STATE_NAMES[status], sure)
