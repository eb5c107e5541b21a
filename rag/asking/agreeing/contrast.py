"""The number or date in which two quotes differ that are about the same thing.

Either they say the same else, word for word or nearly, or both answer the question by
the words that a reader marked, of one unit. A name must be in both, or over both: "It
was founded in 1998." may be said of any two towns.

    The train ran at 450 km/h in a test.
    The train ran at 420 km/h in a test.    one number
    In a test the train was very fast.      more

Or they differ in nothing that matters: then they say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.asking.agreeing.figures import Figure, figures_in, read_figure
from rag.asking.agreeing.phrasing import (
    NEGATIONS,
    Phrasing,
    amount_of,
    is_of_name,
    is_time,
    is_value,
    phrase_around,
    read_phrasing,
)
from rag.asking.agreeing.quoted import Quoted
from rag.asking.agreeing.subjects import (
    Stated,
    are_of_one_kind,
    are_of_one_subject,
    are_of_one_time,
    are_siblings,
    asked_words,
    is_as_placed,
)
from rag.text.terms import Term
from rag.types import Span

NEAR_DUPLICATE = 0.8
"""From this share of equal words on, two texts are near-duplicates: the edit similarity
of Lee et al. (2022), "Deduplicating training data makes language models better"."""

MAX_ANSWER_WORDS = 6
"""Of a longer answer only the number is shown, with its unit: a longer one is a clause,
and the quote stands beside it."""


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


def contrast(
    one: Quoted, other: Quoted, question: str, *, are_near: bool
) -> tuple[Span, Span] | None:
    """Find the words, as ranges in their articles, in which two quotes differ.

    Args:
        one: A quote.
        other: One of another article, in the same language.
        question: The question that both were found for.
        are_near: Whether their vectors say that both are about the same thing.
    """
    asked = read_phrasing(question, one.language)
    if are_siblings(one, other):
        return None
    spans = _in_one_place(one, other, asked) if are_near else None
    spans = spans or _answers(one, other, asked, are_near=are_near)
    if spans is None:
        return None
    first, second = _shown(one, spans[0]), _shown(other, spans[1])
    return (first, second) if first and second else None


def _in_one_place(
    one: Quoted, other: Quoted, asked: Phrasing
) -> tuple[Span, Span] | None:
    """Compare two sentences that say the same else."""
    if (spans := differing(one.phrasing, other.phrasing)) is None:
        return None
    first, second = (
        read_figure(each.phrasing, span)
        for each, span in zip((one, other), spans, strict=True)
    )
    if not (first and second and first.contradicts(second)):
        return None
    in_both = {*one.phrasing.keys} & {*other.phrasing.keys}
    is_named = not (one.phrasing.names | asked.names).isdisjoint(in_both)
    if is_named or (
        are_of_one_subject(one, other, asked) and are_of_one_time(one, other)
    ):
        return spans
    return None


def _answers(
    one: Quoted, other: Quoted, asked: Phrasing, *, are_near: bool
) -> tuple[Span, Span] | None:
    """Compare the answers that a reader marked, where each is one number or date."""
    if one.mark is None or not (figure := read_figure(one.phrasing, one.mark)):
        return None
    mark = other.mark or _of_unit(other.phrasing, figure)
    if mark is None or not (its := read_figure(other.phrasing, mark)):
        return None
    if not figure.contradicts(its) or not are_of_one_time(one, other):
        return None
    first, second = Stated(one, one.mark, figure), Stated(other, mark, its)
    in_both = {*one.phrasing.keys} & {*other.phrasing.keys}
    is_named = are_near and other.mark and asked.names and asked.names <= in_both
    if are_of_one_kind(first, second) and (
        is_named or _answer_one(first, second, asked)
    ):
        return first.mark, second.mark
    return None


def _answer_one(one: Stated, other: Stated, asked: Phrasing) -> bool:
    """Tell whether two sentences have all words that are asked for, of one subject."""
    words, keys = asked_words(asked), ({*one.sentence.keys}, {*other.sentence.keys})
    # What tells two numbers apart is known in English.
    if asked.language != "en" or not words or not words <= keys[0] & keys[1]:
        return False
    if not (is_as_placed(one, other) and is_as_placed(other, one)):
        return False
    known = {*asked.names, *one.quoted.heading.keys, *other.quoted.heading.keys}
    if not (one.names <= known | keys[1] and other.names <= known | keys[0]):
        return False
    return are_of_one_subject(one.quoted, other.quoted, asked)


def _of_unit(sentence: Phrasing, figure: Figure) -> Span | None:
    """Find the one number of such a unit in a sentence that wasn't read."""
    every = Span(0, len(sentence.text))
    found = [
        where
        for where, its in figures_in(sentence, every)
        if figure.unit and its.is_like(figure)
    ]
    return found[0] if len(found) == 1 else None


def _shown(quoted: Quoted, span: Span) -> Span | None:
    """Give the words to be shown; None where the answer's words are others."""
    mark, phrasing = quoted.mark, quoted.phrasing
    shown = phrase_around(phrasing.text, span, phrasing.language)
    if mark is not None:
        if not span.overlaps(mark):
            return None
        is_short = len(phrasing.text[mark.start : mark.end].split()) <= MAX_ANSWER_WORDS
        # A reader may have left out the unit.
        has_unit = any(
            Span(term.start, term.end).overlaps(mark)
            and amount_of([term]) is None
            and not is_time(term)
            for term in phrasing.terms
        )
        shown = mark if is_short and has_unit else shown
    return shown.moved(quoted.sentence.start)
