"""The top of a plain text: its title, who wrote it, and when."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from rag.readers.plain.headings import (
    MAX_RUN,
    looks_like_heading,
    marked_heading,
    may_be_headed,
)
from rag.readers.plain.layout import Unit, units
from rag.readers.plain.lines import is_list_item, is_rule, lines, width
from rag.readers.plain.statements import (
    OPENING_QUOTES,
    Front,
    read_lead,
    read_statement,
)
from rag.text.asides import is_furniture
from rag.types import Span

MAX_TITLE_COLUMNS = 160
TOP_CHARS = 5_000
"""How much below a line is looked at to tell whether it is the title."""
MAX_TOP_LINES = 12
MAX_BIOGRAPHY_CHARS = 500
MAX_KICKER_WORDS = 4
MIN_HEADLINE_WORDS = 6

_TITLE_ENDS = "?？)]）》」』】’”\"'%"
_CHAPTER = re.compile(
    r"(?:chapter|part|section|kapitel|teil|cap[ií]tulo|chapitre)\s+\S+$|第\S{1,4}[章节回部]",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“‘„«「].*[\"”’“»」]")
_ADDRESS = re.compile(r"https?://")
_BIOGRAPHY = re.compile(
    r"(?:The author,? )?"
    r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}) (?:is|was) (?:an? |the )"
    r"(?:[^.]{0,80}[ -])?(?:author|writer|journalist|reporter|correspondent|columnist"
    r"|commentator|editor|analyst|researcher|fellow|professor|lecturer|historian)\b[^\n]*"
)


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
    for line in _top_lines(text):
        row = text[line.start : line.end]
        # A title may take two lines.
        if front.span is not None and line.start < front.span.end:
            continue
        stated = read_statement(row, line.start, is_first=front.span is None)
        if not (stated.span or front.title) and is_furniture(row.strip()):
            start = line.start if start is None else start
            continue
        if stated.span is None and front.span is None:
            stated = _read_title(text, line)
        if stated.span is None:
            front = front.joined(read_lead(row, line.start))
            break
        front = front.joined(stated)
    # An address or a license by itself is no front to quote from.
    if front.span is None or not (front.title or front.author or front.date):
        return Front()
    # What a site writes above the title belongs to no paragraph.
    first = front.span.start if start is None else min(start, front.span.start)
    date = front.date or (_date_below(text, front.span.end) if front.title else None)
    return replace(front, span=Span(first, front.span.end), date=date)


def _date_below(text: str, start: int) -> str | None:
    """Read a line of nothing but a date, or a place and a date, a little further down.

    Where there are several of them, as in a diary, none says when all was written.
    """
    top = units(text[: start + TOP_CHARS], start)
    dates = [(i, date) for i, unit in enumerate(top) if (date := _only_date(unit.text))]
    if len(dates) != 1:
        return None
    [(i, date)] = dates
    above = sum(width(unit.text) for unit in top[:i])
    return date if i <= MAX_RUN and above <= MAX_TITLE_COLUMNS else None


def _only_date(words: str) -> str | None:
    stated = Front() if "\n" in words else read_statement(words, 0, is_first=False)
    return None if stated.author else stated.date


def _read_title(text: str, line: Span) -> Front:
    """Read the first line as the title, if it looks like one and a text follows."""
    top = units(text[: line.start + TOP_CHARS], line.start)
    if not top:
        return Front()
    row = text[line.start : line.end].strip()
    start = line.start + text[line.start : line.end].index(row)
    heading = marked_heading(top[0])
    if heading:
        # Another level is that of a section: the text has no title of its own.
        words = text[heading.start : heading.end] if heading.level == 1 else ""
    elif over := _over_byline(top, row):
        words, second = over
        end = text.index(second, line.end) + len(second)
        return Front(Span(start, end), title=words)
    else:
        words = row if _looks_like_title(row) and _is_over(top, row) else ""
    return Front(Span(start, start + len(row)), title=words) if words else Front()


def _is_over(top: list[Unit], row: str) -> bool:
    """Tell whether the first line stands over a text, or over what states its author.

    Otherwise it is the first line of a paragraph; but one or two that are much shorter
    and no sentence stand below a title: "Transcript".
    """
    if top[0].text == row:
        return _leads_to_text(top[1:])
    below = top[0].text[len(row) :].strip().split("\n")
    if read_statement(below[0], 0, is_first=False).span is not None:
        return True
    return (
        len(below) <= MAX_RUN
        and all(2 * width(each) <= width(row) for each in below)
        and all(map(looks_like_heading, below))
        and _leads_to_text(top[1:])
    )


def _over_byline(top: list[Unit], row: str) -> tuple[str, str] | None:
    """Read a title right above the line of its author or date, and not in the first.

    Above it stands the name of a column, in capitals, or its own first line.

    Returns:
        The title, and the line that it ends with.
    """
    # The name of a column may have a paragraph of its own.
    lower = top[1:2] if top[0].text == row else ()
    rows = [each.strip() for u in (top[0], *lower) for each in u.text.split("\n", 3)]
    if len(rows) <= 2 or not _names_author_or_date(rows[2]):
        return None
    first, second = rows[:2]
    if _is_kicker(first, second):
        return second, second
    is_whole = not lower and not _names_author_or_date(second)
    goes_on = second[0].islower() or (first.isupper() and second.isupper())
    words = f"{first} {second}"
    return (
        (words, second) if is_whole and goes_on and _looks_like_title(words) else None
    )


def _is_kicker(first: str, second: str) -> bool:
    """Tell whether a line above a headline names a column, a page or the like.

    A title in capitals may have a subtitle, which says less than a headline.
    """
    return (
        first.isupper()
        and not second.isupper()
        and _looks_like_title(second)
        and len(first.split()) <= MAX_KICKER_WORDS
        and len(second.split()) >= MIN_HEADLINE_WORDS
    )


def _names_author_or_date(row: str) -> bool:
    stated = read_statement(row, 0, is_first=False)
    return stated.author is not None or stated.date is not None


def _leads_to_text(following: list[Unit]) -> bool:
    """Tell whether a paragraph comes, after statements and at most two bare lines."""
    bare = 0
    for i, unit in enumerate(following):
        if may_be_headed(following, i):
            return True
        first = unit.text.split("\n")[0]
        bare += read_statement(first, 0, is_first=False).span is None
        if bare > MAX_RUN:
            break
    return False


def _looks_like_title(row: str) -> bool:
    opening = row.lstrip(OPENING_QUOTES)[:1]
    return (
        width(row) <= MAX_TITLE_COLUMNS
        and opening.isalnum()
        and not opening.islower()
        and (row[-1].isalnum() or row[-1] in _TITLE_ENDS)
        and not is_list_item(row)
        and not _QUOTED.fullmatch(row)
        and not _ADDRESS.search(row)
        and not _CHAPTER.match(row)
        and any(map(str.isalpha, row))
    )


def author_from_biography(text: str) -> str | None:
    """Read the author's name off a closing line that says what they are.

    Example:
        >>> author_from_biography("Jo Doe is a columnist in Graz.")
        'Jo Doe'
    """
    match = _BIOGRAPHY.fullmatch(text[:MAX_BIOGRAPHY_CHARS])
    return match["name"] if match else None


def _top_lines(text: str) -> Iterator[Span]:
    written = (
        line
        for line in lines(text)
        if text[line.start : line.end].strip()
        and not is_rule(text[line.start : line.end])
    )
    return islice(written, MAX_TOP_LINES)
