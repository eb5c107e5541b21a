"""A sentence's words, and the numbers and dates among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite

from rag.asking.wording.english import AMOUNTS, MONTHS, ORDINALS, WEEKDAYS, each_of
from rag.asking.wording.names import names_among
from rag.text.terms import Term, find_terms
from rag.types import Span

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMBERS = {word: float(amount) for word, amount in AMOUNTS.items()}
_ORDINALS, _MONTHS, _WEEKDAYS = (
    each.split("|") for each in (ORDINALS, MONTHS, WEEKDAYS)
)

NEGATIONS = each_of("no not never none nobody nothing neither nor without cannot t")
"""Words that turn a sentence round; of "isn't" the last is "t"."""

_FIGURE = re.compile(r"-?\d[\d.,]*(?:st|nd|rd|th)?", re.IGNORECASE)
# Not of a range, "3-5", nor of a name, "CO-2".
_MINUS = re.compile(r"(?<![^\s(])[-\u2212\u2013](?=\d)")
# 5.35am, 4:40 a.m., 8 pm, 17:10
_TIME = re.compile(
    r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?|:(?P<past>[0-5]\d)(?![\d:]))",
    re.IGNORECASE,
)
# "710 cubic metres a second"
_RATE = re.compile(
    r"(?:\d\s?[^\W\d_]++(?:\s[^\W\d_]++)?\s(?:a|each|every)|\bper)\s(second)\b",
    re.IGNORECASE,
)

_COLON = ":"
"""Stands in no other word's stem than a time's."""

_UNIT = re.compile(
    r"\s?[%\u2030\u00b0\u20ac$\u00a3]|[\s-]"
    r"((?:(?:cubic|square|nautical)\s)?[^\W\d_][\w/\u00b2\u00b3]*)"
)
_CURRENCY = re.compile(r"[\u20ac$\u00a3\u00a5\u20b9]")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A sentence's words; `keys` is for each what makes it equal to another.

    `names` are the keys of the names in it; numbers and months are none.
    """

    text: str
    language: str
    terms: tuple[Term, ...]
    keys: tuple[str, ...]
    names: frozenset[str]

    @property
    def currencies(self) -> list[str]:
        """The signs of money, in their order."""
        return _CURRENCY.findall(self.text)


def read_phrasing(text: str, language: str) -> Phrasing:
    """Read a sentence's words in the way of its language, ISO 639-1.

    Example:
        >>> read_phrasing("Two trains ran.", "en").keys
        ('2', 'train', 'ran')
    """
    every = _words(text, language)
    terms = tuple(term for term in every if not term.partial)
    words = [term for term in every if not is_value(term)]
    names = set(names_among([term.text for term in words], text))
    return Phrasing(
        text=text,
        language=language,
        terms=terms,
        keys=tuple(map(key_of, terms)),
        names=frozenset(term.stems[0] for term in words if term.text in names),
    )


def _words(text: str, language: str) -> list[Term]:
    """Find the words of a text; a time of day is one, no rate's second an ordinal.

    A number's minus is a part of it.
    """
    times = [_time(match) for match in _TIME.finditer(text)]
    taken = {place for time in times for place in range(time.start, time.end)}
    rates = {match.start(1) for match in _RATE.finditer(text)}
    below_0 = {match.end() for match in _MINUS.finditer(text)}

    def as_meant(term: Term) -> Term:
        if term.start in rates:
            return replace(term, text=f"{term.text}s")
        if term.start in below_0:
            stems = tuple(f"-{stem}" for stem in term.stems)
            start = term.start - 1
            return replace(term, text=f"-{term.text}", stems=stems, start=start)
        return term

    found = find_terms(text, language)
    words = [as_meant(term) for term in found if term.start not in taken]
    return sorted((*words, *times), key=lambda term: term.start)


def _time(match: re.Match[str]) -> Term:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    stem = f"{hour}{_COLON}{match['minute'] or match['past'] or '00'}"
    return Term(match.group(), (stem,), *match.span(), stop=False)


def is_value(term: Term) -> bool:
    """Tell whether a word is a number, a time or of a date; CR450 is a name."""
    word = term.text.lower()
    if word in _MONTHS or word in _WEEKDAYS:
        return term.text[0].isupper()  # it may rain in May
    if is_time(term):
        return True
    is_word = word in _SCALES or word in _NUMBERS or word in _ORDINALS
    return is_word or _FIGURE.fullmatch(word) is not None


def is_time(term: Term) -> bool:
    """Tell whether a word is a time of day."""
    return _COLON in term.stems[0]


def is_scale(term: Term) -> bool:
    """Tell whether a word multiplies the number before it."""
    return term.text.lower() in _SCALES


def phrase_around(text: str, span: Span, language: str) -> Span:
    """Widen a number's range to what is read with it: its unit, or all of a date.

    Example:
        In "ran at 450 km/h in" (7, 10) becomes (7, 15).
    """
    terms = _words(text, language)
    values = [term for term in terms if is_value(term)]
    own = [term for term in values if span.overlaps(Span(term.start, term.end))]
    start = min([span.start, *(term.start for term in own)])
    end = max([span.end, *(term.end for term in own)])
    pairs = list(pairwise(values))
    for one, other in reversed(pairs):
        if other.start == start and are_of_one(one, other, text):
            start = one.start
    for one, other in pairs:
        if one.end == end and are_of_one(one, other, text):
            end = other.end
    before = text[:start].rstrip()
    if before and _CURRENCY.fullmatch(before[-1]):
        start = len(before) - 1
    unit = _UNIT.match(text, end)
    stops = {term.start for term in terms if term.stop}
    if unit and not any(map(is_time, own)) and not (unit[1] and unit.start(1) in stops):
        end = unit.end()
    return Span(start, end)


def are_of_one(one: Term, other: Term, text: str) -> bool:
    """Tell whether two values that follow each other are one: 3 May, 2 million."""
    between = text[one.end : other.start]
    if between == "-" or {one.text.lower(), other.text.lower()} & {*_MONTHS}:
        return len(between) == 1
    return between in (" ", "-") and amount_of([one, other]) is not None


def is_of_name(sentence: Phrasing, number: Sequence[Term]) -> bool:
    """Tell whether a number belongs to the name before it, as in Boeing 737."""
    before = [t for t in sentence.terms if t.end == number[0].start - 1]
    return any(t.text[0].isupper() and not (t.stop or is_value(t)) for t in before)


def key_of(term: Term) -> str:
    """Give what makes a word equal to another: its number, or its first stem."""
    word = term.text.lower()
    if word in _NUMBERS:
        return f"{_NUMBERS[word]:g}"
    if word in _MONTHS and is_value(term):
        return f"{_MONTHS.index(word) + 1}"
    if word in _WEEKDAYS:
        return word
    # A day may be written 03.
    return term.stems[0].lstrip("0") or "0"


def amount_of(terms: Sequence[Term]) -> float | None:
    """Give the number that words name; None for none, a date, or several numbers."""
    number: float | None = None
    scale = 1.0
    for term in terms:
        word = term.text.lower()
        if is_scale(term):
            scale *= _SCALES[word]
        elif number is None:
            number = _number(term)
            if number is None:
                return None
        # "twenty-three"
        elif number in range(20, 100, 10) and _NUMBERS.get(word, 10) < 10:
            number += _NUMBERS[word]
        else:
            return None
    return scale * (1.0 if number is None else number) if terms else None


def _number(term: Term) -> float | None:
    try:
        number = _NUMBERS.get(term.text.lower()) or float(term.stems[0])
    except ValueError:
        return None
    # "Nan" and "infinity" are words, and more digits than a float holds no amount.
    return number if isfinite(number) else None
