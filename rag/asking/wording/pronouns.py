"""Pronouns, and whether a question itself names what one of them stands for.

"Did Volvo keep it?" leans on what was asked before; "What did Volvo say of its plants?"
and "Who runs Volvo and where is it based?" don't.
"""

import re
from collections.abc import Sequence

from rag.asking.wording.english import is_plural
from rag.text.terms import Term, content_terms, find_terms

MAX_WORDS_BEFORE = 2
"""Behind more words of content than these, a pronoun may stand for one of them."""

PLURAL = frozenset({"they", "them", "these", "those", "their"})
POSSESSIVE = frozenset({"its", "his", "her", "their"})
DEMONSTRATIVE = frozenset({"this", "that", "these", "those"})
PRONOUNS = frozenset({"it", "he", "she", "him"}) | PLURAL | POSSESSIVE | DEMONSTRATIVE

# "It" stands for nothing here, but for a thing in "How long did it take?".
_NO_PRONOUN = re.compile(
    r"\bit\s++takes?\s++(?:\w++\s++){0,4}to\b"
    r"|\bit\s+(?:is|was)\s+(?:possible|true|important|necessary)\b"
    r"|\b(?:is|was)\s+it\s+(?:possible|true|important|necessary)\b",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r"\b(?:and|but|or)\b", re.IGNORECASE)
_WITHIN_CLAUSE = re.compile(
    r"\b(?:when|while|where|before|after|because|since|as|if|that)\b", re.IGNORECASE
)


def find_pronoun(text: str) -> Term | None:
    """Find a question's pronoun that stands for nothing in the question itself.

    A "that" behind a word of content joins a clause to it.

    Example:
        >>> find_pronoun("Did Volvo keep it?").text
        'it'
        >>> find_pronoun("Who runs Volvo and where is it based?")
    """
    idle = [match.span() for match in _NO_PRONOUN.finditer(text)]
    words_before = 0
    follows_word = False
    for term in find_terms(text, "en"):
        word = term.text.lower()
        is_idle = any(start <= term.start < end for start, end in idle)
        if word in PRONOUNS and not is_idle and not (word == "that" and follows_word):
            return None if _is_named_before(term, text) else term
        follows_word = not term.stop
        words_before += follows_word
        if words_before > MAX_WORDS_BEFORE:
            return None
    return None


def _is_named_before(pronoun: Term, text: str) -> bool:
    """Tell whether a pronoun stands for a name that the question has before it.

    That is one in a clause before, and for a possessive one in its own: of two in one
    clause, "it" is another than the first.
    """
    word = pronoun.text.lower()
    names = find_names(text[: pronoun.start])
    if not names or word in DEMONSTRATIVE or (word in PLURAL) != (len(names) > 1):
        return False
    is_owner = word in POSSESSIVE and is_before_word(pronoun, text)
    between = text[names[-1][1] : pronoun.start]
    # "Did Lund say that it failed?" tells of a thing, and a name may be a person's.
    is_within = word != "it" and _WITHIN_CLAUSE.search(between) is not None
    return is_owner or is_within or _NEXT_CLAUSE.search(between) is not None


def is_before_word(pronoun: Term, text: str) -> bool:
    """Tell whether a word of content follows a pronoun: "her sister", not "her in"."""
    following = find_terms(text[pronoun.end :], "en")
    return bool(following) and not following[0].stop


def find_names(text: str) -> list[tuple[int, int]]:
    """Find runs of words with capitals; that of the first word alone tells nothing."""
    runs: list[tuple[int, int]] = []
    for term in content_terms(text, "en"):
        is_first_plain = term.start == 0 and term.text[1:].islower()
        if is_first_plain or not any(map(str.isupper, term.text)):
            continue
        if runs and text[runs[-1][1] : term.start] in (" ", "-"):
            runs[-1] = (runs[-1][0], term.end)
        else:
            runs.append((term.start, term.end))
    return runs


def fitting(subjects: Sequence[str], pronoun: str) -> list[str]:
    """Choose the subjects that are one or several as a pronoun says, or take all.

    >>> fitting(["CATL", "CATL's partners"], "they")
    ["CATL's partners"]
    """
    wanted = pronoun in PLURAL
    return [s for s in subjects if is_plural(s) == wanted] or list(subjects)
