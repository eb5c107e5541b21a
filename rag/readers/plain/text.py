"""Plain text: its structure is found, and but for tables not one character changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from rag.readers.draft import Block, Draft
from rag.readers.plain.decoding import decode
from rag.readers.plain.front import find_front
from rag.readers.plain.headings import find_headings
from rag.readers.plain.layout import Unit, units
from rag.readers.plain.lines import is_list_item, is_rule, lines
from rag.readers.plain.names import author_from_biography
from rag.readers.plain.statements import Front
from rag.readers.tables import Line, moved, write_texts
from rag.types import Span, TextLook


def read(data: bytes) -> Draft:
    """Read a text file, as `read_with_tables` does its text."""
    return read_with_tables(decode(data) or "")


def read_with_tables(text: str) -> Draft:
    r"""Read plain text as `read_text` does, with tables that are made by spaces.

    Args:
        text: Decoded text with line feeds.

    Returns:
        A draft of the same text but for these tables, whose rows name their columns.

    Example:
        >>> read_with_tables("Year    Cases\n2020       97\n2021      412").text
        'Year: 2020; Cases: 97\nYear: 2021; Cases: 412'
    """
    parts: list[str] = []
    rows: list[Block] = []
    looks: list[TextLook] = []
    front = find_front(text)
    end = length = 0
    # Labels at the top may be aligned, too.
    for table in find_tables(text, front.span.end if front.span else 0):
        gap = text[end : table.span.start]
        for row in table.rows:
            parts += [gap, row.text]
            start = length + len(gap)
            length = start + len(row.text)
            rows.append(Block(start, length, is_row=True))
            looks += moved(row.looks, start)
            gap = "\n"
        end = table.span.end
    draft = _read_below(front, "".join([*parts, text[end:]]))
    # Put rows in place of the paragraphs that were made of their lines.
    starts = {row.start for row in rows}
    others = [block for block in draft.blocks if block.start not in starts]
    blocks = sorted([*others, *rows], key=lambda block: block.start)
    return replace(draft, blocks=tuple(blocks), looks=tuple(looks))


def read_text(text: str) -> Draft:
    """Find title, author, date, headings and paragraphs of plain text.

    Args:
        text: Decoded text with line feeds.

    Returns:
        A draft of the very same text.
    """
    return _read_below(find_front(text), text)


def read_part(text: str) -> Draft:
    """Read plain text that stands under a title, or below what else a file says.

    Args:
        text: Decoded text with line feeds.

    Returns:
        A draft as of `read_text`, in which lines that state title, author or date are
        paragraphs.
    """
    draft = read_text(text)
    front = draft.front or Span(0, 0)
    top = (
        Block(line.start, line.end)
        for line in lines(text[: front.end], front.start)
        if not is_rule(text[line.start : line.end])
    )
    return replace(draft, front=None, blocks=(*top, *draft.blocks))


def _read_below(front: Front, text: str) -> Draft:
    each = units(text, front.span.end if front.span else 0)
    # A text of nothing else is still read.
    found = [unit for unit in each if not is_site_line(unit)] or each
    headings = find_headings(found)
    blocks = tuple(
        Block(headings[i].start, headings[i].end, headings[i].level)
        if i in headings
        else Block(unit.start, unit.end)
        for i, unit in enumerate(found)
    )
    biography = author_from_biography(found[-1].text) if found else None
    return Draft(
        text=text,
        blocks=blocks,
        title=front.title,
        front=front.span,
        date=front.date,
        author=front.author or biography,
    )


MAX_LINE_CHARS = 120

_SITE_LINE = re.compile(
    r"advertisement|\d[\d,.]{0,8} comments?|(?:read|see) more\s?: \S.*", re.IGNORECASE
)


def is_site_line(unit: Unit) -> bool:
    """Tell whether a line that stands alone is no word of the text's author.

    What "See also" names is often the author's.
    """
    return (
        unit.is_apart
        and len(unit.text) <= MAX_LINE_CHARS
        and _SITE_LINE.fullmatch(unit.text) is not None
    )


MIN_ROWS = 3
MIN_COLUMNS = 2
MAX_CELL_CHARS = 60
PROSE_WORDS = 3
"""Of lines in two columns more than half go on in small letters, with as many words."""

_CELL = re.compile(r"[^ \t]++(?: [^ \t]++)*+")


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """The range of a text that a table takes, and its rows as they are written."""

    span: Span
    rows: tuple[Line, ...]


def find_tables(text: str, start: int = 0) -> Iterator[AlignedTable]:
    r"""Find the tables of a text, in order.

    Args:
        text: Decoded text with line feeds.
        start: Where to begin.

    Example:
        >>> text = "Year    Cases\n2020       97\n2021      412"
        >>> [row.text for table in find_tables(text) for row in table.rows]
        ['Year: 2020; Cases: 97', 'Year: 2021; Cases: 412']
    """
    each = lines(text, start)
    for is_blank, group in groupby(each, lambda x: not text[x.start : x.end].strip()):
        if not is_blank:
            yield from _table(text, list(group))


def _table(text: str, group: Sequence[Span]) -> Iterator[AlignedTable]:
    each = [text[line.start : line.end] for line in group]
    written = [i for i, row in enumerate(each) if not is_rule(row)]
    # In a numbered list more space may stand behind the number.
    if len(written) < MIN_ROWS or is_list_item(each[written[0]]):
        return
    cells = [list(_CELL.finditer(each[i])) for i in written]
    texts = [[cell[0] for cell in row] for row in cells]
    if not _are_aligned(cells) or any(map(_is_prose, zip(*texts, strict=True))):
        return
    # A single line that is drawn, below the first row, makes it the header.
    first, last = written[0], written[-1]
    drawn = set(range(first, last)).difference(written)
    rows = tuple(write_texts(texts, 1 if drawn == {first + 1} else None))
    yield AlignedTable(Span(group[0].start, group[-1].end), rows)


def _are_aligned(rows: Sequence[Sequence[re.Match[str]]]) -> bool:
    """Tell whether rows have their cells below one another."""
    counts = set(map(len, rows))
    if len(counts) > 1 or counts.pop() < MIN_COLUMNS:
        return False
    columns = list(zip(*rows, strict=True))
    return all(
        max(cell.end() for cell in left) < min(cell.start() for cell in right)
        for left, right in pairwise(columns)
    )


def _is_prose(column: Sequence[str]) -> bool:
    """Tell whether a column is too wide, or its lines go on with one another."""
    going_on = sum(c[0].islower() and len(c.split()) >= PROSE_WORDS for c in column)
    return max(map(len, column)) > MAX_CELL_CHARS or 2 * going_on > len(column)
