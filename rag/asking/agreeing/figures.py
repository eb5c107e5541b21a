"""A number with what it is of, or a date, and whether two of them can both be right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import inf, isfinite

from rag.asking.agreeing.phrasing import (
    Phrasing,
    amount_of,
    are_of_one,
    is_of_name,
    is_scale,
    is_time,
    is_value,
    key_of,
)
from rag.asking.wording.english import each_of
from rag.text.terms import Term
from rag.types import Span

_ABOUT = each_of(
    "about around almost nearly roughly approximately some circa estimated"
)
"""Before a number these say that it is rounded."""

_OPEN = each_of(
    "over under above below more less fewer least most up between maximum minimum limit"
    " exceeding another further additional which them these whom including"
)
"""Before a number these leave open which it is, or say that it is a part, so that two
may well agree. Behind one they are no unit."""

_BETWEEN = each_of("to and or by of than from against")
"""Between two numbers these make a range of them, a share or a change."""

_DIMENSIONS = each_of("long wide broad deep high tall thick")
_SIGNS = {"\u20ac": "euro", "$": "dollar", "\u00a3": "pound", "%": "percent"}
_PER_CENT = re.compile(r"\sper\scent\b")
_CLOCK = "o'clock"
MAX_UNIT_WORDS = 2
"""Words of content behind a number that are its unit: "cubic metres"."""

NOWHERE = Span(0, 0)
HALF_DAY = 12 * 60
_MINUTES = ((60, 60.0, 30.0), (30, 15.0, 0.0), (10, 10.0, 0.0), (1, 5.0, 0.0))
"""Of a time that is a multiple of so many minutes, by how many it may be off where it
is said to be about that, and where not."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it is of, or a date: `amount` 450, `unit` ("km", "h").

    `amount` is None for a date, `parts` are day, month and year in any order; that of a
    time of day is minutes. `slack` is by how much a number may be off, infinite where
    it is left open.
    """

    amount: float | None
    parts: frozenset[str]
    unit: tuple[str, ...]
    slack: float = field(default=0.0, compare=False)

    @property
    def is_time(self) -> bool:
        """Whether it is a time of day."""
        return self.unit == (_CLOCK,)

    def is_like(self, other: "Figure") -> bool:
        """Tell whether it is of what another is of: metres deep are none long."""
        ours, theirs = {*self.unit}, {*other.unit}
        if ours & _DIMENSIONS and theirs & _DIMENSIONS and ours != theirs:
            return False
        return ours == theirs or not ours.isdisjoint(theirs)

    def agrees(self, other: "Figure") -> bool:
        """Tell whether both may be one number, of like units, or one date.

        Of two dates a year alone says too little.
        """
        if self.amount is None or other.amount is None:
            shared = self.parts & other.parts
            return self.parts == other.parts or (
                shared in (self.parts, other.parts) and len(shared) > 1
            )
        if self.amount == other.amount:
            return True
        is_like = self.is_like(other) or not (self.unit and other.unit)
        is_known = isfinite(self.slack + other.slack)
        return is_like and is_known and not self.contradicts(other)

    def contradicts(self, other: "Figure") -> bool:
        """Tell whether both can't be right: March 2025 leaves the day open."""
        has_unit = (self.unit and other.unit) or self.is_time or other.is_time
        if has_unit and not self.is_like(other):
            return False
        if self.amount is None or other.amount is None:
            if (self.amount is None) != (other.amount is None):
                return False
            ours, theirs = self.parts - other.parts, other.parts - self.parts
            return not {*map(_kind, ours)}.isdisjoint(map(_kind, theirs))
        slack = max(self.slack, other.slack) + 1e-9 * abs(self.amount)
        return abs(self.amount - other.amount) > slack


def is_loose(part: str) -> bool:
    """Tell whether a date's part may be left out: reports say "on Tuesday" of one day.

    So may "first", as in "the first siren".
    """
    return part == "first" or _kind(part) == "weekday"


def _kind(part: str) -> str:
    """Tell apart what can't contradict: Monday may be 3 March, and that in 2025."""
    if part.isalpha():
        return "weekday" if part.endswith("day") else "order"
    return "year" if len(part) == 4 else "day"


def read_figure(sentence: Phrasing, mark: Span) -> Figure | None:
    """Read a few words of a sentence that are a number or a date, and say which.

    Args:
        sentence: The sentence.
        mark: Where the words are in it.

    Returns:
        None where there is none or more than one, or where it belongs to a name. Where
        a word like "over" leaves it open, it may be any other.
    """
    terms = sentence.terms
    inside = [n for n, t in enumerate(terms) if Span(t.start, t.end).overlaps(mark)]
    values = [place for place in inside if is_value(terms[place])]
    if not values or values[-1] - values[0] >= len(values):
        return None
    first, last = values[0], values[-1] + 1
    while last < len(terms) and is_scale(terms[last]):
        last += 1
    near = {*range(max(0, first - 2), first), *inside}
    said = {terms[place].text.lower() for place in near}
    ahead = terms[first - 1].text.lower() if first else ""
    if _is_of_range(terms, first, last):
        return None
    found = terms[first:last]
    if is_of_name(sentence, found) and ahead not in _ABOUT:
        return None
    marked = [terms[n] for n in inside if not first <= n < last]
    unit = _unit(sentence, found, marked, terms[max(last, inside[-1] + 1) :])
    figure = _figure(found, unit, is_rounded=not _ABOUT.isdisjoint(said))
    return figure if _OPEN.isdisjoint(said) else replace(figure, slack=inf)


def figures_in(
    sentence: Phrasing, scope: Span, but: Span = NOWHERE
) -> Iterator[tuple[Span, Figure]]:
    """Give the numbers and dates that stand in a range, bounds and parts, too.

    Args:
        sentence: The sentence.
        scope: The range.
        but: What is left out of it.
    """
    runs: list[list[int]] = []
    for place, term in enumerate(sentence.terms):
        if not is_value(term) or Span(term.start, term.end).overlaps(but):
            continue
        last = runs[-1][-1] if runs else -1
        if last == place - 1 >= 0 and are_of_one(
            sentence.terms[last], term, sentence.text
        ):
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        found, end = sentence.terms[run[0] : run[-1] + 1], run[-1] + 1
        where = Span(found[0].start, found[-1].end)
        if where.overlaps(scope):
            behind = sentence.terms[end : end + MAX_UNIT_WORDS]
            unit = _unit(sentence, found, (), behind)
            yield where, _figure(found, unit, is_rounded=False)


def _is_of_range(terms: Sequence[Term], first: int, last: int) -> bool:
    """Tell whether a number is an end of a range, of a change or of a share."""
    words = [term.text.lower() for term in terms]
    # "50 or more"
    if words[last : last + 1] == ["or"]:
        return True
    pairs = ((first - 1, first - 2), (last, last + 1))
    return any(
        min(pair) >= 0
        and max(pair) < len(terms)
        and words[pair[0]] in _BETWEEN
        and amount_of([terms[pair[1]]]) is not None
        for pair in pairs
    )


def _unit(
    sentence: Phrasing,
    found: Sequence[Term],
    marked: Sequence[Term],
    behind: Sequence[Term],
) -> tuple[str, ...]:
    """Give what a number is of: what is marked with it, or stands right behind."""
    text, start, end = sentence.text, found[0].start, found[-1].end
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    sign = _SIGNS.get(before.rstrip()[-1:]) or _SIGNS.get(after.lstrip()[:1])
    if _PER_CENT.match(text, end):
        return ("percent",)
    unit = [key_of(term) for term in marked if not term.stop]
    if not unit and not sign:
        for term in behind[:MAX_UNIT_WORDS]:
            is_next = text[end : term.start] in (" ", "-")
            is_none = term.stop or is_value(term) or term.text.lower() in _OPEN
            if is_none or not is_next:
                break
            unit.append(key_of(term))
            end = term.end
    elif behind and behind[0].text in _DIMENSIONS:
        unit.append(behind[0].text)
    return (*filter(None, [sign]), *unit)


def _figure(
    found: Sequence[Term], unit: tuple[str, ...], *, is_rounded: bool
) -> Figure:
    parts = frozenset(map(key_of, found))
    if len(found) == 1 and is_time(found[0]):
        hour, minute = map(int, found[0].stems[0].split(":"))
        # Of 5:10 it isn't known whether it is in the morning.
        minutes = (60 * hour + minute) % HALF_DAY
        slacks = next(each for each in _MINUTES if minute % each[0] == 0)
        return Figure(minutes, parts, (_CLOCK,), slacks[1 if is_rounded else 2])
    amount = amount_of(found)
    if amount is None or (not unit and _is_year(found)):
        return Figure(None, parts, ())
    return Figure(amount, parts, unit, _slack(amount, is_rounded=is_rounded))


def _is_year(found: Sequence[Term]) -> bool:
    text = found[0].text
    is_one = len(found) == 1 and len(text) == 4 and text.isdigit()
    return is_one and "1000" <= text < "2100"


def _slack(amount: float, *, is_rounded: bool) -> float:
    """Give by how much a number may be off, as far as its last digit tells.

    Example:
        24000 may be off by 500, "about 2,400" by 100 and "about 250" by 50; 2400 and
        24 by nothing, "about 24" by 1.
    """
    _, digits, place = Decimal(repr(amount)).normalize().as_tuple()
    assert isinstance(place, int)  # it is a number
    step = 10.0**place
    if is_rounded:
        return 5 * step if digits[-1] == 5 and place else step
    return step / 2 if place < 0 or place > 2 else 0.0
