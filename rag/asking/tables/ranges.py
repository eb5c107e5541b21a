"""The row of a table whose range holds an amount.

"How much may a child of 18 kg have?" is answered by the row "16–20 kg", which has no
18. English only, but for signs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf, nextafter

from rag.asking.ranking.marking import LOOKED_AT
from rag.asking.retrieved import Retrieved
from rag.asking.tables.columns import Row, table_at
from rag.asking.tables.most import in_place_of, is_of
from rag.library.generation.generation import Generation
from rag.text.terms import find_terms

_N = r"[$€£¥]?\s?\d[\d.,]*"
_UNIT = r"(?:(?!(?:and|or|to)\b)[a-z%]+)?"
_AMOUNT = re.compile(
    r"(?P<sign>[$€£¥]?)(?P<n>\d[\d,]*(?:\.\d+)?)[\s-]*(?P<unit>[a-z%]*)"
)
_RANGE = re.compile(
    rf"(?:\bfrom\s+)?(?P<low>{_N})\s?(?:[-–—]|to|and)\s?(?P<high>{_N})[\s-]*(?P<unit>{_UNIT})"
    r"|(?P<before>(?:\b(?:(?:not?\s+)?(?:under|below|over|above|(?:less|more)\s+than)"
    r"|from|up\s+to|at\s+(?:least|most))|[<>≤≥])"
    rf"\s*)?(?P<one>{_N})[\s-]*(?P<unit_of_one>{_UNIT})"
    r"(?P<on>\s*(?:\+|(?:and|or)\s+(?:over|above|more|older)))?"
)
_BELOW = re.compile(r"under|below|less|<")
_AT_MOST = re.compile(r"up|at\s+most|not?\s+(?:over|above|more)|≤")
_ABOVE = re.compile(r"over|above|more|>")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number and what it is of: a unit's stem, a currency's sign, or nothing."""

    number: float
    unit: str


def row_in_range(question: str, found: Retrieved, generation: Generation) -> Retrieved:
    """Put first the row of a table whose range holds the amount that is asked about.

    Args:
        question: The question.
        found: What was found for it.
        generation: The index that it was found in.

    Returns:
        What was found where no table among the first hits has a column of ranges in
        that unit, or none or several of its rows hold it. What answers already stays
        first, unless it is a row of that table.
    """
    amounts = [*_amounts(question)]
    most = 1 if found.status == "answered" else LOOKED_AT
    for hit in found.hits[:most] if amounts else ():
        article = generation.article(hit.passage.article_id)
        table = table_at(article, hit.sentence.paragraph)
        rows = [row for row in table if any(_holds(row, a) for a in amounts)]
        if len(table) > 1 and len(rows) == 1:
            sure = replace(hit, probability=max(hit.probability, found.related))
            rest = [h for h in found.hits if not is_of(h, article, table)]
            hits = (in_place_of(sure, rows[0], generation, question), *rest)
            return replace(found, hits=hits[: len(found.hits)])
    return found


def _amounts(text: str) -> Iterator[_Amount]:
    for found in _AMOUNT.finditer(text.lower()):
        unit = found["sign"] or _stem(found["unit"])
        if unit:
            yield _Amount(_number(found["n"]), unit)


def _holds(row: Row, amount: _Amount) -> bool:
    """Tell whether a cell's range holds an amount in its unit, or its column's."""
    return any(
        low <= amount.number <= high
        for label, value in row.cells.items()
        for low, high, unit in _ranges(value)
        if amount.unit in (unit, *map(_stem, re.findall(r"[a-z%]+", label.lower())))
    )


def _ranges(cell: str) -> Iterator[tuple[float, float, str]]:
    """Read a cell's ranges, each with its unit; a number alone is none."""
    for found in _RANGE.finditer(cell.lower()):
        one = found["one"]
        if one is None:
            low, high = _number(found["low"]), _number(found["high"])
            yield low, high, _unit(found["low"], found["unit"])
            continue
        number, unit = _number(one), _unit(one, found["unit_of_one"])
        before = found["before"] or ""
        if _BELOW.match(before):
            yield -inf, nextafter(number, -inf), unit
        elif _AT_MOST.match(before):
            yield -inf, number, unit
        elif _ABOVE.match(before):
            yield nextafter(number, inf), inf, unit
        elif before or found["on"]:
            yield number, inf, unit


def _unit(number: str, word: str) -> str:
    return number[0] if number[0] in "$€£¥" else _stem(word)


def _stem(word: str) -> str:
    terms = find_terms(word, "en")
    return terms[0].stems[0] if terms else word


def _number(text: str) -> float:
    digits = re.sub(r"[^\d.]", "", text.replace(",", "")).rstrip(".")
    return float(digits) if digits.count(".") < 2 else inf
