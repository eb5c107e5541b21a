"""What a byline says of people besides their names: what they are, what they did."""

import re

from rag.readers.plain.names import persons

_PICTURED = re.compile(
    r"(?:photo(?:graph)?s?|photography|pictures?|illustrations?|graphics?|video)"
    r"(?:\s?:| by\b)\s+(?P<names>\S.*)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r",\s(?:[\w'’&-]++\s){0,4}?(?:correspondents?|critics?|columnists?|editors?"
    r"|reporters?|writers?)(?=$|\s*+[,|·•–—-])",
    re.IGNORECASE,
)


def names_photographer(line: str) -> bool:
    """Tell whether a line says who made the pictures, and nothing else.

    Example:
        >>> names_photographer("Photographs by Jo Doe")
        True
    """
    pictured = _PICTURED.fullmatch(line)
    return pictured is not None and bool(persons(pictured["names"]))


def without_role(text: str) -> str:
    """Take off what people are for a paper, right behind their names.

    Example:
        >>> without_role("Jo Doe, arts editor, 2 May"), without_role("Tarn, an editor")
        ('Jo Doe, 2 May', 'Tarn, an editor')
    """
    role = _ROLE.search(text)
    if not role or not persons(text[: role.start()]):
        return text
    return text[: role.start()] + text[role.end() :]
