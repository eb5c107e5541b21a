"""Whom "he" or "she" may stand for: who was asked about, or who an answer named.

A person is told by how the name is written, so that a firm may be taken for one.
"""

import re
from collections.abc import Sequence

from rag.asking.wording.english import BEFORE
from rag.asking.wording.talk import (
    LOOK_BACK,
    OPENING,
    asked_for,
    find_names,
    find_pronoun,
    has_article,
    says,
    talk_of,
)
from rag.types import Turn

_FEMALE = frozenset({"she", "her"})
PERSONAL = _FEMALE | {"he", "him", "his"}

# "Her boat", but "who paid her": that is "him".
_AS_HIM = (
    (re.compile(r"\bshe\b", re.IGNORECASE), "he"),
    (re.compile(rf"\bher(?=\s+(?!{BEFORE}\b)\w)", re.IGNORECASE), "his"),
    (re.compile(r"\bher\b", re.IGNORECASE), "him"),
)
_AS_HER = (
    (re.compile(r"\bhe\b", re.IGNORECASE), "she"),
    (re.compile(r"\b(?:his|him)\b", re.IGNORECASE), "her"),
)

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
        if _personal(said) is None:
            return None
        said = OPENING.sub("", turn.read_as or turn.question)
        if _ASKS_WHO.match(said):
            thing = asked_for(said)
            return said if thing is None or has_article(thing) else None
    return None


def meant(
    question: str, subjects: Sequence[str], history: Sequence[Turn]
) -> Sequence[str]:
    """Leave out whom a question called "she" where another says "he", or the reverse.

    Where that leaves nobody, it is who was talked about before.

    Args:
        question: The question.
        subjects: What its pronoun may stand for.
        history: The turns before it, oldest first.

    Example:
        >>> turns = [Turn("Where was Bo Lund born?"), Turn("Where did Ada Moen live?")]
        >>> meant("And did he marry?", ["Ada Moen"], [*turns, Turn("Did she marry?")])
        ['Bo Lund']
    """
    word = _personal(question)
    if word is None:
        return subjects
    history = history[-LOOK_BACK:]
    talks = [talk_of(history[: n + 1], "en") for n in range(len(history))]
    others = [
        who
        for turn, talk in zip(history, talks, strict=True)
        if talk and (said := _personal(turn.question))
        if (said in _FEMALE) != (word in _FEMALE)
        for who in persons_among(talk.subjects, said)[:1]
    ]
    named = [subjects, *(talk.subjects for talk in reversed(talks) if talk)]
    left = [[s for s in each if not _is_among(s, others)] for each in named]
    if len(left[0]) == len(subjects):
        return subjects
    return next(filter(None, (persons_among(each, word) for each in left)), [])


def _is_among(thing: str, others: Sequence[str]) -> bool:
    """Tell whether a thing is one of others, by a longer name or a shorter one."""
    return any(says(thing, other) or says(other, thing) for other in others)


def asked_again(pronoun: str, before: str) -> str | None:
    """Ask what was asked of "her" before of "him", or the reverse.

    Example:
        >>> asked_again("he", "What did she do with her boat?")
        'What did he do with his boat?'
        >>> asked_again("he", "Where did Ada Moen live?")
    """
    if pronoun.lower() not in PERSONAL or _personal(before) is None:
        return None
    forms = _AS_HER if pronoun.lower() in _FEMALE else _AS_HIM
    asked = OPENING.sub("", before)
    for form, other in forms:
        asked = form.sub(other, asked)
    return asked


def _personal(question: str) -> str | None:
    """Give the pronoun for a person that a question has."""
    pronoun = find_pronoun(OPENING.sub("", question))
    word = pronoun.text.lower() if pronoun else None
    return word if word in PERSONAL else None


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
