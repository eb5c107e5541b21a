"""Which cell of a table's row a question asks for, by its column's name.

A reader sees "2021: 6670; 2022: 342" and takes one number for another. English only.
"""

import re
from dataclasses import dataclass

from rag.asking.wording.english import YEAR
from rag.text.terms import content_stems, content_terms
from rag.types import Span

_CELL = re.compile(r"(?:(?<=; )|\A)(?P<label>[^;:\n]++):\s+(?P<value>[^;\n]++)")
_CELL_END = re.compile(r";(?=\s[^\n;:]++:\s)")
_UNIT = re.compile(r"\([^()]*+\)")
_YEAR = re.compile(YEAR)
_WHO = re.compile(r"\W*(?:\w+\s+)?who\b", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:[A-Z][\w.'’-]*\s(?:(?:bin|da|de|den|der|di|du|la|van|von)\s)*){1,3}[A-Z][\w'’-]+"
)
_WHEN = re.compile(r"\W*(?:\w+\s+)?when\b", re.IGNORECASE)
_DATED = re.compile(rf"\d:\d\d|\b{YEAR}\b")
_WHICH = re.compile(r"\b(?:which|what)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# What a column of the measure that is asked for may be called.
_MEASURES = tuple(
    (re.compile(asked, re.IGNORECASE), content_stems(names, "en"))
    for asked, names in (
        (r"\bhow\s+(?:much\b.*\bweighs?|heavy)\b", "weight mass"),
        (
            r"\bhow\s+(?:much\s+(?:is|are|was|were)|expensive)\b"
            r"|\b(?:how\s+much|what)\s+(?:do|does|did|will|would)\b.*\bcost\b",
            "price cost fee fare rate charge admission",
        ),
        (r"\bhow\s+(?:big|large)\b", "size area volume capacity dimensions"),
        (r"\bhow\s+(?:tall|high)\b", "height altitude elevation"),
        (r"\bhow\s+long\b", "length duration"),
        (r"\bhow\s+old\b", "age"),
        (
            r"\bwhat\s+time\s+(?:is|are|does|do)\b(?!.*\b(?:end|close|finish|stop)\b)",
            "time start",
        ),
        (
            r"\bhow\s+many\s+(?:people|persons|guests|children)\s+(?:can|may|is|are|fit)\b",
            "places sleeps seats capacity",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The words of a cell's label and value, by their stems, and where the value is.

    `year` is the one in the label, empty without one; it is no word of a label that
    has others.
    """

    label: frozenset[str]
    year: str
    unit: frozenset[str]
    value: frozenset[str]
    place: Span


def cell_ends(text: str) -> list[int]:
    """Say where the cells of a table's rows end, but for the last of each.

    Example:
        >>> cell_ends("Price: 5; Weight: 2")
        [9]
    """
    return [found.end() for found in _CELL_END.finditer(text)]


def labels_of(row: str) -> tuple[str, ...]:
    """Give the names of a row's columns; none of what is no row.

    Example:
        >>> labels_of("Price: 5; Weight: 2"), labels_of("They say: come")
        (('Price', 'Weight'), ())
    """
    labels = tuple(found["label"] for found in _CELL.finditer(row))
    return labels if len(labels) > 1 else ()


def row_name(row: str) -> str | None:
    """Give what a table's row is on, its first cell; None of what is no row.

    Example:
        >>> row_name("Lamp: White; Weight: 2"), row_name("They say: come")
        ('White', None)
    """
    if not labels_of(row):
        return None
    (first, *_) = _CELL.finditer(row)
    return first["value"].strip()


@dataclass(frozen=True, slots=True)
class AskedCell:
    """A cell that is asked for: its characters, and whether its row is named, too."""

    place: Span
    is_of_named_row: bool


def words_named(question: str, row: str) -> int:
    """Count the words of those cells of a row that a question says whole.

    A number is a year at most: "5 kg" names no price of 5.

    Example:
        >>> question = "What does the white lamp weigh?"
        >>> words_named(question, "Lamp: White; Weight: 2")
        1
        >>> words_named(question, "Lamp: White, old; Weight: 3")
        0
        >>> words_named("Is the old white lamp heavy?", "Lamp: White, old; Weight: 3")
        2
    """
    asked = _stems(question)
    values = [_cell(found).value for found in _CELL.finditer(row)]
    return sum(len(each) for each in values if each <= asked and not _is_number(each))


def _is_number(value: frozenset[str]) -> bool:
    return all(word.isdigit() and not _YEAR.fullmatch(word) for word in value)


def cell_asked(question: str, row: str) -> AskedCell | None:
    """Find the cell whose column a question names, or the only one of its measure.

    Args:
        question: The question.
        row: A sentence; one that is no row, or whose columns have no names, has none.

    Returns:
        What stands in it. A cell that the question says itself only tells which row is
        meant. Of several columns the one counts that is behind "which", then the one of
        whose name, with its unit, the question says more, then the latest year's.

    Example:
        >>> row = "Village: Orby; Inhabitants: 1943; Altitude (m): 1344"
        >>> cell_asked("How many inhabitants has Orby?", row)
        AskedCell(place=Span(start=28, end=32), is_of_named_row=True)
        >>> cell_asked("How high is Orby?", row)
        AskedCell(place=Span(start=48, end=52), is_of_named_row=True)
        >>> cell_asked("Who is the mayor of Orby?", row)
    """
    cells = [_cell(found) for found in _CELL.finditer(row)]
    if len(cells) < 2:
        return None
    asked, years = _stems(question), _YEAR.findall(question)
    unsaid = [cell for cell in cells if not cell.value <= asked]
    named = [
        cell
        for cell in unsaid
        if cell.label
        and cell.label <= asked
        and (not cell.year or not years or cell.year in years)
    ] or _of_measure(question, row, cells)
    if not named and _WHO.match(question):
        named = [cell for cell in unsaid if _PERSON.fullmatch(_said(cell, row))]
    # "When was the catch largest?" names what is large then.
    if _WHEN.match(question) and not any(_DATED.search(_said(c, row)) for c in named):
        named = [c for c in unsaid if c.label in ({"year"}, {"date"})] or named
    ranks = [_rank(cell, question, asked) for cell in named]
    if not named or ranks.count(max(ranks)) > 1:
        return None
    is_of_named_row = any(c.value and c.value <= asked for c in cells)
    return AskedCell(named[ranks.index(max(ranks))].place, is_of_named_row)


def _of_measure(question: str, row: str, cells: list[_Cell]) -> list[_Cell]:
    """Find the one cell of the measure asked for: the price where it is "how much".

    Only of a row of which the question names something, and where it has no number but
    the row's name does: a child "of 2" is told by no column of prices.
    """
    names = next((names for asks, names in _MEASURES if asks.search(question)), None)
    is_on_row = any(cell.value & _stems(question) for cell in cells)
    numbers = {*_DIGITS.findall(question)} - {*_DIGITS.findall(_said(cells[0], row))}
    if names is None or not is_on_row or numbers:
        return []
    fitting = [cell for cell in cells if cell.label & names]
    return fitting if len(fitting) == 1 else []


def _said(cell: _Cell, row: str) -> str:
    return row[cell.place.start : cell.place.end]


def _rank(cell: _Cell, question: str, asked: frozenset[str]) -> tuple[bool, int, str]:
    """Say how much a question asks for a cell, of those whose columns it names."""
    which = _WHICH.search(question)
    behind = content_terms(question[which.end() :], "en") if which else []
    first = {term.stems[0] for term in behind[: len(cell.label)]}
    said = len((cell.label | cell.unit) & asked)
    return cell.label == first, said, cell.year


def _cell(found: re.Match[str]) -> _Cell:
    label, start = found["label"], found.start("value")
    bare, year = _UNIT.sub("", label), _YEAR.search(label)
    return _Cell(
        label=_stems(_YEAR.sub("", bare)) or _stems(bare),
        year=year.group() if year else "",
        unit=frozenset().union(*map(_stems, _UNIT.findall(label))),
        value=_stems(found["value"]),
        place=Span(start, start + len(found["value"].rstrip())),
    )


def _stems(text: str) -> frozenset[str]:
    return content_stems(text, "en")
