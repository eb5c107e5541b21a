"""Whom "he" or "it" may stand for: who was asked about, or what an answer named.

A person is told by how the name is written, so that a firm may be taken for one.
"""

import re
from collections.abc import Sequence

from rag.asking.wording.english import AUX
from rag.asking.wording.pronouns import find_names, find_pronoun
from rag.asking.wording.talk import (
    LOOK_BACK,
    MAX_SUBJECT_WORDS,
    OPENING,
    asked_for,
    has_article,
    says,
)
from rag.text.terms import content_terms
from rag.types import Turn

_FEMALE = frozenset({"she", "her"})
PERSONAL = _FEMALE | {"he", "him", "his"}
THING = frozenset({"it", "its"})

AHEAD_CHARS = 200
"""So far behind a name "he" or "she" is looked for."""

OFTEN = 3
"""What is named so often, and is never "he" or "she", is taken for no person."""

_ASKS_WHO = re.compile(r"who\b", re.IGNORECASE)
# "Which mine ...?", but not "What is ...?"
_ASKS_WHICH = re.compile(rf"(?:which|what)\s+(?!(?:{AUX})\b)[a-z]", re.IGNORECASE)
_AFTER_PRONOUN = dict.fromkeys(PERSONAL, _ASKS_WHO) | dict.fromkeys(THING, _ASKS_WHICH)
# Nor does a place or a body have such a name as people have.
_NO_PERSON = re.compile(
    r"\d|\b(?:School|Camp|Club|Port|Bay|Hall|Museum|University|College|Academy|Hospital"
    r"|Council|Company|Ltd|Inc|Bank|Station|Church|Bridge|Island|Street|Road|Association"
    r"|Society|Institute|Theatre|Hotel|Festival|Airport|Library|Centre|Center|Agency"
    r"|Ministry|Group|Union|Party|Fund|Works)\b"
)
_OWNED = re.compile(r"['’]s?\s")  # "Ada's brother" is another person
_TITLES = dict.fromkeys(("mr", "sir", "lord", "king", "prince"), "he") | dict.fromkeys(
    ("mrs", "ms", "miss", "lady", "dame", "queen", "princess"), "she"
)


def asked_before(question: str, history: Sequence[Turn]) -> str | None:
    """Give the last question for whom or what a pronoun may stand for by its answer.

    That asks for a person who wasn't named, or for one of some things. Between it and
    the question there are only others that have such a pronoun.

    Example:
        >>> asked_before("Why did she resign?", [Turn("Who led the mine?")])
        'Who led the mine?'
        >>> asked_before("How deep is it?", [Turn("Which mine is the oldest?")])
        'Which mine is the oldest?'
        >>> asked_before("How deep is it?", [Turn("Who led the mine?")])
        >>> asked_before("How old is she?", [Turn("Who is Ada Moen?")])
    """
    said = OPENING.sub("", question)
    asks = _asking(said)
    for turn in reversed(history[-LOOK_BACK:]):
        if asks is None or _asking(said) is not asks:
            return None
        before = OPENING.sub("", turn.read_as or turn.question)
        if not content_terms(before, "en"):  # "Why?" is about the same
            continue
        said = before
        if asks.match(said):
            thing = asked_for(said) if asks is _ASKS_WHO else None
            is_other = thing is None or has_article(thing) or _OWNED.search(thing)
            return said if is_other else None
    return None


def _asking(question: str) -> re.Pattern[str] | None:
    """Tell how a question begins that asks for what another's pronoun stands for."""
    pronoun = find_pronoun(question)
    if pronoun is None:
        return None
    return _AFTER_PRONOUN.get(pronoun.text.lower())


def is_called_otherwise(name: str, pronoun: str, text: str) -> bool:
    """Tell whether a text says "she" of whom a question calls "he", or the reverse.

    What it names again and again and never calls so is nobody, and nobody is an "it".

    Args:
        name: A person's; who is named by an office ("the mayor") may be either.
        pronoun: The question's.
        text: The article's; how it goes on behind the given name tells.

    Example:
        >>> text = "Ada Moen came in May. She led the mine."
        >>> is_called_otherwise("Ada Moen", "his", text)
        True
        >>> is_called_otherwise("Ada Moen", "her", text)
        False
    """
    if has_article(name):
        return False
    title, _, rest = name.partition(" ")
    own = "it" if pronoun in THING else "she" if pronoun in _FEMALE else "he"
    if rest and (call := _TITLES.get(title.rstrip(".").lower())):
        return call != own
    named = re.findall(
        rf"\b{re.escape(title)}\b(?=(?:(?!\b(?:he|she)\b|\n\n).){{0,{AHEAD_CHARS}}}"
        r"(?:\b(he|she)\b)?)",
        text,
        re.IGNORECASE | re.DOTALL,
    )
    calls = [call.lower() for call in named if call]
    # One may be of somebody else who is named in between.
    if own == "it":
        return 2 * len(calls) > len(named)
    if not calls:
        return len(named) >= OFTEN
    return len(calls) - calls.count(own) > 2 * calls.count(own)


def named_in(words: str, asked: str) -> str | None:
    """Give whom or what an answer names: the first name that can be a person's.

    To "Which of them ...?" it is the whole answer, if that is short.

    Args:
        words: The answer's own words.
        asked: The question, which names others.

    Example:
        >>> named_in("the engineer Ada Moen, of Oslo", "Who led the mine?")
        'Ada Moen'
        >>> named_in("after Ada Moen", "Who succeeded Ada Moen?")
        >>> named_in("the Moen", "Which mine did they close?")
        'the Moen'
    """
    if not _ASKS_WHO.match(asked):
        is_name = find_names(f" {words}") and len(words.split()) <= MAX_SUBJECT_WORDS
        return words if is_name and not says(asked, words) else None
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
    # "CATL" and "R2" are written unlike words, "Port Orby" and "Orby School" tell it.
    words = [s for s in subjects if not s.isupper() and not _NO_PERSON.search(s)]
    persons = [s for s in words if not (has_article(s) and s.split()[1][0].isupper())]
    return persons or (words if pronoun in _FEMALE else [])
