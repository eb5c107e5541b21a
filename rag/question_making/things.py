"""Questions for who and what persons and things are."""

import re

from rag.question_making.template import ADVERB, NAME, B, Match, S, template
from rag.question_making.wording import (
    NO_PART,
    Wording,
    is_name,
    join,
    noun_of,
)
from rag.question_making.words import (
    EVALUATIONS,
    NO_NAME,
    ONLY,
    PEOPLE,
    THINGS,
    WEAK,
)

MAX_KIND_WORDS = 7
MIN_SUPERLATIVE_WORDS = 3

_FULL_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}")
_SIGN = re.compile(r"\w*[A-Z]\w*[A-Z0-9]\w*")
_KIND_END = re.compile(
    r",| (?:that|which|who|whose|of|in|for|where|with|from|when|by|between|on|to|and"
    r"|under|(?:\w+ed|\w+ing|known|built|found|made|written|native) (?:by|in|on|of|to|for"
    r"|from|at|around)) "
)
_PREPOSITION = re.compile(r" (?:of|in|to|on|for|from|at|with|by|that|which) ")
_SUPERLATIVE = (
    r"(?:capital|(?:\w+[- ]){0,2}(?:(?:larg|bigg|small|high|tall|long|old|young|rich"
    r"|poor|deep|fast|wid|heavi|busi|great|strong|bright|near|earli|lat|new|low|dens|hott"
    r"|cold)est|most \w+)|(?:first|last|only|second|third)(?: \w+)?) "
)


def _is_person(noun: str) -> bool:
    return noun in PEOPLE or noun.removesuffix("s") in PEOPLE


def _define(match: Match, wording: Wording) -> str | None:
    """Ask what somebody or something is: "X is a Y that ..."."""
    subject, kind = wording.subject(match["s"]), _kind_of(match["c"], wording)
    if subject is None or kind is None:
        return None
    has_name = any(map(is_name, subject.split()))
    if match["be"] in ("was", "were") and not has_name:
        return None
    if has_name and _is_person(kind):
        return join(["who", match["be"], subject])
    # "Walter Egan is a legend of ...": it can't be told whether to ask who or what.
    if _FULL_NAME.fullmatch(subject) and kind not in THINGS:
        return None
    return join(["what", match["be"], subject])


def _kind_of(said: str, wording: Wording) -> str | None:
    """Give the noun that defines, None where nothing is defined or more isn't said."""
    kind, *more = _KIND_END.split(said, maxsplit=1)
    words = kind.lower().split()
    if not more or not 0 < len(words) <= MAX_KIND_WORDS or not wording.rest(kind):
        return None
    return None if words[0] in ONLY | EVALUATIONS or words[-1] in WEAK else words[-1]


def _superlative(match: Match, wording: Wording) -> str | None:
    """Ask which one it is: "X is the largest city in Y"."""
    name, rest = match["s"], wording.rest(match["c"])
    if not rest or len(rest.split()) < MIN_SUPERLATIVE_WORDS or not is_name(name[0]):
        return None
    if name.split()[0].lower() in NO_NAME or wording.subject(name) is None:
        return None
    noun, *more = _PREPOSITION.split(rest)
    if not more or noun.split()[-1] in ONLY or NO_PART.intersection(rest.split()):
        return None
    be = match.groupdict().get("be") or "is"
    if _is_person(noun_of(noun)):
        return join(["who", be, "the", rest])
    is_thing = not _FULL_NAME.fullmatch(name) or THINGS.intersection(noun.split())
    return join(["what", be, "the", rest]) if is_thing else None


def _apposition(match: Match, _: Wording) -> str | None:
    """Ask who or what a name with a description is: "X, the president of Y, ..."."""
    name, noun = match["s"], noun_of(match["c"])
    if match["the"] or NO_NAME.intersection(name.lower().split()):
        return None
    if _is_person(noun):
        return join(["who is", name]) if _FULL_NAME.fullmatch(name) else None
    is_said = match.start() == 0 and _KIND_END.search(match["c"]) and noun not in WEAK
    return join(["what is", name]) if is_said and _SIGN.fullmatch(name) else None


def _dash(match: Match, _: Wording) -> str | None:
    """Ask what a name with a description between dashes is."""
    name, said = match["s"], match["c"]
    if not _PREPOSITION.search(said) or " whom" in said or _is_person(noun_of(said)):
        return None
    be = "are" if noun_of(said).endswith("s") else "is"
    return join(["what", be, "the" if match["the"] else "", name])


_THE_NAME = rf"(?P<the>[Tt]he (?:[a-z]+ ){{0,2}})?(?P<s>{NAME})"
TEMPLATES = (
    template("which", rf"{S} {B} {ADVERB}the (?P<c>{_SUPERLATIVE}.+)", _superlative),
    template(
        "which",
        rf"(?P<s>{NAME}), the (?P<c>{_SUPERLATIVE}[^,]+)[,.]",
        _superlative,
        anywhere=True,
    ),
    template(
        "who",
        rf"{_THE_NAME}, (?:an?|the) (?P<c>[^,.]+)(?:, (?!and |or )|\.$)",
        _apposition,
        anywhere=True,
    ),
    template(
        "what",
        rf"{_THE_NAME}(?:—| – )(?:an?|the) (?P<c>[^—–]+)(?:—| – |\.$)",
        _dash,
        anywhere=True,
    ),
    template("what", rf"{S} {B} {ADVERB}(?:an?|the|one of the) (?P<c>.+)", _define),
)
