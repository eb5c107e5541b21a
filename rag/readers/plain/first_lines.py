"""Which first lines of paragraphs are headings, right above their text."""

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
    first, *rest = rows
    text = "\n".join(rest).strip()
    return (
        _NUMBERED.match(first) is not None
        and width(first) <= MAX_ABOVE_COLUMNS
        and not ends_sentence(first)
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
    text = "\n".join(rest).strip()
    return (
        len(rest) > 0
        and width(first) <= MAX_ABOVE_COLUMNS
        and first[-1:].isalnum()
        and text[:1].isupper()
        and max(map(width, rest)) >= 2 * width(first)
        and has_room(first, rest[0], wrap_columns)
        and is_body(text)
    )
