"""The title of a plain text: its first line, or the one below a column's name."""

import re
from itertools import dropwhile, islice, pairwise

from rag.readers.plain.headings import (
    MAX_RUN,
    looks_like_heading,
    marked_heading,
    may_be_headed,
)
from rag.readers.plain.labels import is_kicker, is_of_persons
from rag.readers.plain.layout import Unit, units, wrapped_at
from rag.readers.plain.lines import ends_sentence, has_room, is_list_item, lines, width
from rag.readers.plain.names import is_person
from rag.readers.plain.statements import (
    OPENING_QUOTES,
    Front,
    read_statement,
    states_date,
)
from rag.types import Span

MAX_TITLE_COLUMNS = 160
TOP_CHARS = 5_000
"""How much below a line is looked at to tell whether it is the title."""

MAX_KICKER_WORDS = 4
MIN_HEADLINE_WORDS = 6
MIN_TITLE_WORDS = 3
"""What has fewer may be the first heading under a title such as "Review"."""

_TITLE_ENDS = "?？)]）》」』】’”\"'%"
_CHAPTER = re.compile(
    r"(?:chapter|part|section|kapitel|teil|cap[ií]tulo|chapitre)\s+\S+$|第\S{1,4}[章节回部]",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“‘„«「].*[\"”’“»」]")
_ADDRESS = re.compile(r"https?://")
_TURN = re.compile(
    r"^(?:[\[(]?\d{1,2}(?::\d\d){1,2}[\])]?\s+)?"
    r"(?P<speaker>[^\W\d_][^:：\n]{0,30})(?::\s|：)",
    re.MULTILINE,
)
"""How somebody's words begin in a transcript, behind their time perhaps."""

_GOES_ON = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on",
    "or", "over", "than", "that", "the", "to", "under", "while", "with",
})  # fmt: skip
"""What ends with one of these goes on in the next line."""


def end_over_title(text: str, line: Span) -> int | None:
    """Find where the lines end that name the kind of piece whose title is below.

    Args:
        text: The whole text.
        line: The first of them: "Opinion". That of a section may be the second of the
            same paragraph: "Cities".

    Returns:
        The end of the last of them; None if the line is none.
    """
    kind = text[line.start : line.end]
    if not is_kicker(kind):
        return None
    below = lines(text[: line.end + TOP_CHARS], line.end)
    rows = (row for row in below if text[row.start : row.end].strip())
    for over, row in pairwise([line, *islice(rows, MAX_RUN)]):
        title = read_title(text, row).title or ""
        is_long = len(title.split()) >= MIN_TITLE_WORDS
        if is_long or (is_of_persons(kind) and is_person(title)):
            return over.end
        if not _names_section(text, over, row):
            break
    return None


def _names_section(text: str, over: Span, line: Span) -> bool:
    """Tell whether a line right below another is a word or two, and ends with it."""
    row = text[line.start : line.end].strip()
    return (
        line.start == over.end + 1
        and text.startswith("\n\n", line.end)
        and len(row.split()) < MIN_TITLE_WORDS
        and looks_like_heading(row)
    )


def read_title(text: str, line: Span) -> Front:
    """Read the first line as the title, if it looks like one and a text follows."""
    top = units(text[: line.start + TOP_CHARS], line.start)
    if not top or _begins_talk(text[line.start : line.start + TOP_CHARS]):
        return Front()
    row = text[line.start : line.end].strip()
    start = line.start + text[line.start : line.end].index(row)
    heading = marked_heading(top[0])
    if heading:
        # Another level is that of a section: the text has no title of its own.
        words = text[heading.start : heading.end] if heading.level == 1 else ""
    elif over := _over_byline(text, top, row):
        words, second = over
        end = text.index(second, line.end) + len(second)
        return Front(Span(start, end), title=words)
    elif words := _wrapped(text, top):
        return Front(Span(start, top[0].end), title=words)
    else:
        is_title = _is_over(top, row) or _is_over_subtitle(text, top)
        words = row if looks_like_title(row) and is_title else ""
    return Front(Span(start, start + len(row)), title=words) if words else Front()


def _begins_talk(text: str) -> bool:
    """Tell whether a text begins with the words of one who speaks again after others.

    A title may have a label, too, which other lines repeat, but not in turns.
    """
    if not _TURN.match(text):
        return False
    first, *others = (turn["speaker"] for turn in _TURN.finditer(text))
    return first in dropwhile(first.__eq__, others)


def _wrapped(text: str, top: list[Unit]) -> str:
    """Read a title that fills a line and goes on in the next, alone over a text."""
    rows = top[0].text.split("\n")
    columns = wrapped_at(text, top[0].start)
    is_full = not any(
        ends_sentence(row) or has_room(row, below, columns)
        for row, below in pairwise(rows)
    )
    words = " ".join(map(str.strip, rows))
    is_title = 1 < len(rows) <= MAX_RUN and is_full and looks_like_title(words)
    return words if is_title and _leads_to_text(top[1:]) else ""


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


def _is_over_subtitle(text: str, top: list[Unit]) -> bool:
    """Tell whether the first of two lines over a text is the title, by its length."""
    first, *below = (row.strip() for row in top[0].text.split("\n"))
    columns = wrapped_at(text, top[0].start)
    is_over = len(below) == 1 and _is_subtitle(below[0], first, columns)
    return is_over and _leads_to_text(top[1:])


def _is_subtitle(row: str, above: str, columns: float) -> bool:
    """Tell whether a line begins anew below a title, which had room for its word.

    Neither names a person, and no title ends with "of" or the like.
    """
    words = above.split()
    begins = row.lstrip(OPENING_QUOTES)[:1]
    return (
        len(words) >= MIN_TITLE_WORDS
        and words[-1] not in _GOES_ON
        and begins.isalpha()
        and not begins.islower()
        and has_room(above, row, columns)
        and not any(map(is_person, (above, row)))
    )


def _over_byline(text: str, top: list[Unit], row: str) -> tuple[str, str] | None:
    """Read a title above the line of its author or date, with one line between them.

    That is the title itself, below the name of a column in capitals, or its second
    line, or its subtitle.

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
    if _names_author_or_date(second):
        return None
    goes_on = second[0].islower() or (first.isupper() and second.isupper())
    words = f"{first} {second}"
    if not lower and goes_on and looks_like_title(words):
        return words, second
    has_subtitle = _is_subtitle(second, first, wrapped_at(text, top[0].start))
    return (first, second) if looks_like_title(first) and has_subtitle else None


def _is_kicker(first: str, second: str) -> bool:
    """Tell whether a line above a headline names a column, a page or the like.

    A title in capitals may have a subtitle, which says less than a headline.
    """
    return (
        first.isupper()
        and not second.isupper()
        and looks_like_title(second)
        and len(first.split()) <= MAX_KICKER_WORDS
        and len(second.split()) >= MIN_HEADLINE_WORDS
    )


def _names_author_or_date(row: str) -> bool:
    stated = read_statement(row, 0, is_first=False)
    return stated.author is not None or states_date(row)


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


def looks_like_title(row: str) -> bool:
    """Tell whether a line begins and ends as titles do, and is no longer than these.

    Example:
        >>> looks_like_title("“We stay”: a look back"), looks_like_title("We stay.")
        (True, False)
    """
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
