"""Sentences that say what something is, for questions that ask no more than that."""

import re
from collections.abc import Iterable

MAX_WORDS = 4
"""Of what is asked for: more say what of it."""

_ASKED = re.compile(
    r"what(?:'s|’s|\s+is|\s+are|\s+was|\s+were)\s+(?:an?\s+|the\s+)?(?P<asked>[^?]+?)\W*",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\b(?:about|after|at|before|between|by|for|from|he|her|his|in|it|its|of|on|or|than"
    r"|that|their|there|these|this|those|to|with|wrong|your?)\b|['’]s\b|\d{4}|,",
    re.IGNORECASE,
)
_QUOTES = "[\"“”‘’']?"
_SHORT = r"(?:\s*\([^()]{1,20}\)|\s+\(?or\s+[A-Z]{2,6}\)?)?,?"
_IS = (
    r"\s+(?:(?:is|are|was|were)\s+(?:an?|one|any|the|when|where|defined|used\s+to\s+"
    r"(?:refer|mean|describe))|refers?\s+to|means?|denotes?|stands?\s+for)\b"
)
_FIRST = r"(?:an?\s+|the\s+(?:(?:term|word|notion|concept|name)\s+)?)?"
_CALLED = (
    r"\b(?:called|termed|named|known\s+as|referred\s+to\s+as|defined\s+as)\s+(?:an?\s+|"
    r"the\s+)?"
)


def defined_term(question: str) -> str | None:
    """Give what a question asks the meaning of, if it does.

    Example:
        >>> defined_term("What is a tide?"), defined_term("What is the age of it?")
        ('tide', None)
    """
    found = _ASKED.fullmatch(question.strip())
    asked = found["asked"].strip("\"“”‘’'") if found else ""
    if not 0 < len(asked.split()) <= MAX_WORDS or _OF.search(asked):
        return None
    return asked


def saying_what(question: str, sentences: Iterable[str]) -> list[bool]:
    """Tell which sentences say what something is that a question asks the meaning of.

    Args:
        question: A question.
        sentences: Sentences.

    Returns:
        Whether each does; none where something else is asked.

    Example:
        >>> saying_what("What is a tide?", ["A tide is the rise of the sea.", "Tides!"])
        [True, False]
    """
    term = defined_term(question)
    if term is None:
        return []
    words = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", term)))
    named = f"{_QUOTES}{words}{_QUOTES}"
    is_first = re.compile(f"{_FIRST}{named}{_SHORT}{_IS}", re.IGNORECASE)
    is_called = re.compile(rf"{_CALLED}{_QUOTES}{words}\b", re.IGNORECASE)
    return [
        (is_first.match(each) or is_called.search(each)) is not None
        for each in sentences
    ]
