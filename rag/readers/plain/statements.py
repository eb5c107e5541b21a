"""Lines that state who wrote an article, when, and what it is called.

Only what says what it is counts: a label ("Date: …", "By …"), or a line that holds
nothing but a date and a name. A sentence with a date in it stays a sentence.
"""

import re
from dataclasses import dataclass, replace

from rag.readers.plain.dates import date_in, find_date, find_date_or_two
from rag.readers.plain.labels import (
    BYLINE,
    CREDITED,
    DATE_LABEL,
    LABELLED,
    is_kicker,
)
from rag.readers.plain.lines import ends_sentence
from rag.readers.plain.names import (
    MAX_NAME_WORDS,
    is_name,
    names_photographer,
    persons,
    read_names,
    without_place,
    without_role,
)
from rag.types import Span

MAX_LINE_CHARS = 2_000
MAX_DATE_WORDS = 6
MAX_DATE_CHARS = 60
"""A date must stand right behind its label; no more of a long line is looked at."""

MAX_DATELINE_CHARS = 120
"""Of a place, a date and an agency, before a dash."""

MAX_DATES = 8
"""So many dates are taken off a line; one with more names nobody."""

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
OPENING_QUOTES = "\"'“‘«„「『《¿¡([（"
_MARKS = "*_ \t\u3000"
_URL = re.compile(r"https?://\S+")
_FILLER = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:[A-Z]{2,4}|Uhr))?\b"
    r"|\b(?:(?:mon|tues|tue|wednes|wed|thurs|thu|fri|satur|sat)(?:day)?|sunday)\b"
    # "Bo Sun" and "Sun Li" are people, "Kim Le" and "Ursula K. Le Guin".
    r"|(?-i:\b(?:le|el)\b)|(?:(?<!\w )|(?<=\bon ))\b(?:sun|le|el)\b(?! [a-z])"
    r"|[周週星]期?[一二三四五六日天]"
    r"|\b\d{1,3} (?:minute|hour|day|week|month|year)s? ago\b"
    r"|\b(?:reading time: )?\d{1,3}[ -]min(?:ute)?s?(?:(?: to)? read)?\b"
    r"|\b(?:at|on|am|um|em|published|updated|posted|last|publié|publicado"
    r"|veröffentlicht|aktualisiert)\b:?",
    re.IGNORECASE,
)
_SEPARATORS = " \t\u3000,;.|/·•–—-()[]（）*_"
# White space is looked at from its first character alone, not from each in turn.
_DASH = re.compile(r"(?<=\S) (?:--|[-–—]) (?=\S)")
_AGENCY = re.compile(r"\([^()]{2,40}\)|/\w{2,20}/")
_BARS = re.compile(r"[|·•]")
_APART = re.compile(r"(?:(?<!\s)\s++)?[|·•–—]\s*+|(?<!\s)\s++-\s++")


@dataclass(frozen=True, slots=True)
class Front:
    """What the top of a text states, and the range that states it (None: nothing)."""

    span: Span | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None

    def joined(self, other: "Front") -> "Front":
        """Add what a further line states; the first word on anything counts."""
        if other.span is None:
            return self
        return Front(
            Span(self.span.start if self.span else other.span.start, other.span.end),
            self.title or other.title,
            self.author or other.author,
            self.date or other.date,
        )


def read_statement(row: str, start: int, is_first: bool) -> Front:
    """Read a line that states title, author, date or the like, and nothing else.

    Args:
        row: The line.
        start: Its position in the text.
        is_first: No line above it states anything, so "Waterloo, 18 June 1815" may be
            a title, and is not read.

    Returns:
        What it states; its span is None where it is an ordinary line.
    """
    line = row.strip(_MARKS)
    if not line or len(line) > MAX_LINE_CHARS:
        return Front()
    stated = (
        _read_label(line)
        or _read_byline(line, is_first)
        or _read_credit(line, is_first)
        or _read_dateline(line, is_first)
        or _read_parts(line)
    )
    if stated is None and not is_first:
        names = read_names(line)
        stated = Front(author=names) if names or names_photographer(line) else None
    if stated is None:
        return Front()
    left = start + len(row) - len(row.lstrip())
    span = Span(left, start + len(row.rstrip()))
    return replace(stated, span=span, date=stated.date or None)


def states_date(row: str) -> bool:
    """Tell whether a line states a date, be it one that means two days.

    Example:
        >>> states_date("Published 3/4/2025"), states_date("Published here")
        (True, False)
    """
    stated = read_statement(row, 0, is_first=False)
    found = find_date_or_two(row) if stated.span else None
    return stated.date is not None or (found is not None and not found.iso)


def is_issue(line: str) -> bool:
    """Tell whether a line is made of parts between bars or dots, one of them a date.

    Example:
        >>> is_issue("Tarn Water plc · Press release · 15 February 2023")
        True
    """
    parts = [part.strip(_MARKS) for part in _BARS.split(line)]
    return (
        len(parts) > 1
        and any(find_date_or_two(part) and not _without_date(part) for part in parts)
        and all(len(part.split()) <= MAX_DATE_WORDS for part in parts)
        and not ends_sentence(line)
    )


def _read_parts(line: str) -> Front | None:
    """Read a line of parts between bars or dots, one of them its author."""
    parts = [part.strip(_MARKS) for part in _BARS.split(line)]
    each = [_read_label(part) or _read_byline(part, is_first=False) for part in parts]
    author = next((stated.author for stated in each if stated and stated.author), None)
    if len(parts) == 1 or not author or ends_sentence(line):
        return None
    return Front(author=author, date=date_in(line))


def _read_label(line: str) -> Front | None:
    match = LABELLED.fullmatch(line)
    if not match:
        return None
    value = match["value"].strip(_MARKS)
    if match["title"]:
        return Front(title=value)
    if match["author"]:
        name = _without_date(value)
        return Front(author=name, date=date_in(value)) if name else None
    if match["date"]:
        # "Published in 1999 by a small press, the book ..." is a sentence.
        iso = value if _YEAR.fullmatch(value) else date_in(value)
        rest = _without_date(value)
        is_prose = len(rest.split()) > MAX_DATE_WORDS or ends_sentence(rest)
        has_digit = any(map(str.isdigit, value))
        return Front(date=iso) if has_digit and not is_prose else None
    # A source may be named in words, but not in a long sentence.
    is_prose = ends_sentence(value) and len(value.split()) > MAX_NAME_WORDS
    return None if is_prose else Front()


def _read_byline(line: str, is_first: bool) -> Front | None:
    """Read "By Jo Doe in Tarn", with or without a date at its end."""
    # A source's address between title and author is part of the front.
    if _URL.fullmatch(line):
        return Front()
    match = BYLINE.fullmatch(line)
    if not match or ends_sentence(line):
        return None
    value = without_role(match["value"])
    # As a first line it may be a title: "By Slow Train in Norway".
    value = value if is_first else without_place(value)
    found = find_date_or_two(value)
    name = _name_in(value)
    # A date that more follows is in a sentence: "By March 12, 2024 the river had ...".
    if found and not _FILLER.sub("", value[found.span.end :]).strip(_SEPARATORS):
        return Front(author=name, date=found.iso) if name else None
    return Front(author=name) if not found and is_name(name) else None


def _read_credit(line: str, is_first: bool) -> Front | None:
    """Read "Text: Jo Doe", alone or last of a line: "Tarn Times. Text: ..."."""
    match = CREDITED.search(line)
    value = _without_date(match["names"]) if match else ""
    if not match or not persons(value):
        return None
    before = line[: match.start()].split()
    # What stands before it may be a title: "Two boats. Words by Jo Doe".
    is_issue = len(before) <= MAX_NAME_WORDS and not is_first
    return Front(author=value, date=date_in(line)) if is_issue or not before else None


def _read_dateline(line: str, is_first: bool) -> Front | None:
    """Read a date and at most a name: "March 12, 2024 · Reuters", "... by Jo Doe"."""
    found = find_date_or_two(line)
    if not found:
        return None
    rest = _without_date(line)
    if not rest:
        return Front(date=found.iso)
    by = None if is_first else BYLINE.fullmatch(rest)
    if by and is_name(by["value"]):
        return Front(author=by["value"], date=found.iso)
    parts = [part.strip(_SEPARATORS) for part in _APART.split(line)]
    others = [p for p in parts if not find_date_or_two(p) and _without_date(p)]
    names = [part for part in others if not is_kicker(part)]
    if len(parts) > 1 and names and all(map(is_name, names)):
        name = re.sub(r"^by ", "", names[0], flags=re.IGNORECASE)
        return Front(author=name, date=found.iso)
    if is_issue(line):
        return Front(date=found.iso)
    # As a first line it may be a title: "Waterloo, 18 June 1815".
    return Front(date=found.iso) if not is_first and is_name(rest) else None


def read_lead(row: str, start: int) -> Front:
    """Read a date that the first sentence follows on the same line.

    It has a label, or is that of an agency's report, behind the place.

    Args:
        row: The line, or the paragraph.
        start: Its position in the text.

    Returns:
        The date; its span ends where the sentence begins, white space aside.

    Example:
        >>> read_lead("date 2025-03-18 The trains are fast.", 0).span
        Span(start=0, end=15)
        >>> read_lead("TARN, May 2, 2025 (Tarn News) - The trains are fast.", 0).span
        Span(start=0, end=31)
    """
    left = len(row) - len(row.lstrip())
    length, date = _labelled_lead(row, left) or _dateline_lead(row, left)
    after = row[length:]
    body = after.lstrip(_SEPARATORS)
    first = body.lstrip(OPENING_QUOTES)[:1]
    # "Date 2025-03-18 was a Tuesday" goes on in small letters, and is a sentence.
    if not date or len(after) == len(body) or not first.isalnum() or first.islower():
        return Front()
    end = len(row[: len(row) - len(body)].rstrip())
    return Front(Span(start + left, start + end), date=date)


def _labelled_lead(row: str, left: int) -> tuple[int, str] | None:
    """Read a date right behind its label; gives where it ends."""
    label = DATE_LABEL.match(row, left)
    end = label.end() if label else 0
    found = find_date(row[end : end + MAX_DATE_CHARS]) if label else None
    return (end + found.span.end, found.iso) if found and not found.span.start else None


def _dateline_lead(row: str, left: int) -> tuple[int, str]:
    """Read "TARN, May 2, 2025 (Tarn News) -": a place in capitals, or an agency."""
    dash = _DASH.search(row, left, left + MAX_DATELINE_CHARS)
    head = row[left : dash.start()] if dash else ""
    bare = _AGENCY.sub("", head, count=1)
    place = _without_date(bare)
    date = date_in(bare)
    is_agency = bare != head and not place
    is_told = place.split(",")[0].isupper() or bare != head
    if not dash or not date or not (is_agency or (is_told and is_name(place))):
        return 0, ""
    return dash.start(), date


def _without_date(text: str) -> str:
    """Take dates, times of day and what joins them off a line."""
    for _ in range(MAX_DATES):
        if not (found := find_date_or_two(text)):
            break
        text = text[: found.span.start] + " | " + text[found.span.end :]
    parts = (_FILLER.sub("", part).strip(_SEPARATORS) for part in text.split("|"))
    return " · ".join(" ".join(part.split()) for part in parts if part)


def _name_in(text: str) -> str:
    """Take off, too, what has no letter and names nobody."""
    parts = _without_date(text).split(" · ")
    return " · ".join(part for part in parts if any(map(str.isalpha, part)))
