"""The number or date in which two quotes differ that are about the same thing.

Either they say the same else, word for word or nearly, or both surely answer the
question, by the words that a reader marked. What they are about must be one thing: "It
was founded in 1998." may be said of any two towns.

    The train ran at 450 km/h in a test.
    The train ran at 420 km/h in a test.    one number
    In a test the train was very fast.      more

Or they differ in nothing that matters, or answer by the same: then they say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rag.asking.agreeing.phrasing import (
    NEGATIONS,
    Phrasing,
    amount_of,
    is_of_name,
    is_value,
    phrase_around,
)
from rag.asking.agreeing.quoted import Quoted
from rag.asking.agreeing.subjects import (
    Stated,
    are_of_one_kind,
    are_of_one_subject,
    are_of_one_time,
    asked_words,
    names_another,
    state,
)
from rag.asking.confidence import READ_THRESHOLD, RELATED
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
    aren't told, all words must be the same. $5 aren't €5.
    """
    if one.currencies and other.currencies and one.currencies != other.currencies:
        return False
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


def answers_same(one: Quoted, other: Quoted, asked: Phrasing) -> bool:
    """Tell whether two quotes may answer a question by the same.

    That is by a number or date that both may mean, or by the same words.

    Args:
        one: A quote.
        other: One of another article, in the same language.
        asked: The question that both were found for.
    """
    if not _answer(one, other, RELATED) or not are_of_one_time(one, other):
        return False
    if asked.names and not are_of_one_subject(one, other, asked):
        return False
    first, second = one.answer, other.answer
    if first and second:
        return first.agrees(second)
    words = one.answer_words
    return not (first or second) and bool(words) and words == other.answer_words


def contrast(
    one: Quoted, other: Quoted, asked: Phrasing, *, are_near: bool
) -> tuple[Span, Span] | None:
    """Find the words, as ranges in their articles, in which two quotes differ.

    Args:
        one: A quote.
        other: One of another article, in the same language.
        asked: The question that both were found for.
        are_near: Whether their vectors say that both are about the same thing.
    """
    spans = differing(one.phrasing, other.phrasing) if are_near else None
    spans = spans or _answers(one, other, asked)
    if spans is None or not _are_of_one(one, other, asked):
        return None
    first, second = map(state, (one, other), spans)
    if not (first and second and first.figure.contradicts(second.figure)):
        return None
    if not are_of_one_kind(first, second) or any(
        names_another(*pair, asked) for pair in ((one, other), (other, one))
    ):
        return None
    shown = _shown(first), _shown(second)
    return (shown[0], shown[1]) if shown[0] and shown[1] else None


def _answers(one: Quoted, other: Quoted, asked: Phrasing) -> tuple[Span, Span] | None:
    """Give the words that a reader marked, where both surely answer the question."""
    # What tells two numbers apart is known in English.
    if asked.language != "en" or not _answer(one, other, READ_THRESHOLD):
        return None
    # A thing has one number, and many days.
    is_number = one.answer is not None and one.answer.amount is not None
    in_both = {*one.phrasing.keys} & {*other.phrasing.keys}
    if not (is_number or asked_words(asked) <= in_both):
        return None
    return (one.mark, other.mark) if one.mark and other.mark else None


def _answer(one: Quoted, other: Quoted, sure: float) -> bool:
    """Tell whether a reader marked both, and each would be an answer alone."""
    is_marked = one.mark is not None and other.mark is not None
    return is_marked and min(one.hit.probability, other.hit.probability) >= sure


def _are_of_one(one: Quoted, other: Quoted, asked: Phrasing) -> bool:
    return are_of_one_subject(one, other, asked) and are_of_one_time(one, other)


def _shown(stated: Stated) -> Span | None:
    """Give the words to be shown; None where the answer's words are others."""
    mark, phrasing, span = stated.quoted.mark, stated.sentence, stated.mark
    shown = phrase_around(phrasing.text, span, phrasing.language)
    if mark is not None:
        if not span.overlaps(mark):
            return None
        if len(phrasing.text[mark.start : mark.end].split()) <= MAX_ANSWER_WORDS:
            # A reader may have left out the unit.
            is_date = stated.figure.amount is None
            widest = Span(min(mark.start, shown.start), max(mark.end, shown.end))
            shown = mark if is_date else widest
    return shown.moved(stated.quoted.sentence.start)
