"""A sentence's words, and the numbers and dates among them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.asking.wording.names import names_among
from rag.text.terms import Term, find_terms
from rag.types import Span


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
# No "one", which seldom counts anything.
_NUMBERS = {
    word: float(number)
    for number, word in (
        *enumerate(
            ("two", "three", "four", "five", "six", "seven", "eight", "nine"), 2
        ),
        *enumerate(("ten", "eleven", "twelve"), 10),
        (20, "twenty"),
        (30, "thirty"),
        (40, "forty"),
        (50, "fifty"),
    )
}
_ORDINALS = _each("first second third fourth fifth sixth seventh eighth ninth tenth")
_DAYS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
"""Months first, so that the place of each is its number, less one."""

_FIGURE = re.compile(r"\d[\d.,]*(?:st|nd|rd|th)?", re.IGNORECASE)
_BOUNDS = _each(
    "over under above below about around almost nearly roughly approximately some more "
    "less least most up between estimated"
)
"""Before a number these leave open which it is, so that two may well agree."""

_UNIT = re.compile(r"\s?[%\u2030\u00b0\u20ac$\u00a3]|[\s-]([^\W\d_][\w/\u00b2\u00b3]*)")
_CURRENCY = re.compile(r"[\u20ac$\u00a3]\s?$")


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


def read_phrasing(text: str, language: str) -> Phrasing:
    """Read a sentence's words in the way of its language, ISO 639-1.

    Example:
        >>> read_phrasing("Two trains ran.", "en").keys
        ('2', 'train', 'ran')
    """
    every = find_terms(text, language)
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


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it is of, or a date: `amount` 450, `unit` ("km", "h").

    `amount` is None for a date, `parts` are day, month and year in any order.
    """

    amount: float | None
    parts: frozenset[str]
    unit: tuple[str, ...]

    def contradicts(self, other: "Figure") -> bool:
        """Tell whether both can't be right: March 2025 leaves the day open."""
        if self.unit != other.unit or (self.amount is None) != (other.amount is None):
            return False
        if self.amount is not None:
            return self.amount != other.amount
        return not (self.parts <= other.parts or other.parts <= self.parts)


def read_figure(sentence: Phrasing, mark: Span) -> Figure | None:
    """Read a few words of a sentence that are a number or a date, and say which.

    Args:
        sentence: The sentence.
        mark: Where the words are in it.

    Returns:
        None where there is none or more than one, where a word like "about" or "over"
        leaves it open, or where it belongs to a name.
    """
    marked = [t for t in sentence.terms if mark.start <= t.start < mark.end]
    ahead = [t for t in sentence.terms if t.start < mark.start][-2:]
    values = [place for place, term in enumerate(marked) if is_value(term)]
    if not values or values[-1] - values[0] >= len(values):
        return None
    if not _BOUNDS.isdisjoint(term.text.lower() for term in [*ahead, *marked]):
        return None
    found = [marked[place] for place in values]
    if is_of_name(sentence, found):
        return None
    unit = tuple(key_of(t) for t in marked if t not in found and not t.stop)
    return Figure(amount_of(found), frozenset(map(key_of, found)), unit)


def is_value(term: Term) -> bool:
    """Tell whether a word is a number or belongs to a date; CR450 is a name."""
    word = term.text.lower()
    if word in _DAYS:
        return term.text[0].isupper()  # it may rain in May
    is_word = word in _SCALES or word in _NUMBERS or word in _ORDINALS
    return is_word or _FIGURE.fullmatch(word) is not None


def phrase_around(text: str, span: Span, language: str) -> Span:
    """Widen a number's range to what is read with it: its unit, or all of a date.

    Example:
        In "ran at 450 km/h in" (7, 10) becomes (7, 15).
    """
    terms = find_terms(text, language)
    start, end = span.start, span.end
    for term in reversed(terms):
        if term.end < start <= term.end + 1 and is_value(term):
            start = term.start
    for term in terms:
        if end < term.start <= end + 1 and is_value(term):
            end = term.end
    if currency := _CURRENCY.search(text[:start]):
        start = currency.start()
    unit = _UNIT.match(text, end)
    stops = {term.start for term in terms if term.stop}
    if unit and not (unit[1] and unit.start(1) in stops):
        end = unit.end()
    return Span(start, end)


def is_of_name(sentence: Phrasing, number: Sequence[Term]) -> bool:
    """Tell whether a number belongs to the name before it, as in Boeing 737."""
    before = [t for t in sentence.terms if t.end == number[0].start - 1]
    return any(t.text[0].isupper() and not (t.stop or is_value(t)) for t in before)


def key_of(term: Term) -> str:
    """Give what makes a word equal to another: its number, or its first stem."""
    word = term.text.lower()
    if word in _NUMBERS:
        return f"{_NUMBERS[word]:g}"
    if word in _DAYS and is_value(term):
        return f"{_DAYS.index(word) + 1}"
    # A day may be written 03.
    return term.stems[0].lstrip("0") or "0"


def amount_of(terms: Sequence[Term]) -> float | None:
    """Give the number that words name; None for none, a date, or several numbers."""
    amount = 1.0
    counted = 0
    for term in terms:
        word = term.text.lower()
        scale = _SCALES.get(word)
        number = _NUMBERS.get(word) if scale is None else scale
        if number is None:
            try:
                number = float(term.stems[0])
            except ValueError:
                return None
        counted += scale is None
        amount *= number
    return amount if terms and counted <= 1 else None
