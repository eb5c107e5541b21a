"""Questions for who and what persons and things are."""

import re
from collections.abc import Iterator

from rag.suggesting.making.wording import NAME, NO_PART, Wording, is_name, join, noun_of
from rag.suggesting.making.words import (
    EVALUATIONS,
    NO_NAME,
    ONLY,
    PEOPLE,
    THINGS,
    WEAK,
)

MAX_KIND_WORDS = 7
MIN_SUPERLATIVE_WORDS = 3

_FULL_NAME = r"[A-Z][\w.’'-]{0,40}(?: [A-Z][\w.’'-]{0,40}){1,3}"
_KIND_END = re.compile(
    r",| (?:that|which|who|whose|of|in|for|where|with|from|when|by|between|on|to"
    r"|under|and (?:an?|the|is|was|has)|(?:\w+ed|\w+ing|known|built|found|made|written"
    r"|native) (?:by|in|on|of|to|for|from|at|around)) "
)
_PREPOSITION = re.compile(r" (?:of|in|to|on|for|from|at|with|by|that|which) ")
_SUPERLATIVE = (
    r"(?:capital|(?:\w+[- ]){0,2}(?:(?:larg|bigg|small|high|tall|long|old|young|rich"
    r"|poor|deep|fast|wid|heavi|busi|great|strong|bright|near|earli|lat|new|low|dens|hott"
    r"|cold)est|most \w+)|(?:first|last|only|second|third)(?: \w+)?) "
)
_IS = (
    r"(?P<s>[^,;:]+?) (?P<be>is|are|was|were) "
    r"(?:also |still |now |usually |generally |officially )?"
)
_DEFINED = re.compile(rf"{_IS}(?:an?|the|one of the) (?P<c>.+)")
_IS_THE_MOST = re.compile(rf"{_IS}the (?P<c>{_SUPERLATIVE}.+)")
_THE_MOST = re.compile(rf"(?P<s>{NAME}), the (?P<c>{_SUPERLATIVE}[^,]+)[,.]")
_DESCRIBED = re.compile(
    rf"(?<![Tt]he )\b(?P<s>{_FULL_NAME}), (?:an?|the) (?P<c>[^,.]+)"
    r"(?:, (?!and |or )|\.$)"
)
_SIGN_DESCRIBED = re.compile(
    r"(?=[^\WA-Z]*+[A-Z][^\WA-Z0-9]*+[A-Z0-9])(?P<s>\w++), (?:an?|the) "
    r"(?P<c>[^,.]+), (?!and |or )"
)
_TITLED = re.compile(
    rf"\b(?:an?|the|[A-Z]\w+(?:an|sh|ch|se)) (?:[a-z]+ ){{0,2}}(?P<c>[a-z]+) "
    rf"(?P<s>{_FULL_NAME})(?!\w|['’-])"
)


def ask_things(sentence: str, wording: Wording) -> Iterator[tuple[str, str]]:
    """Give the kinds and the questions for whom or what a sentence says something is.

    Args:
        sentence: The sentence, without brackets.
        wording: What its article tells of words.
    """
    for match in (_IS_THE_MOST.match(sentence), _THE_MOST.search(sentence)):
        if match and (question := _superlative(match, wording)):
            yield "which", question
    for match in (_DESCRIBED.search(sentence), _TITLED.search(sentence)):
        if match and _is_person(noun_of(match["c"])) and _is_full_name(match["s"]):
            yield "who", join(["who is", match["s"]])
    match = _SIGN_DESCRIBED.match(sentence)
    if match and _kind_of(match["c"], wording):
        yield "what", join(["what is", match["s"]])
    match = _DEFINED.match(sentence)
    if match and (question := _define(match, wording)):
        yield "what", question


def _is_person(noun: str) -> bool:
    return noun in PEOPLE or noun.removesuffix("s") in PEOPLE


def _is_full_name(text: str) -> bool:
    has_name = re.fullmatch(_FULL_NAME, text) is not None
    return has_name and not NO_NAME.intersection(text.lower().split())


def _define(match: re.Match[str], wording: Wording) -> str | None:
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
    if _is_full_name(subject) and kind not in THINGS:
        return None
    return join(["what", match["be"], subject])


def _kind_of(said: str, wording: Wording) -> str | None:
    """Give the noun that defines, None where nothing is defined or more isn't said."""
    kind, *more = _KIND_END.split(said, maxsplit=1)
    words = kind.lower().split()
    if not 0 < len(words) <= MAX_KIND_WORDS or not wording.rest(kind):
        return None
    noun = words[-1].rstrip(".")
    # "X was an American actress." says enough of a person, of nothing else.
    if words[0] in ONLY | EVALUATIONS or noun in WEAK or noun.endswith("est"):
        return None
    return noun if more or (_is_person(noun) and len(words) > 1) else None


def _superlative(match: re.Match[str], wording: Wording) -> str | None:
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
    # A name of two words may be a person's: "what" would be wrong then.
    is_thing = not _is_full_name(name) or THINGS.intersection(noun.split())
    return join(["what", be, "the", rest]) if is_thing else None
