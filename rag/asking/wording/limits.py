"""The limits that a question sets: "Which rooms cost under £130?". English only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.asking.wording.english import YEAR
from rag.asking.wording.superlatives import superlative_of
from rag.text.terms import content_stems

_BELOW = {"under": True, "below": True, "before": True}
_AT_MOST = {"up to": False, "at most": False, "within": False, "until": False}
_ABOVE = {"over": True, "above": True, "after": True}
_AT_LEAST = {"at least": False, "since": False}
_IS_STRICT = _BELOW | _AT_MOST | _ABOVE | _AT_LEAST
_AMOUNT = r"(?P<sign>[$€£¥]?)\s?(?P<n>\d[\d,]*(?:\.\d+)?)"
_AMOUNT += r"(?:[\s-]?(?:(?:square|sq)\.?\s+)?(?P<unit>[a-z%]+))?"
_LIMIT = re.compile(
    r"\b(?:(?P<no>no|not)\s+)?(?:(?P<than>\w+er|more|less)(?P<how>\s+expensive)?\s+than"
    rf"|(?P<before>{'|'.join(_IS_STRICT)}))\s+{_AMOUNT}",
    re.IGNORECASE,
)
# "20 or more beds", "£50 or less".
_OR_MORE = re.compile(
    rf"{_AMOUNT}\s+or\s+(?:(?P<above>more|over|above|later|higher)"
    r"|less|fewer|under|below|earlier|lower|cheaper)\b(?:[\s-](?P<of>[a-z]+))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|from)\s+[$€£¥]?(?P<low>\d[\d,]*(?:\.\d+)?)\s+(?:and|to)\s+"
    rf"{_AMOUNT}",
    re.IGNORECASE,
)
_YEAR = re.compile(YEAR)
_OF_TIME = re.compile(r"\b(?:before|until|after|since)\b", re.IGNORECASE)
# What a limit is of that says no unit: a pattern of the names of its columns.
_MEASURES = (
    (
        re.compile(r"\b(?:costs?|pay|price[ds]?|cheap\w*|expensive)\b", re.IGNORECASE),
        "price|cost|fee|fare|rate|charge",
    ),
    (re.compile(r"\W*who\s+(?:is|are|was|were)\b.*", re.IGNORECASE), "age"),
)
_UNITS = {
    "metr": "m", "meter": "m", "kilometr": "km", "kilomet": "km", "mile": "mi",
    "kilogram": "kg", "kilo": "kg", "gram": "g", "litr": "l", "liter": "l",
    "hour": "h", "minut": "min", "pound": "£", "euro": "€", "dollar": "$",
    "percent": "%", "feet": "ft", "foot": "ft", "sqm": "m",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that what is asked for is above or below.

    Args:
        number: The number.
        is_above: Whether it is to be above.
        is_strict: Whether the number itself is too much, or too little.
        unit: What it is of: a sign, or the stem of a word; empty where nothing is said.
        measures: A pattern of the names that a column of it has; empty for any.
        turned: The superlative that turns it in some columns: what is older than
            another has the lower year.
    """

    number: float
    is_above: bool
    is_strict: bool
    unit: str
    measures: str
    turned: str

    @property
    def is_year(self) -> bool:
        """Whether it can be a year."""
        return not self.unit and _YEAR.fullmatch(f"{self.number:.0f}") is not None

    def holds(self, number: float, column: str) -> bool:
        """Tell whether a number of a column is within it."""
        if number == self.number:
            return not self.is_strict
        asked = superlative_of(self.turned)
        is_turned = asked is not None and asked.is_most_in(column) != asked.is_most
        return (number > self.number) == (self.is_above != is_turned)


def limits_in(question: str) -> list[Limit]:
    """Read the limits that a question sets.

    Example:
        >>> [(each.number, each.is_above, each.unit) for each in limits_in(
        ...     "Which inns have at least 20 beds for under £90?")]
        [(20.0, True, 'bed'), (90.0, False, '£')]
    """
    return [*_bounds(question), *_inclusive(question), *_ranges(question)]


def without_limits(question: str) -> str:
    """Leave out what sets limits.

    Example:
        >>> without_limits("Which inns have at least 20 beds?")
        'Which inns have  ?'
    """
    for each in (_LIMIT, _OR_MORE, _BETWEEN):
        question = each.sub(" ", question)
    return question


def unit_of(word: str) -> str:
    """Write a unit as it is compared: its sign, its short form, or its stem.

    Example:
        >>> unit_of("kilometres"), unit_of("beds"), unit_of("per")
        ('km', 'bed', '')
    """
    if word in "$€£¥%":
        return word
    stems = sorted(content_stems(word, "en"))
    return _UNITS.get(stems[0], stems[0]) if stems else ""


def _bounds(question: str) -> Iterator[Limit]:
    for found in _LIMIT.finditer(question):
        word = (found["before"] or "").lower()
        is_above, measures, turned = word in _ABOVE | _AT_LEAST, "", ""
        is_strict = _IS_STRICT.get(word, True)
        if not word:
            turned = f"{_superlative(found['than'].lower())}{found['how'] or ''}"
            asked = superlative_of(turned)
            if asked is None:  # "other than"
                continue
            is_above, measures = asked.is_most, asked.measures
        if found["no"]:
            is_above, is_strict = not is_above, not is_strict
        yield _limit(question, found, is_above, is_strict, measures, turned)


def _superlative(comparative: str) -> str:
    """Write "longer" as "longest"."""
    others = {"more": "most", "less": "least"}
    return others.get(comparative, f"{comparative[:-1]}st")


def _inclusive(question: str) -> Iterator[Limit]:
    for found in _OR_MORE.finditer(question):
        limit = _limit(question, found, found["above"] is not None, False)
        yield limit if limit.unit else replace(limit, unit=unit_of(found["of"] or ""))


def _ranges(question: str) -> Iterator[Limit]:
    for found in _BETWEEN.finditer(question):
        most = _limit(question, found, False, False)
        yield replace(most, number=_number(found["low"]), is_above=True)
        yield most


def _limit(
    question: str,
    found: re.Match[str],
    is_above: bool,
    is_strict: bool,
    measures: str = "",
    turned: str = "",
) -> Limit:
    unit = found["sign"] or unit_of((found["unit"] or "").lower())
    # "before 1990 still": what follows a year is no unit of it.
    if _OF_TIME.search(found.group()) and _YEAR.fullmatch(found["n"]):
        unit = ""
    if not measures and not unit:
        measures = next((m for asks, m in _MEASURES if asks.search(question)), "")
    return Limit(_number(found["n"]), is_above, is_strict, unit, measures, turned)


def _number(text: str) -> float:
    return float(text.replace(",", ""))
