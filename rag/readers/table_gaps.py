"""Whether a table of a sheet goes on behind empty rows, as far as its texts tell."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import chain

from rag.readers.table_headers import (
    GAPS,
    LABEL_ENDS,
    MAX_HEADER_ROWS,
    Texts,
    are_labels,
    header_rows,
    is_figure,
)

MAX_EMPTY_ROWS = 1
"""Behind more of them, rows of words alone are a table of their own."""

MIN_ROWS_BELOW = 2
"""A single row behind a header that has none below it may as well be a form's."""

MIN_COLUMNS = 3
"""Two words above a gap are a header over figures alone; else they may be a pair."""


class _Kind(Enum):
    """What a value looks like; names of columns are mostly words."""

    FIGURE = auto()
    CODE = auto()  # "12 March", "A7"
    LOWER = auto()
    WORD = auto()


_Kinds = dict[int, set[_Kind]]
"""Of the values in each column."""


class OpenTable:
    """A table above a gap: its header, and which kinds of values are in its columns.

    Rows go on with it that stand in its columns, if their first is like the rows above
    and no header of its own: with a figure where the header has none, or with words
    that neither repeat the header nor stand over values of another kind.

    Args:
        rows: Its texts, from the sheet's first column on; no row is empty.

    Example:
        >>> table = OpenTable([["Town", "Cases"], ["Rye", "97"]])
        >>> table.goes_on([["Hull", "412"]], 1), table.goes_on([["Name", "Role"]], 1)
        (True, False)
    """

    def __init__(self, rows: Sequence[Texts]) -> None:
        self._kinds: _Kinds = {}
        self._firsts = {first for first, _ in map(_edges, rows)}
        self._lasts = {last for _, last in map(_edges, rows)}
        self._start, self._end = min(self._firsts), max(self._lasts) + 1
        top = self._cut(rows[:MAX_HEADER_ROWS])
        # One row more than there are: a header may have nothing below it yet.
        count = header_rows([*top, *top[:1]], is_usual=True)
        self._head = top[:count]
        self._names = _kinds_by_column(self._head)
        self.add(rows[count:])

    def add(self, rows: Sequence[Texts]) -> None:
        """Add rows that it goes on with."""
        for first, last in map(_edges, rows):
            self._firsts.add(first)
            self._lasts.add(last)
        for column, kinds in _kinds_by_column(self._cut(rows)).items():
            self._kinds.setdefault(column, set()).update(kinds)

    def goes_on(self, rows: Sequence[Texts], empty_rows: int) -> bool:
        """Tell whether rows behind so many empty ones go on with the table."""
        if not self._head or not self._has_edges(rows):
            return False
        rows = self._cut(rows)
        own = header_rows(rows, is_usual=True)
        first = rows[: max(own, 1)]
        rest = rows[len(first) :]
        has_figures = self._has_figures(first, may_be_names=own > 0)
        is_row = has_figures and not own
        if not self._fit(first, may_have_words=is_row) or not self._may_head(rows):
            return False
        if has_figures:
            return not are_labels([row[0] for row in rows])
        return empty_rows <= MAX_EMPTY_ROWS and not self._is_header(first, rest)

    def _cut(self, rows: Iterable[Texts]) -> list[Texts]:
        """Leave the table's own columns; of a row that ends before, its texts."""
        return [row[self._start : self._end] for row in rows]

    def _has_edges(self, rows: Iterable[Texts]) -> bool:
        """Tell whether rows begin and end in columns where the table's rows do."""
        firsts, lasts = zip(*map(_edges, rows), strict=True)
        return min(firsts) in self._firsts and max(lasts) in self._lasts

    def _fit(self, rows: Iterable[Texts], *, may_have_words: bool) -> bool:
        """Tell whether figures stand below figures, and words below words.

        A row that has figures and is no header may have words below figures, too: sums
        follow gaps ("Total"), and what has no price has a word.
        """
        for column, text in _values(rows):
            kinds = self._kinds.get(column, set())
            are_figures = {kind is _Kind.FIGURE for kind in kinds}
            is_free = may_have_words and not is_figure(text)
            if kinds and not is_free and is_figure(text) not in are_figures:
                return False
        return True

    def _may_head(self, rows: Sequence[Texts]) -> bool:
        """Tell whether the table has rows already, or its header may be that of rows.

        Forms have lines of words with gaps between them, and pairs stand over tables.
        """
        if self._kinds:
            return True
        is_wide = self._end - self._start >= MIN_COLUMNS
        is_headed = is_wide or header_rows([*self._head, *rows]) > 0
        return len(rows) >= MIN_ROWS_BELOW and is_headed

    def _has_figures(self, rows: Iterable[Texts], *, may_be_names: bool) -> bool:
        """Tell whether figures are in rows, or if these may be names: not below years.

        "2021" is data below "Since", and a name of its own below "2020".
        """
        figures = (column for column, text in _values(rows) if is_figure(text))
        return any(
            not may_be_names or _Kind.FIGURE not in self._names.get(column, ())
            for column in figures
        )

    def _is_header(self, rows: Sequence[Texts], below: Sequence[Texts]) -> bool:
        """Tell whether rows of words, or of years below years, name the columns anew.

        They repeat a name, are labels or years, stand over figures, or differ.
        """
        texts = {text for _, text in _values(rows)}
        is_again = not texts.isdisjoint(chain(*self._head))
        if is_again or rows[0][0].endswith(LABEL_ENDS) or any(map(is_figure, texts)):
            return True
        kinds, kinds_below = _kinds_by_column(rows), _kinds_by_column(below)
        is_over_figures = any(
            kinds_below.get(column) == {_Kind.FIGURE} for column in kinds
        )
        return is_over_figures or self._differs(kinds, kinds_below)

    def _differs(self, kinds: _Kinds, below: _Kinds) -> bool:
        """Tell whether a column's values differ from all around, as the header does."""
        is_like_names = all(
            kinds[column] <= names
            for column, names in self._names.items()
            if column in kinds
        )
        around = ((below.get(c, set()) | self._kinds.get(c, set()), c) for c in kinds)
        return is_like_names and any(
            bool(others) and others.isdisjoint(kinds[column])
            for others, column in around
        )


def _edges(row: Texts) -> tuple[int, int]:
    """Give the first and the last column of a row that are filled."""
    filled = [column for column, text in enumerate(row) if text]
    return filled[0], filled[-1]


def _values(rows: Iterable[Texts]) -> Iterator[tuple[int, str]]:
    """Give what stands in rows, with its column."""
    for row in rows:
        yield from ((at, text) for at, text in enumerate(row) if text not in GAPS)


def _kinds_by_column(rows: Iterable[Texts]) -> _Kinds:
    kinds: _Kinds = {}
    for column, text in _values(rows):
        kinds.setdefault(column, set()).add(_kind(text))
    return kinds


def _kind(text: str) -> _Kind:
    if is_figure(text):
        return _Kind.FIGURE
    if any(map(str.isdigit, text)):
        return _Kind.CODE
    return _Kind.LOWER if text[0].islower() else _Kind.WORD
