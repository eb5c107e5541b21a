"""A change of the library in words, so that one knows what undo and redo will do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.library.stored_article import StoredArticle

Kind = Literal["add", "remove", "restore", "rename", "tag", "describe"]
Titles = tuple[Mapping[str, str], Mapping[str, str]]

MAX_NAMED = 2
"""Of more articles than these it is said how many they are."""

MAX_TITLE = 60
"""Characters of a title that are said."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done, to one article or, without its name, to so many.

    `more` is the new name of what was renamed, and the tags that were given or taken.
    """

    kind: Kind
    name: str = ""
    more: str = ""
    count: int = 1

    def __str__(self) -> str:
        if not self.name:
            return f"{self.kind} {_articles(self.count)}"
        more = f" to {self.more}" if self.kind == "rename" else self.more
        return f"{self.kind} {self.name}{more}"


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to articles, as in "remove “Tides”" or "add 3 articles"."""

    deeds: tuple[Deed, ...]

    @classmethod
    def between(
        cls,
        both: Sequence[tuple[StoredArticle, StoredArticle]],
        titles: Titles,
    ) -> "Change":
        """Say what makes the later records of the earlier ones.

        Of what came and went in between it says nothing.

        Args:
            both: The records that differ, as they are before it and after it.
            titles: The titles that the articles have in the index before it, and in
                that after it, by their ids.

        Example:
            Of three articles that were added: "add 3 articles".
        """
        both = [pair for pair in both if _seen(pair[0]) != _seen(pair[1])]
        if len(both) <= MAX_NAMED:
            return cls(tuple(_one(*pair, titles) for pair in both))
        counts = Counter(_kind(*pair) for pair in both)
        return cls(tuple(Deed(kind, count=n) for kind, n in counts.items()))

    def __str__(self) -> str:
        return ", ".join(map(str, self.deeds))


def _seen(stored: StoredArticle) -> object:
    """Give what people see of an article; of one that is removed nothing."""
    is_own = not stored.is_untouched_offer
    said = (stored.title, stored.tags, stored.details, is_own)
    return None if stored.removed else said


def _kind(before: StoredArticle, after: StoredArticle) -> Kind:
    if before.removed != after.removed:
        if after.removed:
            return "remove"
        # What was in the library before comes back.
        return "restore" if before.earlier else "add"
    if before.title != after.title:
        return "rename"
    return "tag" if before.tags != after.tags else "describe"


def _one(before: StoredArticle, after: StoredArticle, titles: Titles) -> Deed:
    kind = _kind(before, after)
    earlier, later = titles
    name = _name(before, earlier, later)
    if kind == "rename":
        return Deed(kind, name, _name(after, later, earlier))
    return Deed(kind, name, _tags(before.tags, after.tags) if kind == "tag" else "")


def _name(stored: StoredArticle, *titles: Mapping[str, str]) -> str:
    """Name an article: as a person did, else as the first index that has it."""
    known = (each[stored.id] for each in titles if stored.id in each)
    return _shown(stored.title or next(known, stored.name))


def _tags(before: Iterable[str], after: Iterable[str]) -> str:
    """Name the tags that are given (+) and taken (-)."""
    given = [f"+{tag}" for tag in after if tag not in set(before)]
    taken = [f"-{tag}" for tag in before if tag not in set(after)]
    return f" ({', '.join([*given, *taken])})" if given or taken else ""


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def _shown(title: str) -> str:
    shown = title if len(title) <= MAX_TITLE else f"{title[: MAX_TITLE - 1].rstrip()}…"
    return f"“{shown}”"
