"""What a quote excludes: the east is not the west, and what is so not what isn't.

A passage on a city in the east is near a question for one in the west by all that a
model compares; that the two exclude one another no comparison tells. English only.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from rag.asking.wording.english import AMOUNTS, AUX, NUMBERS, ORDINALS, WEEKDAYS

STEM_CHARS = 4
"""Words that begin with the same letters, so many, are taken for one: "automaker" and
"automakers"."""

# "Her mother, Ann" isn't "the father of Lee", whatever word stands behind. What tells
# of a son may name either.
_PARENTS = "father parents son daughter child; mother parents son daughter child"
_OF_ONE = frozenset(_PARENTS.replace(";", "").split())
# In each line what stands between two semicolons means the same, and excludes the rest.
_EXCLUSIVE = f"""
north northern; south southern; east eastern; west western
{ORDINALS.replace("|", "; ")}
{NUMBERS.replace("|", "; ")}
single; double; triple
largest biggest; smallest
large big; small
longest; shortest
long; short
highest; lowest
high; low
most; least fewest
more; less fewer
best; worst
oldest earliest; youngest newest latest
old; new
early; late
maximum; minimum
upper; lower
top; bottom
left; right
inner internal; outer external
before; after
next; previous earlier
wettest; driest
hottest warmest; coldest coolest
fastest; slowest
{_PARENTS}
increase increased rise rose; decrease decreased decline declined fell
men male; women female
positive; negative
public; private
primary; secondary
domestic; foreign
direct; indirect
american; european; chinese; japanese; german; french; british uk; russian; soviet;\
 italian; spanish; african; asian; indian; canadian; australian; mexican; korean;\
 turkish; greek; dutch; swedish; polish; irish; arab; egyptian; israeli; iranian
adult adults; child children kid kids
junior; senior
indoor; outdoor
urban; rural
gross; net
weekday weekdays; weekend weekends
winter; spring; summer; autumn
january; february; april; june; july; august; september; october; november; december
{WEEKDAYS.replace("|", "; ")}
"""
_PARENTS_LINE = _EXCLUSIVE.splitlines().index(_PARENTS)
# "Was she the first?" is answered by "She was the second".
_ASKS_WHETHER = re.compile(rf"\W*(?:(?:and|but|so)\s+)?{AUX}\b", re.IGNORECASE)
# A question that begins so asks whether it is so, and "whether or not" denies nothing.
_RHETORICAL = re.compile(r"\A\W*\w+(?:n't|n’t)\b|\bor not\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|never|cannot|(?:fail|fails|failed|failing) to)\b|n't\b|n’t\b"
    r"|\b(?:do|does|did|is|was|ca|wo)nt\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|never|cannot|without|fail\w*|lack\w*|neither|nor|none|nobody|nothing"
    r"|un(?!i)[a-z]{4,}|[a-z]+less|except\w*|only|few\w*|less|little|rarely|seldom"
    r"|hardly|avoid\w*|prevent\w*|refus\w*|reject\w*|den(?:y|ied|ies)|absen\w*|bann?\w*"
    r"|prohibit\w*|stop\w*|los[est]\w*|miss\w*|drop\w*|cancel\w*|abandon\w*|withdr\w*"
    r"|object(?:ed|s|ions?)|opposed(?!\s+to)|put(?:s|ting)? off|postpon\w*|delay\w*"
    r"|rather than|instead of)\b|n't\b|n’t\b",
    re.IGNORECASE,
)
_PREFIX = r"(?:vice|deputy|assistant|acting|former|ex|under|sub|non)"
_DEPUTY = re.compile(
    rf"\b(?:{_PREFIX}[-\s]+)+(?P<word>(?!{_PREFIX}\b)[a-z]{{4,}})\b", re.IGNORECASE
)
_WORDS = re.compile(r"[a-z]+")
_VERSION = re.compile(r"\b(?:versions?|releases?)\s+(\d+(?:\.\d+)+)", re.IGNORECASE)
# "One-bedroom", "2-bedroom"
_SIZE = re.compile(rf"\b(one|{NUMBERS}|\d+)-([a-z]{{3,}})")
_DIGITS = {word: str(amount) for word, amount in (AMOUNTS | {"one": 1}).items()}
_SUPERLATIVE = re.compile(r"(?!west)\w+est")
_EARLIER = re.compile(
    r"\b(?:earlier|previous|original) versions? of (?:this|the) "
    r"(?:article|column|page|post|report|story)\b",
    re.IGNORECASE,
)
_ASKS_FOR_EARLIER = re.compile(r"\b(?:corrects?|correct(?:ed|ions?)|versions?)\b", re.I)


def _sides() -> Iterator[tuple[str, tuple[int, int]]]:
    for line, exclusive in enumerate(_EXCLUSIVE.splitlines()):
        for side, words in enumerate(exclusive.split(";")):
            for word in words.split():
                yield word, (line, side)


_SIDES = defaultdict[str, list[tuple[int, int]]](list)
for _word, _side in _sides():
    _SIDES[_word].append(_side)


def names_another(question: str, passage: str, quote: str) -> bool:
    """Tell whether a quote has what excludes a word of the question, of the same thing.

    Args:
        question: The question.
        passage: What it stands in, with its headings, which must lack the word, too.
        quote: What is quoted.

    Example:
        >>> east = "Lima has one. Quito, in East Avalon, has two."
        >>> names_another("Which city in West Avalon has two?", east, east)
        True
        >>> names_another("Is Quito in West Avalon?", east, east)
        False
    """
    if _ASKS_WHETHER.match(question):
        return False
    asked, held = set(_asked(question)), {which for which, _ in _named(passage)}
    sides = {which for which, _ in asked}
    return any(
        (line, side) not in held
        and (line, thing) == (its_line, its_thing)
        and (its_line, its_side) not in sides
        for (line, side), thing in asked
        for (its_line, its_side), its_thing in _named(quote)
    )


def _asked(question: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Give what a question names; of "Which month is wettest?" a wettest month, too."""
    yield from _named(question)
    words = _WORDS.findall(question.lower())
    if words and _SUPERLATIVE.fullmatch(words[-1]):
        its = _SIDES.get(words[-1], ())
        yield from ((side, word[:STEM_CHARS]) for side in its for word in words)


def repeats_error(question: str, quote: str) -> bool:
    """Tell whether a quote repeats what was wrong, and a question doesn't ask for that.

    Example:
        >>> repeats_error("How high is it?", "An earlier version of this page: 9 m.")
        True
    """
    return bool(_EARLIER.search(quote)) and not _ASKS_FOR_EARLIER.search(question)


def names_deputy(question: str, quote: str) -> bool:
    """Tell whether a quote has a word of the question behind "vice" or "former" alone.

    Example:
        >>> names_deputy("Who is the president?", "Ben Mace, vice-president")
        True
        >>> names_deputy("Who is the vice-president?", "Ben Mace, vice-president")
        False
    """
    said, asked = (
        Counter(found["word"].lower() for found in _DEPUTY.finditer(text))
        for text in (quote, question)
    )
    words, own = (Counter(_WORDS.findall(text.lower())) for text in (quote, question))
    return any(
        own[word] > asked[word] and words[word] == count for word, count in said.items()
    )


def is_of_other_version(question: str, around: str) -> bool:
    """Tell whether a question names a version that is nowhere around a quote.

    Args:
        question: The question.
        around: What stands around the quote, with the headings over it.

    Example:
        >>> is_of_other_version("What is new in version 3.0?", "Plume 3.1. New: tabs")
        True
        >>> is_of_other_version("What is new in version 3.1?", "Plume 3.1. New: tabs")
        False
    """
    return any(
        re.search(rf"(?<![\w.]){re.escape(number)}(?![\w.]*\d)", around) is None
        for number in _VERSION.findall(question)
    )


def is_of_other_size(question: str, around: str, quote: str) -> bool:
    """Tell whether a question names what has so many of something, and a quote another.

    Args:
        question: The question.
        around: What stands around the quote, which must lack the former, too.
        quote: What is quoted.

    Example:
        >>> two = "A two-bedroom flat costs 9."
        >>> is_of_other_size("What does a one-bedroom flat cost?", two, two)
        True
        >>> is_of_other_size("What does a two-bedroom flat cost?", two, two)
        False
    """
    asked, held, said = map(_sizes, (question, around, quote))
    return any(said[each] and not held[each] & asked[each] for each in asked)


def _sizes(text: str) -> dict[str, set[str]]:
    """Give the numbers before each thing that they make one word with."""
    found = defaultdict[str, set[str]](set)
    for number, thing in _SIZE.findall(text.lower()):
        found[thing[:STEM_CHARS]].add(_DIGITS.get(number, number))
    return found


def affirms(question: str, quote: str) -> bool:
    """Tell whether a question asks for what is not so, and a quote denies nothing.

    Example:
        >>> affirms("Which cities have no monorail?", "Lima has a monorail.")
        False
        >>> affirms("Which cities don't have a monorail?", "Lima has a monorail.")
        True
    """
    asked = _RHETORICAL.sub("", question)
    return _DENIED.search(asked) is not None and _DENIES.search(quote) is None


def _named(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Give the line and side of each word, and how the word behind it begins."""
    for word, thing in pairwise([*_WORDS.findall(text.lower()), ""]):
        for side in _SIDES.get(word, ()):
            is_of_one = side[0] == _PARENTS_LINE and word in _OF_ONE
            yield side, "" if is_of_one else thing[:STEM_CHARS]
