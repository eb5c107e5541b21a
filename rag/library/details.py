"""What a person said of an article for whoever cites it: author, date, address."""

import re
from dataclasses import dataclass
from datetime import date as day

from rag.disk import is_unicode
from rag.errors import LibraryError

MAX_AUTHOR_CHARS = 300
MAX_ADDRESS_CHARS = 2000

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
# What a link may lead to without running anything: RFC 3986, with a host.
_ADDRESS = re.compile(r"https?://[^\s/?#<>\"]+[^\s<>\"]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Details:
    """Author, date (ISO 8601: a year, a month or a day) and address (http or https).

    None is as the article's file says, where it says anything.
    """

    author: str | None = None
    date: str | None = None
    address: str | None = None


NOTHING_SAID = Details()


def clean_details(author: str, date: str, address: str) -> Details:
    """Check what a person said; an empty text is as the file says.

    Raises:
        LibraryError: It is too long, or no date or address.

    Example:
        >>> clean_details(" Ada  Moon", "2026-03", "")
        Details(author='Ada Moon', date='2026-03', address=None)
    """
    author, date, address = (" ".join(each.split()) for each in (author, date, address))
    if len(author) > MAX_AUTHOR_CHARS or not is_unicode(author):
        raise LibraryError(
            f"an author has up to {MAX_AUTHOR_CHARS} characters of text, got "
            f"{len(author)}"
        )
    if date and not date_parts(date):
        raise LibraryError(
            f"a date is a year, a month or a day, as 2026, 2026-03 or 2026-03-18, got "
            f"{date[:40]!r}"
        )
    if address and not is_address(address):
        raise LibraryError(
            "an address begins with http:// or https://, and has no space, "
            f"got {address[:80]!r}"
        )
    return Details(author or None, date or None, address or None)


def date_parts(date: str | None) -> tuple[int, ...]:
    """Take an ISO date apart: year, month and day, as many as it has; else nothing.

    Example:
        >>> date_parts("2026-03"), date_parts("2026-02-30"), date_parts("in spring")
        ((2026, 3), (), ())
    """
    match = _DATE.fullmatch(date or "")
    if match is None:
        return ()
    parts = [int(part) for part in match.groups() if part]
    try:
        day(*[*parts, 1, 1][:3])
    except ValueError:  # such as the 30th of February
        return ()
    return tuple(parts)


def is_address(text: str) -> bool:
    """Tell whether a text is an address on the web, which a link may lead to.

    Example:
        >>> is_address("https://example.org/a?b#c"), is_address("javascript:x")
        (True, False)
    """
    is_short = len(text) <= MAX_ADDRESS_CHARS
    return is_short and is_unicode(text) and _ADDRESS.fullmatch(text) is not None
