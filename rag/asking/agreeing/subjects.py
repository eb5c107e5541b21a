"""Whether two quotes that answer one question do so of one thing.

A number is of what the sentence says and of what stands around it, so both are looked
at: the words that are asked for, names, dates, other numbers of the same kind, and
words for what is only planned, allowed or denied. These are English.
"""

import re
from dataclasses import dataclass

from rag.asking.agreeing.figures import Figure, figures_in, is_loose
from rag.asking.agreeing.phrasing import NEGATIONS, Phrasing, each_of, is_value
from rag.asking.agreeing.quoted import Quoted
from rag.text.terms import Term
from rag.types import Span

_HOW = re.compile(r"\bhow\s+(\w+)", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z]{2,}+[^\n\u2013\u2014]{0,80}?\s[-\u2013\u2014]\s")
_START = re.compile(r"[:;]\s")
_END = re.compile(
    r"[,;:]\s|\s\(|\s?\u2014|\s[-\u2013]\s|\sand\s(?:is|was|are|were|has|ha[vd]e?)\b"
)
_CORRECTS = re.compile(r"\b(?:correct|revis)", re.IGNORECASE)
_OTHERWISE = NEGATIONS | each_of(
    "will would could should may might must shall can expected planned plans forecast"
    " predicted target limit maximum minimum allowed permitted designed capacity hoped"
    " proposed usually normally average initially originally previously formerly"
    " earlier later now currently ago before until since each every daily yearly"
    " annually monthly weekly peak highest lowest record top alone"
)
"""Where only one of two has such a word, its number is of another time, of one of many,
or none that was measured."""

_HARMLESS = re.compile(
    r"\b(?:now\s(?=known|said|thought|believed|put\b)"
    r"|before\s(?:dawn|noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\b(?:an?|per|each|every)\s(second|minute|hour|day|night|week|month|year|person)\b"
)
_PART_OF_DAY = re.compile(
    r"\b(?:dawn|morning|noon|midday|afternoon|evening|night|midnight)\b"
)
_PREPOSITIONS = each_of(
    "in at on by for under after during near behind over from of with"
)
_NO_PLACES = each_of("all total sum least most present")
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
    def whole(self) -> Span:
        """The sentence's range in itself."""
        return Span(0, len(self.sentence.text))

    @property
    def _is_row(self) -> bool:
        return ";" in self.sentence.text and ":" in self.sentence.text

    @property
    def scope(self) -> Span:
        """The sentence up to the comma behind it, without a dateline.

        A table's row is all of it.
        """
        text = self.sentence.text
        if self._is_row:
            return self.whole
        dateline, end = _DATELINE.match(text), _END.search(text, self.mark.end)
        start = min(dateline.end(), self.mark.start) if dateline else 0
        return Span(start, end.start() if end else len(text))

    @property
    def clause(self) -> Span:
        """What of that is behind a colon or semicolon."""
        scope, text = self.scope, self.sentence.text
        if self._is_row:
            return scope
        starts = _START.finditer(text, scope.start, self.mark.start)
        return Span(max([scope.start, *(m.end() for m in starts)]), scope.end)

    @property
    def words(self) -> list[Term]:
        """The words of the clause."""
        span, terms = self.clause, self.sentence.terms
        return [term for term in terms if span.start <= term.start < span.end]

    @property
    def names(self) -> frozenset[str]:
        """The keys of the names in the clause."""
        return self.sentence.names & {term.stems[0] for term in self.words}


def asked_words(asked: Phrasing) -> frozenset[str]:
    """Give the keys of a question's words of content that are no names.

    What stands behind "how" says in what it is counted: "how big", "how far".
    """
    how = {match.start(1) for match in _HOW.finditer(asked.text)}
    return frozenset(
        key
        for term, key in zip(asked.terms, asked.keys, strict=True)
        if not (term.stop or is_value(term) or term.start in how)
        and key not in asked.names
    )


def are_siblings(one: Quoted, other: Quoted) -> bool:
    """Tell whether titles name two things of one sort: the ferries Alma and Berta.

    What these tell in the same words is of each of them.
    """
    own = (
        (one.names_in_title(other) | one.numbers_in_title) - other.title,
        (other.names_in_title(one) | other.numbers_in_title) - one.title,
    )
    return all(own) and not one.title.isdisjoint(other.title)


def are_of_one_subject(one: Quoted, other: Quoted, asked: Phrasing) -> bool:
    """Tell whether what is over two sentences and around them is about one thing.

    Both have the names that are asked for; where none is, what one's title names is in
    the other's sentence, or among what that article begins with.
    """
    pairs = (one, other), (other, one)
    if asked.names:
        return all(_is_of(asked.names, *pair) for pair in pairs)
    named = [each.names_in_title(beside) for each, beside in pairs]
    shared = [
        names & (beside.beginning | {*beside.phrasing.keys})
        for names, (_, beside) in zip(named, pairs, strict=True)
    ]
    return any(shared) and all(map(bool, shared)) == all(map(bool, named))


def _is_of(names: frozenset[str], quoted: Quoted, other: Quoted) -> bool:
    """Tell whether a sentence is of what has such names, and of nothing else."""
    if names <= {*quoted.phrasing.keys, *quoted.heading.keys}:
        return True
    own = quoted.names_in_title(other) - other.title
    return names <= quoted.near and own <= names


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
    return _is_of_unit(one, other) and _is_of_unit(other, one)


def is_as_placed(one: Stated, other: Stated) -> bool:
    """Tell whether the other has the place, too, that a sentence begins with, if any.

    "At its mouth the river carries 90 cubic metres a second."
    """
    words = [term for term in one.words if not is_value(term)]
    if not words or words[0].text.lower() not in _PREPOSITIONS:
        return True
    # "In total", "At least three people"
    if words[1:] and words[1].text.lower() in _NO_PLACES:
        return True
    place = [t for t in words[1:PLACE_WORDS] if t.end <= one.mark.start and not t.stop]
    return not place or place[0].stems[0] in other.sentence.keys


def _is_of_unit(one: Stated, other: Stated) -> bool:
    # "85 metres" and "60 metres long", but not "5 trains" and "6 trains a day".
    if not {*one.figure.unit} <= {*other.figure.unit, *other.sentence.keys}:
        return False
    # "Rose from 3 to 5"
    said = {figure.amount for _, figure in figures_in(one.sentence, one.whole)}
    is_said = other.figure.amount is not None and other.figure.amount in said
    return not is_said or _CORRECTS.search(one.sentence.text) is not None


def _beside(one: Stated) -> list[Figure]:
    """Give the other numbers and dates of its scope."""
    found = figures_in(one.sentence, one.scope, one.mark)
    return [figure for _, figure in found]


def _told_by(one: Stated) -> set[object]:
    """Gather what tells of which thing a number is: dates, like numbers, and words."""
    text, clause = one.sentence.text, one.clause
    harmless = {match.start() for match in _HARMLESS.finditer(text)}
    words = {
        term.text.lower()
        for term in one.words
        if not (is_value(term) or term.start in harmless)
    }
    found: set[object] = set(words & _OTHERWISE)
    found.update(_RATE.findall(text, clause.start, clause.end))
    for figure in _beside(one):
        if figure.amount is None:
            found.update(part for part in figure.parts if not is_loose(part))
        elif figure.is_time or figure.is_like(one.figure):
            found.add(figure.amount)
    return found


def _loosely_told_by(one: Stated) -> set[str]:
    """Gather what tells two numbers apart only where both sentences have such words."""
    parts = {part for figure in _beside(one) for part in figure.parts}
    times = _PART_OF_DAY.findall(one.sentence.text, 0, one.scope.end)
    return {*filter(is_loose, parts), *times}
