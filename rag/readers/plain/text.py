"""Plain text: its structure is found, not one character of it changed."""

from rag.readers.draft import Block, Draft
from rag.readers.plain.decoding import decode
from rag.readers.plain.front import author_from_biography, find_front
from rag.readers.plain.headings import find_headings
from rag.readers.plain.layout import units


def read(data: bytes) -> Draft:
    """Read a text file, as `read_text` does its text."""
    return read_text(decode(data) or "")


def read_text(text: str) -> Draft:
    """Find title, author, date, headings and paragraphs of plain text.

    Args:
        text: Decoded text with line feeds.

    Returns:
        A draft of the very same text.
    """
    front = find_front(text)
    found = units(text, front.span.end if front.span else 0)
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
