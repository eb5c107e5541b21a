"""Dates as people write them, in European and East Asian languages and Arabic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rag.types import Span

# One line a month: English, German, Spanish, French, Portuguese, Italian, Dutch.
_MONTHS = (
    "january jan januar jänner enero ene janvier janv janeiro gennaio gen januari",
    "february feb februar febrero février fevrier fév fevereiro febbraio februari",
    "march mar märz maerz mär marzo mars março marco maart mrt",
    "april apr abril abr avril avr aprile",
    "may mai mayo maio maggio mag mei",
    "june jun juni junio juin junho giugno giu",
    "july jul juli julio juillet juil julho luglio lug",
    "august aug agosto ago août aout augustus",
    "september sep sept septiembre septembre setembro set settembre",
    "october oct oktober okt octubre octobre outubro out ottobre ott",
    "november nov noviembre novembre novembro",
    "december dec dezember dez diciembre dic décembre decembre déc dezembro dicembre",
)
_RUSSIAN_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
# As in Egypt, Syria and Tunisia; those of two words are left out.
_ARABIC_MONTHS = (
    "يناير جانفي",
    "فبراير شباط فيفري",
    "مارس آذار",
    "أبريل إبريل نيسان أفريل",
    "مايو أيار ماي",
    "يونيو حزيران جوان",
    "يوليو تموز جويلية",
    "أغسطس آب أوت",
    "سبتمبر أيلول",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_MONTH_NUMBERS = {
    name: number
    for months in (_MONTHS, _ARABIC_MONTHS)
    for number, names in enumerate(months, 1)
    for name in names.split()
} | {name: number for number, name in enumerate(_RUSSIAN_MONTHS.split(), 1)}
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_PATTERNS = (
    r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)",
    r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?:(?P<d>\d{1,2})\s?[日일号])?",
    r"(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+|of\s+)?"
    rf"(?P<month>{_MONTH})(?:\s+de\s+|,?\s+)(?P<y>\d{{4}})(?!\d)",
    rf"(?P<month>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)",
    rf"(?P<month>{_MONTH})(?:\s+de\s+|,?\s+)(?P<y>\d{{4}})(?!\d)",
    r"(?P<a>\d{1,2})(?P<s>[./])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?!\d)",
)
_DATES = tuple(re.compile(rf"(?<!\w){p}", re.IGNORECASE) for p in _PATTERNS)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date, where it stands, in ISO 8601: yyyy-mm-dd, or yyyy-mm without a day.

    Of one that means two days `iso` is empty.
    """

    span: Span
    iso: str


def find_date(text: str) -> FoundDate | None:
    """Find the first date written in full: a year and a month, mostly with a day.

    A date such as 3/4/2025, which means one day in London and another in New York, is
    none; 18.3.2025 (day first wherever dots are used) and 3/18/2025 are.

    Args:
        text: A line; of a long text give the beginning.

    Returns:
        The date that stands first, or None.

    Example:
        >>> find_date("Updated 18 March 2025, 10:30")
        FoundDate(span=Span(start=8, end=21), iso='2025-03-18')
    """
    return next((found for found in _written(text) if found.iso), None)


def find_date_or_two(text: str) -> FoundDate | None:
    """Find the first date as `find_date` does, be it one that means two days.

    Example:
        >>> find_date_or_two("Updated 3/4/2025")
        FoundDate(span=Span(start=8, end=16), iso='')
    """
    return next(_written(text), None)


def _written(text: str) -> Iterator[FoundDate]:
    # No two of the patterns find one that begins at the same place.
    matches = [match for pattern in _DATES for match in pattern.finditer(text)]
    for match in sorted(matches, key=re.Match.start):
        iso = _iso(match.groupdict())
        if iso is not None:
            yield FoundDate(Span(match.start(), match.end()), iso)


def every_date(text: str) -> Iterator[FoundDate]:
    """Find one date after the other, each as `find_date` does.

    Example:
        >>> [found.iso for found in every_date("from 3 May 2025 to 9 May 2025")]
        ['2025-05-03', '2025-05-09']
    """
    start = 0
    while found := find_date(text[start:]):
        yield replace(found, span=found.span.moved(start))
        start += found.span.end


def date_in(text: str | None) -> str | None:
    """Give the date that `find_date` finds, in ISO 8601; a text may be missing.

    Example:
        >>> date_in("Updated March 2025"), date_in("Updated")
        ('2025-03', None)
    """
    found = find_date(text or "")
    return found.iso if found else None


def _iso(parts: dict[str, str | None]) -> str | None:
    """Write a date; "" for one that means two days, None for what is none."""
    year, (day, month) = int(parts["y"] or 0), _day_and_month(parts)
    if month is None and day and int(parts.get("a") or 0):
        return ""
    if not month:
        return None
    try:
        return date(year, month, day or 1).isoformat()[: 10 if day else 7]
    except ValueError:  # as of 30 February
        return None


def _day_and_month(parts: dict[str, str | None]) -> tuple[int, int | None]:
    """Read them; no month of a/b/yyyy where it can't be told from the day."""
    if parts.get("a"):
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if parts["s"] == "." or first > 12 or first == second:
            return first, second
        return second, first if second > 12 else None
    name = (parts.get("month") or "").rstrip(".").casefold()
    # A pattern takes Turkish "İ" and "ı" for "i", too.
    month = _MONTH_NUMBERS.get(name) if name else int(parts.get("m") or 0)
    return int(parts.get("d") or 0), month


def is_of_date(word: str) -> bool:
    """Tell whether a word names a month or a day of the week.

    Example:
        >>> is_of_date("May"), is_of_date("Monday"), is_of_date("Maya")
        (True, True, False)
    """
    return word.casefold() in _MONTH_NUMBERS or bool(_WEEKDAY.fullmatch(word))
