"""Which time a question and a quote are of: what came in 2016 came in no other year.

English only.
"""

import re
from collections.abc import Iterator

from rag.asking.wording.english import MONTHS, ORDINALS, YEAR

Months = tuple[float, float]
"""The first and the last month of a time, from the year 0 on."""

# "May 2016", "9 May 2016", "May 9, 2016", "2015-16", "the 1980s", "the 1100s". A month
# stands for itself where it is said alone: "From May to June 2016" is more than June.
_TIME = re.compile(
    rf"\b(?:(?P<month>{MONTHS})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?\s+(?:of\s+)?)?"
    rf"(?P<year>{YEAR}|1[0-4]\d0(?=['’]?s\b))"
    r"(?:[-–/](?P<end>\d\d)\b(?![-–/]\d)|(?P<decade>['’]?s))?\b",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b(?:{MONTHS})\b", re.IGNORECASE)
_NUMBERED = [
    *ORDINALS.split("|"), "eleventh", "twelfth", "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    "twenty-first",
]  # fmt: skip
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(reversed(_NUMBERED))})"
# "The 10th, 11th and early 12th centuries".
_CENTURY = re.compile(
    rf"\b(?P<nth>{_NTH})(?=(?:[\s,–-]+(?:and|or|to|the|early|mid|late|{_NTH})\b){{0,6}}"
    r"[\s-]+centur(?:y|ies)\b)",
    re.IGNORECASE,
)
# "10 May 2016: ", "In May 2016 it", "In the summer of 2016 it"; not "In a 2016 report".
_DATED = re.compile(
    rf"\W*(?:(?:\w+\W+){{0,2}}\b{YEAR}\b\s*[:–—-]\s|(?:in|on|during)\s+"
    rf"(?:the\s+\w+\s+of\s+|(?!an?\s|the\s)[\w.]+\s+){{0,2}}\b{YEAR}\b)",
    re.IGNORECASE,
)
_OF_TIME = rf"(?:the|early|mid|late|beginning|end|turn|of|{MONTHS})"
_BESIDE_TIME = rf"\s+(?:{_OF_TIME}[\s-]+)*(?:\d|{_NTH}\b)"
_UNTIL = re.compile(
    rf"\b(?:before|until|till|by|(?:prior|up)\s+to|earlier\s+than){_BESIDE_TIME}", re.I
)
_SINCE = re.compile(rf"\b(?:after|since|from|later\s+than|beyond){_BESIDE_TIME}", re.I)


def is_of_other_time(question: str, passage: str, quote: str) -> bool:
    """Tell whether a quote is of another time than the one that a question has.

    Args:
        question: The question.
        passage: What it stands in, with its headings, which must lack the time, too,
            unless the quote begins with its own: where years are gone through the one
            above is as like the question as the one that is asked for.
        quote: What is quoted.

    Example:
        >>> is_of_other_time("What was paid in 2016?", "", "In 2015 it was 12 euros.")
        True
        >>> is_of_other_time("Who came in the 1600s?", "", "In the 17th century Ann.")
        False
    """
    asked, said = _asked(question), [*_times(quote)]
    # "From 2010 to 2014" is of 2012, too.
    if asked is None or not said or _meet(asked, _from_first_to_last(said)):
        return False
    first, last = asked
    is_elsewhere = any(first <= a and b <= last for a, b in _times(passage))
    return bool(_DATED.match(quote)) or not is_elsewhere


def _asked(question: str) -> Months | None:
    """Give the time that a question is on, all of it before or after what it names."""
    if not (named := [*_times(question)]):
        return None
    first, last = _from_first_to_last(named)
    return (
        float("-inf") if _UNTIL.search(question) else first,
        float("inf") if _SINCE.search(question) else last,
    )


def _times(text: str) -> Iterator[Months]:
    found = [*_TIME.finditer(text)]
    months = _MONTH.findall(text)
    has_month = len(months) == sum(time["month"] is not None for time in found)
    yield from (_time(time, has_month) for time in found)
    yield from (_years(100 * _nth(each) - 100, 100) for each in _CENTURY.finditer(text))


def _time(found: re.Match[str], has_month: bool) -> Months:
    year, end = int(found["year"]), found["end"]
    if found["decade"]:
        return _years(year, 10 if year % 100 else 100)
    # "2016-05" is a month, whatever it says of the year.
    if (end and int(end) > year % 100) or end == "00":
        return _years(year, (int(end) - year) % 100 + 1)
    if found["month"] and has_month:
        month = 12 * year + MONTHS.split("|").index(found["month"].lower())
        return month, month
    return _years(year, 1)


def _years(first: int, count: int) -> Months:
    return 12 * first, 12 * (first + count) - 1


def _nth(found: re.Match[str]) -> int:
    nth = found["nth"].lower()
    return int(nth[:-2]) if nth[0].isdigit() else _NUMBERED.index(nth) + 1


def _from_first_to_last(times: list[Months]) -> Months:
    return min(first for first, _ in times), max(last for _, last in times)


def _meet(one: Months, other: Months) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
