"""What a file of several articles holds: files, each of which becomes an article."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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


def packed(members: Iterable[Member]) -> dict[str, Any]:
    """Put members into what can be said in JSON: bytes in base 64."""
    said = [(m.name, b64encode(m.data).decode(), m.error) for m in members]
    return {"members": said}


def unpacked(answer: dict[str, Any]) -> list[Member]:
    """Read what `packed` wrote.

    Example:
        >>> unpacked(packed([Member("a.txt", b"Owls fly.")]))
        [Member(name='a.txt', data=b'Owls fly.', error=None)]
    """
    return [Member(name, b64decode(d), error) for name, d, error in answer["members"]]
