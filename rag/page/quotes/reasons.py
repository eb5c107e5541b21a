"""Why a passage was found: what is kept of it, and how it is said.

A reason is kept as "1.2.0:101": the passage's rank by each retriever, 0 where that did
not list it, and for each of the question's words whether the passage has it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from rag.asking.ranking.candidates import RETRIEVERS
from rag.page.words.below import listed
from rag.page.words.saying import N_, _
from rag.types import Hit

MAX_TERMS = 12

_KEPT = re.compile(
    rf"(?P<ranks>[0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{{len(RETRIEVERS) - 1}}})"
    rf":(?P<has>[01]{{0,{MAX_TERMS}}})"
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a passage.

    Args:
        ranks: Its rank (from 1) by each of `RETRIEVERS`, 0 where that did not list it.
        has: For each of the question's words, whether the passage has it.
    """

    ranks: tuple[int, ...]
    has: tuple[bool, ...]

    def part(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """Part the question's words: those that the passage has, those it lacks."""
        # Each is read by itself of what was kept, so one may be shorter.
        pairs = list(zip(words, self.has, strict=False))
        return [word for word, has in pairs if has], [w for w, has in pairs if not has]

    def __str__(self) -> str:
        """Write it as "1.2.0:101"."""
        ranks = ".".join(map(str, self.ranks))
        return f"{ranks}:{''.join('1' if has else '0' for has in self.has)}"


def words_of(hits: Sequence[Hit]) -> tuple[str, ...]:
    """Give the question's words that each hit either has or lacks, at most 12."""
    terms = [*hits[0].matched_terms, *hits[0].missing_terms] if hits else []
    return tuple(terms[:MAX_TERMS])


def reason_of(hit: Hit, words: Sequence[str]) -> Reason:
    """Reduce a hit to why it was found."""
    ranks = dict(hit.ranks)
    return Reason(
        ranks=tuple(ranks.get(name, 0) for name in RETRIEVERS),
        has=tuple(word in hit.matched_terms for word in words),
    )


def parse_reason(text: object) -> Reason | None:
    """Read a reason as it was kept, or None where it isn't one.

    Example:
        >>> parse_reason("1.2.0:10")
        Reason(ranks=(1, 2, 0), has=(True, False))
    """
    match = _KEPT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    ranks = tuple(int(rank) for rank in match["ranks"].split("."))
    return Reason(ranks, tuple(mark == "1" for mark in match["has"]))


def reason_html(reason: Reason, words: Sequence[str]) -> str:
    """Say why a passage was found, folded until someone wants to know.

    Args:
        reason: The reason.
        words: The question's words.
    """
    has, lacks = reason.part(words)
    lines = (
        _words_html(N_("Has {words}"), has),
        _words_html(N_("Lacks {words}"), lacks),
        _ranks(reason),
    )
    items = "".join(f"<li>{line}</li>" for line in lines if line)
    return (
        f'<details class="why"><summary>{_("Why this passage")}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _words_html(label: str, words: Sequence[str]) -> str:
    said = listed(f"<strong>{escape(word)}</strong>" for word in words)
    return _(label, words=said) if said else ""


def _ranks(reason: Reason) -> str:
    # Title, author and date are read where the article states them.
    if not any(reason.ranks):
        return _("It states what was asked for")
    each = (
        _("{rank} by {name}", rank=rank, name=_(name))
        if rank
        else _("not listed by {name}", name=_(name))
        for name, rank in zip(RETRIEVERS, reason.ranks, strict=True)
    )
    return _("Ranked {each}", each=listed(each))
