"""The conditions that a question sets on a table's rows, and the rows that meet them.

"Which inns in Bern allow dogs for under £90?" sets three: what a cell says, a column
that says yes or no, and a limit. English only, but for signs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from rag.asking.tables.columns import Row, numbers_in
from rag.asking.wording.english import YEAR, denies
from rag.asking.wording.limits import Limit, limits_in, unit_of, without_limits
from rag.asking.wording.predicates import predicate_stems
from rag.text.terms import content_stems

ALLOWS = content_stems(
    "accepted access allowed available has have include included offered permitted "
    "provided served suit suitable welcome",
    "en",
)
"""Stems of words that say nothing of what a column is of: "Dogs allowed" is of dogs."""

_EITHER = re.compile(r"\bor\b", re.IGNORECASE)
_YES = re.compile(r"(?:yes|y|true|✓|✔|☑|✅|●)(?!\w).*", re.IGNORECASE)
_NO = re.compile(
    r"(?:(?:no|n|false|none|not|✗|✘|✕|❌|○|[-–—.]+)(?!\w).*)?", re.IGNORECASE
)
# "In May": a word that else says nothing.
_CAPITALS = re.compile(r"(?<=\s)[A-Z]\w*")
_WORDS = re.compile(r"[$€£¥%]|[a-z]+", re.IGNORECASE)
_YEARS = re.compile(rf"\b{YEAR}\b")
# Of more words a cell is a text: one of them may be there for any reason.
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is asked of rows: of each condition, which rows meet it.

    Args:
        told: Those that a number or a yes or no tells, each (rows,).
        said: Those that cells say in a question's words, each (rows,).
    """

    told: Sequence[Sequence[bool]]
    said: Sequence[Sequence[bool]]

    def meeting(self, table: Sequence[Row]) -> list[Row]:
        """Give the rows of the table that meet all."""
        each = zip(*self.told, *self.said, strict=True)
        return list(compress(table, map(all, each)))


def conditions_of(
    question: str, table: Sequence[Row], language: str
) -> Conditions | None:
    """Read the conditions that a question sets on the rows of a table.

    Args:
        question: The question.
        table: The rows, at least one.
        language: That of its article, ISO 639-1.

    Returns:
        At least one condition; None where none is set, or it can't be told on what, or
        the question names one row.
    """
    columns = [
        _Column(label, [row.cells.get(label, "") for row in table], language)
        for label in dict.fromkeys(label for row in table for label in row.cells)
    ]
    rest = without_limits(question)
    words = content_stems(rest, "en").union(_CAPITALS.findall(rest))
    bounded = [_of_limit(limit, columns, words) for limit in limits_in(question)]
    if None in bounded or _names_row(columns[0], words):
        return None
    asked = _asked([c for c in columns if c.says_yes], words)
    by_column = dict(_said(columns, asked, words, _names_in(rest)))
    others = [c for c in columns[1:] if c not in asked and c.label not in by_column]
    # "Which inns have parking?" is of a column, too, that says what kind, or none.
    predicate = predicate_stems(question, with_verb=False)
    had = _asked([c for c in others if c.says_any], predicate)
    answers = [column.says_yes or [] for column in asked]
    answers += [column.says_any or [] for column in had]
    said = [*by_column.values()]
    if denies(rest):
        # "Which inns in Bern don't allow dogs?" denies the one of these alone.
        denied = answers or said
        if len(denied) != 1:
            return None
        denied[0] = [not each for each in denied[0]]
    told = [*filter(None, bounded), *answers]
    # "In Alva or Bern" is of one column; of two it may be either that is meant.
    is_of_two = len(told) + len(said) > 1 and _EITHER.search(rest)
    if is_of_two and not any(column.says_several(words) for column in columns):
        return None
    return Conditions(told, said) if told or said else None


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name, and the cells of all rows, "" where one has none."""

    label: str
    cells: Sequence[str]
    language: str

    @property
    def stems(self) -> frozenset[str]:
        """What it is of: the stems of its name's words."""
        stems = content_stems(self.label, "en")
        return stems - ALLOWS or stems

    @property
    def said(self) -> list[frozenset[str]]:
        """The stems of each cell's words; of "May", which has none, or "No dogs" it."""
        cells = map(str.strip, self.cells)
        stems = ((c, "" if _NO.fullmatch(c) else c) for c in cells)
        return [content_stems(said, "en") or frozenset({c}) for c, said in stems]

    @property
    def years(self) -> list[float | None] | None:
        """The year that each cell is or has; None where one has no year, or two."""
        found = [_YEARS.findall(each) for each in self.cells]
        filled = [years for years, each in zip(found, self.cells, strict=True) if each]
        if any(len(years) != 1 for years in filled):
            return None
        return [float(years[0]) if years else None for years in found]

    @property
    def says_yes(self) -> list[bool] | None:
        """Where it says yes; None where it says something else than yes or no."""
        yes = [_YES.fullmatch(each) is not None for each in self.cells]
        no = [_NO.fullmatch(each) is not None for each in self.cells]
        is_of_both = all(y or n for y, n in zip(yes, no, strict=True))
        return yes if any(yes) and is_of_both else None

    @property
    def says_any(self) -> list[bool] | None:
        """Where it has something, not none or 0; None where all cells or none have."""
        cells = map(str.strip, self.cells)
        some = [each != "0" and not _NO.fullmatch(each) for each in cells]
        return some if any(some) and not all(some) else None

    def numbers(self, limit: Limit) -> list[float | None] | None:
        """Give its numbers, or its years; None where the limit is of something else."""
        if limit.is_year or self.years:
            return self.years if limit.is_year else None
        in_cells, in_label = map(_units_in, (" ".join(self.cells), self.label))
        is_of_unit = not limit.unit or limit.unit in in_cells | in_label
        # "Older than 50 years": cells may say nothing of what they are of.
        if is_of_unit or (not in_cells and self.measures(limit.measures)):
            return numbers_in(self.cells, self.language)
        return None

    def measures(self, names: str) -> bool:
        """Tell whether its name has one of what a limit is of, a pattern, if any."""
        named = re.compile(rf"\b(?:{names or '(?!)'})", re.IGNORECASE)
        return named.search(self.label) is not None

    def within(self, limit: Limit) -> list[bool]:
        """Tell which of its numbers are within a limit."""
        numbers = self.numbers(limit) or []
        return [n is not None and limit.holds(n, self.label) for n in numbers]

    def says_whole(self, words: frozenset[str]) -> list[bool]:
        """Tell which of its cells are said whole by some words."""
        return [each <= words for each in self.said]

    def says_several(self, words: frozenset[str]) -> bool:
        """Tell whether words say more than one of its cells."""
        whole = compress(self.said, self.says_whole(words))
        return len({*whole}) > 1


def _asked(columns: Sequence[_Column], words: frozenset[str]) -> list[_Column]:
    """Choose the columns that words ask for by most of a name."""
    named = [column for column in columns if column.label]
    whole = [column for column in named if column.stems <= words]
    most = [c for c in named if 2 * len(c.stems & words) >= len(c.stems)]
    return whole or (most if len(most) == 1 else [])


def _said(
    columns: Sequence[_Column],
    asked: Sequence[_Column],
    words: frozenset[str],
    names: frozenset[str],
) -> Iterator[tuple[str, list[bool]]]:
    """Tell of each column which of its cells are said, if some are and others aren't.

    A part of a cell is enough, but of what columns are called.
    """
    whole = (each for column in columns for each in column.said if each <= words)
    rest = words.difference(*(column.stems for column in columns), *whole)
    names = frozenset(word for word in names if content_stems(word, "en") & rest)
    for column in columns:
        said = column.says_whole(words)
        if not any(said):
            # "Which rooms" are not those alone that are called a room.
            is_name = column is columns[0]
            cells = [*map(_names_in, column.cells)] if is_name else column.said
            said = _most_shared(cells, names if is_name else rest)
        if column not in asked and any(said) and not all(said):
            yield column.label, said


def _most_shared(cells: Sequence[frozenset[str]], words: frozenset[str]) -> list[bool]:
    """Tell which cells have the most of some words that not all cells have."""
    in_all = frozenset.intersection(*cells)
    telling = {each for each in words - in_all if not each.isdecimal()}
    shared = [len(each & telling) if len(each) <= _MOST_WORDS else 0 for each in cells]
    return [0 < each == max(shared) for each in shared]


def _names_in(text: str) -> frozenset[str]:
    """Collect the words of content as they are written, but for capitals."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(word for word in words if content_stems(word, "en"))


def _names_row(names: _Column, words: frozenset[str]) -> bool:
    """Tell whether words name one row of a table: then a cell of that is asked for."""
    is_each_once = len({*names.cells}) == len(names.cells)
    return is_each_once and any(names.says_whole(words))


def _of_limit(
    limit: Limit, columns: Sequence[_Column], words: frozenset[str]
) -> list[bool] | None:
    """Tell which rows are within a limit; None where its column can't be told."""
    fitting = [c for c in columns if c.label and c.numbers(limit) is not None]
    measured = [c for c in fitting if c.measures(limit.measures)]
    # Who is older has the higher age, before more years of anything else.
    first = [c for c in measured if c.measures(rf"{limit.measures.split('|')[0]}\b")]
    best = first or measured
    most = max((len(c.stems & words) for c in best or fitting), default=0)
    named = [c for c in best or fitting if len(c.stems & words) == most > 0]
    is_told = limit.unit or limit.is_year
    chosen = named or best or (fitting if is_told else [])
    return chosen[0].within(limit) if len(chosen) == 1 else None


def _units_in(text: str) -> frozenset[str]:
    return frozenset(map(unit_of, _WORDS.findall(text.lower()))) - {""}
