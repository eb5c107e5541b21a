"""How plain text is laid out: lines, blank lines, and the paragraphs they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from rag.readers.plain.headed import are_headed, begins_headed, counted
from rag.readers.plain.lines import (
    ends_sentence,
    has_room,
    is_labelled,
    is_list_item,
    is_rule,
    lines,
    width,
)
from rag.types import Span

LONG_LINE_CHARS = 160
"""Nobody wraps lines that wide: a longer line is a paragraph of its own."""

MEANT_SHARE = 0.6
"""Share of line breaks that are meant, where each line is a paragraph."""

MANY_LINES = 3
"""More lines than that do not all end with a sentence by chance."""

_WIDE_INDENT = "\u3000"
_CLAUSE = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.?\s+[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or heading, as the layout alone tells them.

    Args:
        start: Where its first character stands that is no white space.
        end: Where its last one ends.
        text: What lies between.
        blank_before: Blank or drawn lines above it.
        is_apart: It is one line, with a paragraph break above and below.
        underline: The character that a line below it is drawn with ("=", "-"), or "".
        is_counted: It is a heading by its number, as others before and after it are.
        indent: The white space before its first character, in characters.
    """

    start: int
    end: int
    text: str
    blank_before: int
    is_apart: bool
    underline: str = ""
    is_counted: bool = False
    indent: int = 0


@dataclass(slots=True)
class _Group:
    """Lines without a blank one between them."""

    lines: list[Span]
    blank_before: int
    underline: str = ""


def units(text: str, start: int = 0) -> list[Unit]:
    r"""Divide text into paragraphs, by blank lines and by how its lines are broken.

    Args:
        text: Text with line feeds.
        start: Where to begin.

    Returns:
        Units in order; together they hold all text but white space and drawn rules.

    Example:
        >>> [unit.text for unit in units("one\ntwo\n\nthree")]
        ['one\ntwo', 'three']
    """
    columns = wrapped_at(text, start)
    groups = list(_groups(text, start))
    each_rows = [[text[line.start : line.end] for line in g.lines] for g in groups]
    is_headed = are_headed(each_rows, columns)
    series = counted(each_rows, columns)
    found: list[Unit] = []
    for number, (group, rows) in enumerate(zip(groups, each_rows, strict=True)):
        if number in series:
            head = _unit(text, group, 0, 1, is_apart=True)
            found.append(replace(head, is_counted=True))
        above = int(number in series)
        cuts, is_tight = _cuts(rows[above:], columns, is_headed)
        bounds = [above, *(above + cut for cut in cuts), len(rows)]
        for first, last in pairwise(bounds):
            found.append(_unit(text, group, first, last, is_apart=not is_tight))
    return found


def _unit(text: str, group: _Group, first: int, last: int, is_apart: bool) -> Unit:
    """Make a unit of the lines first to last - 1 of a group."""
    begin, end = group.lines[first].start, group.lines[last - 1].end
    raw = text[begin:end]
    indent = len(raw) - len(raw.lstrip())
    begin += indent
    body = raw.strip()
    return Unit(
        start=begin,
        end=begin + len(body),
        text=body,
        # Within a group a paragraph break stands for a blank line.
        blank_before=group.blank_before if first == 0 else 1,
        is_apart=is_apart and last - first == 1,
        underline=group.underline,
        indent=indent,
    )


def _groups(text: str, start: int) -> Iterator[_Group]:
    """Gather lines between blank ones; a drawn line may underline a single one."""
    group = _Group([], 1)
    blanks = 1
    for line in lines(text, start):
        row = text[line.start : line.end]
        if row and not row.isspace() and not is_rule(row):
            if not group.lines:
                group.blank_before = blanks
            group.lines.append(line)
            blanks = 0
            continue
        blanks += 1
        if group.lines:
            group.underline = _underline(text, group, row)
            yield group
            group = _Group([], 1)
    if group.lines:
        yield group


def _underline(text: str, group: _Group, row: str) -> str:
    only = group.lines[0]
    drawn = row.strip()
    # A few signs below a long line only part it from what follows.
    long_enough = 2 * len(drawn) >= width(text[only.start : only.end].strip())
    is_underline = drawn[:1] in "=-~" and len(set(drawn)) == 1 and len(group.lines) == 1
    return drawn[:1] if drawn and is_underline and long_enough else ""


def wrapped_at(text: str, start: int) -> float:
    """Find the width that lines may be wrapped at: infinite if any line is too long.

    Args:
        text: The whole text.
        start: Where to begin.
    """
    longest = max((line.end - line.start for line in lines(text, start)), default=0)
    return longest if longest <= LONG_LINE_CHARS else inf


def _cuts(
    rows: list[str], wrap_columns: float, is_headed: bool
) -> tuple[list[int], bool]:
    """Choose the lines that begin a paragraph, and tell if none can be a heading."""
    inner = range(1, len(rows))
    # First: the lines below it are laid out in a way of their own.
    if begins_headed(rows, wrap_columns, is_headed=is_headed):
        cuts, is_tight = _cuts(rows[1:], wrap_columns, is_headed=False)
        return [1, *(cut + 1 for cut in cuts)], is_tight
    # A single one further down may be a sentence's line, that begins with "1931. ".
    items = [i for i, row in enumerate(rows) if is_list_item(row)]
    if len(rows) > 1 and items and (items[0] == 0 or len(items) > 1):
        leads = _lead_cuts(rows, {*items}, wrap_columns)
        return sorted({*items, *leads, *_clause_cuts(rows)} - {0}), True
    if clauses := _clause_cuts(rows):
        return clauses, True
    if values := _value_cuts(rows, wrap_columns):
        return values, True
    # In Chinese each paragraph begins so.
    is_wide_indent = all(row.startswith(_WIDE_INDENT) for row in rows)
    if is_wide_indent or max(map(len, rows)) > LONG_LINE_CHARS:
        return list(inner), False
    # As in books: an indent amid a sentence begins no paragraph.
    indented = [i for i in inner if rows[i].startswith(("  ", "\t", _WIDE_INDENT))]
    if 0 < len(indented) < len(inner) and all(
        ends_sentence(rows[i - 1]) for i in indented
    ):
        return indented, True
    return (list(inner) if _are_paragraphs(rows, wrap_columns) else []), False


def _lead_cuts(rows: list[str], items: set[int], wrap_columns: float) -> Iterator[int]:
    """Choose the lines between items that announce those below: "Rare effects:".

    One that is indented, or had no room above, goes on there.
    """
    for i in range(1, len(rows) - 1):
        is_lead = rows[i].rstrip().endswith((":", "：")) and not rows[i][:1].isspace()
        is_between = i not in items and i + 1 in items
        if is_lead and is_between and has_room(rows[i - 1], rows[i], wrap_columns):
            yield i


def _clause_cuts(rows: list[str]) -> list[int]:
    """Choose the lines that begin a clause, where these are counted: "2.1", "2.2"."""
    counted = [(i, *map(int, m.groups())) for i, m in _clauses(rows)]
    if len(counted) < 2 or counted[0][0] > 0:
        return []
    [(_, part, first), *_] = counted
    expected = [(part, first + n) for n in range(len(counted))]
    is_series = [(each, number) for _, each, number in counted] == expected
    return [i for i, *_ in counted[1:]] if is_series else []


def _clauses(rows: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for i, row in enumerate(rows):
        if match := _CLAUSE.match(row):
            yield i, match


def _value_cuts(rows: list[str], wrap_columns: float) -> list[int]:
    """Choose the lines that begin a paragraph where most are a label and a value."""
    labelled = [is_labelled(row.strip()) for row in rows]
    if not labelled[0] or sum(labelled) <= max(1, len(rows) / 2):
        return []
    # What had no room goes on; what had is a line of its own, too.
    is_meant = [has_room(*pair, wrap_columns) for pair in pairwise(rows)]
    return [i for i in range(1, len(rows)) if labelled[i] or is_meant[i - 1]]


def _are_paragraphs(rows: list[str], wrap_columns: float) -> bool:
    """Tell whether lines are paragraphs: all end so, or most breaks are meant."""
    if len(rows) > MANY_LINES and all(map(ends_sentence, rows)):
        return True
    # A sentence ends there, and the next word would have fitted.
    meant = sum(
        ends_sentence(a) and has_room(a, b, wrap_columns) for a, b in pairwise(rows)
    )
    return meant > MEANT_SHARE * (len(rows) - 1)
