"""How two sentences differ: in nothing that matters, in one number or date, or in more.

    The train ran at 450 km/h in a test.
    The train ran at 420 km/h in a test.    one number
    In a test the train was very fast.      more

Only words are compared; whether both are about the same thing is for the vectors and
the names in them to say (`rag.asking.agreeing.agreement`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.asking.agreeing.phrasing import (
    Phrasing,
    amount_of,
    each_of,
    is_of_name,
    is_value,
)
from rag.text.terms import Term
from rag.types import Span

NEAR_DUPLICATE = 0.8
"""From this share of equal words on, two texts are near-duplicates: the edit similarity
of Lee et al. (2022), "Deduplicating training data makes language models better"."""

NEGATIONS = each_of("no not never none nobody nothing neither nor without cannot t")
"""Words that turn a sentence round; of "isn't" the last is "t"."""


def says_same(one: Phrasing, other: Phrasing) -> bool:
    """Tell whether two sentences say the same in the same words, or nearly.

    In English a near-duplicate may have words of content more than the other, but none
    in the place of one, no other number and no other negation; elsewhere, where these
    aren't told, all words must be the same.
    """
    if one.keys == other.keys:
        return True
    changes = _changes(one, other)
    return _are_harmless(changes, one) and _share(changes, one, other) >= NEAR_DUPLICATE


def differing(one: Phrasing, other: Phrasing) -> tuple[Span, Span] | None:
    """Find the number or date in which two sentences differ, that say the same else.

    Returns:
        Its range in either text; None where they differ in more, or in none.

    Example:
        "It ran at 450 km/h." and "It ran at 420 km/h.": both (10, 13).
    """
    changes = _changes(one, other)
    contrasts = [change for change in changes if change.is_contrast]
    rest = [change for change in changes if not change.is_contrast]
    if len(contrasts) != 1 or not _are_harmless(rest, one):
        return None
    if _share(rest, one, other) < NEAR_DUPLICATE:
        return None
    sides = contrasts[0].one, contrasts[0].other
    if is_of_name(one, sides[0]) or is_of_name(other, sides[1]):
        return None
    return _span(sides[0]), _span(sides[1])


@dataclass(frozen=True, slots=True)
class _Change:
    """Words of one sentence that stand where the other has others, or none."""

    one: tuple[Term, ...]
    other: tuple[Term, ...]

    @property
    def is_contrast(self) -> bool:
        """Whether both are a number, or both a date, and nothing else."""
        sides = (self.one, self.other)
        if not all(side and all(map(is_value, side)) for side in sides):
            return False
        return (amount_of(self.one) is None) == (amount_of(self.other) is None)

    @property
    def is_harmless(self) -> bool:
        """Whether it neither adds a number or negation nor exchanges content."""
        words = (*self.one, *self.other)
        if any(is_value(term) or term.text.lower() in NEGATIONS for term in words):
            return False
        return all(t.stop for t in self.one) or all(t.stop for t in self.other)


def _changes(one: Phrasing, other: Phrasing) -> list[_Change]:
    """Align two sentences (Ratcliff and Obershelp's way); gives what isn't equal."""
    blocks = SequenceMatcher(None, one.keys, other.keys, autojunk=False).get_opcodes()
    found = [
        _Change(one.terms[i:j], other.terms[k:m])
        for tag, i, j, k, m in blocks
        if tag != "equal"
    ]
    return [change for change in found if not _is_equal(change)]


def _is_equal(change: _Change) -> bool:
    """Tell whether both are one number, as in 2 million and 2,000,000."""
    amount = amount_of(change.one)
    return amount is not None and amount == amount_of(change.other)


def _are_harmless(changes: Sequence[_Change], read: Phrasing) -> bool:
    # The lists of words are English.
    if read.language != "en":
        return not changes
    return all(change.is_harmless for change in changes)


def _share(changes: Sequence[_Change], one: Phrasing, other: Phrasing) -> float:
    """Give the edit similarity: 1 less edits for each word of the longer sentence."""
    edits = sum(max(len(change.one), len(change.other)) for change in changes)
    return 1 - edits / max(len(one.terms), len(other.terms), 1)


def _span(terms: Sequence[Term]) -> Span:
    return Span(terms[0].start, terms[-1].end)
