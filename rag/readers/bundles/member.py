"""What a file of several articles holds: files, each of which becomes an article."""

import re
from dataclasses import dataclass

MAX_MEMBERS = 5_000
"""So many articles one file may hold; each is read in a process of its own."""

MAX_BYTES = 100 * 2**20
"""What all members of one file may have together, in those within it, too."""

MAX_NAME_CHARS = 200

_PARTS = re.compile(r"[\\/]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_UP = ("", ".", "..")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in another one; `name` is empty where that is the article itself.

    `error` says what is wrong with it where it can't be taken out.
    """

    name: str
    data: bytes
    error: str | None = None


def shown_name(name: str) -> str:
    r"""Give a member's name as it is shown; it is never the path of a file.

    Example:
        >>> shown_name("..\\notes//june.txt")
        'notes/june.txt'
    """
    parts = [part for part in _PARTS.split(_CONTROLS.sub("", name)) if part not in _UP]
    return "/".join(parts)[-MAX_NAME_CHARS:]
