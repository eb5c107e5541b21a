"""The words of an answer as the article has them: never a part of a number or address.

A reader marks tokens, of which "2025-0831" and "office@inn.example" have several.
"""

import re

from rag.asking.wording.contacts import EMAIL, URL
from rag.types import Span

_WHOLE = re.compile(
    rf"{EMAIL}|{URL}"
    # Figures of a number, a time, a date; of two years either may be meant.
    r"|(?<!\d)(?:\d++(?:[.,:/]\d++)+"
    r"|(?!(?:1\d|20)\d\d-(?:1\d|20)\d\d\b)\d{2,}+-\d{2,}(?:-\d+)*)"
)
_LABEL = re.compile(r"(?:(?<=\n)|(?<=; )|\A)[^\n;:]+(?=:\s+\S)")
_VALUE = re.compile(r":\s+([^\n;]+)")


def as_written(text: str, words: Span) -> Span:
    """Widen words to what is written as one; of a label alone give what it is of.

    Args:
        text: A passage.
        words: The characters of it that a reader marked.

    Example:
        >>> as_written("Invoice 2025-0831 is due.", Span(8, 12))
        Span(start=8, end=17)
        >>> as_written("Time: 11:30; Room: Room 2", Span(13, 17))
        Span(start=19, end=25)
    """
    label = _LABEL.match(text, words.start)
    if label and label.end() == words.end and (value := _VALUE.match(text, words.end)):
        return Span(*value.span(1))
    return whole(text, words)


def whole(text: str, words: Span) -> Span:
    """Widen words to whole numbers, addresses and brackets.

    Args:
        text: A passage, or the headings over one.
        words: The characters of it that a reader marked.

    Example:
        >>> whole("9 May: 11:30 (Room 2)", Span(7, 20))
        Span(start=7, end=21)
    """
    start, end = words.start, words.end
    for each in _WHOLE.finditer(text):
        if each.start() < end and start < each.end():
            start, end = min(start, each.start()), max(end, each.end())
    # A bracket that opens in them closes in them.
    if text[end : end + 1] == ")" and "(" in text[start:end].rpartition(")")[2]:
        end += 1
    return Span(start, end)
