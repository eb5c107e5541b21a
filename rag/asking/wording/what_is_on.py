"""Questions for whatever stands under a time: "What happens at 14:00?".

In a programme the time is in a heading and no sentence has it, nor anything else that
such a question says. English only.
"""

import re

from rag.asking.wording.english import DAYS
from rag.types import Span

_ASKED = re.compile(
    r"\s*what(?:['’]s|\s+(?:else\s+)?(?:is|are|was|were|will|happens?|happened|takes?"
    r"|took))"
    r"(?:\s+(?:there|going|happen(?:ing)?|taking|place|planned|scheduled|be|on))*"
    r"\s+(?:on|at|in|for|during|from)\s+(?:the\s+)?(?P<time>.+)",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[^\W_]+")
_TIME = re.compile(rf"\d+(?:st|nd|rd|th)?|{DAYS}", re.IGNORECASE)
_IDLE = frozenset({"the", "of", "at", "on", "in"})
_TIMES_FIRST = re.compile(rf"(?:(?:{_TIME.pattern})\b[\s:.,–-]*)+", re.IGNORECASE)


def time_asked(question: str) -> frozenset[str]:
    """Give the words of the time whose happenings a question asks for; else none.

    Example:
        >>> sorted(time_asked("What happens on Friday 5 June?"))
        ['5', 'friday', 'june']
        >>> time_asked("What is in the box?")
        frozenset()
    """
    asked = _ASKED.fullmatch(question)
    words = [*_words(asked["time"])] if asked else []
    are_times = all(_TIME.fullmatch(word) for word in words)
    return frozenset(words) if are_times else frozenset()


def is_under_time(question: str, headings: str | None) -> bool:
    """Tell whether headings have all words of the time that a question asks for.

    Example:
        >>> is_under_time("What is on at 9:30?", "Friday › 09:30 Opening")
        True
    """
    times = time_asked(question)
    return bool(times) and times <= {*_words(headings or "")}


def beside_time(heading: str) -> Span | None:
    """Find what a heading says behind its time, if it begins with one.

    Example:
        >>> beside_time("14:00 Workshop"), beside_time("Friday")
        (Span(start=6, end=14), None)
    """
    time = _TIMES_FIRST.match(heading)
    if time is None or time.end() == len(heading):
        return None
    return Span(time.end(), len(heading))


def _words(text: str) -> list[str]:
    """Give the words of a time: "09" is "9", "5th" is "5"."""
    words = (word.lower() for word in _WORD.findall(text))
    return [
        re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word).lstrip("0") or "0"
        for word in words
        if word not in _IDLE
    ]
