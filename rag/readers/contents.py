"""Tables of contents: lines that name headings further down, each with its page."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

MIN_ENTRIES = 3
"""Fewer lines in a row are no table of contents."""

_LEADERS = " .…·_\t"
_ON_PAGE = re.compile(rf"(?<=[{_LEADERS}])(?:\d{{1,4}}|[ivxlc]{{1,7}})$")
_WORDS = re.compile(r"\w+")
_HEADING = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|table des matières|índice"
    r"|目录|目錄|目次",
    re.IGNORECASE,
)


def heads_contents(heading: str) -> bool:
    """Tell whether a heading is that of contents, and so the title of nothing.

    Example:
        >>> heads_contents("Table of Contents"), heads_contents("Contents of a river")
        (True, False)
    """
    return _HEADING.fullmatch(heading.strip()) is not None


def named_by(line: str) -> str:
    """Give the words of the heading that a line with a page's number would name.

    Example:
        >>> named_by("2. The lock ........ 17"), named_by("The lock")
        ('2 the lock', '')
    """
    page = _ON_PAGE.search(line)
    return words_of(line[: page.start()]) if page else ""


def words_of(heading: str) -> str:
    """Give a heading's words, as a line of contents has them."""
    # Numbers may have a full stop here or there, and leaders aren't always dots.
    return " ".join(_WORDS.findall(heading.casefold().replace("_", " ")))


def listed(texts: Sequence[str], headings: Mapping[int, str]) -> set[int]:
    """Find which texts are contents, and a heading over these alone.

    Their headings and pages come in order: "Eels 12" may be a count, even if "Eels" is
    a heading further down.

    Args:
        texts: Paragraphs in their order, each of one line or more; "" for what is none.
        headings: The headings among them, by their numbers.

    Returns:
        The numbers of those that are contents.
    """
    last = {words_of(name): at for at, name in headings.items()}
    last.pop("", None)
    entries = [_entries(text, last) for text in texts]
    found: set[int] = set()
    for is_contents, group in groupby(range(len(texts)), lambda at: bool(entries[at])):
        rows = list(group)
        lines = [entry for at in rows for entry in entries[at]]
        if is_contents and len(lines) >= MIN_ENTRIES and _leads_on(rows[-1], lines):
            is_over_more = rows[-1] + 1 not in headings
            above = {rows[0] - 1} & headings.keys()
            found.update(rows, () if is_over_more else above)
    return found


def _leads_on(end: int, lines: Sequence[tuple[int, int]]) -> bool:
    """Tell whether each line leads further than the one before, the first below all."""
    pairs = pairwise(lines)
    return end < lines[0][0] and all(
        heading < following and page <= its_page
        for (heading, page), (following, its_page) in pairs
    )


def _entries(text: str, last: Mapping[str, int]) -> list[tuple[int, int]]:
    """Give the heading that each line leads to, and the page; [] if one leads nowhere.

    Pages in Roman numerals, which come first, are 0.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    found = [(last[name], _page(x)) for x in lines if (name := named_by(x)) in last]
    return found if len(found) == len(lines) else []


def _page(line: str) -> int:
    page = _ON_PAGE.search(line)
    return int(page[0]) if page and page[0].isdigit() else 0
