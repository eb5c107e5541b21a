"""A table's columns, read back from its rows, and the numbers in them.

Readers write a row as "Year: 2021; Cases: 412", and keep where its cells are.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rag.types import Article, Paragraph

COMMA_LANGUAGES = frozenset({"de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr"})
"""In which 1.200 is twelve hundred and 1,2 a fraction."""

_GAP = re.compile(r"[-–—.…]*|n/?a", re.IGNORECASE)
# A price of nothing.
_FREE = re.compile(r"free(?:\s+of\s+charge)?|gratis", re.IGNORECASE)
_SUM = re.compile(
    r"(?:(?:grand|sub)?\s*-?totals?|sum|all(?!\s+s(?:oul|aint)s\b)|overall|average|mean"
    r"|median|gesamt|summe|insgesamt)\b.*",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"(?P<before>[^\d+−-]*?)\s*(?P<sign>[+−-]|)"
    r"(?P<digits>\d(?:[\d.,'’\u2009\u202f\xa0 ]*\d)?)\s*(?P<after>\D*?)"
)
# Digits in groups, as no date or list of numbers has them; Indians part off two.
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)?"
    r"|\d{1,3}(?P<by>[.,'’\s])(?:\d{2,3}(?P=by))*\d{3}(?:[.,]\d+)?"
)
# "1 hour" and "2 hours" are in one unit.
_ONE = re.compile(r"(?<=\w\w)s$")
_SPACES = re.compile(r"['’\s\u2009\u202f\xa0]")


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its paragraph, its text, and its cells by their column's name.

    The first cell may stand under no name; it has "".
    """

    paragraph: int
    text: str
    cells: Mapping[str, str]

    @property
    def is_sum(self) -> bool:
        """Whether it stands for other rows: a total or an average."""
        return _SUM.fullmatch(next(iter(self.cells.values()), "")) is not None


def table_at(article: Article, number: int) -> list[Row]:
    """Read the table that a paragraph is a row of.

    Args:
        article: The article.
        number: The paragraph's number, from 1; 0 is the front.

    Returns:
        The rows beside one another, in one section, with a column of that row's names,
        without sums; none where it is no row, or its columns have no names.
    """
    own = article.paragraphs[number - 1] if number else None
    if own is None or not own.is_row:
        return []

    def goes_on(other: Paragraph) -> bool:
        return other.is_row and other.section == own.section

    before = list(takewhile(goes_on, reversed(article.paragraphs[: number - 1])))
    after = takewhile(goes_on, article.paragraphs[number:])
    rows = list(_rows(article, [*reversed(before), own, *after]))
    # What spans the table, or is of the next one, shares no column's name.
    names = rows[len(before)].cells.keys() - {""}
    return [row for row in rows if row.cells.keys() & names and not row.is_sum]


def _rows(article: Article, paragraphs: Sequence[Paragraph]) -> Iterator[Row]:
    starts = [paragraph.start for paragraph in paragraphs]
    first, end = starts[0], paragraphs[-1].end
    cells: list[dict[str, str]] = [{} for _ in paragraphs]
    # Of a long article few looks are the table's.
    own = [look for look in article.looks if first <= look.start < end]
    for look in sorted(own, key=lambda look: look.start):
        place = bisect_right(starts, look.start) - 1
        if look.kind == "cell" and look.end <= paragraphs[place].end:
            label, found, value = article.text[look.start : look.end].partition(": ")
            cells[place][label if found else ""] = value if found else label
    for paragraph, its in zip(paragraphs, cells, strict=True):
        text = article.text[paragraph.start : paragraph.end]
        yield Row(paragraph.number, text, its)


def numbers_in(values: Sequence[str], language: str) -> list[float | None] | None:
    """Read a column's numbers.

    Args:
        values: What stands in its cells.
        language: The article's, ISO 639-1: it tells what "1.200" is.

    Returns:
        The numbers, 0 where a cell says "free", None where it has a dash or nothing;
        None instead of all where another cell is no number, has several, or has another
        unit than the rest.

    Example:
        >>> numbers_in(["1,200 km", "950 km", "–"], "en")
        [1200.0, 950.0, None]
        >>> numbers_in(["1 hour", "2 hours"], "en")
        [1.0, 2.0]
        >>> numbers_in(["3 kg", "200 g"], "en")
    """
    values = [value.strip() for value in values]
    filled = [v for v in values if not (_GAP.fullmatch(v) or _FREE.fullmatch(v))]
    read = [
        match
        for value in filled
        if (match := _VALUE.fullmatch(value)) and _NUMBER.fullmatch(match["digits"])
    ]
    units = {(match["before"], _ONE.sub("", match["after"].lower())) for match in read}
    if len(read) < len(filled) or len(units) != 1:
        return None
    decimal = _decimal_sign([match["digits"] for match in read], language)
    if any(match["digits"].count(decimal) > 1 for match in read):
        return None
    numbers = {v: _number(m, decimal) for v, m in zip(filled, read, strict=True)}
    return [0.0 if _FREE.fullmatch(v) else numbers.get(v) for v in values]


def _decimal_sign(digits: Sequence[str], language: str) -> str:
    """Tell by all numbers of a column which sign stands before a fraction."""
    for sign, other in ((",", "."), (".", ",")):
        # Thousands are parted before each three digits, and may be so several times.
        fraction = re.compile(
            rf"^0\{sign}|\{sign}(?:\d{{1,2}}|\d{{4,}})$|\{other}.*[{other}{sign}]"
        )
        if any(map(fraction.search, digits)):
            return sign
    return "," if language in COMMA_LANGUAGES else "."


def _number(match: re.Match[str], decimal: str) -> float:
    thousands = "." if decimal == "," else ","
    digits = _SPACES.sub("", match["digits"]).replace(thousands, "")
    value = float(digits.replace(decimal, "."))
    return -value if match["sign"] in ("-", "−") else value
