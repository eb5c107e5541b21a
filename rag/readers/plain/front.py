"""The top of a plain text: its title, who wrote it, and when."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, takewhile

from rag.readers.plain.headings import MAX_RUN, may_be_headed
from rag.readers.plain.labels import BYLINE
from rag.readers.plain.layout import units
from rag.readers.plain.lines import is_rule, lines, width
from rag.readers.plain.names import is_person, is_role, persons
from rag.readers.plain.statements import (
    Front,
    is_issue,
    read_lead,
    read_statement,
    states_date,
)
from rag.readers.plain.titles import (
    MAX_TITLE_COLUMNS,
    TOP_CHARS,
    end_over_title,
    read_title,
)
from rag.text.asides import is_furniture, is_trail
from rag.types import Span

MAX_TOP_LINES = 12
MIN_NAME_CHARS = 2
"""A word of a name with fewer is an initial."""

AFFILIATION = re.compile(
    r"[\w ,&'’()-]{0,60}?\b(?:Institut|Universit|Department|Faculty|School|College"
    r"|Hospital|Cent(?:re|er)|Laborator|Academy)[\w ,&'’()-]{0,60}"
)
"""Where authors work, alone on a line."""

_WRITTEN = re.compile(
    r"[,.;:–—-] (?:(?:written|told|compiled) )?by (?P<names>.+)", re.I
)
_MESSAGE = re.compile(
    r"^\[?\d{1,4}([./-])\d{1,2}\1\d{1,4}[^\d\n\]]{1,8}"
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?[^\d\n\]–-]{0,8}[\]–-] ",
    re.MULTILINE,
)
"""What begins each message of a chat that WhatsApp exports: "12/03/24, 9:15 PM - "."""

_WORD = re.compile(r"\w+")
_FAR_IN = " " * 16
"""What is indented so far stands at the right edge."""


def find_front(text: str) -> Front:
    r"""Read title, author and date off the top of a plain text.

    Args:
        text: The whole text; only its first lines are looked at.

    Returns:
        What they state, and their range; the text proper begins at its end.

    Example:
        >>> find_front("Date: 2025-03-18\n\nThe trains are fast.").date
        '2025-03-18'
    """
    front = Front()
    start = None
    above = 0
    for line, is_site in _top_lines(text):
        row = text[line.start : line.end]
        # A title may take two lines, and so may what is over it.
        is_known = line.start < max(above, front.span.end if front.span else 0)
        if is_known or (is_site and front.title):
            continue
        stated = read_statement(row, line.start, is_first=front.span is None)
        over = line.end if is_site else end_over_title(text, line)
        if over is not None and not (stated.span or front.title):
            start = line.start if start is None else start
            above = over
            continue
        if stated.span is None:
            stated = _read_unmarked(text, line, front)
        if stated.span is None:
            front = front.joined(read_lead(row, line.start))
            break
        front = front.joined(stated)
    front = stated_below(text, front)
    if front.title and not front.author:
        front = _with_its_author(front)
    # An address or a license by itself is no front to quote from.
    if front.span is None or not (front.title or front.author or front.date):
        return Front()
    # What a site writes above the title belongs to no paragraph.
    first = front.span.start if start is None else min(start, front.span.start)
    return replace(front, span=Span(first, front.span.end))


def stated_below(text: str, front: Front) -> Front:
    """Add the author and the date that something parts from the title.

    Args:
        text: The whole text.
        front: What stands right at its top; where that has no title, it stays as it is.
    """
    if not (front.title and front.span):
        return front
    below = Front() if front.author else _byline_below(text, front.span.end)
    front = front.joined(below)
    assert front.span is not None  # it had one
    return replace(front, date=front.date or _date_below(text, front.span.end))


def _is_chat(text: str) -> bool:
    """Tell whether a text is the messages of a chat, each behind its time."""
    top = text.lstrip()[:TOP_CHARS]
    return _MESSAGE.match(top) is not None and len(_MESSAGE.findall(top)) > 1


def _read_unmarked(text: str, line: Span, front: Front) -> Front:
    """Read a title, or right below it a name, that nothing but its place says to be."""
    # Above the title may stand what publishes it, and when.
    if not front.title and (not front.span or is_issue(text[: front.span.end])):
        return read_title(text, line)
    if front.author and front.span and not text[front.span.end : line.start].strip():
        role = text[line.start : line.end].strip()
        start = text.index(role, line.start)
        return Front(Span(start, start + len(role))) if is_role(role) else Front()
    is_below_title = front.title is not None and front.author is None
    return _read_bare_name(text, line) if is_below_title else Front()


def _read_bare_name(text: str, line: Span) -> Front:
    """Read names, alone on a line, of nobody who is in the text: its authors'.

    The words of a heading are in its text, too, or others like it stand further down.
    An author may be in the closing line.
    """
    name = text[line.start : line.end].strip()
    names = persons(name)
    if not names or name.isupper() or not _is_over_text(text, line):
        return Front()
    rest = text[line.end :].rstrip()
    closing = rest.rfind("\n\n")
    if rest[closing:].lstrip().startswith(name):
        rest = rest[:closing]
    said = set(_WORD.findall(f"{text[: line.start]} {rest}".casefold()))
    own = {
        w for w in _WORD.findall(" ".join(names).casefold()) if len(w) >= MIN_NAME_CHARS
    }
    rows = (row for row in rest.split("\n") if not AFFILIATION.fullmatch(row))
    if said & own or any(map(is_person, rows)):
        return Front()
    left = text.index(name, line.start)
    end = _end_of_affiliation(text, left + len(name))
    return Front(Span(left, end), author=" · ".join(names))


def _with_its_author(front: Front) -> Front:
    """Read the author off the end of a title: "Tides, written by Jo Doe"."""
    written = _WRITTEN.search(front.title or "")
    names = persons(written["names"]) if written else []
    return replace(front, author=" · ".join(names) or None)


def _says_where_or_as_what(row: str) -> bool:
    """Tell whether a line says where an author works, or as what."""
    return AFFILIATION.fullmatch(row) is not None or is_role(row)


def _end_of_affiliation(text: str, end: int) -> int:
    """Find where the lines end that say so right below authors."""
    for row in text[end : end + TOP_CHARS].splitlines(keepends=True)[1:]:
        if not _says_where_or_as_what(row.rstrip()):
            break
        end = text.index(row.rstrip(), end) + len(row.rstrip())
    return end


def _is_over_text(text: str, line: Span) -> bool:
    """Tell whether a line stands right over a text, or over where its author works."""
    top = units(text[: line.start + TOP_CHARS], line.start)
    own = top[0].text.split("\n")[1:]
    rows = [*own, *(unit.text for unit in top[1:])]
    between = takewhile(lambda x: _is_date(x) or _says_where_or_as_what(x), rows)
    below = len(list(between)) - len(own) + 1
    # "Abstract" may follow where one works.
    over = top[below : below + 1 + any(map(AFFILIATION.fullmatch, rows[:1]))]
    return below >= 1 and any(may_be_headed(over, i) for i in range(len(over)))


def _byline_below(text: str, start: int) -> Front:
    """Read the lines of author and date where a standfirst parts them from the title.

    They are a paragraph that states nothing else, and a text follows them.
    """
    every = units(text[: start + TOP_CHARS], start)
    top = [unit for unit in every if not is_furniture(unit.text)]
    for i in range(1, min(len(top) - 1, MAX_RUN + 1)):
        # What an author is stands below, and states nothing else.
        rows = [row.strip() for row in top[i].text.split("\n")]
        rows = [row for row in rows if row is rows[0] or not is_role(row)]
        each = [read_statement(row, 0, is_first=False) for row in rows]
        # A bare name with a date may be a signature.
        marked = [s for s, row in zip(each, rows, strict=True) if BYLINE.match(row)]
        author = next((stated.author for stated in marked if stated.author), None)
        above = sum(width(unit.text) for unit in top[:i])
        if not author or not all(row.span for row in each):
            continue
        below = min(i + 1 + _is_date(top[i + 1].text), len(top) - 1)
        if above > MAX_TITLE_COLUMNS or not may_be_headed(top, below):
            break
        date = next((row.date for row in each if row.date), None)
        return Front(Span(start, top[i].end), author=author, date=date)
    return Front()


def _date_below(text: str, start: int) -> str | None:
    """Read a line of nothing but a date, or a place and a date, a little further down.

    Where there are several of them, as in a diary, none says when all was written.
    """
    top = units(text[: start + TOP_CHARS], start)
    found = [(i, date) for i, unit in enumerate(top) if (date := _date_of(unit.text))]
    # A heading may say the month.
    days = {date[:7] for _, date in found if len(date) > len("2025-03")}
    dates = [(i, date) for i, date in found if date not in days]
    if len(dates) != 1:
        return None
    [(i, date)] = dates
    above = sum(width(unit.text) for unit in top[:i])
    return date if i <= MAX_RUN and above <= MAX_TITLE_COLUMNS else None


def _date_of(words: str) -> str | None:
    """Read the date of a line, or of lines at the right edge, as a letterhead's are."""
    first, *rows = words.split("\n")
    if not all(row.startswith(_FAR_IN) for row in rows):
        return None
    return next((date for row in (first, *rows) if (date := _only_date(row))), None)


def _only_date(words: str) -> str | None:
    stated = read_statement(words, 0, is_first=False)
    return None if stated.author else stated.date


def _is_date(words: str) -> bool:
    """Tell whether a line is nothing but a date, be it one that means two days."""
    stated = read_statement(words, 0, is_first=False)
    return stated.author is None and states_date(words)


def _top_lines(text: str) -> Iterator[tuple[Span, bool]]:
    """Give the first lines, and whether a site wrote them, not the author.

    None of those of a chat states anything of all of it.
    """
    if _is_chat(text):
        return
    written = (
        line
        for line in lines(text)
        if text[line.start : line.end].strip()
        and not is_rule(text[line.start : line.end])
    )
    each = [*islice(written, MAX_TOP_LINES)]
    rows = [text[line.start : line.end].strip() for line in each]
    for line, row, below in zip(each, rows, [*rows[1:], ""], strict=False):
        # Right over a trail stands the site's name.
        yield line, is_furniture(row) or is_trail(below)
