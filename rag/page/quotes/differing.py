"""Numbers and dates in which the quotes of an answer differ, as they are kept.

A difference is kept as `[[0, 120, 128], [1, 40, 48]]`: which quotes, from 0, and where
each has it in its article. The words are cut out anew whenever they are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Disagreement, Span

MAX_DIFFERENCES = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: which quote, from 0, and where its words are."""

    quote: int
    words: Span


Sides = tuple[Side, ...]


def sides_of(difference: Disagreement) -> Sides:
    """Reduce a difference to what is kept of it."""
    pairs = zip(difference.numbers, difference.words, strict=True)
    return tuple(Side(number - 1, words) for number, words in pairs)


def sides_json(sides: Sides) -> list[list[int]]:
    """Write a difference to be kept."""
    return [[side.quote, side.words.start, side.words.end] for side in sides]


def parse_differences(value: object, quotes: int) -> tuple[Sides, ...]:
    """Read what was kept; what doesn't fit is left out.

    Args:
        value: What was kept.
        quotes: How many quotes the answer has.
    """
    items = value[:MAX_DIFFERENCES] if isinstance(value, list) else []
    found = (_parse_sides(item, quotes) for item in items)
    return tuple(sides for sides in found if sides)


def _parse_sides(value: object, quotes: int) -> Sides:
    """Read one difference: quotes beside each other, two or more, each once."""
    sides = _sides(value if isinstance(value, list) else [])
    places = [side.quote for side in sides]
    is_whole = len(places) > 1 and places[-1] < quotes
    beside = places and places == list(range(places[0], places[0] + len(places)))
    return sides if is_whole and beside else ()


def _sides(items: Sequence[object]) -> Sides:
    sides = []
    for item in items:
        match item:
            case [int(quote), int(start), int(end)] if quote >= 0 and 0 <= start < end:
                sides.append(Side(quote, Span(start, end)))
    return tuple(sides)
