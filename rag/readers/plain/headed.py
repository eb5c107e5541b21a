"""Which groups of lines begin with a heading, right above its text.

Other headings of plain text have a line to themselves: `headings`.
"""

import re
from collections.abc import Sequence

from rag.readers.plain.lines import ends_sentence, has_room, is_body, width

MAX_SHOUTED_CHARS = 80
MAX_ABOVE_COLUMNS = 60
MIN_SHOUTED_LETTERS = 5
"""A line of capitals with fewer letters may begin a sentence ("NATO")."""

HEADED_SHARE = 0.6
"""Where more of the paragraphs begin with a short line, such lines are headings."""

_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[^\W\d_]")
_COUNTED = re.compile(r"(\d{1,2})\.?\s+[^\W\d_]")

LEAST_SURE = 2
"""So many headings of a series must be ones by what stands below them."""


def begins_headed(rows: list[str], wrap_columns: float, *, is_headed: bool) -> bool:
    """Tell whether the first of some lines is a heading of the others.

    Args:
        rows: Lines without a blank one between them.
        wrap_columns: How wide lines are; infinite where none is wrapped.
        is_headed: Whether a short line is a heading in this text; see `are_headed`.
    """
    return (
        _is_shouted_heading(rows)
        or _is_numbered_heading(rows, wrap_columns)
        or (is_headed and _is_short_heading(rows, wrap_columns))
    )


def _is_shouted_heading(rows: list[str]) -> bool:
    """Tell whether the first line is in capitals, as headings above text may be."""
    first, second = rows[0], rows[1].lstrip() if len(rows) > 1 else ""
    letters = sum(map(str.isalpha, first[:MAX_SHOUTED_CHARS]))
    return (
        first.isupper()
        and letters >= MIN_SHOUTED_LETTERS
        and len(first) <= MAX_SHOUTED_CHARS
        and second[:1].isalnum()
        and not second[:1].islower()
        and not second.isupper()
    )


def _is_numbered_heading(rows: list[str], wrap_columns: float) -> bool:
    """Tell whether the first line is a numbered heading, right above its text.

    An item of a list goes on in the next line only where the first is full.
    """
    is_numbered = _NUMBERED.match(rows[0]) is not None and not ends_sentence(rows[0])
    return is_numbered and _is_over_text(rows, wrap_columns)


def counted(each_rows: Sequence[list[str]], wrap_columns: float) -> frozenset[int]:
    """Find the groups that begin with a heading by its number, one after the other.

    What stands under some may be no text: sub-clauses, names, a date.

    Args:
        each_rows: The lines of each group that no blank line parts.
        wrap_columns: How wide lines are; infinite where none is wrapped.

    Returns:
        Which of the groups; none unless they are counted from 1 on, without a gap, and
        two at least stand over a text.
    """
    numbers = {
        place: int(match[1])
        for place, rows in enumerate(each_rows)
        if (match := _COUNTED.match(rows[0])) and _may_be_above(rows, wrap_columns)
    }
    # What has a line to itself is counted, too, and is one by what follows.
    heads = [place for place in numbers if len(each_rows[place]) > 1]
    sure = sum(_is_over_text(each_rows[place], wrap_columns) for place in heads)
    is_series = [*numbers.values()] == [*range(1, len(numbers) + 1)]
    return frozenset(heads if is_series and sure >= LEAST_SURE else ())


def _may_be_above(rows: list[str], wrap_columns: float) -> bool:
    """Tell whether the first line is short, had room, and is no sentence."""
    first, second = rows[0], "".join(rows[1:2])
    return (
        width(first) <= MAX_ABOVE_COLUMNS
        and not ends_sentence(first)
        and not second.lstrip()[:1].islower()
        and has_room(first, second, wrap_columns)
    )


def _is_over_text(rows: list[str], wrap_columns: float) -> bool:
    """Tell whether the first line is short, had room, and stands over a text."""
    first, *rest = rows
    text = "\n".join(rest).strip()
    return (
        width(first) <= MAX_ABOVE_COLUMNS
        and text[:1].isupper()
        and has_room(first, rest[0], wrap_columns)
        and is_body(text)
    )


def are_headed(each_rows: Sequence[list[str]], wrap_columns: float) -> bool:
    """Tell whether most paragraphs begin with a short line, right above their text.

    A single one may be anything.

    Args:
        each_rows: The lines of each group that no blank line parts.
        wrap_columns: How wide lines are; infinite where none is wrapped.
    """
    bodies = [rows for rows in each_rows if is_body("\n".join(rows))]
    headed = sum(_is_short_heading(rows, wrap_columns) for rows in bodies)
    return headed > 1 and headed > HEADED_SHARE * len(bodies)


def _is_short_heading(rows: list[str], wrap_columns: float) -> bool:
    """Tell whether the first line could be a heading without a mark or number.

    Lines of verse and of addresses are about as long as each other.
    """
    first, *rest = rows
    return (
        len(rest) > 0
        and first[-1:].isalnum()
        and max(map(width, rest)) >= 2 * width(first)
        and _is_over_text(rows, wrap_columns)
    )
