"""Whom "he" or "she" may stand for: who was asked about, or who an answer named.

A person is told by how the name is written, so that a firm may be taken for one.
"""

import re
from collections.abc import Sequence

from rag.asking.wording.talk import (
    LOOK_BACK,
    OPENING,
    asked_for,
    find_names,
    find_pronoun,
    has_article,
    says,
)
from rag.types import Turn

_FEMALE = frozenset({"she", "her"})
PERSONAL = _FEMALE | {"he", "him", "his"}

_ASKS_WHO = re.compile(r"who\b", re.IGNORECASE)


def who_before(question: str, history: Sequence[Turn]) -> str | None:
    """Give the last question for a person who wasn't named, but may be by its answer.

    Between it and the question there are only others that have such a pronoun.

    Example:
        >>> who_before("Why did she resign?", [Turn("Who led the mine?")])
        'Who led the mine?'
        >>> who_before("How deep is it?", [Turn("Who led the mine?")])
        >>> who_before("How old is she?", [Turn("Who is Ada Moen?")])
    """
    said = OPENING.sub("", question)
    for turn in reversed(history[-LOOK_BACK:]):
        pronoun = find_pronoun(said)
        if pronoun is None or pronoun.text.lower() not in PERSONAL:
            return None
        said = OPENING.sub("", turn.read_as or turn.question)
        if _ASKS_WHO.match(said):
            thing = asked_for(said)
            return said if thing is None or has_article(thing) else None
    return None


def person_in(words: str, asked: str) -> str | None:
    """Give the first name in an answer that can be a person's.

    Args:
        words: The answer's own words.
        asked: The question, which names others.

    Example:
        >>> person_in("the engineer Ada Moen, of Oslo", "Who led the mine?")
        'Ada Moen'
        >>> person_in("after Ada Moen", "Who succeeded Ada Moen?")
    """
    text = f" {words}"  # so that the first word's capital counts
    names = [text[start:end] for start, end in find_names(text)]
    persons = [name for name in names if not says(asked, name)]
    return next(iter(persons_among(persons, "he")), None)


def persons_among(subjects: Sequence[str], pronoun: str) -> list[str]:
    """Choose what may be a person; a ship is called "she", too, where none is.

    >>> persons_among(["CATL", "R2", "the Argo", "the mayor"], "she")
    ['the mayor']
    >>> persons_among(["CATL", "R2", "the Argo"], "she")
    ['the Argo']
    >>> persons_among(["CATL", "R2", "the Argo"], "he")
    []
    """
    # "CATL" and "R2" are written unlike words.
    words = [s for s in subjects if not s.isupper() and not re.search(r"\d", s)]
    persons = [s for s in words if not (has_article(s) and s.split()[1][0].isupper())]
    return persons or (words if pronoun in _FEMALE else [])
