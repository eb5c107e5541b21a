"""Plain text: its structure is found, and but for tables not one character changed."""

from dataclasses import replace

from rag.readers.draft import Block, Draft
from rag.readers.plain.aligned import find_tables
from rag.readers.plain.decoding import decode
from rag.readers.plain.front import author_from_biography, find_front
from rag.readers.plain.headings import find_headings
from rag.readers.plain.layout import units
from rag.readers.plain.site_lines import is_site_line
from rag.readers.plain.statements import Front
from rag.readers.tables import moved
from rag.types import TextLook


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
