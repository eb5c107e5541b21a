"""The record of an article in the library: what a person said of it, now and before."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, TypeAlias

from rag.disk import is_unicode
from rag.errors import LibraryError
from rag.library.details import NOTHING_SAID, Details

# Such an ending any disk takes, whatever else stands in a name.
_SUFFIX = re.compile(r"\.[a-z0-9]{1,9}$", re.ASCII)
# Control characters, and those that turn round how the rest of a line is read.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202d\u202e]")
MAX_TITLE_CHARS = 200
MAX_TAGS = 20
MAX_TAG_CHARS = 40
MAX_EARLIER = 20
"""So many changes of one article can be undone; of more, the oldest are one."""


_State: TypeAlias = "EarlierState | StoredArticle"


@dataclass(frozen=True, slots=True)
class EarlierState:
    """What a person said of an article, before they said otherwise."""

    changed: int
    removed: bool
    title: str | None
    tags: tuple[str, ...] = ()
    details: Details = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's file in the library; `title` is None where nobody named it.

    `changed` is the moment of the last change to it, in microseconds since 1970 (0 in
    records of earlier versions), `earlier` what was before, the newest last, so that
    it can be undone. `offered` is what a first start put there, not a person. `tags`
    are words that a person gave it, to find and to ask all that have one; `details`
    say who wrote it, when, and where it is, as far as a person said so.
    """

    id: str
    name: str
    title: str | None
    sha256: str
    size_bytes: int
    added: str
    removed: bool = False
    changed: int = 0
    earlier: tuple[EarlierState, ...] = ()
    offered: bool = False
    tags: tuple[str, ...] = ()
    details: Details = NOTHING_SAID

    @property
    def original(self) -> str:
        """Where its file is, from the folder of all articles or in their store."""
        suffix = _SUFFIX.search(self.name.lower())
        return f"{self.id}/original{suffix[0] if suffix else ''}"

    @property
    def is_untouched_offer(self) -> bool:
        """Whether it was offered, and nobody has said anything of it since."""
        return self.offered and not self.earlier

    @property
    def is_undone(self) -> bool:
        """Whether not even its adding is left: `undo` took that back."""
        return self.removed and not self.earlier

    def change(
        self,
        moment: int,
        *,
        removed: bool = False,
        title: str | None = None,
        tags: tuple[str, ...] | None = None,
        details: Details | None = None,
    ) -> "StoredArticle":
        """Give the record with a change made to it; None keeps what was said."""
        was = EarlierState(
            self.changed, self.removed, self.title, self.tags, self.details
        )
        return replace(
            self,
            removed=removed,
            title=title or self.title,
            tags=self.tags if tags is None else tags,
            details=self.details if details is None else details,
            changed=moment,
            earlier=_shortened((*self.earlier, was)),
        )

    @property
    def states(self) -> tuple[_State, ...]:
        """What a person said of it, one state a change, the last as it is now."""
        return (*self.earlier, self)

    def back(self, kept: Callable[[int], bool]) -> "StoredArticle":
        """Take back the changes whose moments aren't kept, and those alone.

        Where not even that it was added is kept, it is removed; of what is removed
        nothing is said.
        """
        if all(kept(state.changed) for state in self.states):
            return self
        first = self.states[0]
        then = {each.name: getattr(first, each.name) for each in fields(EarlierState)}
        record = replace(self, **then, earlier=())
        if not kept(first.changed):
            record = replace(record, removed=True, changed=0)
        for was, now in pairwise(self.states):
            is_said = now.removed == was.removed
            if kept(now.changed) and not (record.removed and is_said):
                record = record._changed_as(was, now)
        return record

    def _changed_as(self, was: _State, now: _State) -> "StoredArticle":
        return self.change(
            now.changed,
            removed=self.removed if now.removed == was.removed else now.removed,
            title=None if now.title == was.title else now.title,
            tags=None if now.tags == was.tags else now.tags,
            details=None if now.details == was.details else now.details,
        )


def _shortened(earlier: tuple[EarlierState, ...]) -> tuple[EarlierState, ...]:
    # Without the first, the oldest that is left would count as its adding.
    return (*earlier[:1], *earlier[1:][1 - MAX_EARLIER :])


def decode_record(raw: dict[str, Any]) -> StoredArticle:
    """Make a record of what JSON has of it.

    Raises:
        TypeError: It has other fields.
    """
    earlier = tuple(EarlierState(**was | _said(was)) for was in raw.get("earlier", ()))
    return StoredArticle(**raw | _said(raw) | {"earlier": earlier})


def _said(raw: dict[str, Any]) -> dict[str, Any]:
    """Read tags and details; records of before there were any have none."""
    return {
        "tags": tuple(map(str, raw.get("tags", ()))),
        "details": Details(**raw.get("details", {})),
    }


def clean_title(title: str) -> str:
    r"""Squeeze the spaces of a title of a person's own, without what nobody sees.

    Raises:
        LibraryError: It is empty or too long, or no text.

    Example:
        >>> clean_title(" High\ntide\x00 ")
        'High tide'
    """
    title = " ".join(_UNSEEN.sub("", " ".join(title.split())).split())
    if not 0 < len(title) <= MAX_TITLE_CHARS:
        raise LibraryError(
            f"a title has 1 to {MAX_TITLE_CHARS} characters, this one {len(title)}"
        )
    if not is_unicode(title):
        raise LibraryError("the title is no text in Unicode; type it again")
    return title


def clean_tag(tag: str) -> str:
    """Squeeze the spaces of a tag.

    Raises:
        LibraryError: It is empty or too long, or no text.

    Example:
        >>> clean_tag(" high  tide ")
        'high tide'
    """
    tag = " ".join(tag.split())
    if not 0 < len(tag) <= MAX_TAG_CHARS or "," in tag or not tag.isprintable():
        raise LibraryError(
            f"a tag has 1 to {MAX_TAG_CHARS} characters and no comma, got {tag!r}"
        )
    return tag


def tags_with(
    stored: StoredArticle, wanted: Sequence[str], unwanted: Collection[str]
) -> tuple[str, ...]:
    """Give an article's tags with some more and some fewer, in the order of words.

    Args:
        stored: The article.
        wanted: Tags to add, as `clean_tag` gives them.
        unwanted: Tags to take away, case-folded.

    Raises:
        LibraryError: It would have more than `MAX_TAGS`.
    """
    tags = {tag.casefold(): tag for tag in (*stored.tags, *wanted)}
    kept = [tag for key, tag in tags.items() if key not in unwanted]
    if len(kept) > MAX_TAGS:
        raise LibraryError(
            f"an article has up to {MAX_TAGS} tags, {stored.id} would have {len(kept)}"
        )
    return tuple(sorted(kept, key=str.casefold))
