"""Which of a table's first rows name its columns, as far as its texts tell."""

import re
from collections.abc import Sequence
from itertools import chain, zip_longest

MAX_LABEL_CHARS = 80
"""What is longer names no column, unless it is a question."""

MAX_QUESTION_CHARS = 300

MAX_HEADER_ROWS = 3
MIN_FIGURES = 2
"""A single figure under a word may as well be the second of two pairs."""

MIN_ROWS_ALIKE = 2
"""A single row below names that are alike may as well be the second of a form."""

_NUMBER = re.compile(
    r"[(<>~≈±+\-−–$€£¥ ]*\d[\d.,:/'\u2009\u202f\xa0 –-]*+"  # "1,200", "12:30", "3–4"
    r"(?:[%‰°$€£¥]|[^\W\d_]{1,4}[²³]?(?:/[^\W\d_]{1,4})?)?\)?"  # "%", "km²", "km/h"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?(?: [^\W\d_].*)?")
"""Which also names a column: "2021", "2021/22", "2021 cars"."""

GAPS = frozenset({"", "-", "–", "—", "n/a", "N/A", "…", "..", "."})
"""What stands in a cell that has no figure."""

LABEL_ENDS = (":", "：")

Texts = Sequence[str]
"""The texts of a row's cells."""


def header_rows(rows: Sequence[Texts], *, is_usual: bool = False) -> int:
    """Count the first rows that name the columns.

    Args:
        rows: A table's rows.
        is_usual: Whether such a table usually has a header, so that a first row of
            names alone is taken for one; else there must be figures below.

    Example:
        >>> header_rows([["Year", "Cases"], ["2020", "97"], ["2021", "412"]])
        1
    """
    if are_labels([row[0] for row in rows if row]):
        return 0
    for count in range(1, min(MAX_HEADER_ROWS, len(rows) - 1) + 1):
        named = chain(*rows[:count])
        if not all(is_name(text) or (is_usual and _asks(text)) for text in named):
            break
        names, body = column_names(rows[:count]), rows[count:]
        is_told = is_usual and _is_one_corner(rows[:count])
        if _tell_apart(names) and (is_told or _has_figures(names, body)):
            return count
    return int(is_usual and len(rows) > 1 and _are_alike(rows[0], rows[1:]))


def are_labels(column: Sequence[str]) -> bool:
    """Tell whether all cells of a first column end as labels of their rows do."""
    filled = list(filter(None, column))
    return len(filled) > 1 and all(text.endswith(LABEL_ENDS) for text in filled)


def column_names(header: Sequence[Texts]) -> list[str]:
    """Name each column by all rows of the header, the same words once."""
    columns = zip_longest(*header, fillvalue="")
    return [" ".join(dict.fromkeys(filter(None, column))) for column in columns]


def is_name(text: str) -> bool:
    """Tell whether a cell may name a column: a short text, or a year."""
    is_short = len(text) <= MAX_LABEL_CHARS
    return is_short and (not is_figure(text) or _YEAR.fullmatch(text) is not None)


def _asks(text: str) -> bool:
    """Tell whether a cell is a question, as a survey names the column of answers."""
    return "?" in text and len(text) <= MAX_QUESTION_CHARS


def is_figure(text: str) -> bool:
    """Tell whether a cell's text is a number, with its unit perhaps.

    Example:
        >>> is_figure("1,200 t"), is_figure("Oats")
        (True, False)
    """
    return _NUMBER.fullmatch(text) is not None


def _tell_apart(names: Sequence[str]) -> bool:
    """Tell whether each column has a name of its own; the corner may have none."""
    return _are_all_named(names) and len(set(names)) == len(names)


def _are_all_named(names: Sequence[str]) -> bool:
    """Tell whether each column has a name, if not its own; the corner may have none."""
    return len(names) > 1 and not is_figure(names[0]) and all(names[1:])


def _is_one_corner(header: Sequence[Texts]) -> bool:
    """Tell whether rows have one corner: what has a first text of its own is data."""
    return len({row[0] for row in header if row and row[0]}) <= 1


def _are_alike(names: Texts, below: Sequence[Texts]) -> bool:
    """Tell whether a first row names columns, though not each by a name of its own.

    None of these is a value, which may stand below itself, and the corner is another.
    """
    body = [row for row in below if row != names]
    return (
        _are_all_named(names)
        and all(map(is_name, names))
        and names[0] not in names[1:]
        and len(body) >= MIN_ROWS_ALIKE
        and not any(
            name == text != ""
            for row in body
            for name, text in zip(names, row, strict=False)
        )
    )


def _has_figures(names: Sequence[str], body: Sequence[Texts]) -> bool:
    """Tell whether there are figures, and no text, under one of the names at least."""
    # A remark over all columns says nothing of what is in one of them.
    rows = (row for row in body if len(set(row)) > 1 or any(map(is_figure, row)))
    columns = zip_longest(*rows, fillvalue="")
    return any(
        len(filled) >= MIN_FIGURES and all(map(is_figure, filled))
        for _, column in zip(names, columns, strict=False)
        if (filled := [text for text in column if text not in GAPS])
    )
