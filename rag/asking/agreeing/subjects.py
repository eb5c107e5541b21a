"""Whether two quotes that answer one question do so of one thing.

A number is of what the sentence says and of what stands around it, so both are looked
at: the words that are asked for, names, dates, other numbers of the same kind, and
words for what is only planned, allowed or denied. These are English.
"""

import re
from dataclasses import dataclass

from rag.asking.agreeing.figures import Figure, figures_in, is_loose, read_figure
from rag.asking.agreeing.phrasing import (
    NEGATIONS,
    Phrasing,
    is_value,
    key_of,
    read_phrasing,
)
from rag.asking.agreeing.quoted import Quoted
from rag.asking.wording.english import each_of
from rag.text.terms import Term
from rag.types import Span

_START = re.compile(r"[:;]\s|,\s(?:and|but|while)\s")
_END = re.compile(
    r"[,;:]\s|\s\(|\s?\u2014|\s[-\u2013]\s|\sand\s(?:is|was|are|were|has|ha[vd]e?)\b"
)
_OTHERWISE = frozenset(
    read_phrasing(
        "will would could should may might must shall can expected planned forecast"
        " predicted target limit maximum minimum allowed permitted designed capacity"
        " hoped proposed usually normally average initially originally previously"
        " formerly earlier later now currently ago before until since each every daily"
        " annually peak highest lowest record top alone total altogether",
        "en",
    ).keys
)
"""Where only one of two has such a word, its number is of another time, of one of many,
or none that was measured."""

_PREPOSITIONS = each_of(
    "in at on by for under after during near behind over from of with"
)
_NO_PLACES = each_of("all least most present")
PLACE_WORDS = 4
MAX_DAYS_APART = 62
"""What is farther apart is another event: a report of years later gives its date."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number or date that a quote states, and where it is in the sentence."""

    quoted: Quoted
    mark: Span
    figure: Figure

    @property
    def sentence(self) -> Phrasing:
        """The sentence's words."""
        return self.quoted.phrasing

    @property
    def clause(self) -> Span:
        """The sentence between the marks and joining words around it."""
        text = self.sentence.text
        starts = _START.finditer(text, 0, self.mark.start)
        start = max((match.end() for match in starts), default=0)
        end = _END.search(text, self.mark.end)
        return Span(start, end.start() if end else len(text))

    @property
    def words(self) -> list[Term]:
        """The words of the clause."""
        span, terms = self.clause, self.sentence.terms
        return [term for term in terms if span.start <= term.start < span.end]


def state(quoted: Quoted, mark: Span) -> Stated | None:
    """Read the number or date that words of a quote's sentence are, if they are one."""
    figure = read_figure(quoted.phrasing, mark)
    return Stated(quoted, mark, figure) if figure else None


def asked_words(asked: Phrasing) -> frozenset[str]:
    """Give the keys of a question's words of content that are no names."""
    return frozenset(
        key
        for term, key in zip(asked.terms, asked.keys, strict=True)
        if not (term.stop or is_value(term)) and key not in asked.names
    )


def are_of_one_subject(one: Quoted, other: Quoted, asked: Phrasing) -> bool:
    """Tell whether what is over two sentences and around them is about one thing.

    Both have the names that are asked for; where none is, what one's title names is in
    the other's sentence, or among what that article begins with.
    """
    if asked.names:
        return asked.names <= one.near & other.near
    return any(
        not names.isdisjoint(beside.beginning | {*beside.phrasing.keys})
        for names, beside in (
            (one.names_in_title(other), other),
            (other.names_in_title(one), one),
        )
    )


def names_another(quoted: Quoted, other: Quoted, asked: Phrasing) -> bool:
    """Tell whether a sentence is of something that the other article isn't on.

    Then the title over it has a name or a number, as in "The ferry Berta" or "Lux 5",
    that the other article doesn't begin with or have near what is quoted of it; or the
    sentence has such a name instead of those that are asked for.
    """
    own = quoted.names_in_title(other) | quoted.numbers_in_title
    if not asked.names <= {*quoted.phrasing.keys}:
        own |= quoted.phrasing.names
    return not own <= other.near | {*asked.keys}


def are_of_one_time(one: Quoted, other: Quoted) -> bool:
    """Tell whether two articles may be about one event, or one year.

    Their titles have no other year, nor do they begin with dates far from each other.
    """
    years = [
        {t.text for t in each.heading.terms if t.text.isdigit() and len(t.text) == 4}
        for each in (one, other)
    ]
    if all(years) and years[0].isdisjoint(years[1]):
        return False
    gaps = [abs(first - second) for first in one.days for second in other.days]
    return min(gaps, default=0) <= MAX_DAYS_APART


def are_of_one_kind(one: Stated, other: Stated) -> bool:
    """Tell whether nothing in two sentences says that these are of two things."""
    if _told_by(one) != _told_by(other):
        return False
    loose = _loosely_told_by(one), _loosely_told_by(other)
    if all(loose) and loose[0] != loose[1]:
        return False
    pairs = (one, other), (other, one)
    return all(_is_of_unit(*pair) and _is_as_placed(*pair) for pair in pairs)


def _is_as_placed(one: Stated, other: Stated) -> bool:
    """Tell whether the other has the place, too, that a sentence begins with, if any.

    "At its mouth the river carries 90 cubic metres a second."
    """
    words = one.words
    if len(words) < 2 or words[0].text.lower() not in _PREPOSITIONS:
        return True
    # "In 2004 a wave", "In all", "At least three people"
    if is_value(words[1]) or words[1].text.lower() in _NO_PLACES:
        return True
    place = [t for t in words[1:PLACE_WORDS] if t.end <= one.mark.start and not t.stop]
    return not place or place[0].stems[0] in other.sentence.keys


def _is_of_unit(one: Stated, other: Stated) -> bool:
    # "912 people" and "860 were evacuated", but not "two" and "20,000 people".
    is_like = one.figure.is_like(other.figure)
    if not (is_like or {*one.figure.unit} <= {*other.sentence.keys}):
        return False
    # "Rose from 3 to 5"
    return not any(
        figure.amount is not None
        and figure.amount == other.figure.amount
        and (not figure.unit or figure.is_like(one.figure))
        for _, figure in figures_in(one.sentence, Span(0, len(one.sentence.text)))
    )


def _beside(one: Stated) -> list[Figure]:
    """Give the other numbers and dates of its clause."""
    found = figures_in(one.sentence, one.clause, one.mark)
    return [figure for _, figure in found]


def _told_by(one: Stated) -> set[object]:
    """Gather what tells of which thing a number is: dates, like numbers, and words."""
    found: set[object] = set()
    found.update(_OTHERWISE.intersection(map(key_of, one.words)))
    found.update(NEGATIONS.intersection(term.text.lower() for term in one.words))
    for figure in _beside(one):
        if figure.amount is None:
            found.update(part for part in figure.parts if not is_loose(part))
        elif figure.is_time or figure.is_like(one.figure):
            found.add(figure.amount)
    return found


def _loosely_told_by(one: Stated) -> set[str]:
    """Gather what tells two numbers apart only where both sentences have such words."""
    return {p for figure in _beside(one) for p in figure.parts if is_loose(p)}
