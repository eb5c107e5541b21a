"""How two sentences differ: in nothing that matters, in one number or date, or in more.

    The train ran at 450 km/h in a test.
    The train ran at 420 km/h in a test.    one number
    In a test the train was very fast.      more

Only words are compared; whether both are about the same thing is for the vectors and
the names in them to say (`rag.asking.agreeing.agreement`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.text.terms import Term, find_terms
from rag.types import Span

NEAR_DUPLICATE = 0.8
"""From this share of equal words on, two texts are near-duplicates: the edit similarity
of Lee et al. (2022), "Deduplicating training data makes language models better"."""


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
_NEGATIONS = _each("not no never none nobody nothing neither nor without cannot t")
"""Words that turn a sentence round; of "isn't" the last is "t"."""

_BOUNDS = _each(
    "over under above below about around almost nearly roughly approximately some more "
    "less least most up between estimated"
)
"""Before a number these leave open which it is, so that two may well agree."""

_UNIT = re.compile(r"\s?[%\u2030\u00b0\u20ac$\u00a3]|[\s-]([^\W\d_][\w/\u00b2\u00b3]*)")
_CURRENCY = re.compile(r"[\u20ac$\u00a3]\s?$")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A sentence's words; `keys` is for each what makes it equal to another."""

    text: str
    language: str
    terms: tuple[Term, ...]
    keys: tuple[str, ...]


def read_phrasing(text: str, language: str) -> Phrasing:
    """Read a sentence's words in the way of its language, ISO 639-1.

    Example:
        >>> read_phrasing("Two trains ran.", "en").keys
        ('2', 'train', 'ran')
    """
    terms = tuple(term for term in find_terms(text, language) if not term.partial)
    return Phrasing(text, language, terms, tuple(map(_key, terms)))


def says_same(one: Phrasing, other: Phrasing) -> bool:
    """Tell whether two sentences say the same in the same words, or nearly.

    In English a near-duplicate may have words of content more than the other, but none
    in the place of one, no other number and no other negation; elsewhere, where these
    aren't told, all words must be the same.
    """
    if one.keys == other.keys:
        return True
    changes = _changes(one, other)
    return _are_harmless(changes, one) and _share(changes, one, other) >= NEAR_DUPLICATE


def differing(one: Phrasing, other: Phrasing) -> tuple[Span, Span] | None:
    """Find the number or date in which two sentences differ, that say the same else.

    Returns:
        Its range in either text; None where they differ in more, or in none.

    Example:
        "It ran at 450 km/h." and "It ran at 420 km/h.": both (10, 13).
    """
    changes = _changes(one, other)
    contrasts = [change for change in changes if change.is_contrast]
    rest = [change for change in changes if not change.is_contrast]
    if len(contrasts) != 1 or not _are_harmless(rest, one):
        return None
    if _share(rest, one, other) < NEAR_DUPLICATE:
        return None
    sides = contrasts[0].one, contrasts[0].other
    if _is_of_name(one, sides[0]) or _is_of_name(other, sides[1]):
        return None
    return _span(sides[0]), _span(sides[1])


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
    if _is_of_name(sentence, found):
        return None
    unit = tuple(_key(t) for t in marked if t not in found and not t.stop)
    return Figure(_amount(found), frozenset(map(_key, found)), unit)


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


@dataclass(frozen=True, slots=True)
class _Change:
    """Words of one sentence that stand where the other has others, or none."""

    one: tuple[Term, ...]
    other: tuple[Term, ...]

    @property
    def is_contrast(self) -> bool:
        """Whether both are a number, or both a date, and nothing else."""
        sides = (self.one, self.other)
        if not all(side and all(map(is_value, side)) for side in sides):
            return False
        return (_amount(self.one) is None) == (_amount(self.other) is None)

    @property
    def is_harmless(self) -> bool:
        """Whether it neither adds a number or negation nor exchanges content."""
        words = (*self.one, *self.other)
        if any(is_value(term) or term.text.lower() in _NEGATIONS for term in words):
            return False
        return all(t.stop for t in self.one) or all(t.stop for t in self.other)


def _changes(one: Phrasing, other: Phrasing) -> list[_Change]:
    """Align two sentences (Ratcliff and Obershelp's way); gives what isn't equal."""
    blocks = SequenceMatcher(None, one.keys, other.keys, autojunk=False).get_opcodes()
    found = [
        _Change(one.terms[i:j], other.terms[k:m])
        for tag, i, j, k, m in blocks
        if tag != "equal"
    ]
    return [change for change in found if not _is_equal(change)]


def _is_equal(change: _Change) -> bool:
    """Tell whether both are one number, as in 2 million and 2,000,000."""
    amount = _amount(change.one)
    return amount is not None and amount == _amount(change.other)


def _are_harmless(changes: Sequence[_Change], read: Phrasing) -> bool:
    # The lists of words are English.
    if read.language != "en":
        return not changes
    return all(change.is_harmless for change in changes)


def _share(changes: Sequence[_Change], one: Phrasing, other: Phrasing) -> float:
    """Give the edit similarity: 1 less edits for each word of the longer sentence."""
    edits = sum(max(len(change.one), len(change.other)) for change in changes)
    return 1 - edits / max(len(one.terms), len(other.terms), 1)


def _is_of_name(sentence: Phrasing, number: Sequence[Term]) -> bool:
    """Tell whether a number belongs to the name before it, as in Boeing 737."""
    before = [t for t in sentence.terms if t.end == number[0].start - 1]
    return any(t.text[0].isupper() and not (t.stop or is_value(t)) for t in before)


def _span(terms: Sequence[Term]) -> Span:
    return Span(terms[0].start, terms[-1].end)


def _key(term: Term) -> str:
    word = term.text.lower()
    if word in _NUMBERS:
        return f"{_NUMBERS[word]:g}"
    if word in _DAYS and is_value(term):
        return f"{_DAYS.index(word) + 1}"
    # A day may be written 03.
    return term.stems[0].lstrip("0") or "0"


def _amount(terms: Sequence[Term]) -> float | None:
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
