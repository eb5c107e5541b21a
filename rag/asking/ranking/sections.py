"""Whether a question asks for a section by its heading: all that stands there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.asking.ranking.query import Query
from rag.asking.wording.english import DO, HAVE, MODAL, NUMBERS
from rag.asking.wording.what_is_on import is_under_time
from rag.text.passages.contexts import TRAIL_SEPARATOR, stated
from rag.text.terms import Term, find_terms
from rag.types import Passage

# "Which awards did she receive?"
_DONE = re.compile(
    rf"\s*(?:[Ww]hat|[Ww]hich)\s+(?:\S+\s+){{1,3}}?(?:{DO}|{HAVE}|{MODAL})\s+"
    r"(?:\S+\s+){1,3}?(?P<verb>[a-z]+)\W*"
)

# "5.1 Findings", "II. Design", "Part 3: The harbour".
_COUNTED = re.compile(
    r"\A\s*(?:(?:part|chapter|section)\s+)?(?:\d+(?:\.\d+)*|(?-i:[IVX]+|[A-Z]))[.):]?"
    r"\s+(?=\w)",
    re.IGNORECASE,
)
_SIDES = {
    **dict.fromkeys(("advantag", "benefit", "strength", "upsid"), "pros"),
    **dict.fromkeys(("drawback", "disadvantag", "downsid", "weak"), "con"),
}
"""Stems of what "Pros" and "Cons" are called otherwise."""

# What asks for a list, how many are wanted, and that an article tells of them, as each
# of its lists is: "Name the five main measures that are mentioned."
_COMMAND = r"(?:name|list|enumerate|mention|state|(?:give|show|tell)(?:\s+me)?)"
_ASKED_OF_ANY = re.compile(
    rf"(?:\A\W*(?:please\s+)?{_COMMAND}|\bthe)\s+(?:{NUMBERS}|\d{{1,2}})(?=\s+[a-z]{{3,}})"
    rf"|\A\W*(?:please\s+)?{_COMMAND}\b"
    r"|\b(?:all|main|key|different|various|following"
    r"|(?:announc|describ|nam|propos)(?:es?|ed|ing)|(?:list|mention|present|outlin"
    r"|recommend|explain|suggest)(?:s|e[sd]?|ing)?|giv(?:es?|en)|gave|includ(?:es?|ed|ing))\b",
    re.IGNORECASE,
)

_ITSELF = frozenset(
    {"articl", "cours", "document", "guid", "page", "paper", "recip", "report"}
    | {"research", "studi", "text"}
)
"""Stems of what an article is called: "the limitations of the study" are its own."""


def asks_for_section(query: Query, passage: Passage) -> bool:
    """Tell whether a question asks for a section by its heading, and for no more.

    "What was fixed in 4.2?" does for what stands under "Changes › 4.2 › Fixed", and
    "What happens at 14:00?" for what does under "14:00 Workshop".

    Args:
        query: The question.
        passage: What stands there.
    """
    if passage.section is None:
        return False
    if is_under_time(query.text, passage.section):
        return True
    asked = _content(query.terms)
    heading = _COUNTED.sub("", passage.section.rpartition(TRAIL_SEPARATOR)[2])
    own = _content(find_terms(heading, query.language))
    if not own or not own <= asked:
        return False
    # Instead of its headings a closing line on the author is read with a hint.
    above = _content(find_terms(stated(passage.context), query.language))
    rest = asked - own - above - _ITSELF
    return not rest or _is_done(query, rest, own, passage)


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The stems of a question that some words have, and of the rest that it asks."""

    shared: frozenset[str]
    rest: frozenset[str]


def asked_of(query: Query, passage: Passage, over: str) -> AskedWords:
    """Tell which of a question's words stand over something, and what more it asks.

    "What are the side effects?" asks for what stands under "Possible side effects", and
    "Which are rare?" for some of it.

    Args:
        query: The question.
        passage: What stands there; what its title and headings say is no more.
        over: The words over it: of a heading, of what announces a list.
    """
    bare = _ASKED_OF_ANY.sub("", query.text)
    asked = _content(find_terms(bare, query.language))
    own = _content(find_terms(over, query.language))
    above = _content(find_terms(stated(passage.context), query.language))
    return AskedWords(frozenset(asked & own), frozenset(asked - own - above - _ITSELF))


def _is_done(query: Query, rest: set[str], own: set[str], passage: Passage) -> bool:
    """Tell whether "Which awards did she win?" asks for all "Awards" the same.

    What is done with all of them is said of none; what is said of one, as "rare", may
    leave out others.
    """
    first, *_, last = (each for each in query.terms if each.is_content)
    done = _DONE.fullmatch(query.text)
    return (
        done is not None
        and done["verb"] == last.text
        and first.stems[0] in own
        and rest == {last.stems[0]}
        and not rest & _content(find_terms(passage.text, query.language))
    )


def _content(terms: Sequence[Term]) -> set[str]:
    """Collect the stems of the words that carry content."""
    stems = (each.stems[0] for each in terms if each.is_content)
    return {_SIDES.get(stem, stem) for stem in stems}
