"""What an answer to a labelled question is worth: pure functions of sets of digests."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from rag.types import Citation, Status

SEVERAL = ("list", "why")
"""Kinds whose label is all that should be marked; of others any of it will do."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, those before it, and the digests of what answers each part.

    A part that the article doesn't answer has none, a near miss has no parts.
    """

    id: str
    article: str
    kind: str
    history: Sequence[str]
    question: str
    parts: Mapping[str, frozenset[str]]
    held: bool

    @property
    def right(self) -> frozenset[str]:
        """All sentences that answer some part."""
        return frozenset().union(*self.parts.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer showed: its status, and the digests of what each quote marks."""

    asked: Question
    status: Status
    quotes: tuple[frozenset[str], ...]

    @property
    def marked(self) -> frozenset[str]:
        """What is marked as an answer: where nothing was found, nothing is."""
        quotes = () if self.status == "not_found" else self.quotes
        return frozenset().union(*quotes)

    @property
    def found(self) -> dict[str, bool]:
        """Whether a quote answers each part, of those that the article answers."""
        parts = self.asked.parts.items()
        return {asks: bool(right & self.marked) for asks, right in parts if right}

    @property
    def f1(self) -> float | None:
        """The F1 of what is marked, where all of the label should be."""
        if self.asked.kind not in SEVERAL:
            return None
        return f1(self.marked, self.asked.right)

    @property
    def fillers(self) -> int | None:
        """How many quotes answer nothing, where an answer is due and given."""
        right = self.asked.right
        if not right or self.status != "answered":
            return None
        return sum(right.isdisjoint(quote) for quote in self.quotes)

    @property
    def is_said(self) -> bool:
        """Whether "answered" is said where an answer is due, and only there."""
        return (self.status == "answered") == bool(self.asked.right)


def f1(marked: frozenset[str] | set[str], right: frozenset[str]) -> float:
    """Give the harmonic mean of precision and recall of what is marked."""
    return 2 * len(marked & right) / (len(marked) + len(right))


def row(name: str, outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Give the figures of some answers, each where there is any.

    That is the share of parts that are answered, the mean F1 and number of fillers, the
    share of questions said to be answered, and of near misses said to be none.
    """
    figures = {
        "parts": [found for o in outcomes for found in o.found.values()],
        "F1": [o.f1 for o in outcomes if o.f1 is not None],
        "fillers": [o.fillers for o in outcomes if o.fillers is not None],
        "answered": [o.is_said for o in outcomes if o.asked.right],
        "near": [o.is_said for o in outcomes if not o.asked.right],
    }
    means = {of: fmean(each) if each else None for of, each in figures.items()}
    return {"kind": name, "questions": len(outcomes)} | means


def digest(sentence: str) -> str:
    """Name a sentence without its words: 12 hexadecimal digits of their SHA-256.

    >>> digest("The Sea, the sea!") == digest("the sea the sea")
    True
    """
    words = " ".join(re.findall(r"\w+", sentence.casefold()))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def quote_of(citation: Citation) -> frozenset[str]:
    """Give the digests of the sentences that a citation marks, or a word of which."""
    passage, spans = citation.hit.passage, citation.marked
    return frozenset(
        digest(passage.quote(sentence))
        for sentence in passage.sentences
        if any(sentence.start < s.end and s.start < sentence.end for s in spans)
    )
