"""Questions without a verb, made whole by the question before them.

"And of Oslo?" says only what is new. The rest is that of the question before, with the
new words where it had others of their kind, or behind it. English forms only.
"""

import re
from dataclasses import dataclass

from rag.asking.wording.ellipsis import completed, is_stump
from rag.asking.wording.english import AUX, BE, BEFORE, DAYS, DO, WH, capital, is_plural
from rag.asking.wording.pronouns import find_names, find_pronoun
from rag.asking.wording.talk import (
    END,
    ONE,
    OPENING,
    PLACE,
    Talk,
)
from rag.text.terms import content_terms

MAX_FRAGMENT_WORDS = 5
"""A longer question without a verb that is known here may well have one."""

# Possessive (`++`) wherever a run can be long: a question of nothing but spaces must
# not be tried in the square of its length.
_ABOUT = re.compile(r"(?:what|how)\s++(?:about|of)\s++(?P<new>.+)", re.IGNORECASE)
_JOINS = re.compile(r"(?:and|but|or)\b", re.IGNORECASE)
_ACCORDING = re.compile(r"according\s+to\b", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_ACCORDING.pattern}|{BEFORE})(?=\s)", re.IGNORECASE)
_DAYS = re.compile(rf"(?:{DAYS})\b", re.IGNORECASE)
# A name with a verb or a question word asks something of its own; "May" is a month.
_VERBLESS = re.compile(
    rf"(?!.*\b(?!may\b)(?:{WH}|{AUX})\b).*", re.IGNORECASE | re.DOTALL
)
_ADVERB = re.compile(r"(?:why|when|where|how)(?P<so>\s++so\s++\w++)?", re.IGNORECASE)
# "How many?" or "How come?" asks for no quality of a thing.
_DEGREE = re.compile(
    r"how\s++(?P<degree>(?!(?:many|much|come|so|often|else|about|not)$)\w++)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"(?:(?:how|why|when|where)\s++)?(?P<clause>{AUX}\s++.+)",
    re.IGNORECASE | re.DOTALL,
)
# "How many soldiers | were hurt?", "How many soldiers | died?"
_COUNTED = re.compile(
    rf"(?P<asks>how\s++many\s++)(?!{AUX}\b)[\w'-]++(?P<rest>\s++(?:{AUX}\b.+|\w++))",
    re.IGNORECASE | re.DOTALL,
)
# "How much is | judo", "When does | the shop | open", "Who teaches | judo". Not "What
# is the train?", as "And the price?" is asked of it, nor "How do owls fly?", whose verb
# is none of those known.
_OF_THING = re.compile(
    rf"(?P<asks>who\s+(?:teaches|runs|leads|owns|makes|coaches|wrote|built|won|founded)"
    rf"|(?!what\s+(?:{BE})\b|how\s+many\b){WH}(?:\s+(?!{AUX}\b)[\w'-]+){{0,3}}\s+"
    rf"(?P<verb>{BE}|(?P<does>{DO}|can|will)))\s+"
    rf"(?P<thing>(?!(?:{BEFORE}|\d+)\b)[\w'’-]+(?:\s+(?!{BEFORE}\b)[\w'’-]+){{0,3}}?)"
    r"(?P<rest>\s+(?:open|closed?|called|held|built|sold|paid|cost|get|pay|start|begin"
    r"|end|finish|last|take|weigh|leave|arrive|earn|live|work|sleep|need)\b.*"
    r"|(?(does)(?!)))",
    re.IGNORECASE | re.DOTALL,
)
_ONE_OR_SEVERAL = (("is", "are"), ("was", "were"), ("does", "do"))
_NOW = re.compile(r"now|today|nowadays|at\s+present", re.IGNORECASE)
_IN_YEAR = re.compile(r"(?<!\s)\s++in\s++\d{3,4}\Z")
_NUMBERED = re.compile(r"(?P<thing>[a-z]+\s+)?(?P<number>\d+)", re.IGNORECASE)
_VERSION = re.compile(
    r"(?:(?:in|for|of|with)\s+)?(?:(?:version|release)\s+)?(?P<number>\d+(?:\.\d+)+)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?<![\w.])\d+(?:\.\d+)+(?![\w.]*\d)")
# Behind the phrase that gives way another may stand, which stays.
_IN_OLD = re.compile(rf"\s{BEFORE}\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fragment:
    """What may be a fragment: what it says anew, and how its form leans.

    "For how long?" says nothing `new`, only what is asked. `is_incomplete` ones can't
    stand alone. `lacks_verb` where nothing but a new thing is named, so that by itself
    it asks nothing of it.
    """

    new: str
    is_incomplete: bool
    lacks_verb: bool


def read_fragment(question: str, bare: str) -> Fragment:
    """Tell by its form whether a question lacks what the one before said.

    Words alone ("battery price") are what people type into search boxes, and lack
    nothing; an opening or a preposition before them joins them to something.

    Args:
        question: The question.
        bare: The same without its opening.

    Example:
        >>> read_fragment("And of Oslo?", "of Oslo?")
        Fragment(new='of Oslo', is_incomplete=True, lacks_verb=True)
        >>> read_fragment("battery price", "battery price").is_incomplete
        False
    """
    said = bare.rstrip(END)
    if _BEFORE.match(said) and is_stump(said):
        return Fragment("", is_incomplete=True, lacks_verb=False)
    about = _ABOUT.fullmatch(said)
    new = about["new"] if about else said
    joins = bool(about or _JOINS.match(question) or _BEFORE.match(said))
    is_short = len(new.split()) <= MAX_FRAGMENT_WORDS
    lacks_verb = joins and is_short and _VERBLESS.fullmatch(new) is not None
    adverb = _ADVERB.fullmatch(said)
    asks_why_so = adverb is not None and adverb["so"] is not None
    is_open = about is not None or asks_why_so or ONE.search(bare) is not None
    return Fragment(new, is_open or lacks_verb, lacks_verb)


def whole(fragment: Fragment, bare: str, talk: Talk) -> str | None:
    """Make a question of a fragment and the question before it; None where none is.

    Example:
        >>> talk = Talk("How many soldiers were hurt?", (), ())
        >>> whole(read_fragment("And horses?", "horses?"), "horses?", talk)
        'How many horses were hurt?'
    """
    if not fragment.new or _VERBLESS.fullmatch(fragment.new) is None:
        return _completed(bare.rstrip(END), talk)
    said = " ".join(term.text for term in content_terms(fragment.new, "en"))
    # "According to Moen?" and "On Monday?" are asked of what was named before.
    is_beside = _ACCORDING.match(fragment.new) or _DAYS.fullmatch(said)
    if said[:1].isupper() and not is_beside and (names := find_names(talk.text)):
        start, end = names[-1]
        return talk.text[:start] + said + talk.text[end:]
    before = OPENING.sub("", talk.text).rstrip(END)
    # What leans itself makes no whole question.
    leans = find_pronoun(before) is not None or PLACE.search(before) is not None
    if leans or not fragment.lacks_verb:
        return None
    if _NOW.fullmatch(fragment.new):
        return _with_now(fragment.new, before)
    if not said:
        return None
    ways = (_with_version, _with_number, _with_counted, _with_phrase, _with_thing)
    return next(filter(None, (way(fragment.new, before) for way in ways)), None)


def _completed(bare: str, talk: Talk) -> str | None:
    """Complete "Why?" by what was asked before, and "How fast?" by its subject."""
    first = OPENING.sub("", talk.text).rstrip(END)
    leans = find_pronoun(first) is not None
    if _BEFORE.match(bare):
        asked = completed(bare, first)
        return None if leans or asked.startswith(first) else f"{capital(asked)}?"
    before = _CLAUSE.fullmatch(first)
    adverb = _ADVERB.fullmatch(bare)
    if adverb and before and not leans:
        asks, clause = bare.split()[0].capitalize(), before["clause"]
        return f"{asks} {clause[0].lower()}{clause[1:]}{adverb['so'] or ''}?"
    degree = _DEGREE.fullmatch(bare)
    if degree is None or not talk.subjects:
        return None
    subject = talk.subjects[0]
    return f"How {degree['degree']} {'are' if is_plural(subject) else 'is'} {subject}?"


def _with_version(new: str, before: str) -> str | None:
    """Put "3.0" in the place of "3.1", as in "And in version 3.0?"."""
    said = _VERSION.fullmatch(new)
    if said is None:
        return None
    asked, count = _DOTTED.subn(said["number"], before)
    return f"{asked}?" if count == 1 else None


def _with_number(new: str, before: str) -> str | None:
    """Put "step 5" in the place of "step 4", and "1999" in that of another year."""
    said = _NUMBERED.fullmatch(new)
    if said is None or _BEFORE.match(new):
        return None  # "in 1999" is a phrase
    # Alone it stands for one as long: "1999" for a year.
    thing = said["thing"] or ""
    digits = r"\d+" if thing else rf"\d{{{len(said['number'])}}}"
    like = rf"(?<![\d.,/–-])(\b{thing}){digits}(?![\w]|[.,/–-]\d)"
    asked, count = re.subn(like, rf"\g<1>{said['number']}", before, flags=re.IGNORECASE)
    return f"{asked}?" if count == 1 else None


def _with_now(new: str, before: str) -> str | None:
    """Put "today" in the place of "in 1999"."""
    asked = _IN_YEAR.sub("", before)
    return f"{asked} {new}?" if asked != before else None


def _with_counted(new: str, before: str) -> str | None:
    """Count what is new instead of what was counted: several things, by their end."""
    counted = _COUNTED.fullmatch(before)
    noun = re.sub(r"^the\s+", "", new, flags=re.IGNORECASE)
    if counted is None or not is_plural(noun.split()[0]):
        return None
    return f"{counted['asks']}{noun}{counted['rest']}?"


def _with_phrase(new: str, before: str) -> str | None:
    """Put "in 2021" behind the question, in the place of another such "in 2020"."""
    preposition = _BEFORE.match(new)
    if preposition is None or _BEFORE.match(before):
        return None
    word = preposition[0].lower()
    phrase = word + new[preposition.end() :]
    start = before.lower().rfind(f" {word} ")
    if start < 0:
        return f"{before} {phrase}?"
    old = before[start + 1 + len(word) :]
    is_like = _kind(old) == _kind(phrase[len(word) :]) or _ACCORDING.match(word)
    if not is_like or _IN_OLD.search(old):
        return f"{before} {phrase}?"
    return f"{before[:start]} {phrase}?"


def _with_thing(new: str, before: str) -> str | None:
    """Ask of "yoga" what was asked of "judo", of "the inn" what was of "the mill"."""
    asked = _OF_THING.fullmatch(before)
    if asked is None or _sort(asked["thing"]) != _sort(new):
        return None
    asks, verb = asked["asks"], asked["verb"] or ""
    for one, several in _ONE_OR_SEVERAL:
        if verb.lower() in (one, several):
            asks = asks[: -len(verb)] + (several if is_plural(new) else one)
    return f"{asks} {new}{asked['rest']}?"


def _sort(thing: str) -> str:
    """Tell "the mill", "a mill", "Mill" and "mills" apart."""
    first = thing.split()[0].lower()
    if first in ("the", "a", "an"):
        return first[0]
    return "name" if thing[0].isupper() else "bare"


def _kind(text: str) -> tuple[bool, bool, bool]:
    """Tell a figure, a name and a day apart."""
    bare = text.lstrip()
    return bare[:1].isdigit(), bare[:1].isupper(), _DAYS.match(bare) is not None
