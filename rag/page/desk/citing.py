"""What a bibliography says of each work: who wrote it, when, and by which key.

An author is one line that a file or a person wrote. It is taken apart only where the
line itself says how: "Moon, Ada; Sun, Bo" are two people with family and given names,
"Ada Moon and Bo Sun" two whose names stay whole, as an organisation's must: neither
"Johnson & Johnson" nor "Department of Health and Social Care" is two.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rag.judging.works import Work
from rag.library.details import date_parts

_BETWEEN = re.compile(r"\s*[;·]\s*")
_AND = re.compile(r",?\s+(?:and|&)\s+")
# "Moon", "Ludwig van Beethoven", and no "Department of Health".
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:(?:van|von|der|den|de|del|della|di|da|du|dos|la|le"
    r"|al|bin|ibn|ter|zu|y)\s+)*[^\W\d_a-z][\w.'’-]*)*"
)
_WORD = re.compile(r"[a-z0-9]+")
_SHORT = 3
"""Words of a title up to so many letters ("the", "of") stand in no key."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name, in two parts where it is known which is which; else `given` is empty."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        """The name as lists sort it: "Moon, Ada"."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work with its key, its authors, and the parts of its date that are known."""

    key: str
    work: Work
    people: tuple[Person, ...]
    date: tuple[int, ...]


def cited_works(works: Iterable[Work]) -> list[CitedWork]:
    """Give each article once, where it comes first, with a key of its own.

    Example:
        >>> [cited.key for cited in cited_works([Work("t", "The Tides", "Ada Moon")])]
        ['moontides']
    """
    each = {work.article_id: work for work in works}
    found: list[CitedWork] = []
    taken: set[str] = set()
    for work in each.values():
        authors, date = people(work.author or ""), date_parts(work.date)
        key = _free(_key(work.title, authors, date), taken)
        taken.add(key)
        found.append(CitedWork(key, work, authors, date))
    return found


def people(author: str) -> tuple[Person, ...]:
    """Take a line of authors apart, as far as it says how.

    Example:
        >>> people("Moon, Ada; Bo Sun")
        (Person(family='Moon', given='Ada'), Person(family='Bo Sun', given=''))
    """
    parts = (part.strip() for part in _BETWEEN.split(author))
    return tuple(
        person
        for part in parts
        if part
        for name in _apart(part)
        for person in _named(name)
    )


def _apart(names: str) -> list[str]:
    """Part "Ada Moon, Cy and Bo Sun" at its "and", if it has people's names alone.

    Of families alone ("Johnson & Johnson") nobody could tell, and firms have such.
    """
    parts = _AND.split(names)
    each = [name.strip() for part in parts for name in part.split(",") if name.strip()]
    are_people = all(map(_NAME.fullmatch, each)) and any(" " in name for name in each)
    return parts if are_people else [names]


def _named(name: str) -> list[Person]:
    """Read "Moon, Ada", or "Ada Moon, Bo Sun"; anything else is one whole name."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) > 1 and all(" " in part for part in parts):
        return [Person(part) for part in parts]
    if len(parts) == 2 and all(parts):
        return [Person(*parts)]
    return [Person(name)]


def _key(title: str, authors: tuple[Person, ...], date: tuple[int, ...]) -> str:
    """Write "moon2026tides", in letters that every program takes."""
    first = authors[0] if authors else Person("")
    family = first.family if first.given else first.family.rpartition(" ")[2]
    words = _WORD.findall(_plain(title))
    told = next((word for word in words if len(word) > _SHORT), "".join(words[:1]))
    year = str(date[0]) if date else ""
    return f"{''.join(_WORD.findall(_plain(family)))}{year}{told}" or "work"


def _free(key: str, taken: set[str]) -> str:
    number = 1
    found = key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found


def _plain(text: str) -> str:
    """Write a text in small letters without accents, as far as it has such."""
    return (
        unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    )
