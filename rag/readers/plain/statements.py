"""Lines that state who wrote an article, when, and what it is called.

Only what says what it is counts: a label ("Date: …", "By …"), or a line that holds
nothing but a date and a name. A sentence with a date in it stays a sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.readers.plain.dates import find_date
from rag.readers.plain.lines import ends_sentence
from rag.types import Span

MAX_LINE_CHARS = 2_000
MAX_NAME_WORDS = 12
MAX_DATE_WORDS = 6
MAX_DATE_CHARS = 60
"""A date must stand right behind its label; no more of a long line is looked at."""

MAX_DATES = 8
"""So many dates are taken off a line; one with more names nobody."""

_TITLE = "title|headline|titel|título|titulo|titre|标题|题目|標題|タイトル"
_AUTHOR = (
    "authors?|by|written by|byline|reporter|autor(?:in|en|es)?|verfasser|von|auteurs?"
    "|par|por|di|作者|记者|記者|撰文|著者|執筆者?|文|автор"
)
_DATE = (
    "dated?|published(?: on)?|posted(?: on)?|publication date|updated(?: on)?"
    "|last updated|last modified|created|datum|veröffentlicht(?: am)?|stand|fecha"
    "|publicado(?: el| em)?|publié(?: le)?|data|日期|时间|发布时间|发表时间|發布時間"
    "|公開日|更新日|投稿日|掲載日|дата"
)
_SOURCE = "sources?|quelle|fuente|来源|來源|出典"
_OTHER = (
    f"{_SOURCE}|url|link|doi|license|licence|sha|pmid|isbn|publisher|keywords?|tags?"
    "|category|categories|section|language|location|copyright|编辑|责任编辑"
    "|カテゴリー?"
)
_LABELLED = re.compile(
    rf"(?:(?P<title>{_TITLE})|(?P<author>{_AUTHOR})|(?P<date>{_DATE})|(?P<other>{_OTHER}))"
    r"\s*[:：／/]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_CREDIT = re.compile(rf"(?:{_SOURCE})\s*[:：]", re.IGNORECASE)
_DATE_LABEL = re.compile(rf"(?:{_DATE})\s*[:：]?\s*", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:by|written by|von|par|por|di|door|автор|记者|記者|撰文)\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
OPENING_QUOTES = "\"'“‘«„「『《¿¡([（"
_MARKS = "*_ \t\u3000"
_URL = re.compile(r"https?://\S+")
_FILLER = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:[A-Z]{2,4}|Uhr))?\b"
    r"|\b(?:mon|tues|tue|wednes|wed|thurs|thu|fri|satur|sat|sun)(?:day)?\b"
    r"|[周週星]期?[一二三四五六日天]"
    r"|\b(?:at|on|am|um|le|el|em|published|updated|posted|last|publié|publicado"
    r"|veröffentlicht|aktualisiert)\b:?",
    re.IGNORECASE,
)
# "Jo Doe1,*, Al Roe2 and Bo Sun": names with the marks of their notes.
_MARK = r"(?:\d{1,2}|[*†‡§¶#⁰¹²³⁴-⁹])"
_MARKED = re.compile(
    rf"(?P<name>[^\d*†‡§¶#⁰¹²³⁴-⁹,;]+?(?<!\s))(?P<marks>{_MARK}(?:[\s,]{{0,2}}{_MARK})*)?"
    r"(?:\s*[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&|und|et|y|e)\s+|$)"
)
_SEPARATORS = " \t\u3000,;.|/·•–—-()[]（）*_"
# White space is looked at from its first character alone, not from each in turn.
_APART = re.compile(r"(?:(?<!\s)\s++)?[|·•–—]\s*+|(?<!\s)\s++-\s++")
_PARTICLES = frozenset({
    "a", "after", "al", "and", "bin", "da", "de", "del", "della", "der", "di", "du",
    "e", "et", "la", "le", "of", "the", "und", "van", "von", "y",
})  # fmt: skip


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
    stated = _read_label(line) or _read_byline(line) or _read_dateline(line, is_first)
    stated = stated or (None if is_first else _read_marked_names(line))
    if stated is None:
        return Front()
    left = start + len(row) - len(row.lstrip())
    return replace(stated, span=Span(left, start + len(row.rstrip())))


def is_credit(line: str) -> bool:
    """Tell whether a line names a source, as below a picture or a table.

    Example:
        >>> is_credit("Source: Reuters")
        True
    """
    return _CREDIT.match(line) is not None


def _read_label(line: str) -> Front | None:
    match = _LABELLED.fullmatch(line)
    if not match:
        return None
    value = match["value"].strip(_MARKS)
    if match["title"]:
        return Front(title=value)
    if match["author"]:
        name = _without_date(value)
        return Front(author=name, date=_date(value)) if name else None
    if match["date"]:
        # "Published in 1999 by a small press, the book ..." is a sentence.
        iso = value if _YEAR.fullmatch(value) else _date(value)
        rest = _without_date(value)
        is_prose = len(rest.split()) > MAX_DATE_WORDS or ends_sentence(rest)
        has_digit = any(map(str.isdigit, value))
        return Front(date=iso) if has_digit and not is_prose else None
    # A source may be named in words, but not in a long sentence.
    is_prose = ends_sentence(value) and len(value.split()) > MAX_NAME_WORDS
    return None if is_prose else Front()


def _read_byline(line: str) -> Front | None:
    """Read "By Jo Doe", with or without a date at its end."""
    # A source's address between title and author is part of the front.
    if _URL.fullmatch(line):
        return Front()
    match = _BYLINE.fullmatch(line)
    if not match or ends_sentence(line):
        return None
    value = match["value"]
    found = find_date(value)
    name = _name_in(value)
    # A date that more follows is in a sentence: "By March 12, 2024 the river had ...".
    if found and not _FILLER.sub("", value[found.span.end :]).strip(_SEPARATORS):
        return Front(author=name, date=found.iso) if name else None
    return Front(author=name) if not found and _is_name(name) else None


def _read_dateline(line: str, is_first: bool) -> Front | None:
    """Read a line of a date and at most a name: "March 12, 2024 · Reuters"."""
    found = find_date(line)
    if not found:
        return None
    rest = _without_date(line)
    if not rest:
        return Front(date=found.iso)
    parts = [part.strip(_SEPARATORS) for part in _APART.split(line)]
    names = [part for part in parts if part and not find_date(part)]
    if len(parts) > 1 and names and all(map(_is_name, names)):
        name = re.sub(r"^by ", "", names[0], flags=re.IGNORECASE)
        return Front(author=name, date=found.iso)
    # As a first line it may be a title: "Waterloo, 18 June 1815".
    return Front(date=found.iso) if not is_first and _is_name(rest) else None


def _read_marked_names(line: str) -> Front | None:
    """Read a paper's authors, told from a sentence by the marks of their notes."""
    names: list[str] = []
    marked = end = 0
    while end < len(line):
        found = _MARKED.match(line, end)
        if not found or " " not in found["name"] or not _is_name(found["name"]):
            return None
        names.append(found["name"])
        marked += found["marks"] is not None
        end = found.end()
    several = len(names) > 1 and 2 * marked > len(names)
    return Front(author=" · ".join(names)) if several else None


def authors_over_addresses(rows: Sequence[Sequence[str]]) -> str | None:
    """Read a paper's authors, each over a column that ends with an e-mail address.

    Args:
        rows: The cells of each row of a table, from the top.

    Returns:
        Their names; None where these are no authors.

    Example:
        >>> authors_over_addresses([["Jo Doe", "Al Roe"], ["jo@a.org", "al@b.org"]])
        'Jo Doe · Al Roe'
    """
    names: list[str] = []
    is_open = False
    for cells in rows:
        # More authors may stand below the addresses of the first.
        if not is_open and all(" " in cell and _is_name(cell) for cell in cells):
            names += cells
            is_open = True
        elif all("@" in cell for cell in cells):
            is_open = False
        elif not is_open:
            return None
    return " · ".join(names) if names and not is_open else None


def read_lead(row: str, start: int) -> Front:
    """Read a labelled date that the first sentence follows on the same line.

    Args:
        row: The line, or the paragraph.
        start: Its position in the text.

    Returns:
        The date; its span ends where the sentence begins, white space aside.

    Example:
        >>> read_lead("date 2025-03-18 The trains are fast.", 0).span
        Span(start=0, end=15)
    """
    left = len(row) - len(row.lstrip())
    label = _DATE_LABEL.match(row, left)
    found = (
        find_date(row[label.end() : label.end() + MAX_DATE_CHARS]) if label else None
    )
    if not label or not found or found.span.start:
        return Front()
    after = row[label.end() + found.span.end :]
    body = after.lstrip(_SEPARATORS)
    first = body.lstrip(OPENING_QUOTES)[:1]
    # "Date 2025-03-18 was a Tuesday" goes on in small letters, and is a sentence.
    if len(after) == len(body) or not first.isalnum() or first.islower():
        return Front()
    end = len(row[: len(row) - len(body)].rstrip())
    return Front(Span(start + left, start + end), date=found.iso)


def _date(text: str) -> str | None:
    found = find_date(text)
    return found.iso if found else None


def _without_date(text: str) -> str:
    """Take dates, times of day and what joins them off a line."""
    for _ in range(MAX_DATES):
        if not (found := find_date(text)):
            break
        text = text[: found.span.start] + " | " + text[found.span.end :]
    parts = (_FILLER.sub("", part).strip(_SEPARATORS) for part in text.split("|"))
    return " · ".join(" ".join(part.split()) for part in parts if part)


def _name_in(text: str) -> str:
    """Take off, too, what has no letter and names nobody."""
    parts = _without_date(text).split(" · ")
    return " · ".join(part for part in parts if any(map(str.isalpha, part)))


def _is_name(text: str) -> bool:
    """Tell whether text could be the name of a person or publisher."""
    words = text.replace("·", " ").split()
    return (
        0 < len(words) <= MAX_NAME_WORDS
        and not any(map(str.isdigit, text))
        and all(not w[0].islower() or w.strip(",") in _PARTICLES for w in words)
        and any(w[0].isalpha() and not w[0].islower() for w in words)
        and text[-1] not in "!?:;。！？"
    )
