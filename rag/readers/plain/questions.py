"""Which questions of plain text head nothing: where one doesn't, no other does.

What it asks would else be over the answers to all that are asked below it.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from rag.text.sentences import QUESTION_MARKS

# In front of the first sentence may stand a number, or who asks.
_FIRST = re.compile(r"(?:\S+\.\s++)?[^.!…。！]*(?:[?؟](?=\s)|？)")
_COLON = re.compile("[:：]")


def asks(text: str) -> bool:
    """Tell whether a paragraph, its first line or its first sentence is a question.

    Example:
        >>> asks("Q. Who pays? The state."), asks("Who pays is known. Is it?")
        (True, True)
        >>> asks("It is known. Is it? It is.")
        False
    """
    first = text.partition("\n")[0].rstrip()
    return (
        text.endswith(QUESTION_MARKS)
        or first.endswith(QUESTION_MARKS)
        or _FIRST.match(text) is not None
    )


def over_others(
    texts: Sequence[str], levels: Mapping[int, int], asked: Collection[int]
) -> frozenset[int]:
    """Find the questions that are no headings, for others beside them are none.

    Args:
        texts: All paragraphs and headings of a text, in order.
        levels: The level of each heading, by its number.
        asked: Those of the headings that are questions, and nothing marks as headings.

    Returns:
        All of these that share a section with a paragraph that asks, or that who asks
        begins ("Editor: Go on."). Sections end with headings that are no such question
        and not below one.
    """
    if not asked:
        return frozenset()
    top = min(levels[i] for i in asked)
    askers = {_speaker(texts[i]) for i in asked} - {None}
    section = 0
    sections: dict[int, int] = {}
    mixed: set[int] = set()
    for i, text in enumerate(texts):
        if i in asked:
            sections[i] = section
        elif i in levels:
            section += levels[i] <= top
        elif asks(text) or _speaker(text) in askers:
            mixed.add(section)
    return frozenset(i for i, its in sections.items() if its in mixed)


def _speaker(text: str) -> str | None:
    """Give what stands before a colon: who speaks, if anybody."""
    said = _COLON.split(text, maxsplit=1)
    return said[0] if len(said) > 1 else None
